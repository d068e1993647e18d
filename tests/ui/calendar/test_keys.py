"""Everything by the keyboard: walking, opening, moving, new posts, cancelling, the menu."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.workflow import PostState
from app.ui.calendar.menu import ChipMenu
from app.ui.calendar.move_box import MoveBox
from app.ui.tab_context import TabContext
from app.ui.tabs.calendar import CalendarTab
from tests.fakes.offices import MORNING, Office
from tests.ui.calendar.tabs import TUESDAY, chip, grid_of, settle, shown_tab, stand_on

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _press(tab: CalendarTab, qtbot: QtBot, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        qtbot.keyClick(tab.board.now, key, held or Qt.KeyboardModifier.NoModifier)
        settle(tab, qtbot)


def _day(tab: CalendarTab) -> date:
    return grid_of(tab).grid.day(grid_of(tab).currentIndex())


def _title(tab: CalendarTab) -> str | None:
    row = tab.board.now.chip
    return row.opening if row is not None else None


def test_arrows_go_through_chips_and_days(tab: CalendarTab, qtbot: QtBot) -> None:
    assert (_day(tab), _title(tab)) == (TUESDAY, None)
    _press(tab, qtbot, K.Key_Down)
    assert _title(tab) == "Makowiec"
    _press(tab, qtbot, K.Key_Down, K.Key_Down)
    assert _title(tab) == "Chleb na zakwasie"
    _press(tab, qtbot, K.Key_Down)
    assert (_day(tab), _title(tab)) == (TUESDAY + timedelta(days=7), None)
    _press(tab, qtbot, K.Key_Up)
    assert (_day(tab), _title(tab)) == (TUESDAY, "Chleb na zakwasie")
    _press(tab, qtbot, K.Key_Right, K.Key_Right)
    assert _day(tab) == TUESDAY + timedelta(days=2)
    _press(tab, qtbot, K.Key_Home)
    assert _day(tab) == TUESDAY - timedelta(days=1)
    _press(tab, qtbot, K.Key_End)
    assert _day(tab) == TUESDAY + timedelta(days=5)


def test_walking_over_the_edge_shows_the_next_month(tab: CalendarTab, qtbot: QtBot) -> None:
    grid_of(tab).stand_on_day(date(2026, 12, 6))
    _press(tab, qtbot, K.Key_Right)
    assert (_day(tab), tab.board.toolbar.title.text()) == (date(2026, 12, 7), "December 2026")
    _press(tab, qtbot, K.Key_PageUp)
    assert tab.board.toolbar.title.text() == "November 2026"


@pytest.mark.parametrize(
    ("key", "shift"),
    [(K.Key_Right, timedelta(days=1)), (K.Key_Down, timedelta(days=7)), (K.Key_Left, None)],
)
def test_alt_and_an_arrow_move_the_post(
    tab: CalendarTab, context: TabContext, qtbot: QtBot, key: Qt.Key, shift: timedelta | None
) -> None:
    stand_on(tab, chip(tab, "Makowiec"))
    _press(tab, qtbot, key, held=ALT)
    if shift is None:
        assert context.notices.text.startswith("That time has passed")
        return
    assert tab.board.now.chip is not None
    assert tab.board.now.chip.due_at == MORNING + timedelta(hours=3) + shift
    assert _title(tab) == "Makowiec"


def test_alt_shift_moves_all_profiles_and_in_the_week_by_a_quarter(
    office: Office, tab: CalendarTab, qtbot: QtBot
) -> None:
    tab.board.choose_view("week")
    settle(tab, qtbot)
    stand_on(tab, chip(tab, "Chleb na zakwasie", office.facebook.id))
    _press(tab, qtbot, K.Key_Down, held=ALT | SHIFT)
    for profile in (office.facebook, office.linkedin):
        assert chip(tab, "Chleb na zakwasie", profile.id).due_at == MORNING + timedelta(hours=8, minutes=15)
    _press(tab, qtbot, K.Key_Up, held=ALT)
    assert chip(tab, "Chleb na zakwasie", office.facebook.id).due_at == MORNING + timedelta(hours=8)


def test_enter_opens_and_n_begins_a_post_on_that_day(tab: CalendarTab, qtbot: QtBot) -> None:
    opened, created = [], []
    tab.desk.opened.disconnect()
    tab.desk.created.disconnect()
    tab.desk.opened.connect(opened.append)
    tab.desk.created.connect(created.append)
    _press(tab, qtbot, K.Key_N)
    assert created == [MORNING + timedelta(hours=1)]
    _press(tab, qtbot, K.Key_Right, K.Key_Return)
    assert created[1] == MORNING + timedelta(days=1, minutes=30)
    _press(tab, qtbot, K.Key_Left, K.Key_Return, K.Key_Return)
    assert opened == [chip(tab, "Makowiec").post_id]


def test_t_asks_for_a_day_and_a_time(office: Office, tab: CalendarTab, qtbot: QtBot) -> None:
    stand_on(tab, chip(tab, "Chleb na zakwasie", office.facebook.id))
    _press(tab, qtbot, K.Key_T)
    box = tab.board.findChild(MoveBox)
    assert box is not None
    box.day.show_day(date(2026, 11, 20))
    assert not box.button.isEnabled()
    box.day.show_day(date(2026, 11, 30))
    box.at.show_time(time(7, 5))
    assert box.everything.isVisible()
    box.everything.setChecked(True)
    qtbot.keyClick(box, K.Key_Return)
    settle(tab, qtbot)
    for profile in (office.facebook, office.linkedin):
        assert tab._face.language.formats.moment_full(chip(tab, "Chleb na zakwasie", profile.id).due_at) == (
            "Monday, 30 November 2026, 7:05"
        )


def test_an_hour_that_comes_twice_is_asked_about(office: Office, tab: CalendarTab, qtbot: QtBot) -> None:
    stand_on(tab, chip(tab, "Makowiec"))
    _press(tab, qtbot, K.Key_T)
    box = tab.board.findChild(MoveBox)
    assert box is not None
    assert not box.second.isVisible()
    box.day.show_day(date(2027, 10, 31))
    box.at.show_time(time(2, 30))
    assert box.second.isVisible()
    box.second.setChecked(True)
    qtbot.keyClick(box, K.Key_Return)
    settle(tab, qtbot)
    number = next(row.post_id for row in office.app.today.page(office.owner).waiting)
    assert office.app.planning.post(office.owner, number).variants[0].wall_time == "2027-10-31T02:30/1"


def test_delete_cancels_and_undo_brings_it_back(
    office: Office, tab: CalendarTab, context: TabContext, qtbot: QtBot
) -> None:
    number = office.post(office.owner, "Rogale", MORNING + timedelta(days=1))
    tab.reload()
    settle(tab, qtbot)
    stand_on(tab, chip(tab, "Rogale"))
    _press(tab, qtbot, K.Key_Delete)
    assert chip(tab, "Rogale").state is PostState.CANCELLED
    assert context.notices.text == "Cancelled: Rogale"
    context.undo.undo()
    settle(tab, qtbot)
    post = office.app.planning.post(office.owner, number)
    assert (post.state, post.variants[0].due_at) == (PostState.DRAFT, MORNING + timedelta(days=1))


def test_undo_of_cancelling_brings_an_approved_post_back_scheduled(
    office: Office, tab: CalendarTab, context: TabContext, qtbot: QtBot
) -> None:
    number = office.post(office.editor, "Rogale", MORNING + timedelta(days=1), submit=True)
    office.app.approval.approve(office.owner, number)
    tab.reload()
    settle(tab, qtbot)
    stand_on(tab, chip(tab, "Rogale"))
    _press(tab, qtbot, K.Key_Delete)
    assert context.notices.text == "Cancelled: Rogale"
    context.undo.undo()
    settle(tab, qtbot)
    assert chip(tab, "Rogale").state is PostState.SCHEDULED
    context.undo.redo()
    settle(tab, qtbot)
    assert chip(tab, "Rogale").state is PostState.CANCELLED


def test_copy_puts_the_text_into_the_clipboard(tab: CalendarTab, qtbot: QtBot) -> None:
    stand_on(tab, chip(tab, "Makowiec"))
    _press(tab, qtbot, K.Key_C, held=Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Text of Makowiec"


def _menu(tab: CalendarTab) -> ChipMenu:
    view = tab.board.now
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(view.viewport(), event)
    menu = tab.findChild(ChipMenu)
    assert menu is not None
    return menu


def _words(menu: ChipMenu) -> list[str]:
    return [row.text().split("\t")[0] for row in menu.actions() if row.text()]


def test_the_menu_lists_what_may_be_done_now(office: Office, tab: CalendarTab, qtbot: QtBot) -> None:
    stand_on(tab, chip(tab, "Chleb na zakwasie"))
    menu = _menu(tab)
    assert _words(menu) == [
        "Open", "Move to…", "Duplicate", "Copy the text", "Withdraw approval", "Take off the schedule", "Put on hold",
        "Publish now", "Cancel the post", "New post here",
    ]  # fmt: skip
    next(row for row in menu.actions() if row.text() == "Put on hold").trigger()
    menu.close()
    settle(tab, qtbot)
    assert chip(tab, "Chleb na zakwasie").state is PostState.ON_HOLD
    QApplication.processEvents()


def test_who_may_only_look_is_offered_only_that(
    office: Office, context_for: Callable[[Office], TabContext], qtbot: QtBot
) -> None:
    guest = office.app.members.add_member(office.owner, "Ewa Lis", "ewa@example.com", {})
    owner, office.owner = office.owner, type(office.owner)(guest)
    del owner
    context = context_for(office)
    tab = shown_tab(context, qtbot)
    assert tab.source.chips(TUESDAY) == ()
    menu = _menu(tab)
    assert [row.text() for row in menu.actions() if row.isEnabled() and row.text()] == []
    menu.close()


def test_a_post_is_duplicated_as_a_draft_and_opened(office: Office, tab: CalendarTab, qtbot: QtBot) -> None:
    opened: list[int] = []
    tab.desk.opened.disconnect()
    tab.desk.opened.connect(opened.append)
    stand_on(tab, chip(tab, "Chleb na zakwasie"))
    menu = _menu(tab)
    next(row for row in menu.actions() if row.text() == "Duplicate").trigger()
    menu.close()
    settle(tab, qtbot)
    rows = [row for row in tab.source.chips(TUESDAY) if row.opening == "Chleb na zakwasie"]
    assert sorted(row.state for row in rows) == [PostState.DRAFT] * 2 + [PostState.SCHEDULED] * 2
    assert opened == [next(row.post_id for row in rows if row.state is PostState.DRAFT)]
