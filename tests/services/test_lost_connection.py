"""Whoever hears first that a network no longer takes an access key writes it down where lists and pages look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.connectors.base import Account, Idempotency, Identity, NeedsReconnect, Parcel, Receipt
from app.domain.connecting import ProfileConnection
from app.domain.corrections import CorrectionState
from app.services.delivery_checks import DeliveryChecks
from app.services.lost_connection import note_if_lost
from tests.fakes.desk import HOUR, NOON, Desk
from tests.fakes.keeping_network import KeepingNetwork
from tests.fakes.stepping import SteppingNetwork

LOST = NeedsReconnect("network.needs_reconnect", host="m.example", reason="revoked")


class Revoking(SteppingNetwork):
    revoked = False

    def identify(self, account: Account) -> Identity:
        if self.revoked:
            raise LOST
        return Identity("1", account.handle, account.handle, None, {"blob_bytes": 7})

    def delete(self, account: Account, remote_id: str) -> None:
        raise LOST


class RevokingKeeper(KeepingNetwork):
    revoked = True

    def schedule(self, account: Account, parcel: Parcel, at: object, refs: object) -> Receipt:
        if self.revoked:
            raise LOST
        return super().schedule(account, parcel, at, refs)  # type: ignore[arg-type]

    def unschedule(self, account: Account, scheduled_id: str) -> None:
        raise LOST


@pytest.fixture
def link(desk: Desk) -> Callable[[], ProfileConnection]:
    """The connection of the desk's profile as it is noted now."""
    given = {"base_url": "", "account_id": "1", "account_name": "j", "facts": {}, "missing_rights": []}
    with desk.store.write() as work:
        work.connections.put(
            1, **given, sealed="v1.x", key_id="keyring:1", problem_data={}, connected_at=NOON, version=1
        )

    def now() -> ProfileConnection:
        with desk.store.read() as work:
            row = work.connections.get(1)
        assert row is not None
        return row

    return now


def checks(desk: Desk) -> DeliveryChecks:
    return DeliveryChecks(
        desk.store,
        desk.clock,
        connector_for=desk._connector_for,
        account_for=desk._account_for,
        link_problem=lambda link: None,
    )


def test_a_check_ahead_notes_it_and_a_later_one_takes_it_back(
    desk: Desk, link: Callable[[], ProfileConnection]
) -> None:
    network = desk.connector = Revoking(desk.folder / "network.db", desk.clock.now, Idempotency.PERMANENT_KEY)
    desk.scheduled("a", NOON + 20 * HOUR)
    network.revoked = True
    checks(desk).run()
    assert (link().problem, link().problem_data["host"], link().needs_reconnect) == (LOST.code, "m.example", True)
    network.revoked = False
    desk.clock.set(NOON + 19 * HOUR + timedelta(minutes=30))
    checks(desk).run()
    assert (link().problem, link().needs_reconnect) == (None, False)
    assert (link().facts, link().checked_at) == ({"blob_bytes": 7}, desk.clock.now()), "as the server says it now"


def test_a_problem_of_another_kind_stays(desk: Desk, link: Callable[[], ProfileConnection]) -> None:
    with desk.store.write() as work:
        work.connections.change(1, problem="connection.rights_missing", problem_data={"rights": ["x"]})
        work.fetching.remove_lost_connection(1)
    assert (link().problem, link().needs_reconnect) == ("connection.rights_missing", False)


def test_taking_a_post_back_notes_it(desk: Desk, link: Callable[[], ProfileConnection]) -> None:
    desk.connector = Revoking(desk.folder / "network.db", desk.clock.now, Idempotency.PERMANENT_KEY)
    post = desk.published()
    (row,) = desk.afterwards.delete(desk.editor, post.id)
    assert (row.state, row.reason) == (CorrectionState.FAILED, "needs_reconnect"), "proved not done"
    assert link().needs_reconnect


def test_handing_over_and_taking_back_note_it(desk: Desk, link: Callable[[], ProfileConnection]) -> None:
    network = RevokingKeeper(desk.folder / "network.db", desk.clock.now, Idempotency.READABLE)
    desk.connector = network
    with desk.store.write() as work:
        work.profiles.edit(1, work.profiles.get(1).version, {"hands_over": True})
    post = desk.scheduled(when=NOON + 3 * HOUR)
    desk.publishing.hand_over()
    assert link().needs_reconnect
    with desk.store.write() as work:
        work.fetching.remove_lost_connection(1)
    network.revoked = False
    desk.clock.advance(HOUR)
    desk.publishing.hand_over()
    assert desk.delivery(post).handed_over_id is not None and not link().needs_reconnect
    desk.scheduling.hold(desk.editor, post.id)
    desk.publishing.hand_over()
    assert link().needs_reconnect


def test_the_history_tells_of_a_lost_connection_once(desk: Desk, link: Callable[[], ProfileConnection]) -> None:
    for code in ("network.needs_reconnect", "network.needs_reconnect", "bluesky.reconnect"):
        note_if_lost(desk.store, NOON, 1, NeedsReconnect(code, host="m.example", reason="revoked"))
    with desk.store.read() as work:
        told = [entry.facts["code"] for entry in work.history.of("profile", 1) if entry.action == "connection_lost"]
    assert (told, link().problem) == (["network.needs_reconnect"], "bluesky.reconnect")
