"""The month and the week as tables: a cell is a day, or an hour of a day, with the chips that fall into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.calendar_day import CalendarDay
from app.domain.content import PlannedChip
from app.system.formats import Formats
from app.ui.calendar.plan import Chips, find, monday
from app.ui.calendar.source import PlanSource
from app.ui.calendar.wording import Wording

Index = QModelIndex | QPersistentModelIndex
WEEK = 7
HOURS = 24


class Cell(NamedTuple):
    """`hour` None: the whole day."""

    day: date
    hour: int | None
    chips: Chips


class GridModel(QAbstractTableModel):
    """Cells of seven days side by side. `chosen` is the chip a person stands on: the cell then speaks for it."""

    def __init__(
        self, source: PlanSource, wording: Wording, formats: Callable[[], Formats], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._source, self._wording, self._formats = source, wording, formats
        self.first = date(2026, 1, 5)
        self.chosen: int | None = None
        self._told_in = formats()
        self._rows: list[tuple[object, ...]] = []

    # what the views ask
    def cell(self, index: Index) -> Cell:
        raise NotImplementedError

    def day(self, index: Index) -> date:
        raise NotImplementedError

    def place(self, day: date, hour: int | None = None) -> QModelIndex:
        """Where a day stands, at an hour where there are hours; an invalid index when it is not shown."""
        raise NotImplementedError

    def place_of(self, chip: PlannedChip) -> QModelIndex:
        local = self._formats().local(chip.due_at)
        return self.place(local.date(), local.hour)

    def find(self, variant_id: int | None) -> tuple[QModelIndex, PlannedChip | None]:
        """Where a variant is shown now."""
        for number in range((self.last - self.first).days + 1 if variant_id is not None else 0):
            chips = self._source.chips(self.first + timedelta(days=number))
            if (place := find(chips, variant_id)) >= 0:
                return self.place_of(chips[place]), chips[place]
        return QModelIndex(), None

    def marks(self, day: date) -> tuple[CalendarDay, ...]:
        return self._source.marks(day)

    @property
    def last(self) -> date:
        raise NotImplementedError

    def refresh(self) -> None:
        """Days were read anew, or the language changed; rows that say what they said are not painted again."""
        before, self._rows = self._rows, [self._row(row) for row in range(self.rowCount())]
        for row, said in enumerate(self._rows):
            if row >= len(before) or before[row] != said:
                self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        if self._told_in is not self._formats():  # a header is measured anew, which takes longer than painting it
            self._told_in = self._formats()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def _row(self, row: int) -> tuple[object, ...]:
        """All that a row is told with."""
        cells = [self.cell(self.index(row, column)) for column in range(self.columnCount())]
        return (self._source.book, self._formats(), cells, [self.marks(cell.day) for cell in cells])

    # Qt's questions
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else WEEK

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._told(self.cell(index))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return "\n".join(self._wording.sentence(chip) for chip in self.cell(index).chips)
        return None

    def _told(self, cell: Cell) -> str:
        place = find(cell.chips, self.chosen)
        if place >= 0:
            return self._wording.sentence(cell.chips[place])
        if cell.hour is not None:
            return self._wording.hour(cell.day, cell.hour, len(cell.chips))
        return self._wording.day(cell.day, len(cell.chips), self.marks(cell.day))


class MonthModel(GridModel):
    """The whole weeks of a month; a cell is a day."""

    def __init__(
        self, source: PlanSource, wording: Wording, formats: Callable[[], Formats], parent: QObject | None = None
    ) -> None:
        super().__init__(source, wording, formats, parent)
        self.month = self.first.replace(day=1)
        self._weeks = 5

    def show_span(self, first: date, last: date, month: date) -> None:
        """Shows whole weeks; `month` is any day of the month that counts."""
        if (first, (last - first).days + 1, month.replace(day=1)) == (self.first, self._weeks * WEEK, self.month):
            return
        self.beginResetModel()
        self.first, self._weeks, self.month = first, ((last - first).days + 1) // WEEK, month.replace(day=1)
        self.endResetModel()

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self._weeks * WEEK - 1)

    def day(self, index: Index) -> date:
        return self.first + timedelta(days=index.row() * WEEK + index.column())

    def cell(self, index: Index) -> Cell:
        day = self.day(index)
        return Cell(day, None, self._source.chips(day))

    def is_other_month(self, day: date) -> bool:
        return (day.year, day.month) != (self.month.year, self.month.month)

    def place(self, day: date, hour: int | None = None) -> QModelIndex:
        number = (day - self.first).days
        return self.index(number // WEEK, number % WEEK) if 0 <= number < self._weeks * WEEK else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._weeks

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._formats().weekday_name(section)
        return None


class WeekModel(GridModel):
    """Seven days by their hours; a cell is an hour of a day."""

    def __init__(
        self, source: PlanSource, wording: Wording, formats: Callable[[], Formats], parent: QObject | None = None
    ) -> None:
        super().__init__(source, wording, formats, parent)
        self._hours: dict[tuple[date, int], Chips] = {}

    def show_span(self, day: date) -> None:
        """Shows the week a day lies in."""
        self.beginResetModel()
        self.first = monday(day)
        self._sort()
        self.endResetModel()

    @property
    def last(self) -> date:
        return self.first + timedelta(days=WEEK - 1)

    def refresh(self) -> None:
        self._sort()
        super().refresh()

    def most_in(self, hour: int) -> int:
        """Chips of the fullest day in an hour."""
        return max(len(self._hours.get((self.first + timedelta(days=n), hour), ())) for n in range(WEEK))

    def day(self, index: Index) -> date:
        return self.first + timedelta(days=index.column())

    def cell(self, index: Index) -> Cell:
        day = self.day(index)
        return Cell(day, index.row(), self._hours.get((day, index.row()), ()))

    def place(self, day: date, hour: int | None = None) -> QModelIndex:
        number = (day - self.first).days
        return self.index(9 if hour is None else hour, number) if 0 <= number < WEEK else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else HOURS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole and orientation is Qt.Orientation.Horizontal:
            return self._formats().day_full(self.first + timedelta(days=section))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._formats().weekday_short(section)
        return f"{section}:00"

    def _sort(self) -> None:
        found: dict[tuple[date, int], list[PlannedChip]] = {}
        formats = self._formats()
        for number in range(WEEK):
            day = self.first + timedelta(days=number)
            for chip in self._source.chips(day):
                found.setdefault((day, formats.local(chip.due_at).hour), []).append(chip)
        self._hours = {place: tuple(chips) for place, chips in found.items()}
