"""Rows that are days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.imports import Imported, ImportedDay
from app.domain.metrics import Reading
from app.exchange.imports.aliases import is_total, normal
from app.exchange.imports.dates import moment
from app.exchange.imports.figures import lone_figure
from app.exchange.imports.layout import Layout
from app.exchange.imports.sheets import Row

_TOTAL_ON = re.compile(
    r"(?P<name>.*?\S)\s+(?:on|dnia|w dniu|na dzień|em|el|am|le|il|al)\s+(?P<day>[\d./-]+)\s*:?$", re.IGNORECASE
)


def read_days(layout: Layout, rows: Iterator[Row], before: list[Row]) -> Iterator[Imported]:
    """Daily figures by calendar day. `before` are the rows above the header, where LinkedIn writes today's followers."""
    yield from _stock(layout, before)
    for line, cells in rows:
        if layout.is_empty(cells) or layout.is_header(cells):
            continue
        if is_total(layout.cell(cells, "day")):
            yield layout.problem(line, "import.total_row")
            continue
        found = layout.days(cells)
        if found is None:
            yield layout.problem(line, "import.not_a_date", value=str(layout.cell(cells, "day") or "")[:40])
            continue
        readings, problems = layout.readings(line, cells)
        yield ImportedDay(line, found[0], readings, sheet=layout.table.sheet)
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
