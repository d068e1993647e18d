from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from app.ui.tab_context import TabContext
from app.ui.widgets.number_field import NumberField
from app.ui.widgets.time_field import TimeField, read_time


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("17:30", time(17, 30)),
        ("1730", time(17, 30)),
        ("0730", time(7, 30)),
        ("7.30", time(7, 30)),
        ("730", time(7, 30)),
        (" 9 ", time(9)),
        ("17 30", time(17, 30)),
        ("17h30", time(17, 30)),
        ("5:30 pm", time(17, 30)),
        ("12 am", time(0)),
        ("0:00", time(0)),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "24:00", "12:60", "7.3", "13 pm", "noon", "12345", "-1", "17:30:00"])
def test_what_is_no_hour_is_never_turned_into_one(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_time(typed)


def test_a_time_is_typed_tidied_and_picked(context: TabContext, qtbot: QtBot) -> None:
    field = TimeField(context.face.language)
    qtbot.addWidget(field)
    field.write("Hour")
    field.show()
    qtbot.keyClicks(field, "0730")
    assert field.time() == time(7, 30)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "7:30"
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    rows = field.findChild(QListWidget)
    assert rows is not None
    assert rows.currentItem().text() == "7:30"
    with qtbot.waitSignal(field.picked):
        qtbot.keyClick(rows, Qt.Key.Key_Down)
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert field.text() == "8:00"


def test_a_number_is_seen_whole_and_stays_in_its_range(context: TabContext, qtbot: QtBot) -> None:
    field = NumberField(1, 9)
    qtbot.addWidget(field)
    field.show_number(4)
    field.show()
    assert field.cursorRect().left() > 0
    assert field.fontMetrics().horizontalAdvance("9") < field.contentsRect().width() - 16
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert (field.number, field.selectedText()) == (5, "5")
    qtbot.keyClicks(field, "70")
    assert field.number == 7
    qtbot.keyClick(field, Qt.Key.Key_PageUp)
    assert field.number == 9
    field.clear()
    field.clearFocus()
    assert field.text() == "9"
