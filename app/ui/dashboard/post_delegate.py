"""How a row of posts is painted: picture or mark, text, and the headings of networks."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.dashboard_values import RankedPost
from app.domain.networks import Network
from app.system.told.wording import beside, format_and_exposure, title
from app.ui import icons
from app.ui.dashboard.posts_model import POST, ROW
from app.ui.dashboard.telling import Telling
from app.ui.plots.look import bold, smaller
from app.ui.tokens import MARK, SMALL, XS, S, colors_of

PICTURE = 36
_Index = QModelIndex | QPersistentModelIndex


class PostDelegate(QStyledItemDelegate):
    """Paints picture or mark, the text, and in small type what belongs to it."""

    def __init__(self, tell: Telling, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tell = tell
        self.narrow = False
        """Format and exposure have no columns of their own."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if index.column() != POST:
            super().paint(painter, option, index)
            return
        row: RankedPost | str = index.data(ROW)
        if isinstance(row, str):
            self._paint_heading(painter, option, row)
            return
        colors, box = colors_of(QGuiApplication.palette()), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colors.of("accentsoft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, colors.of("hover"))
        painter.setPen(colors.of("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        left = box.left() + XS
        picture = QRect(left, box.center().y() - PICTURE // 2 + 1, PICTURE, PICTURE)
        paint_picture(painter, picture, row, self.tell)
        left += PICTURE + S
        text = QRect(left, box.top(), box.right() - left - S, box.height())
        font, small = bold(option.font), smaller(option.font, SMALL)
        painter.setFont(font)
        painter.setPen(colors.of("text"))
        half = box.height() // 2
        upper = text.adjusted(0, XS, 0, -half)
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), _cut(painter, title(row, self.tell), upper.width()))
        painter.setFont(small)
        painter.setPen(colors.of("muted"))
        lower = text.adjusted(0, half, 0, -XS)
        painter.drawText(
            lower,
            int(Qt.AlignmentFlag.AlignVCenter),
            _cut(painter, self._below(row), lower.width()),
        )

    def _below(self, row: RankedPost) -> str:
        more = format_and_exposure(row, self.tell) if self.narrow else []
        return " · ".join([beside(row, self.tell, headed=True), *more])

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        colors, box = colors_of(QGuiApplication.palette()), option.rect
        painter.setPen(colors.of("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setFont(smaller(option.font, SMALL))
        painter.setPen(colors.of("muted"))
        inside = box.adjusted(XS, S, -XS, -XS)
        place = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(inside, place, _cut(painter, text, inside.width()))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), row_height(option.widget or QWidget()))


def paint_picture(painter: QPainter, box: QRect, row: RankedPost, tell: Telling) -> None:
    """The post's own picture with the network's mark in its corner, else the mark alone."""
    network = next((one for one in Network if one.value == row.post.network), Network.OTHER)
    picture = tell.pictures.get(row.picture or "")
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    colors = tell.colors
    if picture is None or picture.isNull():
        size = min(MARK + XS, box.height())
        corner = box.center()
        mark = icons.mark(network, colors, size, ratio)
        painter.drawPixmap(QRect(corner.x() - size // 2, corner.y() - size // 2, size, size), mark)
        return
    painter.drawImage(box, picture)
    size = max(box.height() // 3, 8)
    painter.drawPixmap(
        QRect(box.right() - size + 3, box.bottom() - size + 3, size, size), icons.mark(network, colors, size, 2.0)
    )


def row_height(widget: QWidget) -> int:
    """Two lines of text and some air."""
    return max(round(widget.fontMetrics().height() * 2.1) + S, PICTURE + XS)


def heading_height(widget: QWidget) -> int:
    """One line in small type and the air over it."""
    return round(widget.fontMetrics().height() * 1.2) + S + XS


def _cut(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
