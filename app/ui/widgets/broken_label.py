"""A label over several lines that breaks even a word longer than a line, so that no name can push a page apart."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOptionFrame, QWidget

from app.ui.widgets.broken_text import broken, place

LINE = 60
"""Average characters a line has when nobody says how wide it may be."""


class BrokenLabel(QLabel):
    """Shows its text as it stands; selectable by nobody, read by everybody."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measured: tuple[tuple[str, str, int], int] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if look:
            self.setProperty("look", look)
        self.setText(text)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        chrome = self._chrome()
        key = (self.text(), self.font().key(), width - chrome.width())
        if self._measured is None or self._measured[0] != key:
            layout = broken(self.text() or " ", self.font(), max(1, width - chrome.width()))
            self._measured = (key, round(place(layout, 0, 0) + 0.49))
        return self._measured[1] + chrome.height()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        wide = min(
            max((self.fontMetrics().horizontalAdvance(line) for line in self.text().split("\n")), default=0) + 2,
            self.fontMetrics().averageCharWidth() * LINE,
        )
        width = wide + self._chrome().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        wide = min(self.sizeHint().width(), self.fontMetrics().averageCharWidth() * 8 + self._chrome().width())
        return QSize(wide, self.fontMetrics().height() + self._chrome().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        inside = self._inside()
        layout = broken(self.text(), self.font(), max(1, inside.width()))
        place(layout, inside.left(), inside.top())
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, QPointF(0, 0))
        painter.end()

    def _inside(self) -> QRect:
        """Without the border and padding of the style sheet and the label's own margins."""
        return self.rect().marginsRemoved(self.contentsMargins())

    def _chrome(self) -> QSize:
        margins = self.contentsMargins()
        return QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
