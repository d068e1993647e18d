"""The month: a cell per day, chips by time."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from app.domain.content import PlannedChip
from app.ui.calendar.cell_delegate import BETWEEN, MonthDelegate
from app.ui.calendar.day_header import DayHeader
from app.ui.calendar.desk import Desk
from app.ui.calendar.grid_model import MonthModel
from app.ui.calendar.grid_view import GridView
from app.ui.calendar.moving import Target
from app.ui.calendar.plan import month_span
from app.ui.tokens import XS

LEAST_CHIPS = 2
"""Lines of chips the lowest row of the month still has room for."""
_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class MonthView(GridView):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        formats = desk.context.face.language
        self.month = MonthModel(desk.source, desk.wording, lambda: formats.formats)
        super().__init__(desk, self.month, parent)
        self.month.setParent(self)
        self.use(MonthDelegate(desk, self.month, self))
        self.setHorizontalHeader(DayHeader(desk, self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(10)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_period(self, day: date) -> None:
        """Shows the month of a day."""
        first, last = month_span(day)
        self.month.show_span(first, last, day)
        self.fit()
        self.follow_plan()

    def target_at(self, index: QModelIndex, point: QPoint) -> Target:
        return Target(self.month.day(index))

    def here(self) -> Target:
        index = self.currentIndex()
        return Target(self.month.day(index) if index.isValid() else self.desk.today())

    def neighbour(self, chip: PlannedChip, key: Qt.Key) -> Target:
        local = self.desk.context.face.language.formats.local(chip.due_at)
        return Target(local.date() + timedelta(days=_DAYS[key]))

    def is_same_place(self, chip: PlannedChip, target: Target) -> bool:
        return self.desk.context.face.language.formats.local(chip.due_at).date() == target.day

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Rows share the height there is, as long as each has room for a few chips."""
        look, weeks = self.delegate.look(), self.month.rowCount()
        chip = self.delegate.chip_height(self.viewport().width() // 7, look)
        least = self.delegate.head_height(look) + LEAST_CHIPS * (chip + BETWEEN) + 2 * XS
        height, rest = divmod(self.viewport().height(), weeks)
        for row in range(weeks):
            self.setRowHeight(row, max(least, height + (1 if row < rest else 0)))
