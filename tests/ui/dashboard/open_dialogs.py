"""The dialogs that stand open."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

T = TypeVar("T", bound=QDialog)


def open_dialog(qtbot: QtBot, kind: type[T]) -> T:
    def there() -> bool:
        return any(isinstance(one, kind) and one.isVisible() for one in QApplication.topLevelWidgets())

    qtbot.waitUntil(there)
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def press_in_box(qtbot: QtBot, text: str) -> None:
    """Presses a button of the question that stands open."""
    box = open_dialog(qtbot, QMessageBox)
    next(button for button in box.buttons() if button.text() == text).click()
