"""A publisher is stopped between its intent and its send; another takes over; then the first one goes on (PT-13)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.connectors.base import Idempotency
from app.domain.delivery import LEASE
from app.domain.delivery import DeliveryState as D
from tests.fakes.desk import HOUR, Desk
from tests.fakes.stepping import SteppingNetwork
from tests.fakes.victims import Victims, victims

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGSTOP is of POSIX systems")
SUSPENDED = timedelta(minutes=10)
K = Idempotency


@pytest.fixture(scope="module")
def stopping() -> Iterator[Victims]:
    with victims() as made:
        yield made


def carry_on(desk: Desk) -> None:
    """The second publisher works until a minute brings nothing more to do."""
    for _ in range(15):
        desk.publishing.publish_due()
        with desk.store.read() as work:
            if all(row.state in (D.SENT, D.NEEDS_HUMAN) for row in work.deliveries.all()):
                return
        desk.clock.advance(timedelta(minutes=1))


@pytest.mark.parametrize("point", ["after intent", "connected"])
@pytest.mark.parametrize("key_class", list(K))
def test_a_publisher_that_slept_past_its_lease_adds_nothing(
    desk: Desk, stopping: Victims, key_class: K, point: str
) -> None:
    network = desk.connector = SteppingNetwork(desk.folder / "network.db", desk.clock.now, key_class)
    post, time = desk.scheduled(), desk.folder / "time"
    desk.clock.advance(HOUR)
    time.write_text(desk.clock.now().isoformat())
    with stopping.stopped(desk, point, time, key_class):
        left = desk.delivery(post)
        assert (left.state, left.owner, network.effects()) == (D.SENDING, "victim", [])
        desk.clock.advance(max(LEASE, SUSPENDED))
        carry_on(desk)
        taken_over, attempts = desk.delivery(post), desk.attempts(left)
        out = len(network.effects())
        time.write_text(desk.clock.now().isoformat())
    assert desk.delivery(post) == taken_over, "the publisher that slept wrote into the row"
    assert desk.attempts(taken_over) == attempts
    assert taken_over.fence > left.fence and taken_over.owner is None
    told_apart = key_class in (K.READABLE, K.BLIND)
    assert (taken_over.state, out) == ((D.NEEDS_HUMAN, 0) if told_apart else (D.SENT, 1))
    assert len(network.effects()) == (1 if point == "connected" else out), "the call that was under way, or none"
    assert ("delivery", "late_answer") in desk.history(post)
    assert desk.chain_is_whole()
