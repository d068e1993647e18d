"""Dragging chips with the mouse, as a person would: what the ghost says, where they land, what is refused."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.days import WallTime
from app.ui.calendar.grid_view import GridView
from app.ui.tab_context import TabContext
from app.ui.tabs.calendar import CalendarTab
from tests.fakes.offices import MORNING, Office
from tests.ui.calendar.tabs import cell_point, chip, drag, drag_on, drop, middle, settle, shown_tab

THURSDAY = date(2026, 11, 26)
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def _view(tab: CalendarTab) -> GridView:
    assert isinstance(tab.board.now, GridView)
    return tab.board.now


def _drag_to_day(tab: CalendarTab, title: str, day: date, qtbot: QtBot, *, everything: bool = False) -> QPoint:
    view = _view(tab)
    end = cell_point(view, day)
    drag(view, middle(view, chip(tab, title)), end, _SHIFT if everything else Qt.KeyboardModifier.NoModifier)
    settle(tab, qtbot)
    return end


def test_a_drop_on_another_day_keeps_the_time_and_is_undone_exactly(
    office: Office, context: TabContext, qtbot: QtBot
) -> None:
    tab = shown_tab(context, qtbot)
    before = office.app.planning.post(office.owner, chip(tab, "Makowiec").post_id)
    end = _drag_to_day(tab, "Makowiec", THURSDAY, qtbot)
    assert _view(tab).ghost_text == "Thursday, 26 November, 11:30\nMakowiec"
    drop(_view(tab), end)
    settle(tab, qtbot)
    assert chip(tab, "Makowiec").due_at == MORNING + timedelta(days=2, hours=3)
    assert context.notices.text == "Moved to Thursday, 26 November, 11:30"
    assert tab.desk.chosen == chip(tab, "Makowiec").variant_id
    context.undo.undo()
    settle(tab, qtbot)
    after = office.app.planning.post(office.owner, before.id)
    assert (after.due_at, after.wall_time, after.zone, after.state) == (
        before.due_at, before.wall_time, before.zone, before.state,
    )  # fmt: skip
    context.undo.redo()
    settle(tab, qtbot)
    assert chip(tab, "Makowiec").due_at == MORNING + timedelta(days=2, hours=3)


def test_only_the_dragged_variant_moves_and_with_shift_all_of_them(
    office: Office, context: TabContext, qtbot: QtBot
) -> None:
    tab = shown_tab(context, qtbot)
    end = _drag_to_day(tab, "Chleb na zakwasie", THURSDAY, qtbot)
    assert "Only Facebook · piekarniaswit. Shift: both profiles" in _view(tab).ghost_text
    drop(_view(tab), end)
    settle(tab, qtbot)
    moved = MORNING + timedelta(days=2, hours=8)
    assert chip(tab, "Chleb na zakwasie", office.facebook.id).due_at == moved
    assert chip(tab, "Chleb na zakwasie", office.linkedin.id).due_at == MORNING + timedelta(hours=8)
    end = _drag_to_day(tab, "Chleb na zakwasie", THURSDAY + timedelta(days=1), qtbot, everything=True)
    assert "Both profiles move" in _view(tab).ghost_text
    drop(_view(tab), end)
    settle(tab, qtbot)
    assert chip(tab, "Chleb na zakwasie", office.linkedin.id).due_at == MORNING + timedelta(days=3, hours=8)
    assert chip(tab, "Chleb na zakwasie", office.facebook.id).due_at == moved + timedelta(days=3)


def test_a_day_that_is_over_is_refused_while_hovering_and_after_the_drop(
    office: Office, context: TabContext, qtbot: QtBot
) -> None:
    tab = shown_tab(context, qtbot)
    end = _drag_to_day(tab, "Makowiec", date(2026, 11, 19), qtbot)
    view = _view(tab)
    assert "That time has passed" in view.ghost_text
    assert view.viewport().cursor().shape() is Qt.CursorShape.ForbiddenCursor
    drop(view, end)
    settle(tab, qtbot)
    assert context.notices.text == "That time has passed. Drop it on a later one."
    assert chip(tab, "Makowiec").due_at == MORNING + timedelta(hours=3)
    assert context.undo.undo_name is None


def test_escape_and_a_drop_where_it_was_leave_everything(office: Office, context: TabContext, qtbot: QtBot) -> None:
    tab = shown_tab(context, qtbot)
    view = _view(tab)
    end = _drag_to_day(tab, "Makowiec", THURSDAY, qtbot)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    drop(view, end)
    start = middle(view, chip(tab, "Makowiec"))
    drag(view, start, start + QPoint(0, 40))
    assert view.ghost_text == ""
    drop(view, start + QPoint(0, 40))
    settle(tab, qtbot)
    assert chip(tab, "Makowiec").due_at == MORNING + timedelta(hours=3)
    assert context.notices.text == ""


def test_in_the_week_a_drop_goes_by_quarters_of_an_hour(office: Office, context: TabContext, qtbot: QtBot) -> None:
    tab = shown_tab(context, qtbot)
    tab.board.choose_view("week")
    settle(tab, qtbot)
    view = _view(tab)
    end = cell_point(view, THURSDAY, 14, 0.55)
    drag(view, middle(view, chip(tab, "Makowiec")), end)
    settle(tab, qtbot)
    assert view.ghost_text.startswith("Thursday, 26 November, 14:30")
    drop(view, end)
    settle(tab, qtbot)
    wall = office.app.planning.post(office.owner, chip(tab, "Makowiec").post_id).variants[0].wall_time
    assert wall == "2026-11-26T14:30"


def test_the_hour_the_clocks_skip_is_explained(office: Office, context: TabContext, qtbot: QtBot) -> None:
    night = WallTime(MORNING.replace(year=2027, month=3, day=27, hour=2, minute=30, tzinfo=None), "Europe/Warsaw")
    office.post(office.owner, "Noc", night.to_utc())
    tab = shown_tab(context, qtbot)
    tab.board.show_day(date(2027, 3, 27))
    settle(tab, qtbot)
    _drag_to_day(tab, "Noc", date(2027, 3, 28), qtbot)
    assert "2:30" in _view(tab).ghost_text
    assert _view(tab).viewport().cursor().shape() is Qt.CursorShape.ForbiddenCursor
    qtbot.keyClick(_view(tab), Qt.Key.Key_Escape)


def test_the_ghost_stays_inside_the_window(office: Office, context: TabContext, qtbot: QtBot) -> None:
    tab = shown_tab(context, qtbot)
    view = _view(tab)
    corner = QPoint(view.viewport().width() - 3, view.viewport().height() - 3)
    drag(view, middle(view, chip(tab, "Makowiec")), corner)
    assert view._drag is not None
    ghost = view._drag.ghost
    assert ghost.parentWidget().rect().contains(ghost.geometry())
    qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_after_one_profile_moved_it_is_said_which_stay_and_all_may_follow(
    office: Office, context: TabContext, qtbot: QtBot
) -> None:
    tab = shown_tab(context, qtbot)
    end = _drag_to_day(tab, "Chleb na zakwasie", THURSDAY, qtbot)
    drop(_view(tab), end)
    settle(tab, qtbot)
    assert context.notices.text == "Only Facebook moved. Stays: LinkedIn, today, 16:30"
    follow = next(b for b in context.notices.findChildren(QPushButton) if b.text() == "Move all")
    qtbot.mouseClick(follow, Qt.MouseButton.LeftButton)
    settle(tab, qtbot)
    post = office.app.planning.post(office.owner, chip(tab, "Chleb na zakwasie").post_id)
    assert {row.due_at for row in post.variants} == {MORNING + timedelta(days=2, hours=8)}


def test_a_chip_held_over_an_arrow_or_past_an_edge_turns_the_page(
    office: Office, context: TabContext, qtbot: QtBot
) -> None:
    tab = shown_tab(context, qtbot)
    view, bar = _view(tab), tab.board.toolbar
    arrow = view.viewport().mapFromGlobal(bar.after.mapToGlobal(bar.after.rect().center()))
    turn = view._turn.timer
    turn.setInterval(3_600_000)  # the page turns when the test says so, also on a slow computer
    drag(view, middle(view, chip(tab, "Makowiec")), arrow)
    assert turn.isActive()
    turn.timeout.emit()
    settle(tab, qtbot)
    assert bar.title.text() == "December 2026"
    end = cell_point(view, date(2026, 12, 10))
    drag_on(view, end)
    assert not turn.isActive()
    assert view.ghost_text == "Thursday, 10 December, 11:30\nMakowiec"
    drop(view, end)
    settle(tab, qtbot)
    assert chip(tab, "Makowiec").due_at == MORNING + timedelta(days=16, hours=3)
    drag(view, middle(view, chip(tab, "Makowiec")), QPoint(-20, 60))
    assert turn.isActive()
    turn.timeout.emit()
    assert bar.title.text() == "November 2026"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not turn.isActive()
