"""The days of one month as a table of weeks, and how a day of it is drawn."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.language import Language
from app.ui.tokens import RADIUS, SMALL, colors_of
from app.ui.widgets.labels import as_tip

Index = QModelIndex | QPersistentModelIndex
WEEKS, WEEK = 6, 7
DOT = 3.0
_NO_PARENT = QModelIndex()


class MonthModel(QAbstractTableModel):
    """Always six weeks, Monday first; days of the months beside it stay empty."""

    def __init__(self, language: Language, day: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.month = day.replace(day=1)
        self.today = day
        self.period: tuple[date, date] | None = None
        self.posts: Mapping[date, int] = {}
        self.holidays: Mapping[date, str] = {}

    @property
    def first(self) -> date:
        """The Monday of the first week."""
        return self.month - timedelta(days=self.month.weekday())

    @property
    def last_of_month(self) -> date:
        return self.month.replace(day=calendar.monthrange(self.month.year, self.month.month)[1])

    def show(self, month: date) -> None:
        self.beginResetModel()
        self.month = month.replace(day=1)
        self.endResetModel()

    def refresh(self) -> None:
        """After one of the values was set anew."""
        self.dataChanged.emit(self.index(0, 0), self.index(WEEKS - 1, WEEK - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, WEEK - 1)

    def day_at(self, index: Index) -> date | None:
        """None for a cell that belongs to another month."""
        if not index.isValid():
            return None
        day = self.first + timedelta(days=index.row() * WEEK + index.column())
        return day if (day.year, day.month) == (self.month.year, self.month.month) else None

    def index_of(self, day: date) -> QModelIndex:
        """Where a day of this month stands."""
        place = (day - self.first).days
        return self.index(place // WEEK, place % WEEK)

    # Qt asks
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else WEEK

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.day_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        day = self.day_at(index)
        if day is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._told(day)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(self._told(day))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < WEEK:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._language.formats.weekday_short(section)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._language.formats.weekday_name(section)
        return None

    def _told(self, day: date) -> str:
        """A day for those who listen."""
        words, formats = self._language.words, self._language.formats
        parts = [formats.day_full(day, self.today)]
        if day == self.today:
            parts.append(words.t("today"))
        if day in self.holidays:
            parts.append(self.holidays[day])
        if count := self.posts.get(day, 0):
            parts.append(words.n("{n} post", "{n} posts", count))
        return ", ".join(parts)


class DayDelegate(QStyledItemDelegate):
    """Today on a filled ground, the shown days on a soft one, a dot under days with posts, a frame in focus."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        day = model.day_at(index) if isinstance(model, MonthModel) else None
        if day is None or not isinstance(model, MonthModel):
            return
        colors = colors_of(QGuiApplication.palette())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = QRectF(option.rect)
        pill = cell.adjusted(2, 1, -2, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if model.period and model.period[0] <= day <= model.period[1]:
            painter.fillRect(cell.adjusted(0, 1, 0, -1), colors.of("accentsoft"))
        today = day == model.today
        if today:
            painter.setBrush(colors.of("accent"))
            painter.drawRoundedRect(pill, RADIUS, RADIUS)
        state = option.state
        focused = QStyle.StateFlag.State_HasFocus in state
        if focused or QStyle.StateFlag.State_MouseOver in state:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(colors.of("text" if focused and today else "accent" if focused else "line"))
            painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        ink = "surface" if today else "holiday" if day in model.holidays else "text"
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * SMALL)
        font.setBold(today)
        painter.setFont(font)
        painter.setPen(colors.of(ink))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if model.posts.get(day):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.of("surface" if today else "accent"))
            painter.drawEllipse(QRectF(cell.center().x() - DOT / 2, cell.bottom() - DOT - 2, DOT, DOT))
        painter.restore()
