"""Rows of a list or a table whose texts break over lines and are never cut."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.tokens import XS


class WrappedRows(QStyledItemDelegate):
    """For a view that wraps words. Qt measures a row without the padding its look gives it, and then cuts the last words.
    `padding` is that of both sides."""

    def __init__(self, parent: QWidget, padding: int = 2 * XS) -> None:
        super().__init__(parent)
        self._padding = padding

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        narrower = QStyleOptionViewItem(option)
        narrower.rect = option.rect.adjusted(0, 0, -self._padding, 0)
        return super().sizeHint(narrower, index)
