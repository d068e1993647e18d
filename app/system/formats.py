"""Dates, times, numbers and money as people read them, by the tables of the glossary ("Dates, times and numbers").

Machine-read output (CSV, JSON, .ics, the command line's data) never passes through here. Unknown (None) is an en dash.
"""

from __future__ import annotations

import datetime as dt
import math
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from app.domain import days as calendar
from app.system.format_tables import MINUS, NBSP, NO_DATA, RANGE, TABLES, place, plural

Number = int | float | Decimal

_EXACT = 2**53
"""Below it a float is the whole number it looks like."""


class Formats:
    """One language ("pl", "en", "de"; others read English) and one IANA zone for wall-clock times.

    Instants are aware UTC datetimes; calendar days are `date`. A naive datetime raises `BadInput` "time.naive".
    """

    def __init__(self, language: str, zone: str) -> None:
        self.language = language if language in TABLES else "en"
        self.zone = zone
        self._tables = TABLES[self.language]
        self._place = calendar.zone(zone)

    # calendar days

    def weekday_name(self, weekday: int) -> str:
        """0 is Monday: "wtorek"."""
        return self._tables.weekdays[weekday]

    def weekday_short(self, weekday: int) -> str:
        """0 is Monday: "wt."."""
        return self._tables.weekdays_short[weekday]

    def month_name(self, month: int) -> str:
        """1 is January, standing alone: "listopad"."""
        return self._tables.months[month - 1]

    def month(self, day: date) -> str:
        """ "listopad 2026"."""
        return f"{self.month_name(day.month)} {day.year}"

    def week(self, day: date) -> str:
        """The ISO week, Monday first: "tydz. 48"."""
        return self._tables.week.format(week=day.isocalendar().week)

    def day_full(self, day: date, today: date | None = None) -> str:
        """ "wtorek, 24 listopada 2026"; without the year when `today` is in the same year."""
        tables = self._tables
        text = tables.weekday_day.format(weekday=tables.weekdays[day.weekday()], day=self._day_month(day))
        return text if today is not None and today.year == day.year else f"{text} {day.year}"

    def day_short(self, day: date) -> str:
        """For tables, with the year: "24.11.2026"."""
        tables = self._tables
        return tables.day_short.format(
            day=day.day,
            dd=f"{day.day:02}",
            mm=f"{day.month:02}",
            month_short=tables.months_short[day.month - 1],
            year=day.year,
        )

    def day_brief(self, day: date, today: date) -> str:
        """ "24 lis", or with its year when it is not this one: "24.11.2025"."""
        if day.year != today.year:
            return self.day_short(day)
        return self._tables.day_month_short.format(day=day.day, month=self._tables.months_short[day.month - 1])

    def day_near(self, day: date, today: date) -> str:
        """ "wczoraj", "dziś", "jutro", else as `day_brief`."""
        distance = (day - today).days
        return self._tables.near[distance + 1] if abs(distance) <= 1 else self.day_brief(day, today)

    def days(self, first: date, last: date, today: date | None = None) -> str:
        """Two days, both inclusive: "24–30 listopada 2026"; the year is left out when all lies in `today`'s year."""
        tables = self._tables
        year = "" if today is not None and first.year == last.year == today.year else f" {last.year}"
        if first == last:
            return f"{self._day_month(first)}{year}"
        if (first.year, first.month) == (last.year, last.month):
            month = tables.months_of[last.month - 1]
            return tables.range_in_month.format(first=first.day, last=last.day, month=month) + year
        start = self._day_month(first) + ("" if first.year == last.year else f" {first.year}")
        return f"{start} {RANGE} {self._day_month(last)}{year}"

    def days_brief(self, first: date, last: date, today: date) -> str:
        """ "2–8 lis", "26 paź – 1 lis", with years when they are not this one's."""
        if first == last:
            return self.day_brief(first, today)
        if (first.year, first.month) != (last.year, last.month) or first.year != today.year:
            return f"{self.day_brief(first, today)} {RANGE} {self.day_brief(last, today)}"
        month = self._tables.months_short[last.month - 1]
        return self._tables.range_in_month.format(first=first.day, last=last.day, month=month)

    def _day_month(self, day: date) -> str:
        return self._tables.day_month.format(day=day.day, month=self._tables.months_of[day.month - 1])

    # instants

    def local(self, moment: datetime) -> datetime:
        """The wall-clock time of an instant in this zone; only to be shown, never to be computed with."""
        return calendar.require_utc(moment).astimezone(self._place)

    def today(self, now: datetime) -> date:
        """The calendar day it is in this zone."""
        return self.local(now).date()

    def time(self, moment: datetime | dt.time) -> str:
        """ "18:00", "9:00". An instant is read in this zone; a `time` is wall clock already."""
        wall = self.local(moment) if isinstance(moment, datetime) else moment
        return f"{wall.hour}:{wall.minute:02}"

    def times(self, start: datetime | dt.time, end: datetime | dt.time) -> str:
        """ "9:00–17:00"."""
        return f"{self.time(start)}{RANGE}{self.time(end)}"

    def moment(self, moment: datetime, now: datetime) -> str:
        """Day and time beside each other: "dziś, 18:00", "wt. 24 lis, 12:30", "24.11.2025, 12:30"."""
        day, today = self.local(moment).date(), self.today(now)
        return f"{self._weekday_near(day, today)}, {self.time(moment)}"

    def _weekday_near(self, day: date, today: date) -> str:
        near = self.day_near(day, today)
        if abs((day - today).days) <= 1 or day.year != today.year:
            return near
        return self._tables.weekday_day_short.format(weekday=self.weekday_short(day.weekday()), day=near)

    def moment_full(self, moment: datetime) -> str:
        """ "wtorek, 24 listopada 2026, 18:00"."""
        return f"{self.day_full(self.local(moment).date())}, {self.time(moment)}"

    def time_elsewhere(self, moment: datetime, other_zone: str) -> str:
        """ "18:00 (15:00 w Lizbonie)"; only the time when both clocks show the same."""
        here, there = self.local(moment), calendar.require_utc(moment).astimezone(calendar.zone(other_zone))
        if here.replace(tzinfo=None) == there.replace(tzinfo=None):
            return self.time(moment)
        shift = (there.date() - here.date()).days
        words = [self.time(there.time()), place(other_zone, self.language)]
        if shift:
            words.insert(1, self._tables.day_after if shift > 0 else self._tables.day_before)
        return f"{self.time(moment)} ({' '.join(words)})"

    def wall(self, local: datetime) -> str:
        """A naive wall-clock time as it stands: "29.03.2026, 2:30"."""
        return f"{self.day_short(local.date())}, {self.time(local.time())}"

    # durations

    def duration(self, length: timedelta | None) -> str:
        """ "45 s", "10 min", "2 godz. 10 min", "1 dzień 4 godz.", from three days on whole days: "3 dni"."""
        if length is None:
            return NO_DATA
        seconds = round(abs(length).total_seconds())
        sign = MINUS if length < timedelta() and seconds else ""
        if seconds < 60:
            return sign + self._parts(seconds, "s")
        minutes = _half_up(seconds, 60)
        if minutes < 24 * 60:
            return sign + self._parts(minutes // 60, "h", minutes % 60, "min")
        hours = _half_up(seconds, 3600)
        if hours < 72:
            return sign + self._parts(hours // 24, "day", hours % 24, "h")
        return sign + self._parts(_half_up(seconds, 86400), "day")

    def _parts(self, *counts: int | str) -> str:
        pairs = [(int(count), str(unit)) for count, unit in zip(counts[::2], counts[1::2], strict=True)]
        shown = [pair for pair in pairs if pair[0]] or pairs[-1:]
        units = self._tables.units
        return " ".join(f"{count}{NBSP}{units[unit][plural(self.language, count)]}" for count, unit in shown)

    # numbers

    def number(self, value: Number | None, digits: int = 0) -> str:
        """ "1234", "12 345", with `digits` after the decimal sign: "4,6". Half is rounded away from zero."""
        return _signed(self._unsigned(value, digits), value, digits)

    def large(self, value: Number | None) -> str:
        """For tiles; the exact number belongs on hover: "12,3 tys.", "1,2 mln"; below ten thousand exact."""
        exact = _decimal(value)
        if exact is None or abs(_rounded(exact, 0)) < 10_000:
            return self.number(value)
        text = NO_DATA
        for unit, ending in self._tables.scales:
            scaled = abs(exact) / unit
            digits = 1 if _rounded(scaled, 1) < 100 else 0
            text = self._unsigned(scaled, digits).removesuffix(f"{self._tables.decimal}0") + ending
            if _rounded(scaled, digits) < 1000:
                break
        return (MINUS if exact < 0 else "") + text

    def percent(self, value: Number | None, digits: int = 1) -> str:
        """A share on the 0-100 scale: "12,5%"."""
        return self._with_ending(self.number(value, digits), self._tables.percent)

    def change_percent(self, value: Number | None, digits: int = 1) -> str:
        """A relative change on the 0-100 scale: "+3,2%"."""
        return self._with_ending(self.change(value, digits), self._tables.percent)

    def change_points(self, value: Number | None, digits: int = 1) -> str:
        """A difference of two percentages: "−1,4 pkt proc."."""
        exact = _decimal(value)
        one = exact is not None and abs(_rounded(exact, digits)) == 1
        return self._with_ending(self.change(value, digits), self._tables.points[0 if one else -1])

    def change(self, value: Number | None, digits: int = 0) -> str:
        """A difference of two numbers: "+12", "−3"; no sign on what rounds to zero."""
        return _signed(self._unsigned(value, digits), value, digits, plus=True)

    def money(self, amount: Number | None, currency: str) -> str:
        """ "1250,00 zł", "PLN 1,250.00". A whole `int` is shown whole ("300 €"), all else with two decimals; costs of a few
        groszy or less with two figures ("0,00076 €")."""
        tables = self._tables
        digits = 0 if isinstance(amount, int) else _decimals(amount)
        shown = self._unsigned(amount, digits)
        if shown == NO_DATA:
            return shown
        symbol = tables.symbols.get(currency, currency)
        if tables.money_after:
            text = f"{shown}{NBSP}{symbol}"
        else:
            text = f"{symbol}{shown}" if currency in tables.symbols else f"{symbol}{NBSP}{shown}"
        return _signed(text, amount, max(digits, 2))

    def quote(self, text: str) -> str:
        """ "„…”"."""
        return text.join(self._tables.quotes)

    def _unsigned(self, value: Number | None, digits: int) -> str:
        if not digits and isinstance(value, int | float) and abs(value) < _EXACT and value == int(value):
            return self._grouped(str(abs(int(value))))  # most numbers of a table, in a quarter of the time
        exact = _decimal(value)
        if exact is None:
            return NO_DATA
        whole, _, fraction = f"{abs(_rounded(exact, digits)):f}".partition(".")
        whole = self._grouped(whole)
        return f"{whole}{self._tables.decimal}{fraction}" if fraction else whole

    def _grouped(self, whole: str) -> str:
        return f"{int(whole):,}".replace(",", self._tables.group) if len(whole) >= self._tables.group_from else whole

    @staticmethod
    def _with_ending(shown: str, ending: str) -> str:
        return shown if shown == NO_DATA else shown + ending


def _decimal(value: Number | None) -> Decimal | None:
    """The number as people wrote it (2.675 stays 2.675); None for unknown, not-a-number and infinity."""
    if value is None or not math.isfinite(value):
        return None
    return value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else value)


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _half_up(value: int, unit: int) -> int:
    return (2 * value + unit) // (2 * unit)


def _decimals(amount: Number | None) -> int:
    """Those of money: what is less than ten hundredths and no whole number of them would be lost in two."""
    exact = _decimal(amount)
    if exact is None or not 0 < abs(exact) < Decimal("0.1") or exact == round(exact, 2):
        return 2
    return min(1 - exact.adjusted(), 6)


def _signed(shown: str, value: Number | None, digits: int, plus: bool = False) -> str:
    """`shown` with the sign of `value`, unless it rounds to zero."""
    if not plus and not (value is not None and value < 0):
        return shown
    exact = _decimal(value)
    if exact is None or not _rounded(exact, digits):
        return shown
    return (MINUS if exact < 0 else "+" if plus else "") + shown
