"""Keys that sort by time, made before anything is sent, so that a repeated call can only name the same thing (PUB-02).

The form is the timestamp identifier of AT Protocol: 53 bits of microseconds since 1970 and 10 random bits, written as
13 characters of a base-32 alphabet that sorts.
"""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime, timedelta

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_VALID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
_START = datetime(1970, 1, 1, tzinfo=UTC)
_CLOCK_BITS = 10
_SPREAD_US = 1_000_000
"""Many keys can be asked for in one instant; they are spread over the second that follows."""


def new_tid(now: datetime) -> str:
    """A fresh key of about `now` (aware); no two calls are expected to give the same one."""
    microseconds = (now - _START) // timedelta(microseconds=1) + secrets.randbelow(_SPREAD_US)
    return _written(microseconds << _CLOCK_BITS | secrets.randbelow(1 << _CLOCK_BITS))


def tid_at(now: datetime) -> str:
    """The smallest key of an instant, to compare others with."""
    return _written((now - _START) // timedelta(microseconds=1) << _CLOCK_BITS)


def tid_after(tid: str, number: int) -> str:
    """The key `number` microseconds later: those of the further parts of a post."""
    return _written(_read(tid) + (number << _CLOCK_BITS))


def is_tid(text: str) -> bool:
    return _VALID.fullmatch(text) is not None


def _written(value: int) -> str:
    return "".join(_ALPHABET[value >> shift & 31] for shift in range(60, -1, -5))


def _read(tid: str) -> int:
    """Raises `ValueError` for anything else than a key."""
    if not is_tid(tid):
        raise ValueError(tid)
    value = 0
    for sign in tid:
        value = value << 5 | _ALPHABET.index(sign)
    return value
