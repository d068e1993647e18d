"""The first walk through a table: what all its rows say about dates, decimals and damage."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.errors import BadInput
from app.domain.imports import ColumnMapping, Question, RecognisedTable
from app.domain.metrics import FAMILIES
from app.exchange.imports.dates import ORDERS, DateOrder
from app.exchange.imports.figures import FigureColumn, figure, is_spreadsheet_damage
from app.exchange.imports.sheets import Cell, Sheet, is_missing
from app.exchange.imports.sources import Source

_COUNTS = frozenset(FAMILIES) - {"watch_seconds", "average_view_seconds"}
_SAFE_DIGITS = 15
"""Spreadsheets keep this many digits of a number."""


@dataclass(slots=True)
class Draft:
    """A table while its file is walked through. `order` is shared by all tables of the file."""

    sheet: Sheet
    source: Source
    header_line: int
    columns: tuple[ColumnMapping, ...]
    order: DateOrder
    header: list[Cell]
    last_line: int | None = None
    dates: list[int] = field(init=False)
    figures: dict[int, FigureColumn] = field(init=False)
    ids: int | None = field(init=False)
    long_ids: int = 0
    rounded_ids: int = 0

    def __post_init__(self) -> None:
        used = [column for column in self.columns if column.used]
        self.dates = [column.position for column in used if column.meaning in ("day", "published_at", "span")]
        self.ids = next((column.position for column in used if column.meaning == "post_id"), None)
        self.figures = {
            column.position: FigureColumn()
            for column in used
            if column.meaning is None or column.meaning in FAMILIES or column.meaning == "share"
        }

    def see(self, line: int, cells: list[Cell]) -> None:
        """Takes one row into account. Raises `BadInput` for damage that cannot be undone, with its place."""
        width = len(cells)
        if self.ids is not None and self.ids < width:
            self._see_id(line, self.ids, cells[self.ids])
        for position in self.dates:
            if position < width and self.order.see(cells[position]) and self.order.mdy and self.order.dmy:
                self._refuse("import.mixed_dates", line, position, cells[position])
        for position, column in self.figures.items():
            cell = cells[position] if position < width else None
            if cell is None or isinstance(cell, int | float) or (isinstance(cell, str) and cell.isdigit()):
                continue
            column.see(line, cell)
            if column.contradictory:
                self._refuse("import.mixed_decimals", line, position, cell)
            if (
                figure(cell) is None
                and not is_missing(cell)
                and is_spreadsheet_damage(cell)
                and not self._is_header(cells)
            ):
                self._refuse("import.damaged_by_spreadsheet", line, position, cell)

    def _is_header(self, cells: list[Cell]) -> bool:
        first = self.columns[0]
        return cells[first.position] == first.column

    def _see_id(self, line: int, position: int, cell: Cell) -> None:
        number = isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 10**_SAFE_DIGITS
        scientific = isinstance(cell, str) and "+" in cell and is_spreadsheet_damage(cell)
        if number or scientific:
            self._refuse("import.damaged_ids", line, position, cell)
        if isinstance(cell, str) and len(cell) > _SAFE_DIGITS and cell.isdigit():
            self.long_ids += 1
            self.rounded_ids += not cell[_SAFE_DIGITS:].strip("0")

    def _refuse(self, code: str, line: int, position: int, cell: Cell) -> None:
        name = next((column.column for column in self.columns if column.position == position), str(position + 1))
        raise BadInput(
            code, file=self.sheet.path.name, sheet=self.sheet.name, line=line, column=name, value=str(cell)[:40]
        )

    def finish(self, known: dict[str, object]) -> RecognisedTable:
        """The table with what was learned; `known` is what the whole file said."""
        if self.long_ids > 1 and self.long_ids == self.rounded_ids and self.ids is not None:
            self._refuse("import.damaged_ids", self.header_line + 1, self.ids, None)
        learned = dict(known)
        counts = {
            column.position for column in self.columns if column.meaning in _COUNTS and self.source.name != "mapped"
        }
        own = {
            position: column.decimal_of_counts if position in counts else column.decimal
            for position, column in self.figures.items()
        }
        marks = set(own.values()) - {None}
        common = marks.pop() if len(marks) == 1 else None
        unclear = False
        for position, column in self.figures.items():
            mark = own[position] or (common if column.unclear else None)
            if mark:
                learned[f"decimal:{position}"] = mark
            unclear |= bool(column.unclear and not mark)
            if column.percents:
                learned[f"percent:{position}"] = True
        return RecognisedTable(
            source=self.source.name,
            network=self.source.network,
            sheet=self.sheet.name,
            header_line=self.header_line,
            columns=self.columns,
            questions=self._questions(learned, unclear),
            last_line=self.last_line,
            learned=learned,
        )

    def _questions(self, learned: dict[str, object], unclear: bool) -> tuple[Question, ...]:
        asked = list(self.source.questions)
        if self.dates and self.order.unclear and "date_order" not in learned:
            asked.append(Question("date_order", ORDERS, self.source.date_order))
        if unclear:
            asked.append(Question("decimal_mark", (".", ",")))
        return tuple(asked)
