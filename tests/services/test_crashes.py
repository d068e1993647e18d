"""A publisher in a process of its own is killed (SIGKILL) at each step; then another one carries on (PT-01 to PT-09)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.delivery import LEASE
from app.domain.delivery import DeliveryState as D
from app.domain.practice import FaultKind, PracticeFault
from app.domain.workflow import PostState
from tests.fakes.desk import HOUR, NOON, Desk
from tests.fakes.publisher import KILL_AT

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of POSIX systems")


@dataclass(frozen=True)
class Death:
    """Where it dies; what it leaves behind; where that ends once its lease is over. `posted` counts on the network."""

    at: str
    left: D
    left_attempts: list[str | None]
    posted: int
    end: D
    end_attempts: list[str]
    end_fence: int
    fault: PracticeFault | None = None

    @property
    def posted_at_end(self) -> int:
        return 1 if self.end is D.SENT else self.posted


DEATHS = [
    Death("before claim", D.SCHEDULED, [], 0, D.SENT, ["ok"], 1),
    Death("after claim", D.LEASED, [], 0, D.SENT, ["ok"], 3),
    Death("after intent", D.SENDING, [None], 0, D.NEEDS_HUMAN, ["unknown"], 2),
    Death(
        "before reply", D.SENDING, [None], 1, D.NEEDS_HUMAN, ["unknown"], 2, PracticeFault(FaultKind.SLOW, seconds=1.0)
    ),
    Death("after answer", D.SENDING, [None], 1, D.NEEDS_HUMAN, ["unknown"], 2),
    Death(
        "after unknown",
        D.RECONCILE,
        ["unknown"],
        1,
        D.NEEDS_HUMAN,
        ["unknown"],
        1,
        PracticeFault(FaultKind.LOSE_ANSWER),
    ),
    Death("after commit", D.SENT, ["ok"], 1, D.SENT, ["ok"], 1),
]
"""The Practice network can neither be asked nor told twice: what may have happened there ends with a person."""


def run_until_death(desk: Desk, at: str) -> None:
    begin = desk.clock.now().isoformat()
    command = [sys.executable, "-m", "tests.fakes.publisher", desk.store.address, str(desk.folder), "victim", begin]
    ended = subprocess.run(
        command, cwd=ROOT, env=os.environ | {KILL_AT: at}, capture_output=True, timeout=60, check=False
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


@pytest.mark.parametrize("death", DEATHS, ids=lambda death: death.at.replace(" ", "-"))
def test_a_publisher_killed_at_any_step_posts_nothing_twice(any_desk: Desk, death: Death) -> None:
    desk = any_desk
    first, second = desk.scheduled("First", NOON + HOUR), desk.scheduled("Second", NOON + HOUR)
    if death.fault is not None:
        desk.spoil(death.fault)
    desk.clock.set(NOON + HOUR)
    run_until_death(desk, death.at)
    left = desk.delivery(first)
    assert (left.state, desk.attempts(left), desk.effects()) == (death.left, death.left_attempts, death.posted)
    assert desk.delivery(second).state is D.SCHEDULED

    desk.clock.set(NOON + HOUR + LEASE + timedelta(minutes=1))  # its lease is over, nothing is late yet
    desk.publishing.publish_due()
    end = desk.delivery(first)
    assert (end.state, desk.attempts(end), end.fence) == (death.end, death.end_attempts, death.end_fence)
    assert (end.owner, end.lease_until) == (None, None)
    assert desk.post(first).state is (PostState.PUBLISHED if death.end is D.SENT else PostState.UNSURE)
    assert desk.delivery(second).state is D.SENT
    assert desk.effects() == death.posted_at_end + 1

    desk.clock.advance(HOUR)
    assert desk.publishing.publish_due().ids == {}
    assert desk.effects() == death.posted_at_end + 1
    assert desk.chain_is_whole()
