"""The days a file tells of, as it says so above its tables: "# Start date: 20240101", "1/1/2024 - 1/31/2024"."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from app.exchange.imports.dates import moment
from app.exchange.imports.sheets import Cell

_STARTS = ("start date", "data rozpoczęcia", "data początkowa", "fecha de inicio", "startdatum", "date de début")
_ENDS = ("end date", "data zakończenia", "data końcowa", "fecha de finalización", "enddatum", "date de fin")
_NAMED = re.compile(rf"#?\s*(?P<name>{'|'.join((*_STARTS, *_ENDS))})\s*:\s*(?P<day>[\d./-]+)", re.IGNORECASE)
_DATED = re.compile(r"#[^:\d]+[:：]\s*(\d{8})")
_COMPACT = re.compile(r"#\s*(\d{8})\s*[-–]\s*(\d{8})")
_DATE = re.compile(r"\b\d{1,4}([./-])\d{1,2}\1\d{2,4}\b")
_IN_NAME = re.compile(
    r"\d{4}-\d\d-\d\d|[^\W\d_]{3,}\.?[-_ ]\d{1,2},?[-_ ]\d{4}|(?<!\d)\d{1,2}\.?[-_ ][^\W\d_]{3,}\.?[-_ ]\d{4}"
)
_STAMP = re.compile(r"(?<!\d)(1[4-9]\d{8})(?!\d)")
_BETWEEN = re.compile(r"\s+(?:-|–|—|to|do)\s+")

Period = dict[str, str]
"""Whichever of "first_day" and "last_day" is known, as YYYY-MM-DD."""


def told_period(cell: Cell, order: str = "mdy") -> Period:
    """What one line above a table says; empty for any other line."""
    if not isinstance(cell, str) or not 8 <= len(cell) <= 120:
        return {}
    if named := _NAMED.match(cell.strip()):
        day = moment(named["day"], order)
        first = named["name"].casefold() in _STARTS
        return {"first_day" if first else "last_day": day.day.isoformat()} if day else {}
    if compact := _COMPACT.fullmatch(cell.strip()):
        return _between(compact.group(1), compact.group(2), order)
    dates = [found.group() for found in _DATE.finditer(cell)]
    if len(dates) == 2:
        return _between(dates[0], dates[1], order)
    ends = _BETWEEN.split(cell.strip().rstrip(":"))
    return _between(ends[0], ends[1], order) if len(ends) == 2 else {}


def dated_remark(text: str, known: Period) -> Period:
    """Of a line "# …: 20240101" in any language: the first of two is the first day, the second the last one."""
    found = _DATED.fullmatch(text.strip())
    day = moment(found.group(1)) if found else None
    if day is None:
        return {}
    return {"first_day" if "first_day" not in known or "last_day" in known else "last_day": day.day.isoformat()}


def period_of_name(name: str) -> Period:
    """The days a file's name tells of: "Report-Jul-27-2026-to-Aug-2-2026.csv"."""
    found = [text if text[:4].isdigit() else re.sub(r"[-_,. ]+", " ", text) for text in _IN_NAME.findall(name)]
    return _between(found[0], found[1], "mdy") if len(found) == 2 else {}


def made_on(name: str) -> date | None:
    """When a file was made, where its name holds the seconds since 1970 as TikTok's do: "Overview_2024-11-01_1731300000"."""
    found = _STAMP.search(name)
    return datetime.fromtimestamp(int(found.group(1)), UTC).date() if found else None


def unit_of(count: int, period: Period) -> str:
    """What `count` rows of a period count: the weeks or months it touches when they are just so many, else days."""
    if len(period) < 2:
        return "day"
    days = (date.fromisoformat(period["last_day"]) - date.fromisoformat(period["first_day"])).days + 1
    for unit, size, shortest in (("week", 7.0, 21), ("month", 30.5, 80)):
        if days >= shortest and -1 <= count - days / size < 2:
            return unit
    return "day"


def _between(start: str, end: str, order: str) -> Period:
    first, last = moment(start.split(": ")[-1], order), moment(end, order)
    if not first or not last or first.day > last.day:
        return {}
    return {"first_day": first.day.isoformat(), "last_day": last.day.isoformat()}


def steps_from(first: date, unit: str, count: int) -> tuple[date, date]:
    """First and last day of the `count`th day, week or month (from 0) of a period. Weeks are those of the calendar, from Sunday
    on: the first of a period that begins on a Thursday has three days."""
    if unit == "day":
        day = date.fromordinal(first.toordinal() + count)
        return day, day
    begins = _month if unit == "month" else _week
    return begins(first, count), date.fromordinal(begins(first, count + 1).toordinal() - 1)


def _week(first: date, count: int) -> date:
    sunday = first.toordinal() - first.isoweekday() % 7
    return date.fromordinal(sunday + 7 * count) if count else first


def _month(first: date, count: int) -> date:
    years, month = divmod(first.month - 1 + count, 12)
    return date(first.year + years, month + 1, 1) if count else first
