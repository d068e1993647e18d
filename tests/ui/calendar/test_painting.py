"""The month is painted over several turns of the event loop: no painting holds the window up, and no chip is left out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtGui import QFontMetrics, QPainter
from pytestqt.qtbot import QtBot

from app.domain.content import PlannedChip
from app.ui.calendar import cell_delegate
from app.ui.calendar.chip_look import ChipLook
from app.ui.tab_context import TabContext
from tests.fakes.offices import MORNING, Office
from tests.ui.calendar.tabs import settle, shown_tab


def test_a_painting_without_time_paints_one_cell_more_and_the_next_ones_the_rest(
    office: Office, context: TabContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(5):
        office.post(office.owner, f"Post {day}", MORNING + timedelta(days=day))
    tab = shown_tab(context, qtbot)
    shown = sum(len(tab.source.chips(MORNING.date() + timedelta(days=day))) for day in range(5))
    painted: list[list[str]] = []
    paint_chip, begin = cell_delegate.paint_chip, tab.board.month.delegate.begin_painting

    def began() -> None:
        painted.append([])
        begin()

    def paint(painter: QPainter, rect: QRect, chip: PlannedChip, title: str, look: ChipLook, **more: object) -> None:
        painted[-1].append(title)
        paint_chip(painter, rect, chip, title, look, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(cell_delegate, "AT_ONCE", 0.0)
    monkeypatch.setattr(cell_delegate, "paint_chip", paint)
    monkeypatch.setattr(tab.board.month.delegate, "begin_painting", began)
    tab.board.month.delegate.begin_anew()
    tab.board.month.viewport().update()
    qtbot.waitUntil(lambda: painted != [])
    settle(tab, qtbot)
    assert len(painted) >= 5
    assert len(painted[0]) < shown
    painted.clear()
    tab.board.month.viewport().update()  # all of it was seen: nothing may vanish for a moment
    qtbot.waitUntil(lambda: painted != [])
    assert len(painted[0]) >= shown


def test_rows_that_say_what_they_said_are_not_painted_again(office: Office, context: TabContext, qtbot: QtBot) -> None:
    tab = shown_tab(context, qtbot)
    model, told = tab.board.month.month, list[int]()
    model.dataChanged.connect(lambda first, last: told.extend(range(first.row(), last.row() + 1)))
    model.refresh()
    assert told == []
    office.post(office.owner, "New", MORNING + timedelta(days=1))
    tab.reload()
    settle(tab, qtbot)
    place: QModelIndex = model.place((MORNING + timedelta(days=1)).date())
    assert set(told) == {place.row()}


def test_a_long_name_of_an_empty_day_stands_whole_under_its_number(
    office: Office, context: TabContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = shown_tab(context, qtbot, (1180, 800))
    tab.board.page(1)
    settle(tab, qtbot)
    told: list[tuple[str, QRect]] = []
    paint_mark = cell_delegate.paint_mark

    def paint(painter: QPainter, rect: QRect, text: str, color: str, look: ChipLook, under: QRect) -> None:
        told.append((text, under))
        paint_mark(painter, rect, text, color, look, under)

    monkeypatch.setattr(cell_delegate, "paint_mark", paint)
    picture = tab.board.month.viewport().grab().toImage()
    index = tab.board.month.month.place(date(2026, 12, 26))
    cell = tab.board.month.visualRect(index)
    name, under = next(row for row in told if row[1].intersects(cell))
    look = tab.board.month.delegate.look()
    assert QFontMetrics(cell_delegate.mark_font(look)).horizontalAdvance(name) > cell.width()
    rows = {
        y for y in range(under.top(), under.bottom()) for x in range(under.left(), under.right(), 2)
        if picture.pixelColor(x, y).name() != picture.pixelColor(cell.right() - 6, cell.bottom() - 6).name()
    }  # fmt: skip
    assert len(rows) > look.bold_metrics.height() * 0.8, "at least two lines of letters"
