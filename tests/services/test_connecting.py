"""Connecting, testing and ending connections; what happens to posts when a key no longer works."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from app.connectors.base import Account, Capabilities, Identity, NeedsReconnect, ReadFailed
from app.domain.connecting import Disconnected
from app.domain.delivery import DeliveryState
from app.domain.errors import BadInput, NotPermitted, Refused
from app.domain.networks import Connection
from app.domain.workflow import PostState
from app.domain.workspace import Profile
from app.services.access_keys import AccessKeys
from app.services.connecting import ConnectingService
from app.store.opening import open_store
from app.system.key_keeper import KeyKeeper, KeyWay
from app.system.system_keyring import SystemKeyring
from tests.fakes.desk import HOUR, NOON, Desk
from tests.fakes.key_network import KeyNetwork
from tests.fakes.keyrings import LockedKeyring, OwnKeyring

TOKEN = "canary-token-3141592653"
URL = "http://127.0.0.1:8080"
ANNA = Identity("77", "jesion", "Jesion", "https://mastodon.example/@jesion", {"posts": 500})


@dataclass
class World:
    """A desk with one profile, a network that knows one token, and a keyring."""

    desk: Desk
    network: KeyNetwork
    backend: KeyringBackend

    def access(self) -> AccessKeys:
        """Opened keys as a program has them that was just started."""
        with self.desk.store.read() as work:
            uid = work.team.workspace().uid
        keys = KeyKeeper(SystemKeyring(lambda: self.backend, 0.05), lambda: uid)
        return AccessKeys(self.desk.store, self.desk.clock, keys)

    def service(self, access: AccessKeys | None = None) -> ConnectingService:
        return ConnectingService(
            self.desk.store,
            self.desk.clock,
            access or self.access(),
            self.desk.delivery_steps,
            self.desk.scheduling,
            connector_for=lambda profile: self.network if profile.connection is Connection.API else None,
        )

    @property
    def profile(self) -> Profile:
        with self.desk.store.read() as work:
            return work.profiles.get(self.desk.network[0].id)

    def connect(self, secret: str = TOKEN) -> ConnectingService:
        service = self.service()
        service.connect(self.desk.owner, self.profile.id, {"token": secret}, base_url=URL)
        return service

    def stored(self) -> str | None:
        with self.desk.store.read() as work:
            row = work.connections.get(self.profile.id)
        return None if row is None else row.sealed


@pytest.fixture
def world(any_desk: Desk) -> World:
    return World(any_desk, KeyNetwork(keys={TOKEN: ANNA}), OwnKeyring())


def test_who_it_is_is_asked_before_anything_is_stored(world: World) -> None:
    with pytest.raises(NeedsReconnect):
        world.connect("not-a-token")
    assert (world.stored(), world.profile.connection) == (None, Connection.PRACTICE)

    report = world.service().connect(world.desk.owner, world.profile.id, {"token": TOKEN}, base_url=URL + "/")

    assert (report.handle, report.account_id, report.base_url, report.problem) == ("jesion", "77", URL, None)
    assert (world.profile.connection, world.profile.url) == (Connection.API, ANNA.url)
    assert TOKEN not in (world.stored() or "")
    account = world.access().account_for(world.profile)
    assert (account.secret, account.base_url, account.external_id) == ({"token": TOKEN}, URL, "77")
    assert (account.facts, account.handle, TOKEN in repr(account)) == ({"posts": 500}, "jesion", False)


def test_signing_in_may_add_to_the_secret(world: World) -> None:
    world.network.keys["access-0"] = ANNA
    world.service().connect(world.desk.owner, world.profile.id, {"password": "pass"}, handle="@jesion.example")
    assert world.network.seen[0].handle == "jesion.example"
    kept = world.access().account_for(world.profile).secret
    assert kept == {"password": "pass", "access": "access-0", "refresh": "refresh-0"}


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://mastodon.example", "server.not_encrypted"),
        ("ftp://mastodon.example", "server.invalid"),
        ("https://me:pass@mastodon.example", "server.invalid"),
        ("https://mastodon.example/?x=1", "server.invalid"),
        ("https://", "server.invalid"),
        ("https://[::1", "server.invalid"),
    ],
)
def test_a_key_goes_to_no_odd_address(world: World, url: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        world.service().connect(world.desk.owner, world.profile.id, {"token": TOKEN}, base_url=url)
    assert caught.value.code == code and "pass" not in repr(caught.value)
    assert world.network.seen == []


@pytest.mark.parametrize(
    ("backend", "code"),
    [(fail.Keyring(), "keyring.none"), (null.Keyring(), "keyring.none"), (LockedKeyring(), "keyring.locked")],
    ids=["none", "null", "locked"],
)
def test_without_a_keyring_the_network_is_not_even_asked(world: World, backend: KeyringBackend, code: str) -> None:
    """SEC-02, SEC-03: nothing is kept in clear instead."""
    world.backend = backend
    with pytest.raises(Refused) as caught:
        world.connect()
    assert caught.value.code == code
    assert (world.network.seen, world.stored()) == ([], None)


@pytest.mark.usefixtures("quick_locks")
def test_a_passphrase_or_this_session_instead_of_a_keyring(world: World) -> None:
    """SEC-02."""
    world.backend = fail.Keyring()
    service = world.service()
    service.use_passphrase("cztery zwykłe krótkie słowa")
    service.connect(world.desk.owner, world.profile.id, {"token": TOKEN})
    assert service.kept_by is KeyWay.PASSPHRASE
    later = world.access()
    with pytest.raises(Refused, match=r"passphrase\.needed"):
        later.account_for(world.profile)
    with pytest.raises(Refused, match=r"passphrase\.wrong"):
        world.service(later).use_passphrase("cztery inne krótkie słowa")
    world.service(later).use_passphrase("cztery zwykłe krótkie słowa")
    assert later.account_for(world.profile).secret == {"token": TOKEN}

    now = world.access()
    world.service(now).use_this_session()
    world.service(now).connect(world.desk.owner, world.profile.id, {"token": TOKEN})
    assert now.account_for(world.profile).secret == {"token": TOKEN}
    with pytest.raises(NeedsReconnect, match=r"connection\.sign_in"):
        world.access().account_for(world.profile)


def test_a_lost_data_key_asks_to_sign_in_again_and_posts_stay(world: World) -> None:
    """SEC-03."""
    world.connect()
    post = world.desk.scheduled()
    world.backend = OwnKeyring()
    service = world.service()
    report = service.test(world.desk.owner, world.profile.id)
    assert (report.problem, report.held) == ("connection.sign_in", 1)
    assert world.desk.post(post).state is PostState.ON_HOLD
    assert world.desk.delivery(post).reason == "needs_reconnect"

    again = world.service().connect(world.desk.owner, world.profile.id, {"token": TOKEN}, base_url=URL)
    assert (again.put_back, again.problem) == (1, None)
    assert world.desk.post(post).state is PostState.SCHEDULED
    assert world.desk.delivery(post).due_at == NOON + HOUR


def test_a_post_whose_time_is_over_stays_on_hold(world: World) -> None:
    service = world.connect()
    post = world.desk.scheduled()
    world.network.keys.clear()
    assert service.test(world.desk.owner, world.profile.id).held == 1
    world.desk.clock.advance(2 * HOUR)
    world.network.keys[TOKEN] = ANNA
    assert service.connect(world.desk.owner, world.profile.id, {"token": TOKEN}).put_back == 0
    assert world.desk.post(post).state is PostState.ON_HOLD


def test_a_test_notices_a_new_handle_missing_rights_and_a_server_that_is_away(world: World) -> None:
    service = world.connect()
    owner, number = world.desk.owner, world.profile.id
    world.network.keys[TOKEN] = Identity("77", "jesion2", "Jesion", None, expires_at=NOON + timedelta(days=60))
    for _ in range(2):  # it does not go away by being looked at
        report = service.test(owner, number)
        assert (report.problem, dict(report.problem_data)) == (
            "connection.handle_changed", {"before": "jesion", "now": "jesion2"}
        )  # fmt: skip
    world.network.keys[TOKEN] = Identity("77", "jesion2", "Jesion", None, missing_rights=("write:media",))
    report = service.test(owner, number)
    assert (report.problem, report.missing_rights) == ("connection.rights_missing", ("write:media",))
    world.network.failing["identify"] = ReadFailed("network.unreachable", host="x")
    world.network.keys = {}
    row = service.connections(owner)[0]
    assert (row.problem, row.missing_rights, row.account_name) == (
        "connection.rights_missing", ("write:media",), "jesion2"
    )  # fmt: skip
    assert service.test(owner, number).problem == "connection.sign_in"
    assert service.test(owner, number).problem == "connection.sign_in"
    actions = [action for _, action in _profile_history(world)]
    assert actions.count("connection_lost") == 1


def test_a_profile_that_takes_the_new_handle_has_no_problem_any_more(world: World) -> None:
    service, owner, number = world.connect(), world.desk.owner, world.profile.id
    world.network.keys[TOKEN] = replace(ANNA, handle="@jesion2@mastodon.example")
    service.test(owner, number)
    world.desk.profiles.edit_profile(owner, number, handle="inna")
    assert service.connections(owner)[0].problem == "connection.handle_changed"
    world.desk.profiles.edit_profile(owner, number, handle="jesion2")
    assert service.connections(owner)[0].problem is None
    assert service.test(owner, number).problem is None


def _profile_history(world: World) -> list[tuple[str, str]]:
    with world.desk.store.read() as work:
        return [(row.entity, row.action) for row in work.history.of("profile", world.profile.id)]


def test_disconnecting_forgets_the_key_and_holds_what_waits(world: World) -> None:
    service = world.connect()
    post = world.desk.scheduled()
    assert service.disconnect(world.desk.owner, world.profile.id) == Disconnected(1, None, URL)
    assert [account.secret for account in world.network.revoked] == [{"token": TOKEN}]
    assert (world.stored(), world.profile.connection) == (None, Connection.NONE)
    assert isinstance(world.backend, OwnKeyring) and world.backend.kept == {}, "nothing is left in the keyring"
    assert (world.desk.delivery(post).state, world.desk.delivery(post).reason) == (DeliveryState.HELD, "no_connection")
    with pytest.raises(Refused, match=r"connection\.none_there"):
        service.disconnect(world.desk.owner, world.profile.id)
    with pytest.raises(Refused, match=r"connection\.none_there"):
        service.test(world.desk.owner, world.profile.id)
    assert world.desk.chain_is_whole()


def test_whoever_may_not_plan_may_not_connect(world: World) -> None:
    with pytest.raises(NotPermitted):
        world.service().connect(world.desk.creator, world.profile.id, {"token": TOKEN})
    service = world.connect()
    for deed in (service.test, service.disconnect):
        with pytest.raises(NotPermitted):
            deed(world.desk.creator, world.profile.id)


def test_a_key_that_does_not_come_back_is_said_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-01."""
    monkeypatch.setattr("app.services.access_keys.seal", lambda key, uid, secret: "v1.bG9zdA==")
    with pytest.raises(Refused, match=r"secret\.not_kept"):
        world.connect()
    assert (world.stored(), world.profile.connection) == (None, Connection.NONE)


