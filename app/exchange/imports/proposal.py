"""Proposes a mapping for any table: aliases first, then what the cells look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from app.domain.errors import BadInput
from app.domain.imports import ColumnMapping
from app.exchange.imports.aliases import general_meaning, is_figure, normal
from app.exchange.imports.dates import DateOrder, moment
from app.exchange.imports.figures import FigureColumn, figure, is_spreadsheet_damage
from app.exchange.imports.folded import unfolded
from app.exchange.imports.headers import column_of
from app.exchange.imports.layout import clean_text
from app.exchange.imports.learning import Draft
from app.exchange.imports.mapping import KINDS
from app.exchange.imports.opening import open_sheets
from app.exchange.imports.periods import told_period
from app.exchange.imports.recognition import HEADER_ROWS, recognise
from app.exchange.imports.sheets import Cell, Row, Sheet, is_blank, is_missing, is_remark
from app.exchange.imports.source import Source
from app.exchange.imports.sources import BY_NAME

_OWNERS = ("page", "account")
_SAMPLE = 200
_POST_FIELDS = frozenset({"post_id", "permalink", "published_at", "title", "text", "month"})


def propose_mapping(path: Path) -> dict[str, object]:
    """A mapping as plain JSON values, guessed from the alias table and the data. Raises `BadInput` as `recognise`,
    and "import.not_a_table" when no row looks like a header."""
    tables = [table for table in recognise(path) if BY_NAME[table.source].kind in KINDS]
    if tables:
        table = max(tables, key=lambda found: len(found.columns))
        source = BY_NAME[table.source]
        days = {name: table.learned[name] for name in ("first_day", "last_day") if name in table.learned}
        found = _as_json(table.sheet, table.header_line, source, table.columns, table.learned)
        return found | (days if source.kind == "breakdown" else {})
    sheet, rows, index = _likeliest_header(path)
    line, header = rows[index]
    columns = _guess([clean_text(cell) for cell in header], [cells for _, cells in rows[index + 1 :]])
    order = DateOrder()
    source = Source("mapped", None, _kind(columns), frozenset())
    draft = Draft(sheet, source, line, columns, order, header)
    for number, cells in rows[index + 1 :]:
        draft.see(number, cells)
    learned = draft.finish({"date_order": order.decided} if order.decided else {}).learned
    period = _period(sheet, line) if source.kind == "breakdown" else {}
    return _as_json(sheet.name, line, source, columns, learned) | period


def _period(sheet: Sheet, header_line: int) -> dict[str, object]:
    """First and last day from the # lines above the header ("# Start date: 20240101")."""
    found: dict[str, object] = {}
    for line, cells in unfolded(sheet.rows()):
        if line >= header_line:
            break
        if is_remark(cells):
            found |= told_period(cells[0])
    return found


def _likeliest_header(path: Path) -> tuple[Sheet, list[Row], int]:
    """The sheet, its first rows and which of them is the header."""
    best: tuple[int, Sheet, list[Row], int] | None = None
    for sheet in open_sheets(path):
        rows = list(
            islice((row for row in unfolded(sheet.rows()) if not is_blank(row[1]) and not is_remark(row[1])), _SAMPLE)
        )
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
    if column.meaning in _OWNERS:
        return column.meaning
    return None if not column.used else column.meaning or "metric"


def _header_score(cells: list[Cell], rows_below: int) -> int:
    names = [normal(cell) for cell in cells if isinstance(cell, str) and cell.strip()]
    if len(names) < 2 or rows_below < 1 or any(figure(name) is not None or moment(name) for name in names):
        return 0
    return len(set(names)) + 3 * sum(1 for name in names if general_meaning(name))


def _guess(names: list[str], rows: list[list[Cell]]) -> tuple[ColumnMapping, ...]:
    """Aliases first; then whole columns of numbers are figures, and the first one of dates is the date."""
    columns: list[ColumnMapping] = []
    taken: set[str] = set()
    contents = [_values(rows, position) for position in range(len(names))]
    for position, (name, values) in enumerate(zip(names, contents, strict=True)):
        meaning = general_meaning(name)
        if meaning is None and values:
            meaning = _by_data(name, values)
        if meaning == "day" and any(_has_clock(value) for value in values):
            meaning = "published_at"
        if meaning in taken and meaning not in _OWNERS and not is_figure(meaning):
            meaning = None
        if meaning:
            taken.add(meaning)
        if name:
            columns.append(column_of(name, meaning, position))
    return _settled(columns, contents)


