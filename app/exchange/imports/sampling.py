"""The first rows of a table as the file has them, to be looked at before it is read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile
from math import inf
from pathlib import Path

from app.domain.imports import SampleRow, TableSample
from app.exchange.imports.folded import unfolded
from app.exchange.imports.opening import open_sheets
from app.exchange.imports.sheets import Cell, Row, is_blank, is_remark
from app.exchange.imports.turned import turned_back

COLUMNS = 60
LONGEST = 300
"""Characters of a cell; more are not looked at."""


def sample(path: Path, sheet: str | None, header_line: int, count: int, *, before: float = inf) -> TableSample:
    """The header and up to `count` rows below it; `before`: the line where the next table begins. Raises `BadInput` as
    `recognise`."""
    rows = next((turned_back(unfolded(found.rows())) for found in open_sheets(path) if found.name == sheet), iter(()))
    header: tuple[str, ...] = ()
    for line, cells in rows:
        if line == header_line:
            header = _shown(cells)
            break
    below = islice(_full(takewhile(lambda row: row[0] < before, rows)), count)
    return TableSample(sheet, header, tuple(SampleRow(line, _shown(cells)) for line, cells in below))


def _full(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if not is_blank(row[1]) and not is_remark(row[1]))


def _shown(cells: list[Cell]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell)[:LONGEST] for cell in cells[:COLUMNS])
