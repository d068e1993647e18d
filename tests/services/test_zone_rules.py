"""Times that follow their zone when its rules change (PUB-22), and leases that go by the database's clock (PUB-05)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain import days
from app.domain.content import Post
from app.domain.days import WallTime
from app.domain.delivery import LEASE, DeliveryState
from app.domain.networks import Connection
from app.domain.workflow import PostState
from tests.fakes.desk import HOUR, NOON, Desk

LATER = timedelta(hours=1)
"""What a country did to its clock in these tests: it stays an hour behind where it was."""


@pytest.fixture
def new_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = WallTime.to_utc
    monkeypatch.setattr(days.WallTime, "to_utc", lambda when: usual(when) + LATER)


def times(desk: Desk, post: Post) -> list[tuple[datetime | None, str | None]]:
    """Of the post, its variant and its delivery, where it has one."""
    now = desk.post(post)
    rows = [now, *now.variants, *desk.deliveries(post)]
    return [(row.due_at, row.wall_time) for row in rows]


@pytest.mark.parametrize("made", ["draft", "in_review", "scheduled"])
def test_what_is_to_come_keeps_its_time_on_the_wall(desk: Desk, made: str, request: pytest.FixtureRequest) -> None:
    """PUB-22."""
    post: Post = getattr(desk, made)(when=NOON + HOUR)
    (was, wall), *_ = times(desk, post)
    assert desk.scheduling.follow_zones(desk.delivery_steps.program) == []
    request.getfixturevalue("new_rules")
    assert desk.scheduling.follow_zones(desk.delivery_steps.program) == [post.id]
    assert was is not None
    assert set(times(desk, post)) == {(was + LATER, wall)}
    assert desk.scheduling.follow_zones(desk.delivery_steps.program) == []
    assert desk.chain_is_whole()


def test_the_change_is_in_the_posts_history(desk: Desk, request: pytest.FixtureRequest) -> None:
    post = desk.scheduled(when=NOON + HOUR)
    before = len(desk.history(post))
    request.getfixturevalue("new_rules")
    desk.scheduling.follow_zones(desk.delivery_steps.program)
    assert len(desk.history(post)) > before
    assert desk.post(post).state is PostState.SCHEDULED


def test_what_is_on_hold_stays_there(desk: Desk, request: pytest.FixtureRequest) -> None:
    post = desk.scheduled(when=NOON + HOUR)
    desk.scheduling.hold(desk.owner, post.id)
    (was, _), *_ = times(desk, post)
    request.getfixturevalue("new_rules")
    assert desk.scheduling.follow_zones(desk.delivery_steps.program) == [post.id]
    assert was is not None
    assert {due for due, _ in times(desk, post)} == {was + LATER}
    assert desk.post(post).state is PostState.ON_HOLD
    assert desk.delivery(post).state is DeliveryState.HELD


def test_what_is_over_stays_as_it_was(desk: Desk, request: pytest.FixtureRequest) -> None:
    post = desk.published()
    before = times(desk, post)
    request.getfixturevalue("new_rules")
    assert desk.scheduling.follow_zones(desk.delivery_steps.program) == []
    assert times(desk, post) == before


def test_leases_go_by_the_clock_of_the_database(any_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """PUB-05: a program whose machine is an hour behind leases as long as any other."""
    desk = any_desk
    desk.scheduled(when=NOON + HOUR)
    desk.clock.advance(HOUR)

    class Behind:
        def now(self) -> datetime:
            return datetime.now(UTC) - LATER

    monkeypatch.setattr("app.store.queries.deliveries.SystemClock", Behind)
    connections = [connection.value for connection in Connection]
    with desk.store.write() as work:
        several = work.publishers.several_may_claim
        claimed = work.deliveries.claim_next(now=desk.clock.now(), owner="behind", lease=LEASE, connections=connections)
    assert claimed is not None and claimed[0].lease_until is not None
    ahead = claimed[0].lease_until - desk.clock.now() - LEASE
    expected = LATER if several else timedelta(0)
    assert abs(ahead - expected) < timedelta(seconds=30)
    with desk.store.read() as work:
        assert work.deliveries.overdue_leases(desk.clock.now() + LEASE - timedelta(seconds=30)) == []
        assert work.deliveries.overdue_leases(desk.clock.now() + LEASE + timedelta(seconds=30)) != []
