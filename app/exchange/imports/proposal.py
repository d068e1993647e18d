"""Proposes a mapping for any table: aliases first, then what the cells look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from app.domain.errors import BadInput
from app.domain.imports import ColumnMapping
from app.exchange.imports.aliases import GENERAL, is_figure, normal
from app.exchange.imports.dates import DateOrder, moment
from app.exchange.imports.figures import FigureColumn, figure, is_spreadsheet_damage
from app.exchange.imports.layout import clean_text
from app.exchange.imports.learning import Draft
from app.exchange.imports.mapping import KINDS
from app.exchange.imports.opening import open_sheets
from app.exchange.imports.recognition import HEADER_ROWS, column_of, recognise
from app.exchange.imports.sheets import Cell, Row, Sheet, is_blank, is_missing, is_remark
from app.exchange.imports.sources import BY_NAME, Source

_SAMPLE = 200
_POST_FIELDS = frozenset({"post_id", "permalink", "published_at", "title", "text", "month"})


def propose_mapping(path: Path) -> dict[str, object]:
    """A mapping as plain JSON values, guessed from the alias table and the data. Raises `BadInput` as `recognise`,
    and "import.not_a_table" when no row looks like a header."""
    tables = [table for table in recognise(path) if BY_NAME[table.source].kind in KINDS]
    if tables:
        table = max(tables, key=lambda found: len(found.columns))
        return _as_json(table.sheet, table.header_line, BY_NAME[table.source], table.columns, table.learned)
    sheet, rows, index = _likeliest_header(path)
    line, header = rows[index]
    columns = _guess([clean_text(cell) for cell in header], [cells for _, cells in rows[index + 1 :]])
    order = DateOrder()
    source = Source("mapped", None, _kind(columns), frozenset())
    draft = Draft(sheet, source, line, columns, order, header)
    for number, cells in rows[index + 1 :]:
        draft.see(number, cells)
    learned = draft.finish({"date_order": order.decided} if order.decided else {}).learned
    return _as_json(sheet.name, line, source, columns, learned)


def _likeliest_header(path: Path) -> tuple[Sheet, list[Row], int]:
    """The sheet, its first rows and which of them is the header."""
    best: tuple[int, Sheet, list[Row], int] | None = None
    for sheet in open_sheets(path):
        rows = list(islice((row for row in sheet.rows() if not is_blank(row[1]) and not is_remark(row[1])), _SAMPLE))
        for index, (_, cells) in enumerate(rows[:HEADER_ROWS]):
            score = _header_score(cells, len(rows) - index - 1)
            if score and (best is None or score > best[0]):
                best = score, sheet, rows, index
    if best is None:
        raise BadInput("import.not_a_table", file=path.name)
    return best[1:]


def _as_json(
    sheet: str | None, line: int, source: Source, columns: tuple[ColumnMapping, ...], learned: Mapping[str, object]
) -> dict[str, object]:
    marks = {str(value) for key, value in learned.items() if key.startswith("decimal:")}
    found: dict[str, object] = {
        "version": 1,
        "sheet": sheet,
        "header_line": line,
        "kind": source.kind,
        "network": source.network,
        "zone": None,
        "date_order": learned.get("date_order") or source.date_order,
        "decimal_mark": marks.pop() if len(marks) == 1 else None,
        "unescape_html": False,
        "columns": [
            {"column": column.column, "position": column.position + 1, "meaning": _shown(column)} for column in columns
        ],
    }
    return found | {
        question.name: question.default for question in source.questions if question.name in ("year", "weekday_start")
    }


def _shown(column: ColumnMapping) -> str | None:
    return None if not column.used else column.meaning or "metric"


def _header_score(cells: list[Cell], rows_below: int) -> int:
    names = [normal(cell) for cell in cells if isinstance(cell, str) and cell.strip()]
    if len(names) < 2 or rows_below < 1 or any(figure(name) is not None or moment(name) for name in names):
        return 0
    return len(set(names)) + 3 * sum(1 for name in names if name in GENERAL)


def _guess(names: list[str], rows: list[list[Cell]]) -> tuple[ColumnMapping, ...]:
    """Aliases first; then whole columns of numbers are figures, and the first one of dates is the date."""
    columns: list[ColumnMapping] = []
    taken: set[str] = set()
    for position, name in enumerate(names):
        meaning = GENERAL.get(normal(name))
        values = [cells[position] for cells in rows if position < len(cells) and not is_missing(cells[position])]
        if meaning is None and values:
            meaning = _by_data(values)
        if meaning == "day" and any(getattr(moment(value), "clock", None) for value in values[:20]):
            meaning = "published_at"
        if meaning in taken and not is_figure(meaning):
            meaning = None
        if meaning:
            taken.add(meaning)
        if name:
            columns.append(column_of(name, meaning, position))
    return _settled(columns)


def _by_data(values: list[Cell]) -> str | None:
    if all(moment(value) for value in values):
        return "day"
    if all(figure(value, _mark(values)) is not None or is_spreadsheet_damage(value) for value in values):
        return "metric"
    if all(isinstance(value, str) and value.startswith(("http://", "https://")) for value in values):
        return "permalink"
    return None


def _mark(values: list[Cell]) -> str:
    column = FigureColumn()
    for value in values:
        column.see(0, value)
    return column.decimal or "."


def _settled(columns: list[ColumnMapping]) -> tuple[ColumnMapping, ...]:
    """With a time of publication, a further date is left out; a table of neither posts nor days has its first text as bucket."""
    meanings = {column.meaning for column in columns if column.used}
    if "published_at" in meanings:
        return tuple(
            replace(column, meaning=None, used=False) if column.meaning == "day" else column for column in columns
        )
    first = next((index for index, column in enumerate(columns) if not column.used), None)
    if first is not None and "day" not in meanings and not meanings & _POST_FIELDS:
        columns[first] = replace(columns[first], meaning="bucket", used=True)
    return tuple(columns)


def _kind(columns: tuple[ColumnMapping, ...]) -> str:
    meanings = {column.meaning for column in columns if column.used}
    if meanings & _POST_FIELDS:
        return "posts"
    if "bucket" in meanings:
        return "day_breakdown" if "day" in meanings else "breakdown"
    return "days" if "day" in meanings else "breakdown"
