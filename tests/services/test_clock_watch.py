"""A clock that cannot be trusted publishes nothing (PUB-19, PT-15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.domain.delivery import DeliveryState
from app.services.clock_watch import PROBLEM
from app.system.clock import SetClock
from tests.fakes.desk import HOUR, NOON, Desk, new_desk

D = DeliveryState


class OddClock(SetClock):
    """Its time can be set without any time passing."""

    def __init__(self, now: datetime) -> None:
        super().__init__(now)
        self.passed = 0.0

    def boot_seconds(self) -> float:
        return self.passed

    def advance(self, step: timedelta) -> None:
        super().advance(step)
        self.passed += step.total_seconds()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(str(tmp_path / "workspace.szpalta"), tmp_path)
    made.clock = OddClock(NOON)
    made.publishing.publish_due()
    yield made
    made.close()


def problem(desk: Desk) -> str | None:
    with desk.store.read() as work:
        return work.settings.get(PROBLEM) or None


def scheduled_beside(desk: Desk) -> object:
    """Planned by a program whose clock is right."""
    other = Desk(desk.store, SetClock(NOON), desk.folder, "planner", people=desk.people, network=desk.network)
    return other.scheduled()


@pytest.mark.parametrize("jump", [timedelta(hours=2), timedelta(days=3)])
def test_a_clock_set_ahead_sends_nothing_early(desk: Desk, jump: timedelta) -> None:
    post = scheduled_beside(desk)
    desk.clock.set(NOON + jump)
    assert desk.publishing.publish_due().clock_problem == "clock.jumped"
    assert (desk.delivery(post).state, problem(desk)) == (D.SCHEDULED, "clock.jumped")
    desk.clock.set(NOON)
    assert desk.publishing.publish_due().clock_problem is None
    assert problem(desk) is None
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    assert desk.delivery(post).state is D.SENT


def test_a_clock_set_back_waits_until_it_is_right_or_confirmed(desk: Desk) -> None:
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    desk.clock.set(NOON - HOUR)
    assert desk.publishing.publish_due().clock_problem == "clock.back"
    desk.publishing.clock_watch.confirm(desk.editor)
    assert desk.publishing.publish_due().clock_problem is None


def test_a_little_back_is_nothing(desk: Desk) -> None:
    desk.clock.set(NOON - timedelta(seconds=120))
    assert desk.publishing.publish_due().clock_problem is None


def test_sleep_is_no_jump(desk: Desk) -> None:
    desk.clock.advance(timedelta(days=3))
    assert desk.publishing.publish_due().clock_problem is None


def test_the_networks_are_believed_when_none_of_them_agrees(desk: Desk) -> None:
    servers = desk.publishing.clock_watch._servers
    servers.tell("a.example", -301.0)
    assert desk.publishing.publish_due().clock_problem == "clock.skew"
    servers.tell("b.example", 4.0)
    assert desk.publishing.publish_due().clock_problem is None
