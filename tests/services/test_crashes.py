"""A publisher in a process of its own is killed (SIGKILL) at each step; then another one carries on (PT-01 to PT-09)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from app.connectors.base import Idempotency
from app.domain.content import Post
from app.domain.delivery import LEASE
from app.domain.delivery import DeliveryState as D
from app.domain.practice import FaultKind, PracticeFault
from app.domain.workflow import PostState
from tests.fakes.desk import HOUR, NOON, Desk
from tests.fakes.stepping import SteppingNetwork
from tests.fakes.victims import Victims, victims

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


@pytest.fixture(scope="module")
def killed() -> Iterator[Victims]:
    with victims() as made:
        yield made


@pytest.mark.parametrize("death", DEATHS, ids=lambda death: death.at.replace(" ", "-"))
def test_a_publisher_killed_at_any_step_posts_nothing_twice(any_desk: Desk, killed: Victims, death: Death) -> None:
    desk = any_desk
    first, second = desk.scheduled("First", NOON + HOUR), desk.scheduled("Second", NOON + HOUR)
    if death.fault is not None:
        desk.spoil(death.fault)
    desk.clock.set(NOON + HOUR)
    killed.run_until_death(desk, death.at)
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


K = Idempotency
POINTS = {
    "before claim": 0,
    "after claim": 0,
    "after intent": 0,
    "connected": 0,
    "bytes sent": 0,
    "committed": 1,
    "after answer": 1,
    "after commit": 1,
    "before look": 1,
    "after look": 1,
}
"""Where it dies (PT-01 to PT-09), and how often the post is out by then."""


def ends(key_class: K, point: str) -> tuple[D, int]:
    """The state it must end in and how often the post must be out then."""
    if point in ("before claim", "after claim", "after commit"):
        return D.SENT, 1
    if key_class is K.BLIND:
        return D.NEEDS_HUMAN, POINTS[point]
    if key_class is K.READABLE and not POINTS[point]:
        return D.NEEDS_HUMAN, 0
    return D.SENT, 1


def kill_once(desk: Desk, killed: Victims, network: SteppingNetwork, point: str, text: str) -> Post:
    post = desk.scheduled(text, desk.clock.now() + HOUR)
    desk.clock.advance(HOUR)
    if point.endswith("look"):
        network.go_wrong("lose", step="post")
    killed.run_until_death(desk, point, network.key_class)
    begun_only = network.key_class is K.TWO_PHASE and point == "after answer"  # that of its container
    out = [effect.text for effect in network.effects()].count(text)
    assert out == (0 if begun_only else POINTS[point]), (point, text)
    desk.clock.advance(LEASE + timedelta(minutes=1))
    for _ in range(15):
        desk.publishing.publish_due()
        if desk.delivery(post).state in (D.SENT, D.NEEDS_HUMAN):
            break
        desk.clock.advance(timedelta(minutes=1))
    return post


def check_deaths(desk: Desk, killed: Victims, key_class: K, times: int) -> None:
    """At every point, `times` times each."""
    network = SteppingNetwork(desk.folder / "network.db", desk.clock.now, key_class)
    desk.connector = network
    points = [point for point in POINTS if key_class is not K.BLIND or "look" not in point]
    for point in points:
        for number in range(times):
            text = f"{point} {number}"
            row = desk.delivery(kill_once(desk, killed, network, point, text))
            count = [effect.text for effect in network.effects()].count(text)
            assert (row.state, count) == ends(key_class, point), text
            assert len(desk.attempts(row)) >= count and row.owner is None
    assert desk.chain_is_whole()


@pytest.mark.parametrize("key_class", list(K))
def test_killed_at_any_point_on_a_network_of_any_class(desk: Desk, killed: Victims, key_class: K) -> None:
    """Once at each, one after another at the same desk; the soak test does it fifty times."""
    check_deaths(desk, killed, key_class, 1)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("key_class", list(K))
def test_killed_fifty_times_at_any_point(any_desk: Desk, killed: Victims, key_class: K) -> None:
    """On PostgreSQL five times."""
    check_deaths(any_desk, killed, key_class, 50 if any_desk.store.is_file else 5)
