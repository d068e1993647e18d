"""The small month, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.ui.calendar.mini_month import MiniMonth, month_later
from app.ui.face import Face
from app.ui.widgets.weekday_header import WeekdayHeader
from tests.ui.on_screen import nameless

TODAY = date(2026, 11, 24)
_K = Qt.Key


@pytest.fixture
def month(face: Face, qtbot: QtBot) -> Iterator[MiniMonth]:
    made = MiniMonth(face.language, TODAY)
    qtbot.addWidget(made)
    made.write()
    made.show()
    yield made


def test_the_month_stands_in_weeks(month: MiniMonth) -> None:
    tester = QAbstractItemModelTester(month.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    texts = [[month.model.index(row, column).data() for column in range(7)] for row in range(6)]
    assert texts[0] == [None] * 6 + ["1"]
    assert texts[4] == ["23", "24", "25", "26", "27", "28", "29"]
    assert month.name.text() == "November 2026"
    month.show_month(date(2027, 2, 3))
    assert month.model.index(0, 0).data() == "1"
    assert nameless(month) == []
    del tester


@pytest.mark.parametrize("language", ["pl", "en"])
def test_weekdays_are_short_as_everywhere_and_stand_whole(face: Face, month: MiniMonth, language: str) -> None:
    face.language.choose(language)
    month.write()
    month.resize(180, month.height())
    header = month.grid.horizontalHeader()
    assert isinstance(header, WeekdayHeader)
    assert header.names() == [face.language.formats.weekday_short(place) for place in range(7)]
    metrics = QFontMetricsF(header.shown_font())
    assert all(
        metrics.horizontalAdvance(name) <= header.sectionSize(place) for place, name in enumerate(header.names())
    )
    face.language.choose("en")


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ((), TODAY),
        ((_K.Key_Right,), date(2026, 11, 25)),
        ((_K.Key_Up, _K.Key_Left), date(2026, 11, 16)),
        ((_K.Key_Home,), date(2026, 11, 1)),
        ((_K.Key_End, _K.Key_Right), date(2026, 12, 1)),
        ((_K.Key_Home, _K.Key_Up), date(2026, 10, 25)),
        ((_K.Key_PageDown,), date(2026, 12, 24)),
        ((_K.Key_End, _K.Key_PageUp, _K.Key_PageDown, _K.Key_PageDown, _K.Key_PageDown, _K.Key_PageDown),
         date(2027, 2, 28)),
    ],
)  # fmt: skip
def test_every_day_is_reached_by_keys(month: MiniMonth, qtbot: QtBot, keys: tuple[Qt.Key, ...], day: date) -> None:
    month.grid.setFocus()
    for key in keys:
        qtbot.keyClick(month.grid, key)
    with qtbot.waitSignal(month.day_chosen) as chosen:
        qtbot.keyClick(month.grid, Qt.Key.Key_Return)
    assert chosen.args == [day]
    assert month.model.month == day.replace(day=1)


def test_a_click_chooses_and_an_empty_cell_does_not(month: MiniMonth, qtbot: QtBot) -> None:
    chosen: list[date] = []
    month.day_chosen.connect(chosen.append)
    for place in (month.model.index(0, 0), month.model.index(4, 0)):
        centre: QPoint = month.grid.visualRect(place).center()
        qtbot.mouseClick(month.grid.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert chosen == [date(2026, 11, 23)]


def test_what_a_day_holds_is_told_and_drawn(month: MiniMonth) -> None:
    plain = month.grab().toImage()
    month.mark({date(2026, 11, 26): 3}, {date(2026, 11, 11): "Święto <b>Niepodległości</b>"}, TODAY)
    assert month.grab().toImage() != plain

    def told(day: date, role: Qt.ItemDataRole = Qt.ItemDataRole.AccessibleTextRole) -> str:
        return str(month.model.index_of(day).data(role))

    assert told(TODAY) == "Tuesday, 24 November, today"
    assert told(date(2026, 11, 26)) == "Thursday, 26 November, 3 posts"
    assert "&lt;b&gt;" in told(date(2026, 11, 11), Qt.ItemDataRole.ToolTipRole)


def test_another_month_knows_no_posts_of_this_one(month: MiniMonth, qtbot: QtBot) -> None:
    month.mark({date(2026, 11, 26): 3}, {}, TODAY)
    with qtbot.waitSignal(month.month_shown):
        month.show_period(date(2026, 12, 28), date(2027, 1, 3))
    assert (month.model.month, month.model.posts) == (date(2026, 12, 1), {})
    month.show_period(date(2026, 12, 28), date(2027, 2, 7))
    assert month.model.month == date(2027, 1, 1)


def test_the_month_speaks_polish_at_once(month: MiniMonth, face: Face, qtbot: QtBot) -> None:
    face.language.choose("pl")
    month.write()
    assert month.name.text() == "listopad 2026"
    with qtbot.waitSignal(month.month_wanted) as wanted:
        month.name.click()
    assert wanted.args == [date(2026, 11, 1)]


def test_the_calendar_has_an_end() -> None:
    assert month_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert month_later(date(2026, 1, 31), -1) == date(2025, 12, 31)
    assert month_later(date(9998, 12, 5), 1) == date(9998, 12, 5)
