"""Another passphrase for the access keys of a workspace: all of them, in one go, whatever comes in between (SEC-01, SEC-02)."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from keyring.backends.fail import Keyring as NoKeyring

from app.connectors.base import NeedsReconnect
from app.domain.errors import BadInput, NotPermitted, Refused
from app.domain.networks import Connection, Network
from app.domain.people import Actor
from app.services.access_keys import AccessKeys, put_lock
from app.services.key_places import KeyPlaces, KeyPlaceService
from app.services.profiles import NewProfile, ProfileService
from app.system.key_keeper import KeyKeeper
from app.system.system_keyring import SystemKeyring
from tests.fakes.desk import NOON, Desk
from tests.fakes.key_network import KeyNetwork
from tests.fakes.keyrings import OwnKeyring

OLD, NEW = "stare długie słowa hasła", "nowe długie słowa hasła"
SECRETS = {1: {"token": "token-of-one"}, 2: {"access": "a-0", "refresh": "r-0"}}

pytestmark = pytest.mark.usefixtures("quick_locks")

KILLED = """
import os, signal, sys
from app.domain.people import Actor
from app.services.access_keys import AccessKeys
from app.services.key_places import KeyPlaceService
from app.store.opening import open_store
from app.system.clock import SystemClock
from app.services.profiles import NewProfile, ProfileService
from app.system.key_keeper import KeyKeeper
from app.system.system_keyring import SystemKeyring

