"""A data key out of a passphrase (Argon2id), for computers without a keyring. Salt and numbers are stored, the key never."""

from __future__ import annotations

import base64
import binascii
import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import BadInput, Refused

SHORTEST = 12
FILE_VARIABLE = "SZPALTA_PASSPHRASE_FILE"
_LONGEST = 4096
_TIME, _MEMORY, _LANES = 3, 64 * 1024, 4
_MOST = {"time_cost": 20, "memory_kib": 1024 * 1024, "lanes": 16}
"""A lock may come out of a file of somebody else: it must not take the whole computer."""


@dataclass(frozen=True, slots=True)
class PassphraseLock:
    """How a passphrase becomes the key called `key_id`. `salt` in base64, `memory_kib` in KiB."""

    salt: str
    key_id: str
    time_cost: int = _TIME
    memory_kib: int = _MEMORY
    lanes: int = _LANES


def new_salt() -> str:
    return base64.b64encode(os.urandom(16)).decode()


def key_of(passphrase: str, lock: PassphraseLock) -> bytes:
    """32 bytes. Raises `BadInput` "passphrase.short", `Refused` "passphrase.lock_damaged"."""
    from argon2.low_level import Type, hash_secret_raw

    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < SHORTEST:
        raise BadInput("passphrase.short", least=SHORTEST)
    if not all(1 <= getattr(lock, name) <= most for name, most in _MOST.items()):
        raise Refused("passphrase.lock_damaged")
    try:
        salt = base64.b64decode(lock.salt, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("passphrase.lock_damaged") from error
    if not 8 <= len(salt) <= 64 or lock.memory_kib < 8 * lock.lanes:
        raise Refused("passphrase.lock_damaged")
    return hash_secret_raw(
        text.encode(),
        salt,
        time_cost=lock.time_cost,
        memory_cost=lock.memory_kib,
        parallelism=lock.lanes,
        hash_len=32,
        type=Type.ID,
    )


def read_passphrase(file: Path) -> str:
    """The first line of a file that only its owner may read.

    Raises `BadInput` "passphrase.no_file", "passphrase.empty", "passphrase.file_open" (others may read it).
    """
    try:
        if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise BadInput("passphrase.file_open", file=str(file))
        with file.open(encoding="utf-8") as stream:
            line = stream.readline(_LONGEST).rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise BadInput("passphrase.no_file", file=str(file)) from error
    if not line:
        raise BadInput("passphrase.empty", file=str(file))
    return line
