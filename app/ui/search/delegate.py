"""How a row of the search list looks: icon or mark, title with what is beside it, state or shortcut at the end."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.system.labels import post_state
from app.ui import icons
from app.ui.colors import Colors
from app.ui.language import Language
from app.ui.search.model import SearchModel
from app.ui.search.rows import Row
from app.ui.tokens import ICON, MARK, RADIUS, SMALL, STATE_LOOK, XS, M, S, colors_of

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class SearchDelegate(QStyledItemDelegate):
    def __init__(self, language: Language, model: SearchModel) -> None:
        super().__init__(model)
        self._language, self._model = language, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = option.fontMetrics.height()
        heading = self._model.row_at(index).do is None
        return QSize(0, line + (M if heading else S * 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, colors = self._model.row_at(index), colors_of(QGuiApplication.palette())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(XS, 1, -XS, -1)
        if row.do is None:
            self._heading(painter, box, row, colors, option.font)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colors.of("accentsoft"))
                painter.drawRoundedRect(box, RADIUS, RADIUS)
            self._line(painter, box.adjusted(S, 0, -S, 0), row, colors, option.font)
        painter.restore()

    def _heading(self, painter: QPainter, box: QRect, row: Row, colors: Colors, font: QFont) -> None:
        painter.setFont(_small(font, bold=True))
        painter.setPen(colors.of("muted"))
        painter.drawText(box.adjusted(S, S // 2, -S, 0), _LEFT, row.title)

    def _line(self, painter: QPainter, box: QRect, row: Row, colors: Colors, font: QFont) -> None:
        middle, ratio = box.center().y(), painter.device().devicePixelRatio()
        if row.network is not None:
            picture = icons.mark(row.network, colors, MARK, ratio)
            painter.drawPixmap(box.left() - 2, middle - MARK // 2, picture)
        elif row.icon:
            picture = icons.pixmap(row.icon, colors.of("muted"), ICON, ratio)
            painter.drawPixmap(box.left(), middle - ICON // 2, picture)
        box = box.adjusted(ICON + M, 0, 0, 0)
        box = self._ending(painter, box, row, colors, font)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        wanted = metrics.horizontalAdvance(row.title)
        room = box.width() if not row.beside else max(box.width() * 3 // 5, box.width() - _wide(metrics, row.beside))
        painter.setPen(colors.of("text"))
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, _LEFT, title)
        if row.beside:
            painter.setPen(colors.of("muted"))
            rest = box.adjusted(min(wanted, room) + M, 0, 0, 0)
            painter.drawText(rest, _LEFT, metrics.elidedText(row.beside, Qt.TextElideMode.ElideRight, rest.width()))

    def _ending(self, painter: QPainter, box: QRect, row: Row, colors: Colors, font: QFont) -> QRect:
        """Draws the state or the shortcut at the right; gives the room that is left."""
        painter.setFont(_small(font))
        if row.state is not None:
            icon, role = STATE_LOOK[row.state]
            word = post_state(row.state, self._language.words)
            width = painter.fontMetrics().horizontalAdvance(word)
            painter.setPen(colors.of(role))
            painter.drawText(box, _RIGHT, word)
            picture = icons.pixmap(icon, colors.of(role), 14, painter.device().devicePixelRatio())
            painter.drawPixmap(box.right() - width - 18, box.center().y() - 7, picture)
            return box.adjusted(0, 0, -width - 18 - M, 0)
        if row.keys:
            painter.setPen(colors.of("muted"))
            painter.drawText(box, _RIGHT, row.keys)
            return box.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(row.keys) - M, 0)
        return box


def _wide(metrics: QFontMetrics, text: str) -> int:
    return metrics.horizontalAdvance(text) + M


def _small(font: QFont, *, bold: bool = False) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * SMALL)
    small.setBold(bold)
    return small
