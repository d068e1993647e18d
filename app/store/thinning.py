"""Which automatic backups stay: all of two days, then 12 daily, 10 weekly and 9 monthly ones (DB-07)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

KEEP_ALL = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9
DEFAULT_CAP = 20 << 30
"""Bytes all automatic backups of one workspace may take."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup file, when it was made (UTC) and its size in bytes."""

    file: Path
    at: datetime
    size: int


_STAGES: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
    (DAILY, lambda at: (at.toordinal(),)),
    (WEEKLY, lambda at: at.isocalendar()[:2]),
    (MONTHLY, lambda at: (at.year, at.month)),
)


def thin(backups: Iterable[Kept], now: datetime, cap: int = DEFAULT_CAP) -> list[Kept]:
    """The backups to remove, newest first. The newest of a day, week or month is the one that stays.

    When the rest takes more than `cap` bytes together, the oldest go too; the newest backup of all always stays.
    """
    keep: list[Kept] = []
    drop: list[Kept] = []
    last: datetime | None = None
    left = [count for count, _ in _STAGES]
    for one in sorted(backups, key=lambda kept: kept.at, reverse=True):
        stage = next((n for n, count in enumerate(left) if count), None)
        if now - one.at < KEEP_ALL:
            stays = True
        elif stage is None:
            stays = False
        else:
            period = _STAGES[stage][1]
            stays = last is None or period(one.at) < period(last)
            left[stage] -= stays
        (keep if stays else drop).append(one)
        last = one.at if stays else last
    return drop + _above(keep, cap)


def _above(keep: list[Kept], cap: int) -> list[Kept]:
    total = 0
    for place, one in enumerate(keep):
        total += one.size
        if total > cap and place:
            return keep[place:]
    return []
