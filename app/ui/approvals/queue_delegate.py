"""Paints the rows of the queue: marks, title, who and when, what is urgent, and what else is to know."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.networks import Network
from app.ui import icons
from app.ui.approvals.line_words import LineWords
from app.ui.approvals.queue_model import Role
from app.ui.tokens import SMALL, XS, L, M, S, colors_of

_MARK = 18
_BAR = 3
_MOST_MARKS = 3
_DOT = " · "
_Index = QModelIndex | QPersistentModelIndex


class QueueDelegate(QStyledItemDelegate):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[str, int], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        lines: int = index.data(Role.LINES)
        if not lines:
            return QSize(0, self._heading_height(option, index))
        key = (option.font.key(), lines)
        if key not in self._heights:
            small = QFontMetrics(_small(option.font)).height()
            self._heights[key] = QFontMetrics(option.font).height() + (small + 2) * (lines - 1)
        return QSize(0, max(self._heights[key], self._marks_height(index)) + 2 * S + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: LineWords | None = index.data(Role.LINE)
        painter.save()
        if line is None:
            self._paint_heading(painter, option, index)
        else:
            self._paint_line(painter, option, index, line)
        painter.restore()

    def _heading_height(self, option: QStyleOptionViewItem, index: _Index) -> int:
        small = QFontMetrics(_small(option.font))
        if index.data(Role.COUNT) is not None:
            return small.height() + M + XS
        width = option.rect.width() if option.rect.width() > 0 else 300
        room = QRect(0, 0, width - 2 * L, 10_000)
        return small.boundingRect(room, int(Qt.TextFlag.TextWordWrap), str(index.data())).height() + S

    def _marks_height(self, index: _Index) -> int:
        marks = min(len(index.data(Role.NETWORKS)), _MOST_MARKS)
        return marks * _MARK + max(marks - 1, 0) * 2

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colors = colors_of(QGuiApplication.palette())
        count = index.data(Role.COUNT)
        font = _small(option.font)
        font.setBold(count is not None)
        painter.setFont(font)
        painter.setPen(colors.of("muted"))
        room = option.rect.adjusted(L, 0, -L, 0)
        if count is None:
            painter.drawText(room, int(Qt.TextFlag.TextWordWrap), str(index.data()))
            return
        room.adjust(0, S, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, f"{index.data()} · {count}")

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, line: LineWords) -> None:
        colors, rect = colors_of(QGuiApplication.palette()), option.rect
        state = QStyle.StateFlag
        chosen, hovered = bool(option.state & state.State_Selected), bool(option.state & state.State_MouseOver)
        if chosen or hovered:
            painter.fillRect(rect, colors.of("accentsoft" if chosen else "hover"))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), colors.of("accent"))
        if option.state & state.State_HasFocus and option.state & state.State_KeyboardFocusChange:
            painter.setPen(colors.of("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        self._paint_marks(painter, option, index.data(Role.NETWORKS))
        strong, small = QFont(option.font), _small(option.font)
        strong.setBold(True)
        room = rect.adjusted(L + _MARK + S, S, -M, -S)
        painter.setFont(strong)
        painter.setPen(colors.of("text"))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(_one_line(line.title), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(room.left(), room.top(), room.width(), metrics.height()), 0, shown)
        second = QRect(room.left(), room.top() + metrics.height() + 2, room.width(), QFontMetrics(small).height())
        self._paint_second(painter, second, line, small)
        if line.about:
            painter.setFont(small)
            painter.setPen(colors.of("muted"))
            second.moveTop(second.bottom() + 2)
            about = painter.fontMetrics().elidedText(line.about, Qt.TextElideMode.ElideRight, second.width())
            painter.drawText(second, 0, about)

    def _paint_second(self, painter: QPainter, box: QRect, line: LineWords, small: QFont) -> None:
        """Who and when give way to what is urgent."""
        colors = colors_of(QGuiApplication.palette())
        bold = QFont(small)
        bold.setBold(True)
        urgent_width = QFontMetrics(bold).horizontalAdvance(line.urgent)
        painter.setFont(small)
        painter.setPen(colors.of("muted"))
        metrics = painter.fontMetrics()
        beside = " · ".join(part for part in (line.author, line.when) if part)
        room = max(0, box.width() - urgent_width - metrics.horizontalAdvance(_DOT))
        shown = metrics.elidedText(beside, Qt.TextElideMode.ElideRight, room) + _DOT
        painter.drawText(box, 0, shown)
        box = box.adjusted(painter.fontMetrics().horizontalAdvance(shown), 0, 0, 0)
        painter.setFont(bold)
        painter.setPen(colors.of(line.role))
        painter.drawText(box, 0, line.urgent)

    def _paint_marks(self, painter: QPainter, option: QStyleOptionViewItem, networks: tuple[Network, ...]) -> None:
        colors = colors_of(QGuiApplication.palette())
        ratio = painter.device().devicePixelRatioF()
        top = option.rect.top() + S + 1
        for network in networks[:_MOST_MARKS]:
            painter.drawPixmap(option.rect.left() + L, top, icons.mark(network, colors, _MARK, ratio))
            top += _MARK + 2


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * SMALL)
    return made


def _one_line(text: str) -> str:
    return " ".join(text.split())
