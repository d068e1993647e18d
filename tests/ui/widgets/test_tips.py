"""Tooltips: shown as they stand, and heard without their HTML."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.ui.widgets.labels import set_tip


def _heard(button: QPushButton) -> str:
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface is not None
    return interface.text(QAccessible.Text.Description)


def test_a_tip_is_heard_as_it_is_seen(qtbot: QtBot) -> None:
    button = QPushButton("Zapisz")
    qtbot.addWidget(button)
    set_tip(button, "Zapisz <wszystko>")
    assert _heard(button) == "Zapisz <wszystko>"
    set_tip(button, "Nic do zapisania")
    assert _heard(button) == "Nic do zapisania"
    set_tip(button, "")
    assert _heard(button) == ""


def test_a_description_of_its_own_stays(qtbot: QtBot) -> None:
    button = QPushButton("Zapisz")
    qtbot.addWidget(button)
    button.setAccessibleDescription("do pliku")
    set_tip(button, "Zapisz (Ctrl+S)")
    assert _heard(button) == "do pliku"
