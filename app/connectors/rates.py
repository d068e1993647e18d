"""Keeps to what networks allow: counts calls in memory, believes the servers' own count, remembers it over a restart.

Servers tell their count in headers whose reset is a time (Mastodon), seconds since 1970 (Bluesky) or seconds from now.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Protocol

from pyrate_limiter import InMemoryBucket, Rate, RateItem

from app.domain.rates import Quota, RateTold

_PREFIXES = ("x-ratelimit-", "ratelimit-", "x-rate-limit-")
_EPOCH = 1_000_000_000
"""A number of seconds from here on is a date, not a wait."""
_LONGEST = timedelta(days=1)
_SAVED_EVERY = timedelta(minutes=1)
_MOST = 100_000
_PLAIN_WAIT_S = 60.0


class RateShelf(Protocol):
    """Where the servers' counts outlive the program. Neither call raises."""

    def load(self, account: str) -> Mapping[str, RateTold]:
        """By bucket."""
        ...

    def save(self, account: str, bucket: str, told: RateTold) -> None: ...


class Rates:
    """`now` is the present instant in UTC, `seconds` a clock that never goes back. May be used by many threads."""

    def __init__(self, now: Callable[[], datetime], seconds: Callable[[], float], shelf: RateShelf) -> None:
        self._now = now
        self._seconds = seconds
        self._shelf = shelf
        self._lock = threading.Lock()
        self._buckets: dict[tuple[str, str], InMemoryBucket] = {}
        self._loaded: dict[str, Mapping[str, RateTold]] = {}
        self._saved: dict[tuple[str, str], RateTold] = {}

    def take(self, quota: Quota) -> float:
        """0 and one call is counted, or the seconds to wait and none is."""
        if quota.account not in self._loaded:
            self._loaded[quota.account] = self._shelf.load(quota.account)
        with self._lock:
            bucket = self._bucket(quota)
            item = RateItem(quota.bucket, self._ms())
            bucket.leak(item.timestamp)
            if bucket.put(item):
                return 0.0
            wait = bucket.waiting(item)
            return max(wait, 1) / 1000 if isinstance(wait, int) else _PLAIN_WAIT_S

    def learn(self, quota: Quota, status: int, headers: Mapping[str, str], retry_after: float | None) -> None:
        """Takes over what an answer says. One of status 429 that says nothing stands for a minute of waiting."""
        now = self._now()
        told = told_by(headers, now)
        if status == 429:
            wait = retry_after if retry_after is not None else _PLAIN_WAIT_S
            until = now + timedelta(seconds=wait)
            told = RateTold(quota.limit, 0, max(until, told.resets_at) if told else until, now)
        if told is None:
            return
        with self._lock:
            self._buckets[quota.account, quota.bucket] = self._filled(quota, told)
            due = self._is_worth_saving(quota, told)
            if due:
                self._saved[quota.account, quota.bucket] = told
        if due:
            self._shelf.save(quota.account, quota.bucket, told)

    def _is_worth_saving(self, quota: Quota, told: RateTold) -> bool:
        """Not every call: a write costs more than it is worth while plenty is left."""
        before = self._saved.get((quota.account, quota.bucket))
        scarce = told.remaining * 10 <= told.allowed
        return before is None or scarce or told.told_at - before.told_at >= _SAVED_EVERY

    def _bucket(self, quota: Quota) -> InMemoryBucket:
        key = (quota.account, quota.bucket)
        if key not in self._buckets:
            known = self._loaded[quota.account].get(quota.bucket)
            fresh = InMemoryBucket([Rate(quota.limit, _interval(quota))])
            self._buckets[key] = self._filled(quota, known) if known and known.resets_at > self._now() else fresh
        return self._buckets[key]

    def _filled(self, quota: Quota, told: RateTold) -> InMemoryBucket:
        """A bucket in which what the server counts as used becomes free when the server says."""
        rest = int((told.resets_at - self._now()).total_seconds() * 1000)
        interval = max(_interval(quota), rest)
        bucket = InMemoryBucket([Rate(told.allowed, interval)])
        used = told.allowed - told.remaining
        if used and rest > 0:
            bucket.put(RateItem(quota.bucket, self._ms() - interval + rest, weight=used))
        return bucket

    def _ms(self) -> int:
        return int(self._seconds() * 1000)


def _interval(quota: Quota) -> int:
    return int(quota.per_s * 1000)


def told_by(headers: Mapping[str, str], now: datetime) -> RateTold | None:
    """What the headers of an answer (lower-case names) say about the limit; None: nothing that makes sense."""
    for prefix in _PREFIXES:
        limit, left, reset = (headers.get(prefix + name, "").strip() for name in ("limit", "remaining", "reset"))
        if not (limit.isdecimal() and left.isdecimal() and reset):
            continue
        moment = _moment(reset, now)
        if moment is not None and 0 < int(limit) <= _MOST:
            return RateTold(int(limit), min(int(left), int(limit)), moment, now)
    return None


def _moment(said: str, now: datetime) -> datetime | None:
    """At most a day ahead: a server whose clock is wrong does not stop us for longer."""
    try:
        number = float(said)
        moment = datetime.fromtimestamp(number, UTC) if number >= _EPOCH else now + timedelta(seconds=number)
    except (OverflowError, OSError):
        return None
    except ValueError:
        try:
            moment = datetime.fromisoformat(said)
        except ValueError:
            return None
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return min(moment, now + _LONGEST)
