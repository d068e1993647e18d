"""The week: seven days by their hours. An hour is as high as its fullest day, so that every chip keeps its words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from app.domain.content import PlannedChip
from app.ui.calendar.cell_delegate import WeekDelegate
from app.ui.calendar.day_header import DayHeader
from app.ui.calendar.desk import Desk
from app.ui.calendar.grid_model import HOURS, WeekModel
from app.ui.calendar.grid_view import GridView
from app.ui.calendar.moving import STEP, Target
from app.ui.tokens import S

BEGIN = 7
"""The hour a week opens at, unless something goes out earlier."""
MINUTE = 60_000
_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_RIGHT = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)


class HourHeader(QHeaderView):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._desk = desk
        self.setSectionsClickable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        look = self._desk.look(self)
        return QSize(look.metrics.horizontalAdvance("23:00") + 2 * S, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803  Qt's name
        look = self._desk.look(self)
        painter.save()
        painter.fillRect(rect, QColor(look.colors.window))
        painter.setFont(look.font)
        painter.setPen(QColor(look.colors.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(QColor(look.colors.muted))
        painter.drawText(rect.adjusted(0, 3, -S, 0), _RIGHT, f"{logicalIndex}:00")
        painter.restore()


class WeekView(GridView):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        language = desk.context.face.language
        self.week = WeekModel(desk.source, desk.wording, lambda: language.formats)
        super().__init__(desk, self.week, parent)
        self.week.setParent(self)
        self._hours = WeekDelegate(desk, self.week, self, self._wall_now)
        self.use(self._hours)
        self._days = DayHeader(desk, self)
        self._days.first = self.week.first
        self.setHorizontalHeader(self._days)
        self.setVerticalHeader(HourHeader(desk, self))
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setMinimumSectionSize(10)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self.viewport().update)
        self._minute.start()

    def show_period(self, day: date) -> None:
        """Shows the week of a day, from the morning on."""
        same = self.week.first <= day <= self.week.last
        self.week.show_span(day)
        self._days.first = self.week.first
        self.fit()
        if not same:
            self.scroll_to_morning()
        self.follow_plan()

    def scroll_to_morning(self) -> None:
        earliest = next((hour for hour in range(BEGIN) if self.week.most_in(hour)), BEGIN)
        self.verticalScrollBar().setValue(self.rowViewportPosition(earliest) + self.verticalScrollBar().value())

    def follow_plan(self) -> None:
        self.fit()
        super().follow_plan()

    def target_at(self, index: QModelIndex, point: QPoint) -> Target:
        rect = self.visualRect(index)
        quarter = min(60 // STEP - 1, max(0, point.y() - rect.top()) * (60 // STEP) // max(1, rect.height()))
        return Target(self.week.day(index), time(index.row(), quarter * STEP))

    def here(self) -> Target:
        index = self.currentIndex()
        if not index.isValid():
            return Target(self.desk.today())
        return Target(self.week.day(index), time(index.row()))

    def neighbour(self, chip: PlannedChip, key: Qt.Key) -> Target:
        local = self.desk.context.face.language.formats.local(chip.due_at)
        if key in _DAYS:
            return Target(local.date() + timedelta(days=_DAYS[key]))
        step = STEP if key == Qt.Key.Key_Down else -STEP
        moved = datetime.combine(local.date(), local.time()) + timedelta(minutes=step)
        return Target(moved.date(), moved.time(), local.fold)

    def is_same_place(self, chip: PlannedChip, target: Target) -> bool:
        local = self.desk.context.face.language.formats.local(chip.due_at)
        return (local.date(), local.time()) == (target.day, target.at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        for hour in range(HOURS):
            height = self._hours.row_height(self.week.most_in(hour))
            if self.rowHeight(hour) != height:
                self.setRowHeight(hour, height)

    def _wall_now(self) -> datetime:
        return self.desk.context.face.language.formats.local(self.desk.now()).replace(tzinfo=None)
