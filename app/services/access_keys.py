"""Access keys of connected profiles: sealed in the store, opened in memory only, renewed by one at a time (SEC-01, SEC-06)."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from typing import Any

from app.connectors.base import Account, NeedsReconnect, NotExecuted
from app.domain.connecting import LOCK_SETTING, ProfileConnection
from app.domain.errors import Refused, StoreProblem
from app.domain.networks import KEYLESS, Connection
from app.domain.workspace import Profile
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock
from app.system.key_keeper import KeyKeeper
from app.system.passphrase import PassphraseLock
from app.system.redaction import hide
from app.system.sealing import seal, unseal

RENEWAL = timedelta(minutes=2)
"""How long one instance may take to renew an access key before another may try."""
_PAUSE_S, _PATIENCE_S = 0.25, 30.0
Secret = Mapping[str, str]


class AccessKeys:
    """`make_room` frees some space on a full disk; `wait` sleeps for so many seconds."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        keys: KeyKeeper,
        *,
        make_room: Callable[[], object] = lambda: None,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._store = store
        self._clock = clock
        self.keys = keys
        self._make_room = make_room
        self._wait = wait
        self._opened: dict[int, tuple[str, dict[str, str]]] = {}
        self._unsaved: dict[int, tuple[dict[str, str], dict[str, str]]] = {}
        """By profile: the stored secret and the one that is to take its place."""

    def account_for(self, profile: Profile) -> Account:
        """Who to act for. Reads the store and, the first time, the keyring: not inside a transaction.

        Raises `NeedsReconnect` "connection.none", "connection.sign_in", `Refused` "keyring.…", "passphrase.…".
        """
        if profile.connection is not Connection.API:
            return Account(profile.id, profile.network.value, profile.handle)
        if profile.network in KEYLESS:
            return Account(profile.id, profile.network.value, profile.handle, profile.url)
        row, lock = self.row_of(profile)
        return Account(
            profile.id,
            profile.network.value,
            row.account_name or profile.handle,
            row.base_url or None,
            self._open(profile, row, lock),
            row.account_id or None,
            row.facts,
            renew=partial(self._renew, profile),
        )

    def row_of(self, profile: Profile) -> tuple[ProfileConnection, PassphraseLock | None]:
        with self._store.read() as work:
            row, lock = work.connections.get(profile.id), lock_in(work)
        if row is None:
            raise NeedsReconnect("connection.none", profile=profile.name)
        return row, lock

    def seal(self, profile: Profile, secret: Secret) -> tuple[dict[str, str], PassphraseLock | None]:
        """The columns that keep a secret, and the lock to store with it when it is new. Raises `Refused` "keyring.…"."""
        with self._store.read() as work:
            lock = lock_in(work)
        hide(secret.values())
        key, new_lock = self.keys.to_seal(lock)
        return {"sealed": seal(key.raw, profile.uid, secret), "key_id": key.key_id}, new_lock

    def check_kept(self, profile: Profile, secret: Secret) -> None:
        """Reads a secret back as a later run would. Raises `Refused` "secret.not_kept"."""
        self._opened.pop(profile.id, None)
        row, lock = self.row_of(profile)
        try:
            kept = self._open(profile, row, lock)
        except NeedsReconnect:
            kept = {}
        if dict(kept) != dict(secret):
            raise Refused("secret.not_kept", profile=profile.name)

    def forget(self, profile_id: int) -> None:
        self._opened.pop(profile_id, None)
        self._unsaved.pop(profile_id, None)

    def _open(self, profile: Profile, row: ProfileConnection, lock: PassphraseLock | None) -> dict[str, str]:
        """Raises `NeedsReconnect` where the key is not on this computer, or the data key that opens it is lost."""
        if row.sealed is None:
            raise NeedsReconnect("connection.sign_in", profile=profile.name)
        known = self._opened.get(profile.id)
        if known is not None and known[0] == row.sealed:
            return known[1]
        key = self.keys.to_open(row.key_id, lock)
        if key is None:
            raise NeedsReconnect("connection.sign_in", profile=profile.name)
        try:
            secret = unseal(key.raw, profile.uid, row.sealed)
        except Refused as problem:
            raise NeedsReconnect("connection.sign_in", profile=profile.name) from problem
        hide(secret.values())
        self._opened[profile.id] = (row.sealed, secret)
        return secret

    # renewing
    def _renew(self, profile: Profile, stale: Secret, ask: Callable[[Secret], Secret]) -> Secret:
        """The secret that replaces `stale`: a newer one that is stored already, else what `ask` brings, stored first.

        Raises what `ask` raises, and `NotExecuted` "connection.renewing" while somebody else takes too long.
        """
        owner, waited = uuid.uuid4().hex, 0.0
        while True:
            row, lock = self.row_of(profile)
            stored = self._open(profile, row, lock)
            if dict(stored) != dict(stale):
                return stored
            now = self._clock.now()
            with self._store.write() as work:
                mine = work.connections.take_renewal(profile.id, owner, now, now + RENEWAL)
            if mine:
                break
            if waited >= _PATIENCE_S:
                raise NotExecuted("connection.renewing", retry_after=_PATIENCE_S, profile=profile.name)
            self._wait(_PAUSE_S)
            waited += _PAUSE_S
        try:
            return self._fetch(profile, stale, ask)
        finally:
            with self._store.write() as work:
                work.connections.end_renewal(profile.id, owner)

    def _fetch(self, profile: Profile, stale: Secret, ask: Callable[[Secret], Secret]) -> Secret:
        """With the lease in hand: the newest stored secret may be newer than what was looked at before it."""
        row, lock = self.row_of(profile)
        stored = self._open(profile, row, lock)
        if dict(stored) != dict(stale):
            return stored
        waiting = self._unsaved.get(profile.id)
        if waiting is not None and waiting[0] == stored:
            fresh = waiting[1]
        else:
            fresh = dict(ask(stored))
            self._unsaved[profile.id] = (dict(stored), fresh)
        self._save(profile, row.sealed, fresh)
        return self._open(profile, *self.row_of(profile))

    def _save(self, profile: Profile, before: str | None, fresh: dict[str, str]) -> None:
        """Before its first use. What cannot be stored is kept in memory for the next try: it may work only once."""
        columns, new_lock = self.seal(profile, fresh)
        values: dict[str, Any] = columns | {"problem": None, "problem_data": {}, "checked_at": self._clock.now()}
        try:
            replaced = self._replace(profile, before, values, new_lock)
        except StoreProblem as problem:
            if problem.code != "store.full":
                raise
            self._make_room()
            replaced = self._replace(profile, before, values, new_lock)
        self._opened.pop(profile.id, None)
        if replaced:
            self._unsaved.pop(profile.id, None)

    def _replace(
        self, profile: Profile, before: str | None, values: dict[str, Any], new_lock: PassphraseLock | None
    ) -> bool:
        with self._store.write() as work:
            put_lock(work, new_lock)
            return work.connections.replace_sealed(profile.id, before, **values)


def lock_in(work: UnitOfWork) -> PassphraseLock | None:
    """The lock of this workspace, None where no passphrase protects it. Raises `Refused` "passphrase.lock_damaged"."""
    stored = work.settings.get(LOCK_SETTING)
    if stored is None:
        return None
    try:
        numbers = {name: int(stored[name]) for name in ("time_cost", "memory_kib", "lanes")}
        return PassphraseLock(str(stored["salt"]), str(stored["key_id"]), **numbers)
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("passphrase.lock_damaged") from error


def put_lock(work: UnitOfWork, lock: PassphraseLock | None) -> None:
    """Stores a new lock. Raises `Refused` "passphrase.wrong" when somebody else has set a passphrase meanwhile."""
    if lock is None:
        return
    if work.settings.get(LOCK_SETTING) is not None:
        raise Refused("passphrase.wrong")
    work.settings.put(LOCK_SETTING, asdict(lock))
