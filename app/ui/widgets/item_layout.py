"""What layouts of our own have in common: the list of their items."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


class ItemLayout(QLayout):
    """Keeps the items; how they are placed is up to the class that inherits.

    The items are made here: of one made by Qt nobody tells Python when it is gone, and another made at the same
    address is then taken for it, and called deleted as soon as the layout of the first is (PySide 6.11).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def addWidget(self, widget: QWidget) -> None:
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True