store, clock = open_store(sys.argv[1]), SystemClock()
access = AccessKeys(store, clock, KeyKeeper(SystemKeyring(), lambda: "w"))
die = lambda name: os.kill(os.getpid(), signal.SIGKILL)
KeyPlaceService(store, clock, access, failpoint=die).change_passphrase(Actor(), *sys.stdin.read().splitlines())
"""


@dataclass
class Passphrased:
    """Two connected profiles of a workspace on a computer without a keyring."""

    desk: Desk
    waits: list[float] = field(default_factory=list)

    def access(self, passphrase: str | None) -> AccessKeys:
        """As another run of the program that was given this passphrase."""
        keys = KeyKeeper(SystemKeyring(NoKeyring), lambda: "w", lambda: passphrase)
        return AccessKeys(self.desk.store, self.desk.clock, keys, wait=lambda seconds: None)

    def places(self, access: AccessKeys | None = None) -> KeyPlaceService:
        return KeyPlaceService(self.desk.store, self.desk.clock, access or self.access(OLD), wait=self.waits.append)

    def opened(self, access: AccessKeys) -> dict[int, dict[str, str]]:
        with self.desk.store.read() as work:
            profiles = [work.profiles.get(number) for number in SECRETS]
        return {row.id: dict(access.account_for(row).secret) for row in profiles}


@pytest.fixture
def kept(any_desk: Desk) -> Passphrased:
    made = Passphrased(any_desk)
    access = made.access(OLD)
    ProfileService(any_desk.store, any_desk.clock).add_profile(Actor(), NewProfile(1, Network.X, "Jesion X", "jesion"))
    for number, secret in SECRETS.items():
        with any_desk.store.read() as work:
            profile = work.profiles.get(number)
        columns, lock = access.seal(profile, secret)
        with any_desk.store.write() as work:
            put_lock(work, lock)
            work.profiles.edit(number, profile.version, {"connection": Connection.API.value})
            given = {"base_url": "", "account_id": "1", "account_name": "jesion", "facts": {}, "missing_rights": []}
            work.connections.put(number, **given, **columns, problem_data={}, connected_at=NOON, version=1)
    return made


def test_all_keys_open_with_the_new_passphrase_and_none_with_the_old(kept: Passphrased) -> None:
    """SEC-01."""
    access = kept.access(OLD)
    done = kept.places(access).change_passphrase(Actor(), OLD, NEW)
    assert (done.kept, done.unreadable) == (2, 0)
    assert kept.opened(access) == SECRETS, "the run that changed it goes on"
    assert kept.opened(kept.access(NEW)) == SECRETS
    with pytest.raises(Refused) as caught:
        kept.opened(kept.access(OLD))
    assert caught.value.code == "passphrase.wrong"
    with kept.desk.store.read() as work:
        steps = [row.action for row in work.history.of("workspace", 1)]
    assert "passphrase_changed" in steps


def test_new_keys_are_sealed_with_the_new_passphrase_at_once(kept: Passphrased) -> None:
    access = kept.access(None)
    kept.places(access).change_passphrase(Actor(), OLD, NEW)
    with kept.desk.store.read() as work:
        profile = work.profiles.get(1)
    columns, lock = access.seal(profile, {"token": "newest"})
    assert lock is None
    with kept.desk.store.write() as work:
        work.connections.change(1, **columns)
    assert kept.opened(kept.access(NEW))[1] == {"token": "newest"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("nie to długie hasło", NEW, "passphrase.wrong"), (OLD, "krótkie", "passphrase.short")],
)
def test_what_is_refused_changes_nothing(kept: Passphrased, old: str, new: str, code: str) -> None:
    with pytest.raises((Refused, BadInput)) as caught:
        kept.places().change_passphrase(Actor(), old, new)
    assert caught.value.code == code
    assert kept.opened(kept.access(OLD)) == SECRETS


def test_only_owners_change_it(kept: Passphrased) -> None:
    with pytest.raises(NotPermitted):
        kept.places().change_passphrase(kept.desk.people["editor"], OLD, NEW)
    assert kept.opened(kept.access(OLD)) == SECRETS


def test_without_a_passphrase_there_is_none_to_change(any_desk: Desk) -> None:
    with pytest.raises(Refused) as caught:
        Passphrased(any_desk).places().change_passphrase(Actor(), OLD, NEW)
    assert caught.value.code == "passphrase.none"


def test_a_kill_before_the_commit_leaves_the_old_passphrase(kept: Passphrased) -> None:
    """Everything is written and nothing committed: the worst moment."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(root)!r}){KILLED}"]
    ended = subprocess.run(
        [*command, kept.desk.store.address],
        input=f"{OLD}\n{NEW}\n",
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert kept.opened(kept.access(OLD)) == SECRETS
    assert kept.places().change_passphrase(Actor(), OLD, NEW).kept == 2
    assert kept.opened(kept.access(NEW)) == SECRETS


def test_a_renewal_that_runs_is_waited_for(kept: Passphrased) -> None:
    """What it brings works once and would be sealed with the old passphrase."""
    now = kept.desk.clock.now()
    with kept.desk.store.write() as work:
        assert work.connections.take_renewal(2, "other", now, now + timedelta(minutes=2))
    with pytest.raises(Refused) as caught:
        kept.places().change_passphrase(Actor(), OLD, NEW)
    assert (caught.value.code, sum(kept.waits)) == ("passphrase.renewing", 30.0)
    assert kept.opened(kept.access(OLD)) == SECRETS
    with kept.desk.store.write() as work:
        work.connections.end_renewal(2, "other")
    assert kept.places().change_passphrase(Actor(), OLD, NEW).kept == 2


def test_a_key_that_was_renewed_but_not_stored_outlives_the_change(
    kept: Passphrased, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-06: the old one works only once, so the new one must not be lost over it."""
    access, network = kept.access(OLD), KeyNetwork()
    with kept.desk.store.read() as work:
        renew = access.account_for(work.profiles.get(2)).renew
    assert renew is not None
    replace = access._replace

    def as_after_a_change(*given: object) -> bool:
        monkeypatch.setattr(access, "_replace", replace)
        with kept.desk.store.write() as work:
            work.connections.change(2, renewing=None, renewing_until=None)  # it took longer than its lease
        kept.places(access).change_passphrase(Actor(), OLD, NEW)
        return replace(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(access, "_replace", as_after_a_change)
    ask = lambda newest: network.ask({"refresh": "refresh-0"} | dict(newest))  # noqa: E731
    renew(SECRETS[2], ask)
    fresh = renew(SECRETS[2], ask)
    assert len(network.refreshed) == 1, "it is not asked for twice"
    assert kept.opened(kept.access(NEW))[2] == dict(fresh) != SECRETS[2]


def test_a_damaged_key_is_counted_and_the_others_are_kept(kept: Passphrased) -> None:
    with kept.desk.store.write() as work:
        work.connections.change(1, sealed="v1.AAAA")
    done = kept.places().change_passphrase(Actor(), OLD, NEW)
    assert (done.kept, done.unreadable) == (1, 1)
    access = kept.access(NEW)
    with kept.desk.store.read() as work:
        one, two = work.profiles.get(1), work.profiles.get(2)
    assert access.account_for(two).secret == SECRETS[2]
    with pytest.raises(NeedsReconnect):
        access.account_for(one)


def test_the_keyring_is_tried_and_what_is_wrong_is_told(kept: Passphrased) -> None:
    """SEC-02."""
    assert kept.places().look() == KeyPlaces("keyring.none", has_passphrase=True)
    assert kept.places().missed_keyring() is None, "no access key needs it"
    with kept.desk.store.write() as work:
        work.connections.change(1, key_id="keyring:0123")
    assert kept.places().missed_keyring() == "keyring.none"
    own = OwnKeyring()
    access = AccessKeys(kept.desk.store, kept.desk.clock, KeyKeeper(SystemKeyring(lambda: own), lambda: "w"))
    assert kept.places(access).missed_keyring() is None
    assert own.kept == {}, "what was tried is taken away again"
