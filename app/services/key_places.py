"""What keeps the access keys of a workspace safe: whether the keyring works (SEC-02), and another passphrase, with which all
keys are sealed anew in one transaction, or none (SEC-01)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from app.domain.connecting import LOCK_SETTING, ProfileConnection, Resealed
from app.domain.errors import Refused
from app.domain.people import Actor, Right
from app.services.access_keys import RENEWAL, AccessKeys, lock_in
from app.services.steps import allow
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock
from app.system.key_keeper import DataKey, KeyWay
from app.system.passphrase import PassphraseLock
from app.system.sealing import seal, unseal

_PAUSE_S, _PATIENCE_S = 0.25, 30.0


@dataclass(frozen=True, slots=True)
class KeyPlaces:
    """`keyring`: the code of what is wrong with the keyring of this computer, None while it keeps what it is given."""

    keyring: str | None
    has_passphrase: bool


class KeyPlaceService:
    """`wait` sleeps for so many seconds; `failpoint` is called with a name before the change is committed."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        access: AccessKeys,
        *,
        wait: Callable[[float], object] = time.sleep,
        failpoint: Callable[[str], object] = lambda name: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._access = access
        self._wait = wait
        self._failpoint = failpoint

    def look(self) -> KeyPlaces:
        """Tries the keyring with a value of no worth; takes up to ten seconds."""
        with self._store.read() as work:
            has_passphrase = work.settings.get(LOCK_SETTING) is not None
        return KeyPlaces(self._tried(), has_passphrase)

    def missed_keyring(self) -> str | None:
        """What is wrong with the keyring where access keys of this workspace need it. Up to ten seconds."""
        with self._store.read() as work:
            needed = any(row.sealed and row.key_id.startswith(KeyWay.KEYRING.value) for row in work.connections.all())
        return self._tried() if needed else None

    def _tried(self) -> str | None:
        try:
            self._access.keys.check()
        except Refused as problem:
            return problem.code
        return None

    def change_passphrase(self, actor: Actor, old: str, new: str) -> Resealed:
        """Takes some seconds. Raises `Refused` "passphrase.none", "passphrase.wrong", "passphrase.renewing",
        "passphrase.not_kept", `BadInput` "passphrase.short"."""
        with self._store.read() as work:
            allow(work, actor, Right.ADMIN, None)
            lock = lock_in(work)
        if lock is None:
            raise Refused("passphrase.none")
        before, after, fresh = self._access.keys.exchange(old, new, lock)
        waited = 0.0
        while (done := self._try(actor, lock, before, after, fresh)) is None:
            if waited >= _PATIENCE_S:
                raise Refused("passphrase.renewing", minutes=int(RENEWAL.total_seconds() // 60))
            self._wait(_PAUSE_S)
            waited += _PAUSE_S
        self._access.keys.take(after)
        return done

    def _try(
        self, actor: Actor, lock: PassphraseLock, before: DataKey, after: DataKey, fresh: PassphraseLock
    ) -> Resealed | None:
        """None: somebody renews an access key just now, and what they bring would be sealed with the old passphrase."""
        now = self._clock.now()
        with self._store.write() as work:
            allow(work, actor, Right.ADMIN, None)
            if lock_in(work) != lock:
                raise Refused("passphrase.wrong")
            rows = [row for row in work.connections.all() if row.key_id == before.key_id and row.sealed is not None]
            if any(row.renewing_until is not None and row.renewing_until > now for row in rows):
                return None
            kept = sum(_reseal(work, row, before, after) for row in rows)
            work.settings.put(LOCK_SETTING, asdict(fresh))
            if lock_in(work) != fresh:
                raise Refused("passphrase.not_kept")
            work.history.record(
                at=now, actor=actor, entity="workspace", entity_id=1, action="passphrase_changed", facts={"kept": kept}
            )
            self._failpoint("before commit")
            return Resealed(kept, len(rows) - kept)


def _reseal(work: UnitOfWork, row: ProfileConnection, before: DataKey, after: DataKey) -> bool:
    """Read back before the old one is given up. False: it is damaged, and stays as it is."""
    uid = work.profiles.get(row.profile_id).uid
    try:
        secret = unseal(before.raw, uid, row.sealed or "")
    except Refused:
        return False
    work.connections.change(row.profile_id, sealed=seal(after.raw, uid, secret), key_id=after.key_id)
    stored = work.connections.get(row.profile_id)
    if stored is None or unseal(after.raw, uid, stored.sealed or "") != secret:
        raise Refused("passphrase.not_kept")
    return True