def test_a_copy_of_the_workspace_elsewhere_asks_to_sign_in(desk: Desk, tmp_path: Path) -> None:
    """SEC-03."""
    world = World(desk, KeyNetwork(keys={TOKEN: ANNA}), OwnKeyring())
    world.connect()
    with desk.store.read() as work:
        profile = work.profiles.get(1)
    copy = tmp_path / "copy.szpalta"
    desk.store.close()
    copy.write_bytes(Path(desk.store.address).read_bytes())
    other = Desk(open_store(str(copy)), desk.clock, tmp_path, people=desk.people, network=desk.network)
    try:
        with pytest.raises(NeedsReconnect, match=r"connection\.sign_in"):
            World(other, world.network, OwnKeyring()).access().account_for(profile)
    finally:
        other.store.close()


def test_a_network_that_cannot_be_told_keeps_no_key_here_and_is_named(world: World) -> None:
    service = world.connect()
    world.network.revoking = ReadFailed("network.unreachable", host="x", reason="refused")
    assert service.disconnect(world.desk.owner, world.profile.id) == Disconnected(0, "revoke.failed", URL)
    assert (world.stored(), world.profile.connection) == (None, Connection.NONE)


def test_nobody_is_told_when_the_person_may_not_disconnect(world: World) -> None:
    service = world.connect()
    with pytest.raises(NotPermitted):
        service.disconnect(world.desk.viewer, world.profile.id)
    assert world.network.revoked == []


def test_handing_over_is_offered_where_the_server_of_the_account_keeps_posts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def able(account: Account) -> Capabilities:
        return Capabilities(schedule_from=timedelta(minutes=5) if account.facts.get("keeps") else None)

    monkeypatch.setattr(world.network, "capabilities_for", able)
    for keeps in (False, True):
        world.network.keys[TOKEN] = replace(ANNA, facts={"keeps": keeps})
        world.connect(TOKEN)
        assert world.service().can_hand_over(world.profile) is keeps
