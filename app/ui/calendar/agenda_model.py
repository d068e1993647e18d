"""The agenda as a list: a line for a day, then a line for each of its chips."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.calendar_day import DayKind
from app.domain.content import PlannedChip, Post
from app.ui.calendar.desk import Desk
from app.ui.calendar.plan import days

Index = QModelIndex | QPersistentModelIndex
_WORTH_A_LINE = frozenset({DayKind.HOLIDAY, DayKind.OBSERVANCE, DayKind.OWN})


NO_DAY = date.max


class AgendaRow(NamedTuple):
    """`chip` None: the line of the day itself, or `post`, which stands on no day. `NO_DAY` is the day of these."""

    day: date
    chip: PlannedChip | None
    post: Post | None = None


class AgendaModel(QAbstractListModel):
    """Days with posts, today, and days that have a name; `only` one day stands without a line of its own day."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._span = (desk.today(), desk.today())
        self._rows: list[AgendaRow] = []

    @property
    def period(self) -> tuple[date, date]:
        return self._span

    def show_span(self, first: date, last: date) -> None:
        self._span = (first, last)
        self.refresh()

    def refresh(self) -> None:
        """Days were read anew, or the language changed."""
        rows = self._made()
        if rows == self._rows:
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, index: Index) -> AgendaRow | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def place(self, variant_id: int | None) -> QModelIndex:
        """Where a variant stands, an invalid index when it is not shown."""
        for number, row in enumerate(self._rows):
            if variant_id is not None and row.chip is not None and row.chip.variant_id == variant_id:
                return self.index(number)
        return QModelIndex()

    def place_of_day(self, day: date) -> QModelIndex:
        """The line of a day, or of the first one after it."""
        for number, row in enumerate(self._rows):
            if row.day >= day:
                return self.index(number)
        return QModelIndex()

    def place_of_undated(self) -> QModelIndex:
        """The first post that stands on no day, an invalid index when there is none."""
        for number, row in enumerate(self._rows):
            if row.post is not None:
                return self.index(number)
        return QModelIndex()

    @property
    def has_chips(self) -> bool:
        return any(row.chip is not None for row in self._rows)

    @property
    def has_undated(self) -> bool:
        return any(row.post is not None for row in self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        wording = self._desk.wording
        if row.chip is not None:
            return wording.sentence(row.chip)
        if row.post is not None:
            return wording.undated(row.post)
        if row.day == NO_DAY:
            return wording.no_day()
        return wording.day(row.day, len(self._desk.source.chips(row.day)), self._desk.source.marks(row.day))

    def _made(self) -> list[AgendaRow]:
        source, today, rows = self._desk.source, self._desk.today(), []
        single = self._span[0] == self._span[1]
        for day in days(*self._span):
            chips = source.chips(day)
            named = any(mark.kind in _WORTH_A_LINE for mark in source.marks(day))
            if chips or named or day == today or single:
                rows.append(AgendaRow(day, None))
                rows += [AgendaRow(day, chip) for chip in chips]
        if not single and source.undated:
            rows.append(AgendaRow(NO_DAY, None))
            rows += [AgendaRow(NO_DAY, None, post) for post in source.undated]
        return rows
