"""A clock that cannot be trusted publishes nothing (PUB-19, PT-15)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
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


def test_a_clock_set_ahead_twice_is_not_right_when_half_of_it_is_taken_back(desk: Desk) -> None:
    for hours in (2, 4, 2):
        desk.clock.set(NOON + hours * HOUR)
        assert desk.publishing.publish_due().clock_problem == "clock.jumped"


def test_a_clock_that_time_caught_up_with_is_watched_anew(desk: Desk) -> None:
    desk.clock.set(NOON - HOUR)
    assert desk.publishing.publish_due().clock_problem == "clock.back"
    desk.clock.advance(HOUR)
    assert desk.publishing.publish_due().clock_problem is None
    desk.clock.set(NOON + HOUR)
    assert desk.publishing.publish_due().clock_problem == "clock.jumped"


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


def test_the_networks_are_asked_the_time_before_the_first_post_and_until_they_agree(desk: Desk) -> None:
    watch, asked = desk.publishing.clock_watch, [3600.0, 3600.0, 0.0]
    watch._ask = lambda: watch._servers.tell("a.example", asked.pop(0))
    desk.publishing.publish_due()
    assert len(asked) == 3, "nothing is due, so nobody is asked"
    post = desk.scheduled("Out", NOON + HOUR)
    desk.clock.advance(HOUR)
    for left in (2, 1):
        assert desk.publishing.publish_due().clock_problem == "clock.skew"
        assert (desk.delivery(post).state, len(asked)) == (D.SCHEDULED, left)
    assert desk.publishing.publish_due().clock_problem is None
    assert desk.delivery(post).state is D.SENT
    desk.publishing.publish_due()
    assert asked == []


@pytest.mark.parametrize("jump", [timedelta(hours=-2), timedelta(hours=2), timedelta(days=3)])
def test_a_clock_that_jumps_between_two_posts_doubles_and_hastens_nothing(desk: Desk, jump: timedelta) -> None:
    out, waiting = desk.scheduled("Out", NOON + HOUR), desk.scheduled("Waiting", NOON + 2 * HOUR)
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    desk.clock.set(NOON + HOUR + jump)
    for _ in range(3):
        report = desk.publishing.publish_due()
        desk.clock.advance(timedelta(minutes=10))
        assert (report.ids, report.clock_problem) == ({}, "clock.back" if jump < timedelta(0) else "clock.jumped")
        assert desk.publishing.clock_watch.told() == report.clock_problem
    assert [desk.delivery(post).state for post in (out, waiting)] == [D.SENT, D.SCHEDULED]
    desk.clock.set(desk.clock.now() - jump)
    for _ in range(5):
        early = desk.clock.now() < NOON + 2 * HOUR
        assert desk.publishing.publish_due().clock_problem is None
        assert desk.delivery(waiting).state is (D.SCHEDULED if early else D.SENT)
        desk.clock.advance(timedelta(minutes=10))
    assert (desk.delivery(waiting).state, desk.effects()) == (D.SENT, 2)


def test_what_a_server_said_before_the_clock_was_set_says_nothing_about_it(desk: Desk) -> None:
    """The first post after the clock was set ahead in an open program must not go out before a server is asked again."""
    watch, ahead = desk.publishing.clock_watch, [0.0]
    watch._ask = lambda: watch._servers.tell("a.example", ahead[-1])
    out, waiting = desk.scheduled("Out", NOON + HOUR), desk.scheduled("Waiting", NOON + 3 * HOUR)
    desk.clock.advance(HOUR)
    assert desk.publishing.publish_due().clock_problem is None
    assert (desk.delivery(out).state, watch._servers.agree(300)) == (D.SENT, True)
    desk.clock.set(NOON + 3 * HOUR)
    ahead.append(-2 * 3600.0)
    assert desk.publishing.publish_due().clock_problem == "clock.skew"
    assert (desk.delivery(waiting).state, desk.effects()) == (D.SCHEDULED, 1)
    ahead.append(0.0)
    assert desk.publishing.publish_due().clock_problem is None
    assert desk.delivery(waiting).state is D.SENT, "the clock was wrong before and is right now"


def test_a_clock_set_between_two_posts_of_one_round_is_noticed_before_the_second(desk: Desk) -> None:
    watch = desk.publishing.clock_watch
    watch._servers.tell("a.example", 0.0)
    first, second = desk.scheduled("Raz", NOON + HOUR), desk.scheduled("Dwa", NOON + 2 * HOUR)
    desk.clock.advance(HOUR)
    desk.failpoint = lambda name: desk.clock.set(NOON + 2 * HOUR) if name == "after commit" else None
    assert desk.publishing.publish_due().clock_problem == "clock.jumped"
    assert (desk.delivery(first).state, desk.delivery(second).state, desk.effects()) == (D.SENT, D.SCHEDULED, 1)


def test_after_what_may_have_been_sleep_a_server_is_asked_again(desk: Desk) -> None:
    desk.clock.boot_counts_sleep = False
    watch, asked = desk.publishing.clock_watch, [-7200.0]
    watch._servers.tell("a.example", 0.0)
    watch._ask = lambda: watch._servers.tell("a.example", asked.pop())
    post = desk.scheduled("Out", NOON + HOUR)
    desk.clock.set(NOON + HOUR)
    assert desk.publishing.publish_due().clock_problem == "clock.skew"
    assert (desk.delivery(post).state, asked) == (D.SCHEDULED, [])


def test_a_clock_that_was_set_is_asked_about_also_while_nothing_is_due(desk: Desk) -> None:
    watch, asked = desk.publishing.clock_watch, [0.0]
    watch._ask = lambda: watch._servers.tell("a.example", asked.pop())
    desk.clock.set(NOON + HOUR)
    assert (desk.publishing.publish_due().clock_problem, asked) == (None, [])


NIGHTS = [datetime(2026, 3, 29, 1, 0, tzinfo=UTC), datetime(2026, 10, 25, 1, 0, tzinfo=UTC)]
"""When summer time begins and ends in Warsaw."""
ZONES = ["Europe/Warsaw", "America/New_York", "Pacific/Kiritimati", "UTC"]
QUARTER = timedelta(minutes=15)


@pytest.fixture
def change_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    def change(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield change
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no TZ for one process")
@pytest.mark.parametrize("night", NIGHTS, ids=["summer", "winter"])
def test_each_post_of_a_night_that_changes_the_clock_goes_out_once_and_on_time(desk: Desk, night, change_zone) -> None:
    """Half past two is there twice or not at all; the computer's own zone changes with every look."""
    desk.clock.advance(night - 2 * HOUR - desk.clock.now())
    moments = [night + place * timedelta(minutes=30) for place in (-1, 0, 1, 2)]
    posts = {moment: desk.scheduled(moment.isoformat(), moment) for moment in moments}
    went: list[tuple[datetime, list[int]]] = []
    for number in range(20):
        change_zone(ZONES[number % len(ZONES)])
        report = desk.publishing.publish_due()
        assert report.clock_problem is None
        went += [(desk.clock.now(), ids) for state, ids in report.ids.items() if state == "sent"]
        desk.clock.advance(QUARTER)
    assert went == [(moment, [desk.delivery(post).id]) for moment, post in posts.items()]
    assert desk.effects() == len(posts)
