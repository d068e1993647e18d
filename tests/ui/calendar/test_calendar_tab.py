"""The calendar as a whole: views, paging, filters, what others change, languages."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

import app.ui.calendar.sharing
import app.ui.post.panel
from app.domain.errors import StoreProblem
from app.services.planning import PlanningService
from app.ui.calendar.agenda import AgendaView
from app.ui.calendar.day_list import DayList
from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.menu import ChipMenu
from app.ui.calendar.move_box import MoveBox
from app.ui.calendar.moving import Target
from app.ui.changes import Change
from app.ui.tab_context import TabContext
from app.ui.tabs.calendar import CalendarTab
from tests.fakes.calendar_panels import FakePanel
from tests.fakes.offices import MORNING, Office, open_office
from tests.ui.calendar.tabs import TUESDAY, chip, grid_of, settle, shown_tab, stand_on
from tests.ui.on_screen import nameless, place, tab_walk, texts

pytestmark = pytest.mark.usefixtures("panels")


def test_the_period_is_named_and_paged(tab: CalendarTab, qtbot: QtBot) -> None:
    bar = tab.board.toolbar
    assert bar.title.text() == "November 2026"
    qtbot.mouseClick(bar.after, Qt.MouseButton.LeftButton)
    assert bar.title.text() == "December 2026"
    qtbot.mouseClick(bar.views.button("week"), Qt.MouseButton.LeftButton)
    assert (bar.title.text(), bar.note.text()) == ("21–27 December 2026", "week 52")
    qtbot.mouseClick(bar.today, Qt.MouseButton.LeftButton)
    assert bar.title.text() == "23–29 November 2026"
    qtbot.mouseClick(bar.views.button("agenda"), Qt.MouseButton.LeftButton)
    settle(tab, qtbot)
    assert isinstance(tab.board.now, AgendaView)
    assert bar.title.text() == "November 2026"
    assert tab._face.remembered.window("calendar.view") == "agenda"


def test_the_neighbour_months_are_read_before_somebody_pages(tab: CalendarTab) -> None:
    assert tab.source.knows(date(2026, 10, 1), date(2026, 12, 31))


def test_what_others_change_is_shown_and_the_chosen_chip_stays_chosen(
    office: Office, tab: CalendarTab, context: TabContext, qtbot: QtBot
) -> None:
    stand_on(tab, chip(tab, "Makowiec"))
    number = office.post(office.owner, "Drożdżówki", MORNING + timedelta(hours=1))
    context.bus.tell(Change("persona_note", 1))
    assert not tab.source.is_waiting
    context.bus.tell(Change("post", number), Change("variant", number))
    settle(tab, qtbot)
    assert next(row.opening for row in tab.source.chips(TUESDAY)) == "Drożdżówki"
    assert tab.board.now.chip == chip(tab, "Makowiec")


def test_a_hidden_calendar_reads_when_it_is_looked_at(
    office: Office, tab: CalendarTab, context: TabContext, qtbot: QtBot
) -> None:
    tab.hide()
    context.bus.tell(Change("post", office.post(office.owner, "Drożdżówki", MORNING + timedelta(hours=1))))
    settle(tab, qtbot)
    with pytest.raises(LookupError):
        chip(tab, "Drożdżówki")
    tab.show()
    tab.reload_if_stale()
    settle(tab, qtbot)
    assert chip(tab, "Drożdżówki")


def test_filters_narrow_every_view(office: Office, tab: CalendarTab, qtbot: QtBot) -> None:
    tab.rail.choose(CalendarFilters(profile_ids=(office.linkedin.id,)))
    settle(tab, qtbot)
    assert [row.profile_id for row in tab.source.chips(TUESDAY)] == [office.linkedin.id]
    tab.board.choose_view("agenda")
    tab.board.page(1)
    settle(tab, qtbot)
    assert "No posts in this period fit the filters." in texts(tab.board)


def test_the_filters_can_be_put_away(tab: CalendarTab, context: TabContext, qtbot: QtBot) -> None:
    button = tab.board.toolbar.rail_button
    assert button.accessibleName() == "Hide the filters"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not tab.rail.isVisible()
    assert button.accessibleName() == "Show the filters"
    assert context.face.remembered.window("calendar.rail") == "hidden"


def test_an_empty_calendar_says_what_it_is_for(
    tmp_path: Path, context_for: Callable[[Office], TabContext], panels: list[FakePanel], qtbot: QtBot
) -> None:
    office = open_office(tmp_path)
    tab = shown_tab(context_for(office), qtbot)
    assert any(text.startswith("Here stands what goes out when") for text in texts(tab.board))
    qtbot.mouseClick(tab.board.empty_button, Qt.MouseButton.LeftButton)
    assert panels[0].asked == [("new", MORNING + timedelta(hours=1), (), ())]
    tab._context.bus.tell(Change("post", office.post(office.owner, "Rogale", MORNING + timedelta(hours=1))))
    settle(tab, qtbot)
    assert not any(text.startswith("Here stands what goes out when") for text in texts(tab.board))


def test_the_language_is_switched_without_losing_the_place(tab: CalendarTab, context: TabContext, qtbot: QtBot) -> None:
    tab.board.page(1)
    stand = grid_of(tab).currentIndex()
    context.face.language.choose("pl")
    tab.write()
    settle(tab, qtbot)
    assert tab.board.toolbar.title.text() == "Grudzień 2026"
    assert grid_of(tab).currentIndex() == stand
    names = [mark.name for mark in tab.source.marks(date(2026, 12, 6))]
    assert "Mikołajki" in names
    assert not {"Saint Nicholas Day"} & set(names)


def test_a_problem_stands_where_it_happened_with_a_way_on(
    office: Office, context: TabContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **values: object) -> None:
        raise StoreProblem("store.full")

    with monkeypatch.context() as patch:
        patch.setattr(PlanningService, "chips", fail)
        tab = shown_tab(context, qtbot)
        assert any(text.startswith("The disk is full") for text in texts(tab.board))
    again = next(b for b in tab.board.findChildren(QPushButton) if b.text() == "Try again" and b.isVisible())
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    settle(tab, qtbot)
    assert chip(tab, "Makowiec")
    assert not any(text.startswith("The disk is full") for text in texts(tab.board))


def test_paper_and_files_get_what_is_shown(tab: CalendarTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(app.ui.calendar.sharing, "open_print_preview", lambda *given: asked.append(given[2:]))
    monkeypatch.setattr(app.ui.calendar.sharing, "open_ics", lambda *given: asked.append(given[2:]))
    bar = tab.board.toolbar
    qtbot.mouseClick(bar.printing, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.share, Qt.MouseButton.LeftButton)
    month = ("month", date(2026, 11, 1), date(2026, 11, 30), CalendarFilters())
    assert asked == [month, (CalendarFilters(),)]


def test_every_control_has_a_name_and_tab_goes_from_top_to_bottom(tab: CalendarTab, qtbot: QtBot) -> None:
    for view in ("month", "week", "agenda"):
        tab.board.choose_view(view)
        settle(tab, qtbot)
        assert nameless(tab.board) == []
    bar = tab.board.toolbar
    bar.rail_button.setFocus()
    window = tab.window()
    walk = [widget for widget in tab_walk(window) if tab.board.isAncestorOf(widget)]
    middles = [widget.mapTo(window, widget.rect().center()).y() // 10 for widget in walk]  # what stands in one line
    assert middles == sorted(middles)
    assert walk[-1] is tab.board.now


@pytest.mark.parametrize("points", [9, 20])
def test_nothing_of_the_toolbar_is_clipped(office: Office, context: TabContext, qtbot: QtBot, points: int) -> None:
    context.face.language.choose("pl")
    font = QApplication.font()
    large = QApplication.font()
    large.setPointSizeF(points)
    QApplication.setFont(large)
    context.face.theme.use_text_size(points)
    try:
        tab = shown_tab(context, qtbot, (1280, 760))
        shown = [
            part
            for kind in (QLabel, QPushButton)
            for part in tab.board.toolbar.findChildren(kind)
            if part.isVisible() and part.text()
        ]
        assert [part.text() for part in shown if part.width() < part.sizeHint().width()] == []
        assert all(tab.board.rect().contains(QPoint(*reversed(place(part, tab.board)))) for part in shown)
    finally:
        QApplication.setFont(font)
        context.face.theme.use_text_size(font.pointSizeF())


def test_small_windows_leave_nothing_alive(tab: CalendarTab, qtbot: QtBot) -> None:
    view, row = grid_of(tab), chip(tab, "Makowiec")
    for _ in range(10):
        view.list_day(view.grid.place(TUESDAY))
        tab.desk.move_box_wanted.emit(row, view.place_on_screen(row))
        tab.desk.ask_menu(row, Target(TUESDAY), QPoint(10, 10))
        for kind in (DayList, MoveBox, ChipMenu):
            found = tab.findChild(kind)
            assert found is not None
            found.close()
        settle(tab, qtbot)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del found
    gc.collect()
    kinds = (DayList, MoveBox, ChipMenu)
    assert [type(one) for one in gc.get_objects() if isinstance(one, kinds) and shiboken6.isValid(one)] == []
    assert [tab.findChildren(kind) for kind in kinds] == [[], [], []]


def test_the_week_shown_is_the_one_of_the_day_a_person_stands_on(tab: CalendarTab, qtbot: QtBot) -> None:
    view = grid_of(tab)
    view.stand_on(view.grid.place(date(2026, 11, 4)))
    tab.board.choose_view("week")
    settle(tab, qtbot)
    assert tab.board.toolbar.title.text() == "2–8 November 2026"
