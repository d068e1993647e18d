"""The names of the days over the columns; in the week with their numbers and what they are."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from app.domain.calendar_day import DayKind
from app.ui.calendar.cell_delegate import paint_day_number, paint_mark
from app.ui.calendar.chip_look import ChipLook
from app.ui.calendar.desk import Desk
from app.ui.tokens import XS, S

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextSingleLine)


class DayHeader(QHeaderView):
    """`first` is the Monday whose week is shown; None: the columns are weekdays of many weeks."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._desk = desk
        self.first: date | None = None
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        desk.source.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        metrics = self._desk.look(self).bold_metrics
        lines = 1 if self.first is None else 2
        return QSize(super().sizeHint().width(), lines * metrics.height() + 2 * XS + (XS if lines > 1 else 0))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803  Qt's name
        look = self._desk.look(self)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(look.colors.window))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(look.colors.line))
        if self.first is None:
            self._paint_weekday(painter, rect.adjusted(S, 0, -S, 0), logicalIndex, look)
        else:
            self._paint_day(
                painter, rect.adjusted(S, XS, -S, -XS), date.fromordinal(self.first.toordinal() + logicalIndex)
            )
        painter.restore()

    def _paint_weekday(self, painter: QPainter, rect: QRect, weekday: int, look: ChipLook) -> None:
        formats = self._desk.context.face.language.formats
        name = formats.weekday_name(weekday)
        if any(look.bold_metrics.horizontalAdvance(formats.weekday_name(n)) > rect.width() for n in range(7)):
            name = formats.weekday_short(weekday)
        painter.setFont(look.bold)
        painter.setPen(QColor(look.colors.muted))
        painter.drawText(rect, _LEFT, name)

    def _paint_day(self, painter: QPainter, rect: QRect, day: date) -> None:
        look, formats = self._desk.look(self), self._desk.context.face.language.formats
        height = look.bold_metrics.height() + 2
        head = QRect(rect.left(), rect.top(), rect.width(), height)
        right = paint_day_number(painter, head, day, look, today=day == self._desk.today())
        name = formats.weekday_name(day.weekday())
        room = QRect(right + S, head.top(), head.right() - right - S, height)
        if look.metrics.horizontalAdvance(name) > room.width():
            name = formats.weekday_short(day.weekday())
        painter.setFont(look.font)
        painter.setPen(QColor(look.colors.muted))
        painter.drawText(room, _LEFT, look.metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width()))
        marks = sorted(self._desk.source.marks(day), key=lambda mark: tuple(DayKind).index(mark.kind))
        if marks:
            color = look.colors.holiday if marks[0].kind is DayKind.HOLIDAY else look.colors.muted
            below = QRect(rect.left(), head.bottom() + 2, rect.width(), look.bold_metrics.height())
            paint_mark(painter, below, ", ".join(mark.name for mark in marks), color, look)
