"""Where the data key of a workspace is kept: the system's keyring, a passphrase, or memory for this session only.

The data key opens the access keys of networks in the store (`app/system/sealing.py`). It is never written anywhere else.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain.errors import Refused
from app.system.passphrase import PassphraseLock, key_of, new_salt
from app.system.redaction import hide
from app.system.system_keyring import SystemKeyring

_NAME = "szpalta"


class KeyWay(StrEnum):
    """Where a data key is kept."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105  a name
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class DataKey:
    """32 bytes; `key_id` names it in the store and tells nothing about it."""

    key_id: str
    way: KeyWay
    raw: bytes = field(repr=False)


class KeyKeeper:
    """The data keys of one workspace. Each is looked for once and then kept in memory."""

    def __init__(
        self, keyring: SystemKeyring, uid: Callable[[], str], passphrase: Callable[[], str | None] = lambda: None
    ) -> None:
        """`uid` of the workspace; `passphrase` gives the one that was set up for this run, None where there is none."""
        self._keyring = keyring
        self._uid = uid
        self._passphrase = passphrase
        self._known: dict[str, DataKey] = {}
        self._chosen: DataKey | None = None
        self._fresh_lock: PassphraseLock | None = None
        self._lock = threading.RLock()

    @property
    def way(self) -> KeyWay | None:
        """Where new access keys of this run are kept; None: nobody has asked yet."""
        return self._chosen.way if self._chosen else None

    def check(self) -> None:
        """Whether the keyring of this computer can be used. Raises `Refused` "keyring.…"."""
        self._keyring.check()

    def to_seal(self, lock: PassphraseLock | None) -> tuple[DataKey, PassphraseLock | None]:
        """The key for a new access key, made when there is none yet, and the lock to store when it is new.

        `lock`: the one of the workspace. Raises `Refused` "keyring.…", "passphrase.needed", "passphrase.wrong".
        """
        with self._lock:
            if self._chosen is not None and not self._is_outdated(self._chosen, lock):
                return self._chosen, self._fresh_lock if lock is None else None
            text = self._passphrase()
            if text is not None:
                return self.use_passphrase(text, lock)
            if lock is not None:
                raise Refused("passphrase.needed")
            return self._choose(self._from_keyring() or self._new_in_keyring()), None

    def to_open(self, key_id: str, lock: PassphraseLock | None) -> DataKey | None:
        """The key called `key_id`; None: it is lost, so what it sealed has to be given again. Raises as `to_seal`."""
        with self._lock:
            if key_id in self._known:
                return self._known[key_id]
            if lock is not None and lock.key_id == key_id:
                text = self._passphrase()
                if text is None:
                    raise Refused("passphrase.needed")
                return self._remember(_checked(text, lock))
            if not key_id.startswith(KeyWay.KEYRING.value):
                return None
            found = self._from_keyring()
            return found if found is not None and found.key_id == key_id else None

    def use_passphrase(self, text: str, lock: PassphraseLock | None) -> tuple[DataKey, PassphraseLock | None]:
        """Takes a passphrase for this run; with a new lock where the workspace had none."""
        hide([text])
        if lock is not None:
            return self._choose(_checked(text, lock)), None
        fresh = PassphraseLock(new_salt(), "")
        key = _named(key_of(text, fresh), KeyWay.PASSPHRASE)
        self._fresh_lock = replace(fresh, key_id=key.key_id)
        return self._choose(key), self._fresh_lock

    def exchange(self, old: str, new: str, lock: PassphraseLock) -> tuple[DataKey, DataKey, PassphraseLock]:
        """The key of the passphrase in use, the one of a new passphrase and its lock; `take` makes the new one count.

        Raises `Refused` "passphrase.wrong", `BadInput` "passphrase.short".
        """
        before = _checked(old, lock)
        hide([new])
        fresh = PassphraseLock(new_salt(), "")
        after = _named(key_of(new, fresh), KeyWay.PASSPHRASE)
        return before, after, replace(fresh, key_id=after.key_id)

    def take(self, key: DataKey) -> None:
        """New access keys of this run are sealed with it from now on."""
        with self._lock:
            self._fresh_lock = None
            self._choose(key)

    def use_session(self) -> DataKey:
        """A key that ends with this run: access keys have to be given again after it."""
        return self._choose(_named(os.urandom(32), KeyWay.SESSION))

    def known(self) -> tuple[DataKey, ...]:
        """The keys looked for so far, to lend to a process of our own that works for this one."""
        with self._lock:
            return tuple(self._known.values())

    def borrow(self, keys: Iterable[DataKey]) -> None:
        """Keys of the process this one works for: it may have a passphrase, or a key of this session, that we lack."""
        with self._lock:
            for key in keys:
                self._remember(key)

    def forget(self) -> None:
        """Takes the key of this workspace out of the keyring, after its last connection was ended."""
        with self._lock:
            self._chosen = None
            self._known.clear()
            if self._from_keyring() is not None:
                self._known.clear()
                self._keyring.remove(self._service, _NAME)

    def _is_outdated(self, key: DataKey, lock: PassphraseLock | None) -> bool:
        """Whether a passphrase was set elsewhere, for whose key this one would be a stranger."""
        return lock is not None and key.way is KeyWay.PASSPHRASE and key.key_id != lock.key_id

    @property
    def _service(self) -> str:
        """One service per secret and workspace: some keyrings keep one name per service."""
        return f"szpalta:{self._uid()}:data-key"

    def _from_keyring(self) -> DataKey | None:
        stored = self._keyring.get(self._service, _NAME)
        if not stored:
            return None
        try:
            raw = base64.b64decode(stored, validate=True)
        except (binascii.Error, ValueError):
            return None
        return self._remember(_named(raw, KeyWay.KEYRING)) if len(raw) == 32 else None

    def _new_in_keyring(self) -> DataKey:
        self._keyring.check()
        raw = os.urandom(32)
        self._keyring.put(self._service, _NAME, base64.b64encode(raw).decode())
        return _named(raw, KeyWay.KEYRING)

    def _choose(self, key: DataKey) -> DataKey:
        self._chosen = self._remember(key)
        return key

    def _remember(self, key: DataKey) -> DataKey:
        self._known[key.key_id] = key
        return key


def _checked(text: str, lock: PassphraseLock) -> DataKey:
    hide([text])
    key = _named(key_of(text, lock), KeyWay.PASSPHRASE)
    if key.key_id != lock.key_id:
        raise Refused("passphrase.wrong")
    return key


def _named(raw: bytes, way: KeyWay) -> DataKey:
    return DataKey(f"{way.value}:{hashlib.sha256(b'szpalta key' + raw).hexdigest()[:16]}", way, raw)
