"""Bad days of one profile: told with their way on, remembered, and no matter to the others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.connectors.base import Account, Connector, NeedsReconnect, RateLimited, ReadFailed
from app.domain.errors import StoreProblem
from app.domain.networks import Connection, Network
from app.domain.syncing import SyncTrouble
from app.store.schema.connecting import connection
from app.store.store import Store
from app.system.clock import SetClock
from app.system.formats import Formats
from app.system.sentences import explain_code
from app.system.words import Words
from tests.fakes.connectors import ScriptedConnector
from tests.fakes.syncing import NOW, small_world, syncing
from tests.fakes.workspace import add_profile


def _connect(store: Store, profile_id: int) -> None:
    with store.writing() as work:
        work.execute(
            connection.insert().values(
                profile_id=profile_id, base_url="https://x.invalid", account_id="1", account_name="jesion", facts={},
                missing_rights=[], key_id="k", problem_data={}, connected_at=NOW, version=1,
            )
        )  # fmt: skip


def _problem(store: Store) -> tuple[str | None, dict[str, object]]:
    with store.snapshot() as work:
        row = work.execute(connection.select()).one()
        return row.problem, row.problem_data


def test_a_revoked_key_says_connect_again_until_it_works(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.API)
    _connect(store, profile.id)
    world = small_world()
    world.failing["recent_posts"] = NeedsReconnect("network.needs_reconnect", host="x.invalid")
    service = syncing(store, clock, {profile.id: world})
    (report,) = service.sync()
    assert (report.error, report.figures_new) == ("network.needs_reconnect", 1)
    assert [name for name, _ in world.asked] == ["profile_readings", "recent_posts"]
    assert _problem(store) == ("network.needs_reconnect", {"host": "x.invalid"})
    assert service.troubles() == {profile.id: SyncTrouble("network.needs_reconnect", {"host": "x.invalid"}, NOW, None)}
    del world.failing["recent_posts"]
    assert service.sync()[0].error is None
    assert (_problem(store), service.troubles()) == ((None, {}), {})


@pytest.mark.parametrize(
    "error",
    [ReadFailed("network.rate_limited", retry_after=900.0), RateLimited("network.rate_limited", retry_after=900)],
)
def test_a_network_that_asks_to_wait_is_left_alone_until_then(store: Store, clock: SetClock, error: Exception) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    other = add_profile(store, Network.X, connection=Connection.PRACTICE)
    world = small_world()
    world.failing["post_readings"] = error
    service = syncing(store, clock, {profile.id: world, other.id: small_world()})
    reports = service.sync()
    again = NOW + timedelta(minutes=15)
    assert [(row.error, row.again_at) for row in reports] == [("network.rate_limited", again), (None, None)]
    assert (reports[0].posts_new, reports[0].figures_new) == (2, 1)

    world.failing.clear()
    world.asked.clear()
    clock.advance(timedelta(minutes=14))
    (early,) = service.sync(profile.id)
    assert (early.error, early.again_at, world.asked) == ("sync.waits", again, [])
    told = explain_code("sync.waits", early.error_data, Words("en"), Formats("en", "Europe/Warsaw"))
    assert "10:15" in told

    clock.advance(timedelta(minutes=2))
    (later,) = service.sync(profile.id)
    assert (later.error, later.figures_new, later.comments_new) == (None, 2, 4)


def test_one_that_asks_to_wait_for_weeks_is_asked_after_a_day(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = ScriptedConnector(failing={"profile_readings": ReadFailed("network.rate_limited", retry_after=3e6)})
    (report,) = syncing(store, clock, {profile.id: world}).sync()
    assert report.again_at == NOW + timedelta(days=1)


@pytest.mark.parametrize("code", ["network.unreachable", "network.not_json", "network.timeout", "network.too_large"])
def test_a_server_that_is_down_or_talks_nonsense_stops_only_its_own(store: Store, clock: SetClock, code: str) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    other = add_profile(store, Network.X, connection=Connection.PRACTICE)
    world = small_world()
    world.failing["recent_posts"] = ReadFailed(code, host="x.invalid")
    reports = syncing(store, clock, {profile.id: world, other.id: small_world()}).sync()
    assert [(row.error, row.again_at) for row in reports] == [(code, None), (None, None)]
    assert [name for name, _ in world.asked] == ["profile_readings", "recent_posts"]  # it is not hammered
    with store.read() as work:
        assert (work.profiles.get(profile.id).fetched_at, work.profiles.get(other.id).fetched_at) == (None, NOW)


def test_a_part_that_breaks_in_our_own_hands_does_not_cost_the_others(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = small_world()
    world.failing["recent_posts"] = KeyError("created_at")
    (report,) = syncing(store, clock, {profile.id: world}).sync()
    assert (report.error, report.error_data) == ("sync.unexpected", {"kind": "KeyError"})
    assert (report.figures_new, report.comments_new) == (1, 4)


def test_a_keyring_that_does_not_answer_is_a_trouble_of_the_profile(store: Store, clock: SetClock) -> None:
    from app.services.syncing import SyncService

    profile = add_profile(store, connection=Connection.PRACTICE)

    def locked(profile: object) -> Account:
        raise ReadFailed("keyring.locked")

    world: Connector = small_world()
    service = SyncService(store, clock, connector_for=lambda row: world, account_for=locked)
    assert [row.error for row in service.sync()] == ["keyring.locked"]
    assert service.troubles()[profile.id].code == "keyring.locked"


def test_a_full_disk_is_told_and_ends_the_profile(
    store: Store, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.store.queries.metrics import MetricRows

    profile = add_profile(store, connection=Connection.PRACTICE)

    def full(*told: object, **values: object) -> None:
        raise StoreProblem("store.full", address="w")

    monkeypatch.setattr(MetricRows, "upsert_posts", full)
    (report,) = syncing(store, clock, {profile.id: small_world()}).sync()
    assert (report.error, report.figures_new) == ("store.full", 1)
