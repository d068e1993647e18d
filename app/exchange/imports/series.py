"""Rows that are days or parts of an audience."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.imports import Imported, ImportedAudience, ImportedDay
from app.domain.metrics import Reading
from app.exchange.imports.aliases import YOUTUBE_DIMENSIONS, is_total, normal
from app.exchange.imports.dates import moment
from app.exchange.imports.figures import figure
from app.exchange.imports.layout import Layout, clean_text
from app.exchange.imports.sheets import Cell, Row, is_missing

_TOTAL_ON = re.compile(r"(?P<name>.*?\S)\s+(?:on|dnia|w dniu|na dzień)\s+(?P<day>[\d./-]+)\s*:?$", re.IGNORECASE)
_LESS = ("<", "≤")


def read_days(layout: Layout, rows: Iterator[Row], before: list[Row]) -> Iterator[Imported]:
    """Daily figures by calendar day. `before` are the rows above the header, where LinkedIn writes today's followers."""
    yield from _stock(layout, before)
    for line, cells in rows:
        if layout.is_empty(cells) or layout.is_header(cells):
            continue
        if is_total(layout.cell(cells, "day")):
            yield layout.problem(line, "import.total_row")
            continue
        found = layout.moment(cells, "day")
        if found is None:
            yield layout.problem(line, "import.not_a_date", value=str(layout.cell(cells, "day") or "")[:40])
            continue
        readings, problems = layout.readings(line, cells)
        yield ImportedDay(line, found.day, readings, sheet=layout.table.sheet)
        yield from problems


def _stock(layout: Layout, before: list[Row]) -> Iterator[Imported]:
    """Followers above the header: "Total followers on 8/5/2024:", the number beside it or, in some editions, one row below."""
    found: re.Match[str] | None = None
    for line, cells in before:
        label = str(cells[0]).strip() if cells else ""
        found = _TOTAL_ON.fullmatch(label) or (found if found and normal(label) == normal(found["name"]) else None)
        value = figure(cells[1]) if found and len(cells) > 1 else None
        day = moment(found["day"], layout.order) if found else None
        if found and day and value is not None:
            yield ImportedDay(line, day.day, (Reading(found["name"], value, "followers"),), True, layout.table.sheet)


def read_breakdown(layout: Layout, rows: Iterator[Row]) -> Iterator[Imported]:
    """A table by country, age, source of traffic …, for the whole period or (with a date column) by day."""
    dimension, places = _dimension(layout)
    first, last = layout.day_answer("first_day"), layout.day_answer("last_day")
    daily = "day" in layout.fields
    for line, cells in rows:
        if layout.is_empty(cells) or layout.is_header(cells):
            continue
        bucket = _bucket(layout, cells, places)
        if not bucket or is_total(bucket):
            yield layout.problem(line, "import.total_row")
            continue
        if daily:
            found = layout.moment(cells, "day")
            if found is None:
                yield layout.problem(line, "import.not_a_date", value=str(layout.cell(cells, "day") or "")[:40])
                continue
            first = last = found.day
        readings, problems = layout.readings(line, cells)
        percents = {at.metric for at in layout.figures if at.percent}
        for reading in readings:
            value, unit = _in_unit(reading, reading.metric in percents)
            yield ImportedAudience(
                line, dimension, bucket, reading.metric, value, unit, first, last, sheet=layout.table.sheet
            )
        yield from problems


def _dimension(layout: Layout) -> tuple[str, list[int]]:
    """What the rows divide and the positions of its columns: one, or age and gender together."""
    found: dict[str, int] = {}
    for column in layout.table.columns:
        if column.meaning == "bucket" and column.used:
            name = normal(column.column)
            found.setdefault(YOUTUBE_DIMENSIONS.get(name, name), column.position)
    if {"age", "gender"} <= set(found):
        return "age_gender", [found["age"], found["gender"]]
    if layout.source.name == "youtube.video_days":
        return "video", [layout.fields["bucket"]]
    return next(iter(found.items()), ("", 0))[0], [layout.fields["bucket"]]


def _bucket(layout: Layout, cells: list[Cell], places: list[int]) -> str:
    """The name of a part; a readable title beside it ("City name") stands for a bare key, except for videos."""
    parts = [clean_text(cells[place]) for place in places if place < len(cells)]
    title = layout.text(cells, "title") if layout.source.name == "youtube.breakdown" else ""
    return title if title and not is_total(parts[0] if parts else "") else " · ".join(part for part in parts if part)


def _in_unit(reading: Reading, percent: bool) -> tuple[float, str]:
    """Value and unit by the column's name: the unit is one for a whole column, never guessed by cell."""
    name = normal(reading.metric)
    if percent or name.endswith("(%)"):
        return reading.value / 100, "share"
    if name.endswith(("(hours)", "(godziny)")):
        return reading.value, "hours"
    return reading.value, "seconds" if reading.key in ("average_view_seconds", "watch_seconds") else "count"


def read_demographics(layout: Layout, rows: Iterator[Row]) -> Iterator[Imported]:
    """Dimension, bucket and its share, with entries such as "< 1%"."""
    first, last = layout.day_answer("first_day"), layout.day_answer("last_day")
    column = next(column for column in layout.table.columns if column.meaning == "share")
    decimal = str(layout.table.learned.get(f"decimal:{column.position}") or ".")
    percent = bool(layout.table.learned.get(f"percent:{column.position}"))
    for line, cells in rows:
        if layout.is_empty(cells) or layout.is_header(cells):
            continue
        dimension, bucket, cell = (
            layout.text(cells, "dimension"),
            layout.text(cells, "bucket"),
            layout.cell(cells, "share"),
        )
        at_most = isinstance(cell, str) and cell.strip().startswith(_LESS)
        value = figure(cell, decimal)
        if value is None or is_missing(dimension) or is_missing(bucket):
            yield layout.problem(line, "import.not_a_number", column=column.column, value=str(cell or "")[:40])
            continue
        share = value / 100 if percent or _has_percent_sign(cell) else value
        yield ImportedAudience(
            line, dimension, bucket, column.column, share, "share", first, last, at_most, layout.table.sheet
        )


def _has_percent_sign(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().endswith("%")


def read_totals(layout: Layout, rows: Iterator[Row]) -> Iterator[Imported]:
    """Label and value for a whole period: kept as dimension "period_total", never spread over days."""
    first, last = layout.day_answer("first_day"), layout.day_answer("last_day")
    for line, cells in rows:
        if layout.is_empty(cells) or len(cells) < 2:
            continue
        value = figure(cells[1])
        if value is None:
            yield layout.problem(line, "import.not_a_number", column=str(cells[0])[:40], value=str(cells[1])[:40])
            continue
        metric = str(cells[0]).strip()
        yield ImportedAudience(
            line, "period_total", "all", metric, value, "count", first, last, sheet=layout.table.sheet
        )
