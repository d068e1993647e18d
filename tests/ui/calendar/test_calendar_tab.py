"""The calendar as a whole: views, paging, filters, what others change, the panel beside it, languages."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

import app.ui.calendar.sharing
import app.ui.post.panel
from app.domain.days import wall_time
from app.domain.errors import StoreProblem
from app.services.planning import PlanningService
from app.ui.calendar.agenda import AgendaView
from app.ui.calendar.day_list import DayList
from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.grid_view import GridView, cell_number
from app.ui.calendar.menu import ChipMenu
from app.ui.calendar.move_box import MoveBox
from app.ui.calendar.moving import Target
from app.ui.changes import Change
from app.ui.places import DayPlace, NewPostPlace, PostPlace, ReviewPlace
from app.ui.tab_context import TabContext
from app.ui.tabs.calendar import CalendarTab
from tests.fakes.calendar_panels import FakePanel
from tests.fakes.lying import lies_at_network
from tests.fakes.offices import MORNING, ZONE, Office, open_office
from tests.ui.calendar.tabs import cell_point, chip, middle, settle, shown_tab, stand_on
from tests.ui.on_screen import nameless, place, tab_walk, texts

TUESDAY = date(2026, 11, 24)


pytestmark = pytest.mark.usefixtures("panels")


def _grid(tab: CalendarTab) -> GridView:
    assert isinstance(tab.board.now, GridView)
    return tab.board.now


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
    view = _grid(tab)
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


def test_the_filters_can_be_put_away(tab: CalendarTab, context: TabContext, qtbot: QtBot) -> None:
    button = tab.board.toolbar.rail_button
    assert button.accessibleName() == "Hide the filters"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not tab.rail.isVisible()
    assert button.accessibleName() == "Show the filters"
    assert context.face.remembered.window("calendar.rail") == "hidden"


def test_more_than_fits_opens_as_a_list_of_the_day(office: Office, context: TabContext, qtbot: QtBot) -> None:
    for number in range(12):
        office.post(office.owner, f"Bułki {number}", MORNING + timedelta(days=1, hours=number / 2))
    tab = shown_tab(context, qtbot)
    view = _grid(tab)
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
    view = _grid(tab)
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
    stand = _grid(tab).currentIndex()
    context.face.language.choose("pl")
    tab.write()
    settle(tab, qtbot)
    assert tab.board.toolbar.title.text() == "Grudzień 2026"
    assert _grid(tab).currentIndex() == stand
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


def test_a_screen_reader_hears_the_chip_a_person_stands_on(tab: CalendarTab, qtbot: QtBot) -> None:
    view = _grid(tab)
    index = view.grid.place(TUESDAY)
    table = QAccessible.queryAccessibleInterface(view)
    assert table is not None

    def heard() -> str:
        return table.child(cell_number(view, index)).text(QAccessible.Text.Name)

    assert heard() == "Tuesday, 24 November 2026, 3 posts"
    stand_on(tab, chip(tab, "Makowiec"))
    assert heard() == "11:30, Facebook · piekarniaswit: Makowiec. State: In review."


def test_small_windows_leave_nothing_alive(tab: CalendarTab, qtbot: QtBot) -> None:
    view, row = _grid(tab), chip(tab, "Makowiec")
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
    view = _grid(tab)
    view.stand_on(view.grid.place(date(2026, 11, 4)))
    tab.board.choose_view("week")
    settle(tab, qtbot)
    assert tab.board.toolbar.title.text() == "2–8 November 2026"


def test_a_long_title_uses_the_room_its_day_has(office: Office, context: TabContext, qtbot: QtBot) -> None:
    title = "Kubki na Barbórkę: seria węglowa toczona ręcznie w pracowni na Pradze"
    day = date(2026, 11, 27)
    office.post(office.owner, title, MORNING + timedelta(days=3))
    tab = shown_tab(context, qtbot)
    view = _grid(tab)
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
