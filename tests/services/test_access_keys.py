"""Renewing access keys: one at a time over all programs, stored before it is used, never lost on a full disk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from app.connectors.base import Account, Capabilities, NeedsReconnect, NotExecuted, Parcel, Receipt
from app.domain.delivery import DeliveryState
from app.domain.errors import StoreProblem
from app.domain.networks import Connection
from app.domain.workspace import Profile
from app.services.access_keys import AccessKeys
from app.store.opening import open_store
from app.store.store import Store
from app.system.key_keeper import KeyKeeper
from app.system.system_keyring import SystemKeyring
from tests.fakes.connectors import OneStep
from tests.fakes.desk import HOUR, NOON, Desk
from tests.fakes.key_network import KeyNetwork
from tests.fakes.keyrings import OwnKeyring

FIRST = {"access": "access-0", "refresh": "refresh-0"}


@dataclass
class Keys:
    """A connected profile whose session is `FIRST`."""

    desk: Desk
    network: KeyNetwork = field(default_factory=KeyNetwork)
    backend: OwnKeyring = field(default_factory=OwnKeyring)

    def access(self, store: Store | None = None, wait: Callable[[float], object] = lambda s: None) -> AccessKeys:
        with self.desk.store.read() as work:
            uid = work.team.workspace().uid
        keys = KeyKeeper(SystemKeyring(lambda: self.backend), lambda: uid)
        return AccessKeys(store or self.desk.store, self.desk.clock, keys, wait=wait)

    @property
    def profile(self) -> Profile:
        with self.desk.store.read() as work:
            return work.profiles.get(1)

    def renew(self, access: AccessKeys, stale: Mapping[str, str], ask: object = None) -> Mapping[str, str]:
        renew = access.account_for(self.profile).renew
        assert renew is not None
        return renew(stale, ask or self.network.ask)  # type: ignore[arg-type]


@pytest.fixture
def keys(any_desk: Desk) -> Keys:
    made = Keys(any_desk)
    columns, _ = made.access().seal(made.profile, FIRST)
    with any_desk.store.write() as work:
        work.profiles.edit(1, 1, {"connection": Connection.API.value})
        given = {"base_url": "", "account_id": "1", "account_name": "jesion", "facts": {}, "missing_rights": []}
        work.connections.put(1, **given, **columns, problem_data={}, connected_at=NOON, version=1)
    return made


def test_a_new_key_is_stored_before_it_is_used(keys: Keys) -> None:
    """SEC-06."""
    access = keys.access()
    fresh = keys.renew(access, FIRST)
    assert fresh == {"access": "access-1", "refresh": "refresh-1"}
    assert keys.access().account_for(keys.profile).secret == fresh
    with keys.desk.store.read() as work:
        row = work.connections.get(1)
    assert row is not None and (row.renewing, row.renewing_until) == (None, None)


def test_whoever_comes_late_takes_what_was_stored(keys: Keys) -> None:
    """SEC-06."""
    one, other = keys.access(), keys.access()
    assert other.account_for(keys.profile).secret == FIRST
    fresh = keys.renew(one, FIRST)
    assert keys.renew(other, FIRST) == fresh
    assert other.account_for(keys.profile).secret == fresh
    assert keys.network.refreshed == ["refresh-0"]


def test_two_programs_at_once_ask_once(keys: Keys) -> None:
    """SEC-06."""
    started, second_waits = threading.Event(), threading.Event()

    def slow() -> None:
        started.set()
        assert second_waits.wait(20)

    keys.network.before_answer = slow
    store = open_store(keys.desk.store.address)
    answers: list[Mapping[str, str]] = []
    first = threading.Thread(target=lambda: answers.append(keys.renew(keys.access(), FIRST)))
    second = threading.Thread(
        target=lambda: answers.append(keys.renew(keys.access(store, lambda seconds: second_waits.set()), FIRST))
    )
    first.start()
    assert started.wait(20)
    second.start()
    first.join(30)
    second.join(30)
    store.close()
    assert answers == [{"access": "access-1", "refresh": "refresh-1"}] * 2
    assert keys.network.refreshed == ["refresh-0"]


def test_whoever_died_renewing_holds_nobody_up_for_long(keys: Keys) -> None:
    with keys.desk.store.write() as work:
        assert work.connections.take_renewal(1, "gone", NOON, NOON + timedelta(minutes=2))
    with pytest.raises(NotExecuted) as caught:
        keys.renew(keys.access(), FIRST)
    assert (caught.value.code, keys.network.refreshed) == ("connection.renewing", [])
    keys.desk.clock.advance(timedelta(minutes=2))
    assert keys.renew(keys.access(), FIRST)["access"] == "access-1"


def test_a_failed_try_lets_the_next_one_try(keys: Keys) -> None:
    def refuse(newest: Mapping[str, str]) -> Mapping[str, str]:
        raise NeedsReconnect("connection.sign_in", profile="x")

    access = keys.access()
    with pytest.raises(NeedsReconnect):
        keys.renew(access, FIRST, refuse)
    assert keys.renew(access, FIRST)["access"] == "access-1"


def test_a_new_key_outlives_a_full_disk(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-06."""
    access = keys.access()
    full = [True, True]
    replace = access._replace

    def on_a_full_disk(*given: object) -> bool:
        if full:
            full.pop()
            raise StoreProblem("store.full", address="x")
        return replace(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(access, "_replace", on_a_full_disk)
    with pytest.raises(StoreProblem):
        keys.renew(access, FIRST)
    assert keys.renew(access, FIRST) == {"access": "access-1", "refresh": "refresh-1"}
    assert keys.network.refreshed == ["refresh-0"], "a key that works once is not asked for twice"
    assert keys.access().account_for(keys.profile).secret == {"access": "access-1", "refresh": "refresh-1"}


class Renewing(OneStep):
    """Its access key is over; sending asks for a new one first."""

    capabilities = Capabilities()

    def __init__(self, refuse: Callable[[Mapping[str, str]], Mapping[str, str]]) -> None:
        self.refuse = refuse

    def publish(self, account: Account, parcel: Parcel) -> Receipt:
        assert account.renew is not None
        account.renew(dict(account.secret or {}), self.refuse)
        raise AssertionError("it went on without a key")


def test_a_renewal_that_the_network_refuses_lets_the_posts_wait(keys: Keys) -> None:
    """SEC-06: what an invalid grant leads to. They go on once the profile is connected again."""

    def refuse(newest: Mapping[str, str]) -> Mapping[str, str]:
        raise NeedsReconnect("connection.sign_in", profile="x")

    desk = keys.desk
    desk.connectors[1] = Renewing(refuse)
    desk.account = keys.access().account_for(keys.profile)
    with desk.store.write() as work:
        work.profiles.edit(1, work.profiles.get(1).version, {"connection": Connection.PRACTICE.value})
    post = desk.scheduled()
    desk.clock.advance(HOUR)
    desk.publishing.publish_due()
    row = desk.delivery(post)
    assert (row.state, row.reason) == (DeliveryState.HELD, "needs_reconnect")
    assert keys.access().account_for(replace(keys.profile, connection=Connection.API)).secret == FIRST, (
        "nothing is lost"
    )
