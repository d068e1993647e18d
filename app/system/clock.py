"""The only place that asks what time it is."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, UTC."""
        ...

    def boot_seconds(self) -> float:
        """Seconds by a clock that goes on during suspend where the system has one."""
        ...

    @property
    def boot_counts_sleep(self) -> bool:
        """Whether `boot_seconds` goes on during suspend."""
        ...


class SystemClock:
    boot_counts_sleep = hasattr(time, "CLOCK_BOOTTIME")

    def now(self) -> datetime:
        return datetime.now(UTC)

    def boot_seconds(self) -> float:
        boot = getattr(time, "CLOCK_BOOTTIME", None)
        return time.clock_gettime(boot) if boot is not None else time.monotonic()


class SetClock:
    """A clock somebody sets: for the demo workspace, which lives its two years in seconds, and for tests."""

    boot_counts_sleep = True

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def boot_seconds(self) -> float:
        return self._now.timestamp()

    def set(self, now: datetime) -> None:
        self._now = now

    def advance(self, step: timedelta) -> None:
        self._now += step
