"""The order in which Tab goes through a window whose parts are made one by one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_last(control: QWidget, window: QWidget) -> None:
    """Tab reaches the control last, also after parts that were made later than it."""
    last = window.previousInFocusChain()
    while last and last is not window and last.focusPolicy() is Qt.FocusPolicy.NoFocus:
        last = last.previousInFocusChain()
    if last and last is not control:
        QWidget.setTabOrder(last, control)
