"""Enter presses the button that has the keyboard, where Enter means nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def press_focused(window: QWidget, event: QKeyEvent) -> bool:
    """For a key nobody below the window took. False: it is no Enter, or no button has the keyboard."""
    button = window.focusWidget()
    if event.key() not in _KEYS or event.modifiers() not in _PLAIN or event.isAutoRepeat():
        return False
    if not isinstance(button, QPushButton | QToolButton) or not button.isEnabled():
        return False
    if isinstance(button, QToolButton) and button.menu() is not None:
        button.showMenu()
    else:
        button.click()
    return True
