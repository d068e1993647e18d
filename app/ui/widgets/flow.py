"""A row of widgets that goes on in the next line where it does not fit."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QComboBox, QLayoutItem, QLineEdit, QPushButton, QWidget

from app.ui.tokens import S
from app.ui.widgets.item_layout import ItemLayout

NEARLY = 6
"""Pixels between the heights of what is meant to be equally high."""


class FlowLayout(ItemLayout):
    def __init__(self, parent: QWidget | None = None, spacing: int = S, nearly: int = NEARLY) -> None:
        """What is lower by at most `nearly` pixels stands in the middle of its line."""
        super().__init__(parent)
        self._gap, self._nearly = spacing, nearly
        self._sizes: list[tuple[QSize, QSize]] = []
        """Wanted and least size of each item, until one of them changes: asking a widget of ours is not cheap."""
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        self._sizes = []
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._sizes = []
        super().addItem(item)

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._sizes = []
        return super().takeAt(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for _, least in self._measured():
            size = size.expandedTo(least)
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def clear(self) -> None:
        """Takes every widget away for good."""
        while (item := self.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _measured(self) -> list[tuple[QSize, QSize]]:
        if len(self._sizes) != len(self._items):
            self._sizes = [(item.sizeHint(), item.minimumSize()) for item in self._items]
        return self._sizes

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        inside = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        x, y, line = inside.x(), inside.y(), 0
        row: list[tuple[QLayoutItem, QRect]] = []
        for item, (hint, least) in zip(self._items, self._measured(), strict=True):
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = QSize(min(hint.width(), max(inside.width(), least.width())), hint.height())
            if x + size.width() > inside.right() + 1 and line > 0:
                self._place(row, line)
                x, y, line = inside.x(), y + line + self._gap, 0
            if move:
                row.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self._gap
            line = max(line, size.height())
        self._place(row, line)
        return y + line - rect.y() + margins.bottom()

    def _place(self, row: list[tuple[QLayoutItem, QRect]], height: int) -> None:
        """One line of widgets: fields and buttons are equally high, the rest stands in the middle between them."""
        for item, box in row:
            widget, missing = item.widget(), height - box.height()
            if missing <= NEARLY and isinstance(widget, QComboBox | QLineEdit | QPushButton):
                box.setHeight(height)
                widget.setGeometry(box)
                continue
            if missing <= self._nearly:
                box.moveTop(box.top() + missing // 2)
            item.setGeometry(box)
        row.clear()