def _values(rows: list[list[Cell]], position: int) -> list[Cell]:
    return [cells[position] for cells in rows if position < len(cells) and not is_missing(cells[position])]


def _by_data(name: str, values: list[Cell]) -> str | None:
    if _names_rows(name, values):
        return "post_id" if len({clean_text(value) for value in values}) == len(values) else None
    if _counts_rows(values):
        return None
    if all(moment(value) for value in values):
        return "day"
    if all(figure(value, _mark(values)) is not None or is_spreadsheet_damage(value) for value in values):
        return "metric"
    if all(isinstance(value, str) and value.startswith(("http://", "https://")) for value in values):
        return "permalink"
    return None


def _has_clock(value: Cell) -> bool:
    """True for a time of day; daily figures of Meta are stamped with midnight or, in summer, one o'clock."""
    found = moment(value)
    return found is not None and found.clock is not None and (found.clock.hour > 1 or found.clock.minute > 0)


def _names_rows(name: str, values: list[Cell]) -> bool:
    """True for keys such as 0012, 18182686576415017 or any numbers under "… id": to be kept as text, never summed."""
    texts = [clean_text(value) for value in values]
    if not all(text.isdigit() for text in texts):
        return False
    keyed = normal(name).replace("-", " ").split()[-1:] in (["id"], ["identyfikator"])
    return keyed or any(len(text) > 14 or (len(text) > 1 and text[0] == "0") for text in texts)


def _counts_rows(values: list[Cell]) -> bool:
    """True for a column that only numbers the rows: 1, 2, 3 …"""
    found = [figure(value) for value in values]
    return len(found) > 1 and found[0] in (0.0, 1.0) and found == [found[0] + step for step in range(len(found))]


def _mark(values: list[Cell]) -> str:
    column = FigureColumn()
    for value in values:
        column.see(0, value)
    return column.decimal or "."


def _settled(columns: list[ColumnMapping], contents: list[list[Cell]]) -> tuple[ColumnMapping, ...]:
    """With a time of publication, a further date is left out; a table of neither posts nor days has its first text as bucket;
    posts without a text get the column of the longest ones."""
    meanings = {column.meaning for column in columns if column.used}
    if "published_at" in meanings:
        columns = [
            replace(column, meaning=None, used=False) if column.meaning == "day" else column for column in columns
        ]
    dated = meanings & {"published_at", "day", "month"}
    if not dated:
        return _as_breakdown(columns)
    longest = max(
        (column for column in columns if not column.used), key=lambda one: _length(contents, one), default=None
    )
    if (
        longest
        and not meanings & {"text", "title"}
        and _length(contents, longest) > (0 if meanings & _POST_FIELDS else 24)
    ):
        columns = [replace(column, meaning="text", used=True) if column is longest else column for column in columns]
    return tuple(columns)


def _as_breakdown(columns: list[ColumnMapping]) -> tuple[ColumnMapping, ...]:
    """Without any date rows can only be parts of a whole: the first column of words names them."""
    words = [index for index, column in enumerate(columns) if not is_figure(_shown(column))]
    first = next((index for index in words if columns[index].meaning != "post_id"), words[0] if words else None)
    return tuple(
        replace(column, meaning="bucket", used=True)
        if index == first
        else replace(column, meaning=None, used=False)
        if index in words
        else column
        for index, column in enumerate(columns)
    )


def _length(contents: list[list[Cell]], column: ColumnMapping) -> float:
    """Mean length of a column of free texts, 0 for one of numbers, dates or a few repeated words."""
    texts = [clean_text(value) for value in contents[column.position]]
    free = len(set(texts)) > len(texts) // 2 and not any(figure(text) is not None or moment(text) for text in texts)
    return sum(map(len, texts)) / len(texts) if texts and free else 0


def _kind(columns: tuple[ColumnMapping, ...]) -> str:
    meanings = {column.meaning for column in columns if column.used}
    if meanings & _POST_FIELDS and meanings & {"published_at", "day", "month"}:
        return "posts"
    if "bucket" in meanings:
        return "day_breakdown" if "day" in meanings else "breakdown"
    return "days" if "day" in meanings else "breakdown"
