"""Rows that are days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

from app.domain.imports import Imported, ImportedDay
from app.domain.metrics import Reading
from app.exchange.imports.aliases import is_total, normal
from app.exchange.imports.dates import moment
from app.exchange.imports.figures import lone_figure
from app.exchange.imports.layout import Layout
from app.exchange.imports.sheets import Cell, Row

_TOTAL_ON = re.compile(
    r"(?P<name>.*?\S)\s+(?:on|dnia|w dniu|na dzień|em|el|am|le|il|al)\s+(?P<day>[\d./-]+)\s*:?$", re.IGNORECASE
)


def read_days(layout: Layout, rows: Iterator[Row], before: list[Row]) -> Iterator[Imported]:
    """Daily figures by calendar day. `before` are the rows above the header, where LinkedIn writes today's followers.

    A day that comes again is left out and told, for two figures of one day cannot both be its figure; of followers counted
    several times a day the last count stands.
    """
    yield from _stock(layout, before)
    if layout.source.name == "followers.days":
        yield from _last_of_each_day(layout, rows)
        return
    seen: set[int] = set()
    for line, cells in rows:
        if layout.is_empty(cells) or layout.is_header(cells):
            continue
        if stranger := layout.stranger(line, cells):
            yield stranger
            continue
        if is_total(layout.cell(cells, "day")):
            yield layout.problem(line, "import.total_row")
            continue
        found = layout.days(cells)
        if found is None:
            yield layout.problem(line, "import.not_a_date", value=str(layout.cell(cells, "day") or "")[:40])
            continue
        if found[0].toordinal() in seen:
            yield layout.problem(line, "import.day_again", day=found[0])
            continue
        seen.add(found[0].toordinal())
        readings, problems = layout.readings(line, cells)
        yield ImportedDay(line, found[0], readings, sheet=layout.table.sheet)
        yield from problems


def _last_of_each_day(layout: Layout, rows: Iterator[Row]) -> Iterator[Imported]:
    last: dict[date, tuple[time, int, list[Cell]]] = {}
    for line, cells in rows:
        found = None if layout.is_header(cells) else layout.moment(cells, "day")
        if found is None:
            yield layout.problem(line, "import.not_a_date", value=str(layout.cell(cells, "day") or "")[:40])
            continue
        clock = found.clock or time()
        if found.day not in last or clock >= last[found.day][0]:
            last[found.day] = clock, line, cells
    for day, (_, line, cells) in last.items():
        readings, problems = layout.readings(line, cells)
        yield ImportedDay(line, day, readings, sheet=layout.table.sheet)
        yield from problems


def _stock(layout: Layout, before: list[Row]) -> Iterator[Imported]:
    """Followers above the header: "Total followers on 8/5/2024:", the number beside it or, in some editions, one row below."""
    found: re.Match[str] | None = None
    for line, cells in before:
        label = str(cells[0]).strip() if cells else ""
        found = _TOTAL_ON.fullmatch(label) or (found if found and normal(label) == normal(found["name"]) else None)
        value = lone_figure(cells[1]) if found and len(cells) > 1 else None
        day = moment(found["day"], layout.order) if found else None
        if found and day and value is not None:
            yield ImportedDay(line, day.day, (Reading(found["name"], value, "followers"),), True, layout.table.sheet)
