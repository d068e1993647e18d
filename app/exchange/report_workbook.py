"""A report as a workbook: a summary, a sheet for each tile with real numbers, and how everything is computed."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.reports import Cell, Report, ReportTile
from app.exchange.report_sheets import SheetNames, heighten, put, widen
from app.exchange.tables import xml_text
from app.system.words import Words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Told = Callable[[float | None], None]
TITLE_SIZE = 14
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
    from openpyxl.worksheet.hyperlink import Hyperlink

    t = words.t
    put(sheet, 1, 1, report.title, font=Font(bold=True, size=TITLE_SIZE))
    facts: list[tuple[str, Cell]] = list(report.facts)
    facts[1:1] = [(t("First day"), report.period.first), (t("Last day"), report.period.last)]
    for row, (name, value) in enumerate(facts, 2):
        put(sheet, row, 1, name, font=Font(bold=True))
        put(sheet, row, 2, value, alignment=Alignment(horizontal="left"))
    top = len(facts) + 3
    head = (
        t("Tile"),
        t("Value"),
        words.c("list column", "Change"),
        words.c("list column", "Before"),
        t("Unit"),
        t("Sample"),
        t("Remarks"),
        t("Sheet"),
    )
    _headings(sheet, top, head)
    shown: list[tuple[Cell, ...]] = [head]
    for row, (tile, name) in enumerate(zip(report.tiles, sheets, strict=True), top + 1):
        figure = tile.figure
        unit = figure.unit if figure else ""
        told = [figure.remark] if figure else list(tile.said)
        line: tuple[Cell, ...] = (
            tile.heading, figure.value if figure else None, figure.change if figure else None,
            figure.before if figure else None, tile.definition.unit if figure else "",
            figure.sample if figure else "", "\n".join(filter(None, told)), name,
        )  # fmt: skip
        units = ("", unit, "points" if unit == "percent" else unit, unit, "", "", "", "")
        for column, (value, its) in enumerate(zip(line, units, strict=True), 1):
            put(sheet, row, column, value, its, alignment=Alignment(vertical="top", wrap_text=isinstance(value, str)))
        link = sheet.cell(row, len(line))
        link.style = "Hyperlink"
        place = "'" + name.replace("'", "''") + "'!A1"
        link.hyperlink = Hyperlink(ref=link.coordinate, location=place)
        shown.append(line)
    widen(sheet, head, [*shown[1:], *((name,) for name, _ in facts)])
    _finish(sheet)
    sheet.freeze_panes = f"B{top + 1}"


def _tile_sheet(sheet: Worksheet, tile: ReportTile, words: Words) -> None:
    from openpyxl.styles import Alignment, Font

    table = tile.table
    remarks = table.remarks if any(table.remarks) else ()
    headers = (*table.headers, *([words.t("Remarks")] if remarks else []))
    put(sheet, 1, 1, tile.heading, font=Font(bold=True, size=TITLE_SIZE))
    if table.rows:
        _headings(sheet, FIRST_ROW, headers)
        sheet.freeze_panes = f"A{FIRST_ROW + 1}"
    for place, values in enumerate(table.rows):
        for column, value in enumerate(values):
            put(sheet, FIRST_ROW + 1 + place, column + 1, value, table.unit(place, column),
                alignment=Alignment(vertical="top", wrap_text=isinstance(value, str)))  # fmt: skip
        if remarks:
            put(sheet, FIRST_ROW + 1 + place, len(headers), remarks[place], alignment=Alignment(wrap_text=True))
    told = list(tile.said)
    if any(value is None for values in table.rows for value in values):
        told.append(words.t("An empty cell: not known."))
    below = FIRST_ROW + (len(table.rows) + 2 if table.rows else 0)
    for row, line in enumerate(told, below):
        put(sheet, row, 1, line, alignment=Alignment(wrap_text=True, vertical="top"))
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=max(len(headers), LEAST_COLUMNS))
    rows = [(*values, *([remarks[place]] if remarks else [])) for place, values in enumerate(table.rows)]
    widen(sheet, headers, rows)
    _finish(sheet)


def _definitions(book: Workbook, name: str, report: Report, words: Words) -> None:
    from openpyxl.styles import Alignment

    t = words.t
    sheet = book.create_sheet(name)
    head = (
        t("Tile"), t("KPI"), t("Formula"), t("Unit"), t("Denominator"), t("Definition by"), t("Sample"), t("Left out"),
        t("Mind"),
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
            put(sheet, row, column, value, alignment=Alignment(vertical="top", wrap_text=True))
        rows.append(line)
    widen(sheet, head, rows[1:])
    _finish(sheet)
    sheet.freeze_panes = "B2"
    below = len(report.tiles) + 3
    _headings(sheet, below, (t("Data from"),))
    for row, source in enumerate(report.sources, below + 1):
        put(sheet, row, 1, source)


def _headings(sheet: Worksheet, row: int, headers: tuple[str, ...]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    fill = PatternFill("solid", start_color="FFE8EDF5")
    for column, name in enumerate(headers, 1):
        put(sheet, row, column, name, font=Font(bold=True), fill=fill,
            alignment=Alignment(wrap_text=True, vertical="top"))  # fmt: skip


def _finish(sheet: Worksheet) -> None:
    """Rows as high as they need; printed as wide as a page, on as many pages as it takes."""
    from openpyxl.worksheet.properties import PageSetupProperties

    heighten(sheet)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
