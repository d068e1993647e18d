"""Rows of a list whose names break over lines and are never cut."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.ui.tokens import XS


class WrappedRows(QStyledItemDelegate):
    """For a list that wraps words. Qt measures a row without the padding its look gives it, and then cuts the last word."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        narrower = QStyleOptionViewItem(option)
        narrower.rect = option.rect.adjusted(0, 0, -2 * XS, 0)
        return super().sizeHint(narrower, index)
