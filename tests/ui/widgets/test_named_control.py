"""Controls are named for those who listen."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.widgets.form_rows import form_rows
from app.ui.widgets.named_control import name_control


def test_a_list_says_what_it_is_for_beside_what_is_chosen(qtbot: QtBot) -> None:
    box, field = QComboBox(), QLineEdit()
    for control in (box, field):
        qtbot.addWidget(control)
    box.setEditable(True)
    name_control(box, "Into the profile")
    assert box.accessibleDescription() == "Into the profile"
    assert box.lineEdit().accessibleName() == "Into the profile"
    form_rows((("Value", field),))
    assert field.accessibleName() == "Value" and not field.accessibleDescription()
