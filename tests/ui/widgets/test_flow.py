from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.tab_context import TabContext
from app.ui.widgets.flow import FlowLayout


def test_fields_and_buttons_of_one_line_are_equally_high(context: TabContext, qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    parts = [QLineEdit(), QComboBox(), QPushButton("Add")]
    for part in parts:
        flow.addWidget(part)
    box.resize(800, 60)
    box.show()
    assert len({(part.y(), part.height()) for part in parts}) == 1
