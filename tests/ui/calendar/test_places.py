"""Where the calendar leads: posts, new posts and days, with the panel beside it and the screen as it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.domain.days import wall_time
from app.ui.calendar.menu import ChipMenu
from app.ui.calendar.moving import Target
from app.ui.places import DayPlace, NewPostPlace, PostPlace, ReviewPlace
from app.ui.tab_context import TabContext
from app.ui.tabs.calendar import CalendarTab
from tests.fakes.calendar_panels import FakePanel
from tests.fakes.offices import MORNING, ZONE, Office
from tests.ui.calendar.tabs import TUESDAY, cell_point, chip, grid_of, middle, settle, shown_tab

pytestmark = pytest.mark.usefixtures("panels")


def test_places_open_posts_new_posts_and_days(
    office: Office, tab: CalendarTab, panels: list[FakePanel], qtbot: QtBot
) -> None:
    number = chip(tab, "Makowiec").post_id
    tab.board.page(2)
    tab.go(PostPlace(number))
    settle(tab, qtbot)
    assert tab.board.toolbar.title.text() == "November 2026"
    assert tab.board.now.chip == chip(tab, "Makowiec")
    tab.go(NewPostPlace(MORNING, (office.facebook.id,)))
    assert len(panels) == 1
    assert panels[0].asked == [("open", number), ("new", MORNING, (office.facebook.id,), ())]
    assert panels[0].isVisible()
    tab.go(DayPlace(date(2027, 1, 6), office.facebook.id))
    settle(tab, qtbot)
    assert tab.board.toolbar.title.text() == "January 2027"
    assert tab.board.now.here().day == date(2027, 1, 6)
    assert tab.source.filters.profile_ids == (office.facebook.id,)


def test_a_post_that_was_given_a_day_of_another_month_stays_in_view(tab: CalendarTab, qtbot: QtBot) -> None:
    tab.go(NewPostPlace(MORNING))
    assert tab.panel is not None
    before = tab.board.period
    tab.panel.timed.emit(wall_time(MORNING, ZONE))
    assert tab.board.period == before
    tab.panel.timed.emit(wall_time(MORNING + timedelta(days=20), ZONE))
    assert tab.board.period[0].month == 12
    tab.panel.timed.emit(None)
    assert tab.board.period[0].month == 12


def test_a_click_opens_and_a_double_click_on_free_space_begins(
    tab: CalendarTab, panels: list[FakePanel], qtbot: QtBot
) -> None:
    view = grid_of(tab)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, chip(tab, "Makowiec")))
    assert panels[0].asked == [("open", chip(tab, "Makowiec").post_id)]
    tab._hide_panel()
    settle(tab, qtbot)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell_point(view, date(2026, 11, 27)))
    assert panels[0].asked[1] == ("new", MORNING + timedelta(days=3, minutes=30), (), ())
    tab._hide_panel()
    settle(tab, qtbot)
    qtbot.mouseClick(tab.board.toolbar.new, Qt.MouseButton.LeftButton)
    assert panels[0].asked[2] == ("new", MORNING + timedelta(days=3, minutes=30), (), ())


def test_with_a_post_open_on_a_small_screen_the_agenda_stands_in(
    context: TabContext, office: Office, panels: list[FakePanel], qtbot: QtBot
) -> None:
    tab = shown_tab(context, qtbot, (1000, 760))
    assert tab.rail.isVisible()
    tab.desk.open(chip(tab, "Makowiec"))
    settle(tab, qtbot)
    assert (tab.rail.isVisible(), tab.board.shown, tab.board.view) == (False, "agenda", "month")
    qtbot.mouseClick(tab.board.toolbar.views.button("week"), Qt.MouseButton.LeftButton)
    assert tab.board.shown == "week"
    panels[0].closed.emit()
    settle(tab, qtbot)
    assert (tab.rail.isVisible(), tab.board.shown) == (True, "week")


@pytest.mark.parametrize("size", [(1800, 900), (1920, 1080)])
def test_with_a_post_open_on_a_usual_screen_the_days_stay_days(
    context: TabContext, qtbot: QtBot, panels: list[FakePanel], size: tuple[int, int]
) -> None:
    tab = shown_tab(context, qtbot, size)
    tab.desk.open(chip(tab, "Makowiec"))
    settle(tab, qtbot)
    assert panels and tab.board.shown == "month"


def test_who_waits_for_review_is_found_in_approvals(tab: CalendarTab, qtbot: QtBot) -> None:
    row = chip(tab, "Makowiec")
    tab.desk.ask_menu(row, Target(TUESDAY), QPoint(10, 10))
    menu = tab.findChild(ChipMenu)
    assert menu is not None
    entry = next(one for one in menu.actions() if one.text() == "Show in approvals")
    with qtbot.waitSignal(tab.went) as went:
        entry.trigger()
    assert went.args == [ReviewPlace(row.post_id)]
    menu.close()
