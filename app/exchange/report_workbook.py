"""A report as a workbook: a summary, a sheet for each tile with real numbers, and how everything is computed."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.domain.reports import Cell, FigureTable, Report, ReportTile
from app.exchange.report_sheets import SheetNames, heighten, put, widen
from app.exchange.tables import xml_text
from app.system.words import Words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.worksheet import Worksheet

Told = Callable[[float | None], None]
FONT, SIZE, TITLE_SIZE = "Calibri", 11, 14
NUMBERS, CHANGE = (2, 3, 4), 3
"""Columns of the summary with numbers, and the one among them that is a difference."""
LEAST_COLUMNS = 6
"""Columns a sentence may take."""
FIRST_ROW = 3
"""Row of a tile's headings: its name stands above."""


def workbook_of(report: Report, words: Words, told: Told) -> bytes:
    """The bytes of an XLSX file. `told` hears 0..1 and may raise to stop."""
    from openpyxl import Workbook

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    book.properties.title, book.properties.creator = xml_text(report.title), "Szpalta"
    names = SheetNames()
    summary = book.create_sheet(names.take(words.t("Summary")))
    definitions = names.take(words.t("Definitions"))
    sheets = []
    for place, tile in enumerate(report.tiles):
        told(place / (len(report.tiles) + 1))
        sheets.append(names.take(tile.heading))
        _tile_sheet(book.create_sheet(sheets[-1]), tile, words)
    _summary(summary, report, words, sheets)
    _definitions(book, definitions, report, words)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _summary(sheet: Worksheet, report: Report, words: Words, sheets: list[str]) -> None:
    from openpyxl.styles import Alignment, Font

    t = words.t
    put(sheet, 1, 1, report.title, font=Font(name=FONT, bold=True, size=TITLE_SIZE))
    facts: list[tuple[str, Cell]] = list(report.facts)
    facts[1:1] = [(t("First day"), report.period.first), (t("Last day"), report.period.last)]
    for row, (name, value) in enumerate(facts, 2):
        put(sheet, row, 1, name, font=Font(name=FONT, bold=True, size=SIZE))
        put(sheet, row, 2, value, alignment=Alignment(horizontal="left"))
    top = len(facts) + 3
    head = (
        t("Tile"), t("Value"), words.c("list column", "Change"), words.c("list column", "Before"), t("Unit"), t("Sample"),
        t("Remarks"), t("Sheet"),
    )  # fmt: skip
    _headings(sheet, top, head, NUMBERS)
    lines = [_summed(tile, name) for tile, name in zip(report.tiles, sheets, strict=True)]
    for row, (tile, line) in enumerate(zip(report.tiles, lines, strict=True), top + 1):
        unit = tile.figure.unit if tile.figure else ""
        units = {column: "points" if unit == "percent" and column == CHANGE else unit for column in NUMBERS}
        for column, value in enumerate(line, 1):
            put(sheet, row, column, value, units.get(column, ""), alignment=_aligned(value))
        _link(sheet, row, len(line), sheets[row - top - 1])
    widen(sheet, head, [*lines, *((name,) for name, _ in facts)])
    _finish(sheet)
    sheet.freeze_panes = f"B{top + 1}"


def _summed(tile: ReportTile, sheet: str) -> tuple[Cell, ...]:
    """A tile's line of the summary: its number, or what it says."""
    figure = tile.figure
    if figure is None:
        return (tile.heading, None, None, None, "", "", "\n".join(tile.said), sheet)
    numbers = (figure.value, figure.change, figure.before)
    return (tile.heading, *numbers, tile.definition.unit, figure.sample, figure.remark, sheet)


