"""Followers of a profile through time: a stock seen on some days, and what may be said about the days between."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import fsum
from typing import NamedTuple

from app.analytics.columns import places, where, within
from app.domain.days import day_of
from app.domain.kpi import DayFigures, Period, PostFigures
from app.domain.measured_days import MeasuredDays
from app.domain.measured_posts import MeasuredPosts

JUMP = 0.10
"""A change of more than this share in a day is flagged: page merges and purges (data 1.2)."""


@dataclass(frozen=True, slots=True)
class StockLine:
    """Followers of one profile, oldest first. `days` are ordinals that never fall; `at_publication` True when the only
    source are the counts stored with posts."""

    days: tuple[int, ...]
    values: tuple[float, ...]
    at_publication: bool = False

    def on(self, day: date) -> float | None:
        """The last count on or before `day`; None before the first."""
        index = self.index(day)
        return None if index is None else self.values[index]

    def index(self, day: date) -> int | None:
        position = bisect_right(self.days, day.toordinal()) - 1
        return None if position < 0 else position

    def ends(self, period: Period) -> tuple[int, int] | None:
        """Positions of the start and end of a growth: the last count before the period, else the first inside it, and
        the last inside it. None when no count inside the period follows the start."""
        inside = bisect_left(self.days, period.first.toordinal())
        last = bisect_right(self.days, period.last.toordinal()) - 1
        start = max(inside - 1, 0)
        return (start, last) if last >= inside and last > start else None

    def average(self, period: Period) -> float | None:
        """Average followers of the period: mean of the daily stock, straight lines between the days counted, so that
        with a first and a last count only it is (start + end) ÷ 2. Counts at publication: their plain mean."""
        last = bisect_right(self.days, period.last.toordinal()) - 1
        if last < 0:
            return None
        first = bisect_left(self.days, period.first.toordinal())
        if self.at_publication:
            inside = self.values[first : last + 1] or self.values[last : last + 1]
            return fsum(inside) / len(inside)
        days = range(max(period.first.toordinal(), self.days[0]), period.last.toordinal() + 1)
        return fsum(self._between(day, last) for day in days) / len(days)

    def counted_days(self, period: Period) -> int:
        """How many counts lie inside the period."""
        return bisect_right(self.days, period.last.toordinal()) - bisect_left(self.days, period.first.toordinal())

    def jumps(self, period: Period) -> int:
        """Steps inside the period steeper than 10 % a day."""
        first = max(bisect_left(self.days, period.first.toordinal()), 1)
        last = bisect_right(self.days, period.last.toordinal())
        return sum(1 for index in range(first, last) if self._is_jump(index))

    def _is_jump(self, index: int) -> bool:
        gap = self.days[index] - self.days[index - 1]
        before = self.values[index - 1]
        return gap > 0 and before > 0 and abs(self.values[index] - before) > JUMP * before * gap

    def _between(self, day: int, last: int) -> float:
        index = bisect_right(self.days, day, 0, last + 1) - 1
        if index == last:
            return self.values[index]
        share = (day - self.days[index]) / (self.days[index + 1] - self.days[index])
        return self.values[index] + share * (self.values[index + 1] - self.values[index])


def stock_lines(days: Iterable[DayFigures], posts: Iterable[PostFigures], last: date) -> dict[int, StockLine]:
    """The line of each profile up to `last`: from the daily stock "followers" where there is one, else from the counts
    stored with posts."""
    lines = MeasuredDays.of(days).inside(date.min, last).once("followers", _daily_lines)
    known = within(MeasuredPosts.of(posts), Period(date.min, last))
    others = set(places(known, "profile_id")) - set(lines)
    return _published_lines(where(known, "profile_id", others)) | lines if others else lines


def _daily_lines(days: MeasuredDays) -> dict[int, StockLine]:
    seen: dict[int, dict[int, float]] = {}
    for row in days:
        value = row.stocks.get("followers")
        if value is not None:
            seen.setdefault(row.profile_id, {})[row.day.toordinal()] = value
    return {profile: StockLine(tuple(counts), tuple(counts.values())) for profile, counts in seen.items()}


class _Count(NamedTuple):
    """Followers stored with a post. Of an estimated date only the month is known, and no hour."""

    post_id: int
    profile_id: int
    day: int
    hour: int
    value: float


def _counts(posts: MeasuredPosts) -> Iterator[_Count]:
    fields = ("post_id", "profile_id", "day", "hour", "estimated", "followers")
    columns = [posts.column(name) for name in fields]
    for number, profile, day, hour, estimated, count, published in zip(
        *columns, posts.metric("followers_at_publication"), strict=True
    ):
        value = published if count is None else count
        if value is not None:
            month = day_of(day).replace(day=1).toordinal() if estimated else day
            yield _Count(number, profile, month, -1 if estimated or hour is None else hour, value)


def _published_lines(posts: MeasuredPosts) -> dict[int, StockLine]:
    by_profile: dict[int, list[_Count]] = {}
    for row in sorted(_counts(posts), key=lambda row: row.post_id):
        by_profile.setdefault(row.profile_id, []).append(row)
    lines = {}
    for profile, own in by_profile.items():
        rows = sorted(_oldest_first(own), key=lambda row: (row.day, row.hour))
        lines[profile] = StockLine(
            tuple(row.day for row in rows), tuple(row.value for row in rows), at_publication=True
        )
    return lines


def _oldest_first(rows: list[_Count]) -> list[_Count]:
    """Exports often list the newest post first; then the order they came in runs backwards within a day too."""
    steps = [after.day - before.day for before, after in pairwise(rows)]
    falls = sum(1 for step in steps if step < 0) > sum(1 for step in steps if step > 0)
    return rows[::-1] if falls else rows
