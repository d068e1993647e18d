"""How to read the rows of one table: which cell is what, decided before the first row."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.domain.errors import BadInput
from app.domain.imports import ColumnMapping, Owner, RecognisedTable, RowProblem
from app.domain.metrics import FAMILIES, Reading
from app.exchange.imports.dates import ORDERS, Moment, moment
from app.exchange.imports.figures import figure, is_shortened
from app.exchange.imports.periods import steps_from
from app.exchange.imports.sheets import Cell, is_explanation, is_missing
from app.exchange.imports.source import Source
from app.exchange.imports.yearless import Years
from app.exchange.tables import restored

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_415
"""1990 and 2100 as the numbers spreadsheets keep for days."""
_NUMBERS = (int, float)
_DAY_ZERO = datetime.combine(date(1899, 12, 30), time())
_NONE_IS_ZERO = frozenset({"likes", "comments", "shares", "link_clicks", "other_clicks"})
"""What the old Facebook export counts by kind: there it leaves a kind that did not happen empty."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class FigureAt:
    """A column of figures. `twin` is the position of an earlier column of the same name."""

    position: int
    metric: str
    key: str | None
    decimal: str
    percent: bool
    twin: int | None
    none_is_zero: bool = False
    """An empty cell says that there were none; elsewhere it says nothing."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A recognised table with the answers filled in. Zones are IANA names; `order` is "mdy" or "dmy"."""

    table: RecognisedTable
    source: Source
    fields: Mapping[str, int]
    figures: tuple[FigureAt, ...]
    order: str
    answers: Mapping[str, str]
    saved: date
    """When the file was saved or packed: what it tells of was before."""
    unescape: bool = False
    keys: frozenset[str] = frozenset()
    """The neutral keys of the figures."""
    years: Years | None = None
    """For days without a year; walks through one column, once."""
    owner: tuple[int, ...] = ()
    """Where a row says whose it is."""

    @property
    def has_reach_and_impressions(self) -> bool:
        return {"reach", "impressions"} <= self.keys

    def cell(self, cells: list[Cell], field: str) -> Cell:
        """The cell of a field, None where the table or the row has none."""
        position = self.fields.get(field)
        return cells[position] if position is not None and position < len(cells) else None

    def text(self, cells: list[Cell], field: str) -> str:
        """The cell as clean text, "" for none."""
        found = clean_text(self.cell(cells, field))
        return html.unescape(found) if self.unescape else found

    def moment(self, cells: list[Cell], field: str) -> Moment | None:
        """The cell as a date, with its wall clock if any; a bare number of a workbook counts days from 30 December 1899."""
        cell = self.cell(cells, field)
        if isinstance(cell, _NUMBERS) and not isinstance(cell, bool):
            if _FIRST_SERIAL <= cell <= _LAST_SERIAL:
                return moment(_DAY_ZERO + timedelta(minutes=round(cell * 1440)))
            return moment(str(cell), self.order)
        found = moment(cell, self.order)
        if self.years and found is None and (day := self.years.day(cell)):
            return Moment(day)
        return found

    def days(self, cells: list[Cell]) -> tuple[date, date] | None:
        """First and last day of a row: a date, or a count of days, weeks or months from the first day of the period."""
        unit = self.table.learned.get("nth")
        first = self.day_answer("first_day") if unit else None
        if unit and first:
            count = figure(self.cell(cells, "day"))
            known = count is not None and count.is_integer() and 0 <= count < 10_000
            return steps_from(first, str(unit), int(count or 0)) if known else None
        if not unit and (month := _MONTH.fullmatch(self.text(cells, "day"))):
            return steps_from(date(int(month.group(1)), int(month.group(2)), 1), "month", 0)
        found = None if unit else self.moment(cells, "day")
        return (found.day, found.day) if found else None

    def is_empty(self, cells: list[Cell]) -> bool:
        """True when this table has nothing in the row (another beside it may)."""
        places = [column.position for column in self.table.columns]
        return all(is_missing(cells[place]) for place in places if place < len(cells))

    def is_header(self, cells: list[Cell]) -> bool:
        """True for a header repeated among the rows, and for the line of explanations under one ("Lifetime: The number …")."""
        first = self.table.columns[0]
        cell = cells[first.position] if first.position < len(cells) else None
        if isinstance(cell, str) and cell.strip() == first.column:
            return True
        return self.source.name.startswith("facebook.legacy") and is_explanation(cells)

    def stranger(self, line: int, cells: list[Cell]) -> RowProblem | None:
        """A note when the row belongs to an account that is not read."""
        kept = self.table.kept
        owner = owner_of(cells, self.owner) if kept is not None else ()
        return (
            self.problem(line, "import.other_account", account=owner[-1])
            if owner and owner not in (kept or ())
            else None
        )

    def day_answer(self, name: str) -> date | None:
        """A day that was asked for or learned ("first_day", "last_day"), None when unknown."""
        given = self.answers.get(name) or self.table.learned.get(name)
        if not given:
            return None
        found = moment(str(given), self.order)
        if found is None:
            raise BadInput("import.answer_invalid", name=name, value=given, allowed="YYYY-MM-DD")
        return found.day

    def problem(self, line: int, code: str, skipped: bool = True, **data: object) -> RowProblem:
        """A note about a row of this table."""
        return RowProblem(line, code, data, skipped, self.table.sheet)

    def readings(self, line: int, cells: list[Cell]) -> tuple[tuple[Reading, ...], list[RowProblem]]:
        """The known figures of a row and what is odd about them."""
        readings: list[Reading] = []
        problems: list[RowProblem] = []
        for at in self.figures:
            cell = cells[at.position] if at.position < len(cells) else None
            if at.none_is_zero and is_missing(cell):
                cell = 0
            elif not cell and isinstance(cell, str):
                continue
            value = figure(cell, at.decimal)
            if value is None:
                if not is_missing(cell):
                    problems.append(
                        self.problem(line, "import.not_a_number", False, column=at.metric, value=str(cell)[:40])
                    )
                continue
            if isinstance(cell, str) and not cell[-1:].isdigit() and is_shortened(cell):
                problems.append(
                    self.problem(line, "import.shortened", False, column=at.metric, value=cell[:40], number=value)
                )
            if at.twin is not None:
                if figure(cells[at.twin], at.decimal) == value:
                    continue
                problems.append(self.problem(line, "import.duplicate_column_differs", False, column=at.metric))
            if value < 0:
                problems.append(self.problem(line, "import.negative_value", False, column=at.metric, value=value))
            readings.append(Reading(at.metric, value, at.key))
        return tuple(readings), problems


