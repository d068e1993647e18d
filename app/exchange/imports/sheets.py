"""Rows of a file, whatever its kind, and the limits every file must keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Protocol

from app.domain.errors import BadInput

Cell = str | int | float | bool | datetime | date | time | timedelta | None
Row = tuple[int, list[Cell]]
"""The line as a spreadsheet counts it (from 1) and the cells."""

MAX_COLUMNS = 10_000
"""A page's days of Facebook before Business Suite had some two thousand."""
MAX_LINES = 20_000_000


Watch = Callable[[float], None]
"""Hears now and then how much of a sheet has been read, 0..1; what it raises stops the reading."""
WATCHED_ROWS = 2000


def unwatched(share: float) -> None:
    """Nobody watches."""


class Sheet(Protocol):
    """One sheet of a workbook, or the only one of a text file (`name` None then)."""

    @property
    def path(self) -> Path: ...

    @property
    def name(self) -> str | None: ...

    def rows(self, watch: Watch = unwatched) -> Iterator[Row]:
        """The rows one after another, in constant memory; may be called again. Raises `BadInput`."""
        ...


def is_missing(cell: Cell) -> bool:
    """True for an empty cell and for what exports write in place of a number they do not have."""
    if cell is None:
        return True
    return isinstance(cell, str) and cell.strip().casefold() in _MISSING


def is_blank(cells: list[Cell]) -> bool:
    """True for a row with nothing written in it."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


def is_remark(cells: list[Cell]) -> bool:
    """True for a line such as "# Start date: 20240101": one cell that starts with #."""
    first = cells[0] if cells else None
    return isinstance(first, str) and first.startswith("#") and is_blank(cells[1:])


def is_explanation(cells: list[Cell]) -> bool:
    """True for the line the old Facebook put under its header: "Lifetime: The number of people …" in each column."""
    return sum(1 for cell in cells if isinstance(cell, str) and cell.startswith(_EXPLANATIONS)) > 1


def check_width(path: Path, sheet: str | None, line: int, cells: list[Cell]) -> None:
    """Raises `BadInput` "import.too_many_columns"."""
    if len(cells) > MAX_COLUMNS:
        raise BadInput(
            "import.too_many_columns", file=path.name, sheet=sheet, line=line, columns=len(cells), limit=MAX_COLUMNS
        )


_MISSING = {"", "-", "--", "–", "—", "nan", "n/a", "na", "null", "none", "undefined", "(not set)", "#n/a"}
_EXPLANATIONS = ("Lifetime: ", "Daily: ", "Weekly: ", "28 Days: ")
