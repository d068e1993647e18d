"""What a person sees and hears of single posts in the days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.ui.calendar.day_list import DayList
from app.ui.calendar.grid_view import cell_number
from app.ui.tab_context import TabContext
from app.ui.tabs.calendar import CalendarTab
from tests.fakes.lying import lies_at_network
from tests.fakes.offices import MORNING, Office
from tests.ui.calendar.tabs import TUESDAY, chip, grid_of, middle, settle, shown_tab, stand_on

pytestmark = pytest.mark.usefixtures("panels")


def test_more_than_fits_opens_as_a_list_of_the_day(office: Office, context: TabContext, qtbot: QtBot) -> None:
    for number in range(12):
        office.post(office.owner, f"Bułki {number}", MORNING + timedelta(days=1, hours=number / 2))
    tab = shown_tab(context, qtbot)
    view = grid_of(tab)
    index = view.grid.place(TUESDAY + timedelta(days=1))
    places = view.delegate.places(view.grid.cell(index), view.visualRect(index))
    assert places.hidden == 12 - len(places.chips)
    assert places.more is not None
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=places.more.center())
    day = tab.board.findChild(DayList)
    assert day is not None
    assert day.view.rows.rowCount() == 13
    opened: list[int] = []
    tab.desk.opened.connect(opened.append)
    qtbot.keyClick(day.view, Qt.Key.Key_Down)
    qtbot.keyClick(day.view, Qt.Key.Key_Return)
    row = tab.source.chips(TUESDAY + timedelta(days=1))[1]
    assert opened == [row.post_id]
    settle(tab, qtbot)
    assert tab.board.findChild(DayList) is None
    view.stand_on(index, tab.source.chips(TUESDAY + timedelta(days=1))[-1])
    shown = view.delegate.places(view.grid.cell(index), view.visualRect(index)).chips
    assert shown[-1][1] == tab.source.chips(TUESDAY + timedelta(days=1))[-1]


def test_a_tooltip_tells_all_of_a_chip_as_plain_text(office: Office, context: TabContext, qtbot: QtBot) -> None:
    office.post(office.owner, "<b>Rogale</b> & co.", MORNING + timedelta(hours=1))
    tab = shown_tab(context, qtbot)
    view = grid_of(tab)
    point = middle(view, chip(tab, "<b>Rogale</b> & co."))
    event = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), event)
    assert "&lt;b&gt;Rogale&lt;/b&gt; &amp; co." in QToolTip.text()
    assert "Facebook · piekarniaswit\nTuesday, 24 November 2026, 9:30" in QToolTip.text()
    QToolTip.hideText()


def test_a_chip_tells_that_its_network_has_it_already(office: Office, context: TabContext, qtbot: QtBot) -> None:
    number = office.post(office.owner, "Rogale", MORNING + timedelta(hours=1), submit=True)
    office.app.approval.approve(office.editor, number)
    lies_at_network(office, number)
    tab = shown_tab(context, qtbot)
    row, wording = chip(tab, "Rogale"), tab.desk.wording
    assert wording.tip(row).endswith("\nScheduled, handed over to Facebook")
    assert wording.sentence(row).endswith("State: Scheduled, handed over to Facebook.")


def test_a_screen_reader_hears_the_chip_a_person_stands_on(tab: CalendarTab, qtbot: QtBot) -> None:
    view = grid_of(tab)
    index = view.grid.place(TUESDAY)
    table = QAccessible.queryAccessibleInterface(view)
    assert table is not None

    def heard() -> str:
        return table.child(cell_number(view, index)).text(QAccessible.Text.Name)

    assert heard() == "Tuesday, 24 November 2026, 3 posts"
    stand_on(tab, chip(tab, "Makowiec"))
    assert heard() == "11:30, Facebook · piekarniaswit: Makowiec. State: In review."


def test_a_long_title_uses_the_room_its_day_has(office: Office, context: TabContext, qtbot: QtBot) -> None:
    title = "Kubki na Barbórkę: seria węglowa toczona ręcznie w pracowni na Pradze"
    day = date(2026, 11, 27)
    office.post(office.owner, title, MORNING + timedelta(days=3))
    tab = shown_tab(context, qtbot)
    view = grid_of(tab)
    look, index = view.delegate.look(), view.grid.place(day)

    def heights() -> list[int]:
        places = view.delegate.places(view.grid.cell(index), view.visualRect(index))
        assert all(rect.bottom() < view.visualRect(index).bottom() for rect, _ in places.chips)
        return [rect.height() for rect, _ in places.chips]

    assert heights() == [look.height + 3 * look.metrics.height()]
    shown = look.lines(title, 120)
    assert len(shown) == 3
    assert shown[-1].endswith("…")
    office.post(office.owner, "Chleb", MORNING + timedelta(days=3, hours=1))
    tab.reload()
    settle(tab, qtbot)
    assert heights()[1] == look.height
    for number in range(6):
        office.post(office.owner, title, MORNING + timedelta(days=3, hours=2, minutes=number))
    tab.reload()
    settle(tab, qtbot)
    assert set(heights()) == {view.delegate.chip_height(view.visualRect(index).width(), look)}
    view.grab()
