"""Another process holds the database for longer than anybody waits for it (PT-17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.connectors.base import Account, Capabilities, Parcel, Receipt
from app.domain.delivery import LEASE
from app.domain.delivery import DeliveryState as D
from app.domain.errors import StoreProblem
from app.services.publisher_loop import PublisherLoop
from app.store import engine
from tests.fakes.connectors import OneStep
from tests.fakes.desk import HOUR, NOON, Desk, new_desk
from tests.fakes.store_holder import Holder


class Holding(OneStep):
    """A network that has accepted the post when another process takes the database."""

    capabilities = Capabilities()

    def __init__(self, address: str) -> None:
        self._address = address
        self.holder: Holder | None = None
        self.taken: list[str] = []

    def publish(self, account: Account, parcel: Parcel) -> Receipt:
        self.taken.append(parcel.text)
        self.holder = self.holder or Holder(self._address)
        return Receipt(f"remote-{len(self.taken)}", None, NOON + HOUR)

    def let_go(self) -> None:
        if self.holder is not None:
            self.holder.let_go()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Waits 10 ms where the program waits five seconds."""
    short = tuple((name, "10" if name == "busy_timeout" else value) for name, value in engine.PRAGMAS)
    monkeypatch.setattr(engine, "PRAGMAS", short)
    made = new_desk(str(tmp_path / "workspace.szpalta"), tmp_path)
    yield made
    made.close()


class Round:
    """In the place of waiting: the first time the holder is still there, then it lets go; the third time the loop ends."""

    def __init__(self, holder: Holder) -> None:
        self._holder = holder
        self.loop: PublisherLoop | None = None
        self.waited: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout or 0.0)
        if len(self.waited) == 2:
            self._holder.let_go()
        if len(self.waited) == 3 and self.loop is not None:
            self.loop._closed.set()
        return False

    def set(self) -> None: ...

    def clear(self) -> None: ...


def test_a_publisher_looks_again_later_and_publishes_once(desk: Desk) -> None:
    """PT-17."""
    post = desk.scheduled()
    desk.clock.advance(HOUR)
    holder = Holder(desk.store.address)
    rounds = Round(holder)
    states: list[D] = []
    rounds.loop = PublisherLoop(
        desk.publishing, desk.clock, before=lambda: states.append(desk.delivery(post).state), waiting=rounds
    )
    try:
        rounds.loop.run()
    finally:
        holder.let_go()
    assert states == [D.SCHEDULED, D.SCHEDULED, D.SCHEDULED], "it can still be read, and nothing was begun"
    assert (desk.delivery(post).state, desk.delivery(post).attempts, desk.effects()) == (D.SENT, 1, 1)
    assert min(rounds.waited[:2]) > 0, "it does not knock without a pause"


def test_what_the_network_answered_is_written_down_once_the_store_is_free(desk: Desk) -> None:
    """PT-17."""
    post = desk.scheduled()
    desk.clock.advance(HOUR)
    network = desk.connector = Holding(desk.store.address)
    waits: list[float] = []

    def pause(seconds: float) -> None:
        waits.append(seconds)
        network.let_go()

    desk.pause = pause
    try:
        desk.publishing.publish_due()
    finally:
        network.let_go()
    assert (desk.delivery(post).state, desk.delivery(post).remote_id) == (D.SENT, "remote-1")
    assert (network.taken, len(waits)) == ([post.text], 1)


def test_an_answer_that_cannot_be_kept_is_a_question_and_no_second_post(desk: Desk) -> None:
    """PT-17."""
    post = desk.scheduled()
    desk.clock.advance(HOUR)
    network = desk.connector = Holding(desk.store.address)
    desk.pause = lambda seconds: desk.clock.advance(timedelta(minutes=2))
    try:
        with pytest.raises(StoreProblem, match=r"store\.locked"):
            desk.publishing.publish_due()
        assert desk.delivery(post).state is D.SENDING
    finally:
        network.let_go()
    desk.clock.advance(LEASE)
    desk.publishing.publish_due()
    assert (desk.delivery(post).state, network.taken) == (D.NEEDS_HUMAN, [post.text])
    assert desk.chain_is_whole()
