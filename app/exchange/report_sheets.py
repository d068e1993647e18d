"""What the sheets of a report are made of: names a workbook can have, numbers with the format of their unit, widths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from app.domain.reports import Cell
from app.exchange.tables import sheet_text, xml_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_NAME = 31
"""Characters of a sheet's name, counted as UTF-16 does."""
NARROWEST, WIDEST_HEADING, WIDEST = 12, 24, 50
LINE, HIGHEST = 15.0, 409.0
"""Points of a line, and of the highest row there can be."""
WIDER = 1.1
"""Letters are wider than the figures widths are counted in, on the safe side."""
DATE = "yyyy-mm-dd"
WHOLE, TENTHS, HUNDREDTHS = "#,##0", "#,##0.0", "#,##0.00"
PERCENT, PERCENT_SMALL, DURATION = "0.00%", "0.000%", "[h]:mm:ss"
SECONDS = '#,##0" s"'
SECONDS_A_DAY = 86_400
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]+")
_RESERVED = frozenset({"history"})


class SheetNames:
    """Names of sheets: each once, whatever the case of its letters."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        plain = " ".join(_FORBIDDEN.sub(" ", xml_text(wanted)).split()).strip("' ") or "–"
        name, number = _cut(plain, LONGEST_NAME).strip("' ") or "–", 2
        while name.casefold() in self._taken or name.casefold() in _RESERVED:
            ending = f" ({number})"
            name = _cut(plain, LONGEST_NAME - len(ending)).strip("' ") + ending
            number += 1
        self._taken.add(name.casefold())
        return name


def _cut(text: str, units: int) -> str:
    """What is too long ends after a word, where that leaves most of it, and says so."""
    if _units(text) <= units:
        return text
    while _units(text) > units - 1:
        text = text[:-1]
    word = text.rpartition(" ")[0]
    return f"{word if len(word) > units // 2 else text}…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "ignore")) // 2


def number_of(value: float | None, unit: str) -> tuple[float | None, str]:
    """A number as a spreadsheet counts it, and its format: percents as parts of one, times as parts of a day."""
    if value is None:
        return None, "General"
    if unit in ("percent", "share"):
        return value / 100, PERCENT_SMALL if 0 < abs(value) < 0.1 else PERCENT
    if unit == "points":
        return value / 100, f"+{PERCENT};-{PERCENT};{PERCENT}"
    if unit == "seconds":  # a workbook has no times below zero: it shows #### for them
        return (value / SECONDS_A_DAY, DURATION) if value >= 0 else (value, SECONDS)
    whole = float(value).is_integer()
    if unit.startswith(("ratio", "money")):  # money may name its currency
        return value, HUNDREDTHS
    return (int(value), WHOLE) if whole else (value, TENTHS)


def put(sheet: Worksheet, row: int, column: int, value: Cell, unit: str = "", **look: Any) -> None:
    """A cell from a value: numbers as numbers, days as days, texts as texts and never as formulas, unknown as nothing."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = sheet_text(value)
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.value, cell.number_format = value, DATE
    elif value is not None:
        cell.value, cell.number_format = number_of(value, unit)
    for name, wanted in look.items():
        setattr(cell, name, wanted)


def widen(sheet: Worksheet, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Columns as wide as what stands in them; long headings and texts stand on several lines."""
    from openpyxl.utils import get_column_letter

    widths = {place: min(_length(name) + 3, WIDEST_HEADING) for place, name in enumerate(headers, 1)}
    for row in rows:
        for place, value in enumerate(row, 1):
            widths[place] = max(widths.get(place, NARROWEST), min(_length(value) + 3, WIDEST))
    for place, width in widths.items():
        sheet.column_dimensions[get_column_letter(place)].width = max(width, NARROWEST)


def heighten(sheet: Worksheet) -> None:
    """Rows as high as their wrapped texts need: not every program does that by itself."""
    from openpyxl.utils import get_column_letter

    merged = {area.min_row: area for area in sheet.merged_cells.ranges}
    for row, cells in enumerate(sheet.iter_rows(), 1):
        lines = 1
        for cell in cells:
            if not isinstance(cell.value, str) or not cell.alignment.wrap_text:
                continue
            columns = range(cell.column, merged[row].max_col + 1) if row in merged else (cell.column,)
            wide = sum(sheet.column_dimensions[get_column_letter(place)].width for place in columns)
            lines = max(lines, sum(_lines(line, wide) for line in cell.value.split("\n")))
        if lines > 1:
            sheet.row_dimensions[row].height = min(lines * LINE, HIGHEST)


def _lines(text: str, wide: float) -> int:
    """How many lines a text takes in a column."""
    return 1 if len(text) < wide else ceil(len(text) * WIDER / wide)


def _length(value: Cell) -> int:
    if isinstance(value, str):
        return max((len(line) for line in value.splitlines()), default=0)
    return 10 if isinstance(value, date) else len(f"{value:,.2f}") if value is not None else 0
