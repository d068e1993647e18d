from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from app.ui.face import Face
from app.ui.tab_context import TabContext
from app.ui.widgets.day_field import DayField, read_day
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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6.12", date(2026, 12, 6)),
        ("6.12.", date(2026, 12, 6)),
        ("24/11", date(2026, 11, 24)),
        ("23.11", date(2027, 11, 23)),
        ("6 gru", date(2026, 12, 6)),
        ("29.2", date(2028, 2, 29)),
        ("6.12.2025", date(2025, 12, 6)),
    ],
)
def test_a_day_without_a_year_is_the_next_such_day(text: str, day: date) -> None:
    assert read_day(text, date(2026, 11, 24)) == day


def test_a_day_without_a_year_is_no_day_where_days_have_been() -> None:
    with pytest.raises(ValueError, match="6"):
        read_day("6.12")
    with pytest.raises(ValueError, match="31"):
        read_day("31.11", date(2026, 11, 24))


def test_the_year_that_was_meant_is_written_out(face: Face, qtbot: QtBot) -> None:
    field = DayField(face.language, today=lambda: date(2026, 11, 24))
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "6.12")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "2026" in field.text()
    assert field.day() == date(2026, 12, 6)
