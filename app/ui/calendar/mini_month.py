"""A small month to jump from: arrows move by day, Page up and down by month, Home and End within it, Enter goes there."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.calendar.mini_month_model import WEEK, WEEKS, DayDelegate, MonthModel
from app.ui.language import Language
from app.ui.tokens import XS
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.weekday_header import WeekdayHeader

_K = Qt.Key
_STEPS = {_K.Key_Left: -1, _K.Key_Right: 1, _K.Key_Up: -WEEK, _K.Key_Down: WEEK}
_ENTER = (_K.Key_Return, _K.Key_Enter, _K.Key_Space)


class MonthGrid(QTableView):
    """The weeks of a month. The day in focus may leave the month: then the month goes with it."""

    picked = Signal(object)
    """A `date` was clicked or Enter was pressed on it."""
    left = Signal(object)
    """A `date` outside the month was stepped to."""

    def __init__(self, model: MonthModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = model
        self.setModel(model)
        self.setItemDelegate(DayDelegate(self))
        self.setProperty("look", "mini-month")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.setHorizontalHeader(WeekdayHeader(self))
        self.clicked.connect(self._pick)
        self._size_rows()

    def _size_rows(self) -> None:
        for row in range(WEEKS):
            self.setRowHeight(row, self._row_height())
        self.updateGeometry()

    def _row_height(self) -> int:
        return self.fontMetrics().height() + 2 * XS

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * 4 * WEEK
        return QSize(width, self.horizontalHeader().sizeHint().height() + WEEKS * self._row_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 3 * WEEK, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._size_rows()

    def day(self) -> date:
        """The day in focus; where there is none, today or the first of the month."""
        found = self._days.day_at(self.currentIndex())
        if found is not None:
            return found
        here = self._days.month <= self._days.today <= self._days.last_of_month
        return self._days.today if here else self._days.month

    def stand_on(self, day: date) -> None:
        self.setCurrentIndex(self._days.index_of(day))

    def _pick(self, index: QModelIndex) -> None:
        if (day := self._days.day_at(index)) is not None:
            self.picked.emit(day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.stand_on(self.day())
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, day = _K(event.key()), self.day()
        if key in _ENTER:
            self.picked.emit(day)
        elif key in _STEPS:
            self._step(day + timedelta(days=_STEPS[key]))
        elif key in (_K.Key_PageUp, _K.Key_PageDown):
            self._step(month_later(day, 1 if key == _K.Key_PageDown else -1))
        elif key in (_K.Key_Home, _K.Key_End):
            self._step(self._days.month if key == _K.Key_Home else self._days.last_of_month)
        else:
            event.ignore()

    def _step(self, day: date) -> None:
        if not self._days.month <= day <= self._days.last_of_month:
            self.left.emit(day)
        self.stand_on(day)


class MiniMonth(QWidget):
    day_chosen = Signal(object)
    """A `date`."""
    month_wanted = Signal(object)
    """The first day of the month whose name was pressed."""
    month_shown = Signal()
    """Another month is shown: its posts and holidays are not known yet."""

    def __init__(self, language: Language, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.model = MonthModel(language, today, self)
        self.grid = MonthGrid(self.model)
        self.name = QToolButton()
        self.name.setProperty("look", "flat")
        self._back, self._on = IconButton("chevron-left"), IconButton("chevron-right")
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._back)
        head.addStretch()
        head.addWidget(self.name)
        head.addStretch()
        head.addWidget(self._on)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(XS)
        whole.addLayout(head)
        whole.addWidget(self.grid)
        self._back.clicked.connect(lambda: self.show_month(month_later(self.model.month, -1)))
        self._on.clicked.connect(lambda: self.show_month(month_later(self.model.month, 1)))
        self.name.clicked.connect(lambda: self.month_wanted.emit(self.model.month))
        self.grid.picked.connect(self.day_chosen)
        self.grid.left.connect(self.show_month)

    @property
    def days(self) -> tuple[date, date]:
        """First and last day of the month shown."""
        return self.model.month, self.model.last_of_month

    def show_month(self, day: date) -> None:
        """The month of a day."""
        if day.replace(day=1) == self.model.month:
            return
        self.model.posts, self.model.holidays = {}, {}
        self.model.show(day)
        self._write_name()
        self.month_shown.emit()

    def show_period(self, first: date, last: date) -> None:
        """The days shown beside it; a week is marked, a month is what the grid shows anyway."""
        self.model.period = (first, last) if (last - first).days < WEEK else None
        middle = first + (last - first) / 2
        if not (self.model.month <= first and last <= self.model.last_of_month):
            self.show_month(middle)
        self.model.refresh()

    def mark(self, posts: Mapping[date, int], holidays: Mapping[date, str], today: date) -> None:
        """How many posts a day has, and which days are holidays."""
        self.model.posts, self.model.holidays, self.model.today = posts, holidays, today
        self.model.refresh()

    def write(self) -> None:
        words = self._language.words
        self._back.say(words.t("Earlier month"))
        self._on.say(words.t("Later month"))
        self.grid.setAccessibleName(words.t("Days of the month"))
        self._write_name()
        self.model.refresh()

    def _write_name(self) -> None:
        name = self._language.formats.month(self.model.month)
        self.name.setText(name)
        self.name.setAccessibleName(self._language.words.t("Show all of {month}", month=name))


def month_later(day: date, months: int) -> date:
    """The same day of another month, or its last one; the calendar's own ends are kept."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if not date.min.year < year < date.max.year:
        return day
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
