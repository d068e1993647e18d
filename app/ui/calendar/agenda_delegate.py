"""Paints a line of the agenda: time, mark, title with profile and campaign below it, state in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.calendar_day import DayKind
from app.domain.content import PlannedChip, Post
from app.domain.workflow import PostState
from app.ui import icons
from app.ui.calendar.agenda_model import NO_DAY, AgendaModel, AgendaRow
from app.ui.calendar.cell_delegate import paint_mark
from app.ui.calendar.chip_look import EDGE, ICON, MARK, ChipLook
from app.ui.calendar.desk import Desk
from app.ui.tokens import RADIUS, STATE_LOOK, XS, L, M, S

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextSingleLine)
_ELIDE = Qt.TextElideMode.ElideRight
WIDE = 64
"""Average characters of a line from which the state's word stands beside its icon."""


class AgendaDelegate(QStyledItemDelegate):
    """`chosen` tells which variant a person stands on."""

    def __init__(self, desk: Desk, model: AgendaModel, view: QWidget, chosen: Callable[[], int | None]) -> None:
        super().__init__(view)
        self._desk, self._model, self._view, self._chosen = desk, model, view, chosen

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row, look = self._model.row_at(index), self._desk.look(self._view)
        body = QFontMetrics(self._view.font()).height()
        if row is not None and (row.chip is not None or row.post is not None):
            return QSize(200, body + look.metrics.height() + M)
        return QSize(200, body + L + (0 if index.row() == 0 else S))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = self._model.row_at(index)
        if row is None:
            return
        rect: QRect = option.rect
        look = self._desk.look(self._view)
        here = self._view.hasFocus() and self._desk.current(self._view) == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.post is not None:
            self._paint_undated(painter, rect.adjusted(0, 2, 0, -2), row.post, look, here)
        elif row.chip is None:
            self._paint_day(painter, rect, row, look, here)
        else:
            self._paint_chip(painter, rect.adjusted(0, 2, 0, -2), row.chip, look)
        painter.restore()

    def _paint_day(self, painter: QPainter, rect: QRect, row: AgendaRow, look: ChipLook, here: bool) -> None:
        formats, today = self._desk.context.face.language.formats, self._desk.today()
        font = self._view.font()
        font.setBold(True)
        metrics = QFontMetrics(font)
        line = QRect(rect.left() + S, rect.bottom() - metrics.height() - S, rect.width() - 2 * S, metrics.height() + XS)
        text = self._desk.wording.no_day() if row.day == NO_DAY else formats.day_full(row.day, today)
        if row.day != NO_DAY and abs((row.day - today).days) <= 1:
            text = f"{formats.day_near(row.day, today)}, {text}"
        text = text[:1].upper() + text[1:]
        painter.setFont(font)
        painter.setPen(QColor(look.colors.accent if row.day == today else look.colors.text))
        painter.drawText(line, _LEFT, metrics.elidedText(text, _ELIDE, line.width()))
        left = line.left() + min(metrics.horizontalAdvance(text), line.width()) + M
        self._paint_marks(painter, QRect(left, line.top(), line.right() - left, line.height()), row, look)
        painter.fillRect(QRect(rect.left() + S, rect.bottom(), rect.width() - 2 * S, 1), QColor(look.colors.line))
        if here:
            self._paint_focus(painter, rect, look)

    def _paint_marks(self, painter: QPainter, rect: QRect, row: AgendaRow, look: ChipLook) -> None:
        marks = self._desk.source.marks(row.day)
        if marks:
            loud = any(mark.kind is DayKind.HOLIDAY for mark in marks)
            color = look.colors.holiday if loud else look.colors.muted
            paint_mark(painter, rect, ", ".join(mark.name for mark in marks), color, look)

    def _paint_focus(self, painter: QPainter, rect: QRect, look: ChipLook) -> None:
        painter.setPen(QPen(QColor(look.colors.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(2, 2, -3, -2), RADIUS, RADIUS)

    def _paint_chip(self, painter: QPainter, rect: QRect, chip: PlannedChip, look: ChipLook) -> None:
        colors, (icon, role) = look.colors, STATE_LOOK[chip.state]
        chosen = chip.variant_id == self._chosen()
        ground = rect.adjusted(XS, 0, -XS - 1, -1)
        painter.setPen(QColor(colors.accent) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accentsoft if chosen else colors.surface))
        painter.drawRoundedRect(ground, RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.of(role))
        painter.drawRoundedRect(QRect(ground.left() + XS, ground.top() + XS, EDGE, ground.height() - 2 * XS), 1.5, 1.5)
        left = self._paint_time(painter, ground, chip, look)
        mark = icons.mark(look.network(chip), colors, MARK + 4, look.ratio)
        painter.drawPixmap(QPoint(left, ground.center().y() - MARK // 2 - 1), mark)
        left += MARK + 4 + S
        right = self._paint_state(painter, ground, chip.state, icon, role, look)
        self._paint_words(painter, QRect(left, ground.top(), right - left - S, ground.height()), chip, look)

    def _paint_time(self, painter: QPainter, ground: QRect, chip: PlannedChip, look: ChipLook) -> int:
        metrics = QFontMetrics(self._view.font())
        width = metrics.horizontalAdvance("00:00")
        box = QRect(ground.left() + M, ground.top(), width, ground.height())
        painter.setFont(self._view.font())
        painter.setPen(QColor(look.colors.text))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(box, right, look.formats.time(chip.due_at))
        return box.right() + S

    def _paint_state(
        self, painter: QPainter, ground: QRect, state: PostState, icon: str, role: str, look: ChipLook
    ) -> int:
        """Gives where the state begins."""
        word = self._desk.wording.state(state)
        wide = ground.width() > look.metrics.averageCharWidth() * WIDE
        width = look.metrics.horizontalAdvance(word) if wide else 0
        left = ground.right() - S - width
        if wide:
            painter.setFont(look.font)
            painter.setPen(look.colors.of(role))
            painter.drawText(QRect(left, ground.top(), width, ground.height()), _LEFT, word)
            left -= XS
        left -= ICON
        pixmap = icons.pixmap(icon, look.colors.of(role), ICON, look.ratio)
        painter.drawPixmap(QPoint(left, ground.center().y() - ICON // 2 + 1), pixmap)
        return left

    def _paint_words(self, painter: QPainter, rect: QRect, chip: PlannedChip, look: ChipLook) -> None:
        told = " · ".join(filter(None, (self._desk.wording.profile(chip), self._desk.source.campaign(chip.post_id))))
        self._paint_lines(painter, rect, self._desk.wording.title(chip), told, look)

    def _paint_undated(self, painter: QPainter, rect: QRect, post: Post, look: ChipLook, here: bool) -> None:
        """What stands on no day: its words, where it goes to, and its state."""
        icon, role = STATE_LOOK[post.state]
        ground = rect.adjusted(XS, 0, -XS - 1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colors.of(role))
        painter.drawRoundedRect(QRect(ground.left() + XS, ground.top() + XS, EDGE, ground.height() - 2 * XS), 1.5, 1.5)
        right = self._paint_state(painter, ground, post.state, icon, role, look)
        left, wording = ground.left() + M, self._desk.wording
        words = QRect(left, ground.top(), right - left - S, ground.height())
        self._paint_lines(painter, words, wording.undated_title(post), wording.undated_about(post), look)
        if here:
            self._paint_focus(painter, rect, look)

    def _paint_lines(self, painter: QPainter, rect: QRect, title: str, told: str, look: ChipLook) -> None:
        font = self._view.font()
        metrics = QFontMetrics(font)
        top = rect.top() + (rect.height() - metrics.height() - look.metrics.height()) // 2
        painter.setFont(font)
        painter.setPen(QColor(look.colors.text))
        title = metrics.elidedText(title, _ELIDE, rect.width())
        painter.drawText(QRect(rect.left(), top, rect.width(), metrics.height()), _LEFT, title)
        below = QRect(rect.left(), top + metrics.height(), rect.width(), look.metrics.height())
        painter.setFont(look.font)
        painter.setPen(QColor(look.colors.muted))
        painter.drawText(below, _LEFT, look.metrics.elidedText(told, _ELIDE, rect.width()))
