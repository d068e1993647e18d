"""The names of a plot's lines, each beside a piece of its line: colour, stroke and marker."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.plots.line_frame import paint_marker
from app.ui.plots.look import screen_look
from app.ui.tokens import L, S
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import plain_label

WIDE = 26


class Legend(QWidget):
    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, L)
        for place, name in enumerate(names):
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(S)
            row.addWidget(Sample(place))
            row.addWidget(plain_label(name, "small"))
            flow.addWidget(pair)


class Sample(QWidget):
    """A piece of the line of one series."""

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place

    def sizeHint(self) -> QSize:
        return QSize(WIDE, 10)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = screen_look(self.font()), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = look.pen(self._place)
        pen.setWidthF(1.4)
        painter.setPen(pen)
        middle = self.height() / 2
        painter.drawLine(QPointF(0, middle), QPointF(WIDE, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.series(self._place))
        paint_marker(painter, QPointF(WIDE / 2, middle), self._place, 3)
        painter.end()
