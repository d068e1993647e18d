"""The tiles of an own dashboard, moved, sized and taken away by mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.domain.dashboards import OVERVIEW
from app.ui.dashboard.board import DashboardBoard
from app.ui.dashboard.landing import Landing
from app.ui.dashboard.telling import Telling
from app.ui.dashboard.tile_filters import TileFilters
from app.ui.dashboard.tiles_page import TilesPage
from tests.fakes.offices import Office
from tests.ui.dashboard.open_dialogs import open_dialog
from tests.ui.dashboard.own_boards import handle_of, kept
from tests.ui.on_screen import nameless


def test_a_ready_dashboard_becomes_an_own_copy_to_be_arranged(arranged: DashboardBoard, office: Office) -> None:
    own = kept(office)
    assert (own.name, own.tiles) == ("Overview, a copy", OVERVIEW.tiles)
    assert arranged.bar.isVisible() and arranged.bar.name.text() == "Overview, a copy"
    assert arranged.own.arranger.on and len(arranged.tiles.frames) == len(OVERVIEW.tiles)
    assert nameless(arranged) == []


def test_keys_move_size_and_take_away_and_all_is_kept_and_undone(
    qtbot: QtBot, arranged: DashboardBoard, office: Office
) -> None:
    handle = handle_of(arranged, 0)
    with qtbot.waitSignal(arranged.own.desk.kept):
        qtbot.keyClick(handle, Qt.Key.Key_Right)
    assert [tile.key for tile in kept(office).tiles[:2]] == [OVERVIEW.tiles[1].key, OVERVIEW.tiles[0].key]
    with qtbot.waitSignal(arranged.own.desk.kept):
        qtbot.keyClick(handle, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert (kept(office).tiles[1].key, kept(office).tiles[1].width) == (OVERVIEW.tiles[0].key, 4)
    seen = arranged.tiles.frames[1].height()
    with qtbot.waitSignal(arranged.own.desk.kept):
        qtbot.keyClick(handle, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: arranged.tiles.frames[1].height() > seen)  # the first step is seen
    assert kept(office).tiles[1].height * arranged.tiles.grid.step == arranged.tiles.frames[1].height()
    with qtbot.waitSignal(arranged.own.desk.kept):
        qtbot.keyClick(handle, Qt.Key.Key_Delete)
    assert OVERVIEW.tiles[0].key not in [tile.key for tile in kept(office).tiles]
    undo = arranged._context.undo
    for _ in range(4):
        with qtbot.waitSignal(undo.told):
            undo.undo()
    assert kept(office).tiles == OVERVIEW.tiles
    with qtbot.waitSignal(arranged.settled):
        pass
    assert arranged.own.arranger.tiles == OVERVIEW.tiles and arranged.own.arranger.on


def test_a_tile_made_lower_than_what_stands_in_it_has_its_own_height_again(
    qtbot: QtBot, arranged: DashboardBoard, office: Office
) -> None:
    handle, shift = handle_of(arranged, 0), Qt.KeyboardModifier.ShiftModifier
    for key, more in ((Qt.Key.Key_Down, True), (Qt.Key.Key_Up, False)):
        with qtbot.waitSignal(arranged.own.desk.kept):
            qtbot.keyClick(handle, key, shift)
        assert bool(kept(office).tiles[0].height) is more
    told = arranged._context.undo.newest
    qtbot.keyClick(handle, Qt.Key.Key_Up, shift)
    assert arranged._context.undo.newest is told  # nothing changed: nothing to take back


def test_a_tile_is_dragged_to_another_place_and_stretched(
    qtbot: QtBot, arranged: DashboardBoard, office: Office
) -> None:
    last, first = handle_of(arranged, 3), handle_of(arranged, 0)
    to = last.mapFromGlobal(first.mapToGlobal(QPoint(4, 20)))
    qtbot.mousePress(last, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    qtbot.mouseMove(last, QPoint(20, 20))
    qtbot.mouseMove(last, to)
    with qtbot.waitSignal(arranged.own.desk.kept):
        qtbot.mouseRelease(last, Qt.MouseButton.LeftButton, pos=to)
    assert kept(office).tiles[0].key == OVERVIEW.tiles[3].key
    assert arranged.tiles.frames[0].geometry().left() == 0
    corner = QPoint(last.width() - 4, last.height() - 4)
    wide = QPoint(last.width() * 2, last.height() * 3)
    qtbot.mousePress(last, Qt.MouseButton.LeftButton, pos=corner)
    qtbot.mouseMove(last, wide)
    with qtbot.waitSignal(arranged.own.desk.kept):
        qtbot.mouseRelease(last, Qt.MouseButton.LeftButton, pos=wide)
    tile = kept(office).tiles[0]
    assert tile.width == 6 and tile.height > 1
    assert arranged.tiles.frames[0].height() > wide.y() * 0.8


def test_a_tile_is_dropped_at_a_free_place_and_stands_there_again_when_it_is_read(
    qtbot: QtBot, arranged: DashboardBoard, office: Office
) -> None:
    """A number goes below all others, seven columns from the left, and leaves a gap where it was."""
    tile, column = handle_of(arranged, 0), arranged.tiles.grid.edges(7, 3)[0] if arranged.tiles.grid else 0
    last = arranged.tiles.frames[-1]
    below = last.mapToGlobal(QPoint(0, last.height() + 4))
    board = last.parentWidget()
    assert board is not None
    to = tile.mapFromGlobal(QPoint(board.mapToGlobal(QPoint(column, 0)).x() + 30, below.y()))
    qtbot.mousePress(tile, Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
    qtbot.mouseMove(tile, QPoint(60, 60))
    qtbot.mouseMove(tile, to)
    assert any(mark.isVisible() for mark in arranged.tiles.findChildren(Landing))
    with qtbot.waitSignal(arranged.own.desk.kept):
        qtbot.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=to)
    moved = kept(office).tiles[-1]
    assert (moved.key, moved.column, moved.row) == (OVERVIEW.tiles[0].key, 7, 4)
    assert [(one.row, one.column) for one in kept(office).tiles[:3]] == [(0, 3), (0, 6), (0, 9)]
    assert not any(mark.isVisible() for mark in arranged.tiles.findChildren(Landing))
    with qtbot.waitSignal(arranged.settled):
        arranged.reload()
    frames = arranged.tiles.frames
    assert frames[-1].tile.spec.key == moved.key and frames[-1].x() == column and frames[-1].y() > frames[-2].y()
    assert frames[0].x() > frames[0].width() > 0


def test_arranging_begins_on_new_tiles_when_they_are_just_being_made(
    qtbot: QtBot, arranged: DashboardBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []

    def show_and_arrange(tell: Telling) -> None:
        TilesPage.show_tiles(arranged.tiles, tell)
        arranged.own.arrange()
        begun.append(arranged.own.arranger.on)

    monkeypatch.setattr(arranged.tiles, "show_tiles", show_and_arrange)
    with qtbot.waitSignal(arranged.tiles.settled):
        arranged.own.leave()
    assert begun == [False] and arranged.own.arranger.on
    assert handle_of(arranged, 0).parentWidget() is arranged.tiles.frames[0]


def test_the_tools_of_a_tile_stand_where_somebody_is_and_are_reached_by_tab(
    qtbot: QtBot, arranged: DashboardBoard
) -> None:
    first, second = handle_of(arranged, 0), handle_of(arranged, 1)
    first.setFocus()
    qtbot.waitUntil(first.filters.isVisible)
    assert not second.filters.isVisible()
    for button in (first.remove, first.change, first.filters, first.more):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        qtbot.waitUntil(button.hasFocus)
        assert button.isVisible()
    qtbot.keyClick(first.more, Qt.Key.Key_Tab)
    qtbot.waitUntil(second.hasFocus)
    qtbot.waitUntil(lambda: second.filters.isVisible() and not first.filters.isVisible())


def test_the_menu_of_a_tile_stands_where_it_always_stands_and_nothing_is_taken_away_there(
    qtbot: QtBot, arranged: DashboardBoard
) -> None:
    handle, frame = handle_of(arranged, 0), arranged.tiles.frames[0]
    handle.setFocus()
    qtbot.waitUntil(handle.more.isVisible)
    place = frame.more.mapTo(frame, frame.more.rect().center())
    assert handle.childAt(place) is handle.more
    assert handle.more.mapTo(frame, handle.more.rect().center()) == place
    handle.more.click()
    menu = next(one for one in frame.findChildren(QMenu) if one.isVisible())
    assert "Show as table" in [action.text() for action in menu.actions()]
    menu.close()


def test_the_page_stays_where_it_is_while_its_tiles_are_read_again(qtbot: QtBot, arranged: DashboardBoard) -> None:
    bar, place = arranged._area.verticalScrollBar(), arranged.own.arranger.tiles[-1].key
    arranged.own.arranger.handle(place).filters.setFocus()
    bar.setValue(bar.maximum())
    where = bar.value()
    arranged.own._change_tile(place, "filters")
    dialog = open_dialog(qtbot, TileFilters)
    with qtbot.waitSignal(arranged.settled):
        dialog.accept()
    assert where > 100 and bar.value() == pytest.approx(where, abs=30)
    assert arranged.window().focusWidget() is arranged.own.arranger.handle(place)
    arranged.bar.leave.setFocus()
    with qtbot.waitSignal(arranged.settled):
        arranged.bar.leave.click()
    assert bar.value() == pytest.approx(where, abs=80)
    with qtbot.waitSignal(arranged.settled):
        arranged._choose_own("content")
    assert bar.value() == 0


def test_a_copy_takes_the_tiles_as_they_were_just_put(qtbot: QtBot, arranged: DashboardBoard, office: Office) -> None:
    with qtbot.waitSignal(arranged.own.desk.kept):
        qtbot.keyClick(handle_of(arranged, 0), Qt.Key.Key_Right)
    moved = kept(office).tiles
    assert moved != OVERVIEW.tiles
    with qtbot.waitSignal(arranged.settled):
        arranged.own.ask("copy")
    assert [row.tiles for row in office.app.own_dashboards.dashboards(office.owner)] == [moved, moved]
