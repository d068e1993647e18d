"""Cells of a table that have a second line in small type under the first."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.ui.plots.look import smaller
from app.ui.tokens import SMALL, XS, S, colors_of

BELOW = Qt.ItemDataRole.UserRole + 1
"""What stands in the second line."""
AIR = 5


def fit_two_lines(view: QTableView, wide: Collection[int]) -> None:
    """Rows of two lines; the columns `wide` share what the others, as wide as what stands in them, leave: nothing is scrolled
    sideways."""
    header = view.horizontalHeader()
    header.setResizeContentsPrecision(-1)  # of all rows: no column changes when one scrolls
    for column in range(view.model().columnCount()):
        stretches = column in wide
        header.setSectionResizeMode(
            column, QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.ResizeToContents
        )
    view.verticalHeader().setDefaultSectionSize(two_lines(view.fontMetrics()))


def two_lines(metrics: QFontMetrics) -> int:
    """The height of a row."""
    return round(metrics.height() * (1 + SMALL)) + 2 * AIR + 2


class TwoLines(QStyledItemDelegate):
    """Cells without a second line look like those of other tables."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        below = index.data(BELOW)
        if not below:
            super().paint(painter, option, index)
            return
        colors, box = colors_of(QGuiApplication.palette()), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colors.of("accentsoft"))
        painter.setPen(colors.of("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inside = box.adjusted(S, AIR, -XS, -AIR)
        first = round(inside.height() * 0.54)
        self._write(
            painter, QRect(inside.left(), inside.top(), inside.width(), first), index.data(), option.font, "text"
        )
        lower = inside.adjusted(0, first, 0, 0)
        self._write(painter, lower, below, smaller(option.font, SMALL), "muted")

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), two_lines(option.fontMetrics))

    def _write(self, painter: QPainter, box: QRect, text: str, font: QFont, role: str) -> None:
        painter.setFont(font)
        painter.setPen(colors_of(QGuiApplication.palette()).of(role))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
