"""Cards side by side in rows of equal height where there is room, else below each other."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from app.ui.widgets.item_layout import ItemLayout


class CardColumns(ItemLayout):
    """`narrowest` is the least width of a card beside another."""

    def __init__(self, narrowest: int, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrowest, self._gap = narrowest, gap
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._lay_out(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:
        return QSize(2 * self._narrowest + self._gap, self.minimumSize().height())

    def minimumSize(self) -> QSize:
        width = max((item.minimumSize().width() for item in self._items), default=0)
        return QSize(min(width, self._narrowest), 0)

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        columns = 2 if rect.width() >= 2 * self._narrowest + self._gap else 1
        width = (rect.width() - (columns - 1) * self._gap) // columns
        shown = [item for item in self._items if not item.isEmpty()]
        y = rect.y()
        for start in range(0, len(shown), columns):
            row = shown[start : start + columns]
            high = max(_height(item, width) for item in row)
            for place, item in enumerate(row):
                if move:
                    item.setGeometry(QRect(rect.x() + place * (width + self._gap), y, width, high))
            y += high + self._gap
        return max(0, y - self._gap - rect.y())


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