def _link(sheet: Worksheet, row: int, column: int, name: str) -> None:
    """From a line of the summary to its sheet."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell = sheet.cell(row, column)
    cell.style = "Hyperlink"
    cell.alignment = _aligned(name)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location="'" + name.replace("'", "''") + "'!A1")


def _tile_sheet(sheet: Worksheet, tile: ReportTile, words: Words) -> None:
    from openpyxl.styles import Alignment, Font

    put(sheet, 1, 1, tile.heading, font=Font(name=FONT, bold=True, size=TITLE_SIZE))
    columns = _table(sheet, tile.table, words)
    told = list(tile.said)
    if any(value is None for values in tile.table.rows for value in values):
        told.append(words.t("An empty cell: not known."))
    below = FIRST_ROW + (len(tile.table.rows) + 2 if tile.table.rows else 0)
    for row, line in enumerate(told, below):
        put(sheet, row, 1, line, alignment=Alignment(wrap_text=True, vertical="top"))
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=max(columns, LEAST_COLUMNS))
    _finish(sheet)


def _table(sheet: Worksheet, table: FigureTable, words: Words) -> int:
    """Gives the number of columns; rows with something to remark get one more."""
    if not table.rows:
        return 0
    headers, rows = table.headers, table.rows
    if any(table.remarks):
        headers = (*headers, words.t("Remarks"))
        rows = tuple((*values, remark) for values, remark in zip(rows, table.remarks, strict=True))
    numbers = {column for values in rows for column, value in enumerate(values, 1) if isinstance(value, float | int)}
    _headings(sheet, FIRST_ROW, headers, numbers)
    for place, values in enumerate(rows):
        for column, value in enumerate(values):
            unit = table.unit(place, column) if column < len(table.headers) else ""
            put(sheet, FIRST_ROW + 1 + place, column + 1, value, unit, alignment=_aligned(value))
    widen(sheet, headers, rows)
    sheet.freeze_panes = f"A{FIRST_ROW + 1}"
    return len(headers)


def _aligned(value: Cell) -> Alignment:
    from openpyxl.styles import Alignment as Made

    if isinstance(value, str | date):
        return Made(horizontal="left", vertical="top", indent=1, wrap_text=isinstance(value, str))
    return Made(horizontal="right", vertical="top")


def _definitions(book: Workbook, name: str, report: Report, words: Words) -> None:

    t = words.t
    sheet = book.create_sheet(name)
    head = (
        t("Tile"), t("KPI"), t("Formula"), t("Unit"), t("Denominator"), t("Definition by"), t("Sample"), t("Left out"),
        t("Please note"),
    )  # fmt: skip
    _headings(sheet, 1, head)
    rows: list[tuple[Cell, ...]] = [head]
    for row, tile in enumerate(report.tiles, 2):
        told = tile.definition
        line = (
            tile.heading, told.kpi, told.formula, told.unit, told.denominator, told.source, told.sample, told.left_out,
            told.doubts,
        )  # fmt: skip
        for column, value in enumerate(line, 1):
            put(sheet, row, column, value, alignment=_aligned(value))
        rows.append(line)
    widen(sheet, head, rows[1:])
    _finish(sheet)
    sheet.freeze_panes = "B2"
    below = len(report.tiles) + 3
    _headings(sheet, below, (t("Data from"),))
    for row, source in enumerate(report.sources, below + 1):
        put(sheet, row, 1, source)


def _headings(sheet: Worksheet, row: int, headers: Sequence[str], numbers: Collection[int] = ()) -> None:
    """`numbers`: the columns, from 1, whose values stand to the right."""
    from openpyxl.styles import Alignment, Font, PatternFill

    fill = PatternFill("solid", start_color="FFE8EDF5")
    for column, name in enumerate(headers, 1):
        right = column in numbers
        aligned = Alignment(
            horizontal="right" if right else "left", indent=0 if right else 1, wrap_text=True, vertical="top"
        )
        put(sheet, row, column, name, font=Font(name=FONT, bold=True, size=SIZE), fill=fill, alignment=aligned)


def _finish(sheet: Worksheet) -> None:
    """Rows as high as they need; printed as wide as a page, on as many pages as it takes."""
    from openpyxl.worksheet.properties import PageSetupProperties

    heighten(sheet)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