def owner_places(columns: Iterable[ColumnMapping]) -> tuple[int, ...]:
    """Where a row says whose post it is."""
    return tuple(column.position for column in columns if column.meaning in ("account", "page"))


def owner_of(cells: list[Cell], places: tuple[int, ...]) -> Owner:
    """What a row calls the account or page its post belongs to, () when it does not say."""
    named = (cells[place] for place in places if place < len(cells))
    return tuple(clean_text(cell)[:60] for cell in named if not is_missing(cell))


def clean_text(cell: Cell) -> str:
    """A cell as text: one kind of line end, no control characters, an export's protecting apostrophe taken off."""
    if isinstance(cell, str) and cell.isprintable():
        return restored(cell).strip() if cell[:1] == "'" else cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if not isinstance(cell, str):
        return str(cell)
    text = restored(cell).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text).strip()


def lay_out(
    table: RecognisedTable,
    source: Source,
    answers: Mapping[str, str],
    saved: date,
    unescape: bool = False,
    years: Years | None = None,
) -> Layout:
    """Checks the answers and fixes every column's form. Raises `BadInput` import.question_unanswered, import.answer_invalid."""
    for question in table.questions:
        _check(question.name, question.options, answers.get(question.name, question.default), question.required)
    _check("year", (), answers.get("year"), False)
    fields: dict[str, int] = {}
    for column in table.columns:
        if column.used and column.meaning and column.meaning not in FAMILIES:
            fields.setdefault(column.meaning, column.position)
    asked = {question.name: question.default for question in table.questions}
    order = str(
        table.learned.get("date_order")
        or answers.get("date_order")
        or asked.get("date_order")
        or source.date_order
        or "mdy"
    )
    if order not in ORDERS:
        raise BadInput("import.answer_invalid", name="date_order", value=order, allowed=", ".join(ORDERS))
    mark = answers.get("decimal_mark") or asked.get("decimal_mark") or "."
    figures = _figures(table, source, mark)
    keys = frozenset(at.key for at in figures if at.key)
    owner = owner_places(table.columns)
    return Layout(table, source, fields, figures, order, answers, saved, unescape, keys, years, owner)


def _own_name(legacy: bool, table: RecognisedTable, column: str) -> str:
    """A figure's own name. The old Facebook workbook calls different figures "like" on its sheets: people, or reactions."""
    if not legacy or not table.sheet or column.startswith("Lifetime"):
        return column
    return f"{table.sheet}: {column}"


def _check(name: str, options: tuple[str, ...], value: str | None, required: bool) -> None:
    if not value:
        if required:
            raise BadInput("import.question_unanswered", name=name, options=", ".join(options))
        return
    year_wrong = name == "year" and not (value.isdecimal() and 1990 <= int(value) <= 2100)
    if year_wrong or (options and value not in options):
        raise BadInput("import.answer_invalid", name=name, value=value, allowed=", ".join(options) or "1990–2100")


def _figures(table: RecognisedTable, source: Source, mark: str) -> tuple[FigureAt, ...]:
    legacy = source.name in ("facebook.legacy_posts", "facebook.legacy_videos")
    found: list[FigureAt] = []
    names: dict[str, int] = {}
    keys: set[str] = set()
    for column in table.columns:
        if not column.used or (column.meaning and column.meaning not in FAMILIES):
            continue
        own = _own_name(legacy, table, column.column)
        twin = names.get(column.column)
        names.setdefault(column.column, column.position)
        key = column.meaning if column.meaning not in keys and twin is None else None
        if own != column.column and not any(word in own.casefold() for word in ("stories", "consumptions")):
            key = None
        if key:
            keys.add(key)
        metric = own if twin is None else f"{own} #{column.position + 1}"
        decimal = str(table.learned.get(f"decimal:{column.position}") or mark)
        percent = bool(table.learned.get(f"percent:{column.position}"))
        none_is_zero = legacy and key in _NONE_IS_ZERO
        found.append(FigureAt(column.position, metric, key, decimal, percent, twin, none_is_zero))
    return tuple(found)
