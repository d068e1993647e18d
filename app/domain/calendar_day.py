"""A day of the year that planning looks at: a holiday, an observance, a trading Sunday or a day of the team's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    HOLIDAY = "holiday"
    OBSERVANCE = "observance"
    TRADING_SUNDAY = "trading_sunday"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """`name` is in the language asked for. `country` (ISO 3166 codes) is only told when the brands stand in more than one;
    `region` for a holiday of one region. `key` names the same day in every language and, with `day`, only this one.
    """

    day: date
    kind: DayKind
    name: str
    country: str | None
    region: str | None
    key: str


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day a team keeps for itself. `brand_id` None: every brand; `yearly`: on the same date each year, a 29 February on the
    28th in years without one."""

    id: int
    brand_id: int | None
    day: date
    name: str
    yearly: bool

    def falls_on(self, year: int) -> date | None:
        """The day in a year; None when it is not kept in it."""
        if not self.yearly:
            return self.day if self.day.year == year else None
        if year < self.day.year:
            return None
        try:
            return self.day.replace(year=year)
        except ValueError:
            return date(year, 2, 28)
