"""What a person does in the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.settings.dialog import SettingsDialog


def opened(window: MainWindow, key: str, qtbot: QtBot) -> SettingsDialog:
    dialog = SettingsDialog(window, key)
    dialog.open()
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    return dialog


def named(widget: QWidget, name: str) -> QLineEdit:
    return next(
        field for field in widget.findChildren(QLineEdit) if field.accessibleName() == name and field.isVisible()
    )


def press(widget: QWidget, text: str, qtbot: QtBot) -> None:
    button = next(one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
