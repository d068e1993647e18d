"""Days without a year ("23 August", "sie 23"): the file's last day says the year, and a jump over New Year changes it."""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date

from app.exchange.imports.dates import month_number
from app.exchange.imports.sheets import Cell

_DAY_FIRST = re.compile(r"(\d{1,2})(?:\.?\s+|[.-])(?:de )?([^\W\d]+)\.?")
_MONTH_FIRST = re.compile(r"([^\W\d]+)(?:\.?\s+|[.-])(\d{1,2})(?:st|nd|rd|th)?")
"""Also as spreadsheets save them: "28-Feb", "28.lut"."""
_NUMBERED = re.compile(
    r"(?:ngày )?(?P<day>\d{1,2}) tháng (?P<month>\d{1,2})|(?P<m>\d{1,2})[月월] ?(?P<d>\d{1,2})[日일]", re.IGNORECASE
)
_HALF_A_YEAR = 6
_LEAP_CYCLE = 8


def month_day(cell: Cell) -> tuple[int, int] | None:
    """Month and day of a cell that names no year."""
    if not isinstance(cell, str) or len(cell) > 30:
        return None
    if cell.isascii() and cell.upper() == cell.lower():  # no letters, so no month's name
        return None
    text = cell.strip()
    if not text.isascii() and (numbered := _NUMBERED.fullmatch(text)):
        month, date_of_month = int(numbered["month"] or numbered["m"]), int(numbered["day"] or numbered["d"])
        return (month, date_of_month) if 1 <= month <= 12 and 1 <= date_of_month <= 31 else None
    if found := _DAY_FIRST.fullmatch(text):
        day, name = found.groups()
    elif found := _MONTH_FIRST.fullmatch(text):
        name, day = found.groups()
    else:
        return None
    month = month_number(name)
    return (month, int(day)) if month and 1 <= int(day) <= 31 else None


@dataclass(slots=True)
class YearSteps:
    """Walks through the days of a column in the file's order. `offset` counts the years from the first row's."""

    offset: int = 0
    month: int = 0
    latest: tuple[int, int, int] | None = None
    """Offset, month and day of the last day seen so far."""
    leap: int | None = None
    """Offset of a year that had a 29 February."""

    def see(self, cell: Cell) -> tuple[int, int, int] | None:
        """Offset, month and day of a cell; None for one with a year or without a date."""
        found = month_day(cell)
        if found is None:
            return None
        month, day = found
        if self.month and month - self.month >= _HALF_A_YEAR:
            self.offset -= 1
        elif self.month and self.month - month >= _HALF_A_YEAR:
            self.offset += 1
        self.month = month
        if (month, day) == (2, 29):
            self.leap = self.offset
        step = (self.offset, month, day)
        self.latest = max(self.latest or step, step)
        return step


@dataclass(slots=True)
class YearWalk:
    """The same walk again, now that the year of its first row is known."""

    first_year: int
    steps: YearSteps

    def day(self, cell: Cell) -> date | None:
        step = self.steps.see(cell)
        return _day(self.first_year + step[0], step[1], step[2]) if step else None

    def last(self, offset: int, month: int, day: int) -> date | None:
        """The latest day of the column."""
        return _day(self.first_year + offset, month, day)


@dataclass(frozen=True, slots=True)
class LatestBefore:
    """For days in no order, as those of posts: each is the latest such day up to `last_day`."""

    last_day: date

    def day(self, cell: Cell) -> date | None:
        found = month_day(cell)
        if found is None:
            return None
        days = (_day(self.last_day.year - back, *found) for back in range(_LEAP_CYCLE + 1))
        return next((day for day in days if day and day <= self.last_day), None)


Years = YearWalk | LatestBefore
"""What gives a day its year."""


def walk_to(latest: tuple[int, int, int], last_day: date, leap: int | None = None) -> YearWalk:
    """A walk whose last day is `last_day` or the latest such day before it; `leap` is the offset of a leap year."""
    offset, month, day = latest
    year = last_day.year if (month, day) <= (last_day.month, last_day.day) else last_day.year - 1
    back = (year - offset - years for years in range(_LEAP_CYCLE))
    first = next((one for one in back if leap is None or isleap(one + leap)), year - offset)
    return YearWalk(first, YearSteps())


def nearest_day(cell: Cell, moment: date) -> date | None:
    """The day of a cell without a year that is nearest to `moment`."""
    found = month_day(cell)
    years = range(moment.year - 1, moment.year + 2)
    days = [day for year in years if found and (day := _day(year, *found))]
    return min(days, key=lambda day: abs(day - moment), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
