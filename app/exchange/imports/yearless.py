"""Days without a year ("23 August", "sie 23"): the file's last day says the year, and a jump over New Year changes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.exchange.imports.dates import month_number
from app.exchange.imports.sheets import Cell

_DAY_FIRST = re.compile(r"(\d{1,2})\.?\s+(?:de )?([^\W\d]+)\.?")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?")
_HALF_A_YEAR = 6


def month_day(cell: Cell) -> tuple[int, int] | None:
    """Month and day of a cell that names no year."""
    if not isinstance(cell, str) or len(cell) > 30:
        return None
    if cell.upper() == cell.lower():  # no letters, so no month's name
        return None
    text = cell.strip()
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
        if step is None:
            return None
        try:
            return date(self.first_year + step[0], step[1], step[2])
        except ValueError:
            return None


def walk_to(latest: tuple[int, int, int], last_day: date) -> YearWalk:
    """A walk whose last day is `last_day` or the latest such day before it."""
    offset, month, day = latest
    year = last_day.year if (month, day) <= (last_day.month, last_day.day) else last_day.year - 1
    return YearWalk(year - offset, YearSteps())
