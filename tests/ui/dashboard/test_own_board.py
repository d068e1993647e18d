"""Own dashboards in the window: begun, narrowed, shown to a meeting, and there before any data is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.domain.dashboards import OVERVIEW, DashboardSpec, TileKind, TileSpec
from app.ui.dashboard.board import DashboardBoard
from app.ui.dashboard.meeting import Meeting
from app.ui.dashboard.table_dialog import TableDialog
from app.ui.dashboard.tile_filters import TileFilters
from app.ui.places import DashboardDeed, DashboardPlace
from app.ui.printing.preview import PrintPreview
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office, open_office
from tests.ui.dashboard.open_dialogs import open_dialog, press_in_box
from tests.ui.dashboard.own_boards import handle_of, kept
from tests.ui.on_screen import nameless, texts


def test_a_new_dashboard_is_begun_where_dashboards_are_chosen(
    qtbot: QtBot, board: DashboardBoard, office: Office
) -> None:
    qtbot.mouseClick(board.toolbar.dashboards, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    last = menu.actions()[-1]
    assert last.text() == "Make a new dashboard" and not last.isCheckable()
    with qtbot.waitSignal(board.settled):
        last.trigger()
    menu.close()
    assert kept(office).name == "New dashboard" and board.own.arranging


@pytest.mark.parametrize("deed", [DashboardDeed.SCREEN, DashboardDeed.PRINT, DashboardDeed.COPY])
def test_what_was_asked_for_elsewhere_is_done_once_the_tiles_stand(
    qtbot: QtBot, board: DashboardBoard, office: Office, deed: DashboardDeed
) -> None:
    with qtbot.waitSignal(board.settled):
        board.go(DashboardPlace("", deed=deed))
    if deed is DashboardDeed.COPY:
        qtbot.waitUntil(lambda: len(office.app.own_dashboards.dashboards(office.owner)) == 1)
        return
    kind: type[QWidget] = Meeting if deed is DashboardDeed.SCREEN else PrintPreview
    qtbot.waitUntil(lambda: any(isinstance(one, kind) and one.isVisible() for one in QApplication.topLevelWidgets()))
    next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind)).close()
    with qtbot.waitSignal(board.settled):
        board.reload()
    assert not any(isinstance(one, kind) and one.isVisible() for one in QApplication.topLevelWidgets())


def test_the_copy_of_a_dashboard_with_a_long_name_has_room_for_its_own(
    qtbot: QtBot, board: DashboardBoard, office: Office
) -> None:
    long = office.app.own_dashboards.create(office.owner, "Wyniki " * 11 + "abc")
    with qtbot.waitSignal(board.settled):
        board.go(DashboardPlace(long.key, deed=DashboardDeed.COPY))
    own = office.app.own_dashboards
    qtbot.waitUntil(lambda: len(own.dashboards(office.owner)) == 2)
    (copy,) = [row.name for row in own.dashboards(office.owner) if row.uid != long.uid]
    assert len(copy) <= 80 and copy.startswith("Wyniki Wyniki ") and copy.endswith("…, a copy")


def test_a_tile_is_narrowed_and_says_so(qtbot: QtBot, arranged: DashboardBoard, office: Office) -> None:
    place = next(n for n, tile in enumerate(OVERVIEW.tiles) if tile.kpi == "post_reach_total")
    whole = arranged.tiles.frames[place].tile.content.value.n_used  # type: ignore[union-attr]
    handle_of(arranged, place).filters.click()
    dialog = open_dialog(qtbot, TileFilters)
    dialog.network.setCurrentIndex(dialog.network.findData("facebook"))
    dialog.close()
    with qtbot.waitSignal(arranged.settled):
        press_in_box(qtbot, "Keep")  # closing alone would lose it
    frame = arranged.tiles.frames[place]
    assert frame.heading.endswith("· Facebook")
    assert 0 < frame.tile.content.value.n_used < whole  # type: ignore[union-attr]
    assert kept(office).tiles[place].filters.networks == ("facebook",)


def test_a_tile_is_narrowed_to_a_content_pillar(qtbot: QtBot, board: DashboardBoard, office: Office) -> None:
    pillar = office.app.workspaces.add_pillar(office.owner, office.facebook.brand_id, "Poradnik")
    with qtbot.waitSignal(board.settled):
        board.own.ask("copy")
    place = next(n for n, tile in enumerate(OVERVIEW.tiles) if tile.kpi == "post_reach_total")
    handle_of(board, place).filters.click()
    dialog = open_dialog(qtbot, TileFilters)
    assert nameless(dialog) == []
    dialog.pillar.setCurrentIndex(dialog.pillar.findText("Poradnik"))
    with qtbot.waitSignal(board.settled):
        dialog.accept()
    frame = board.tiles.frames[place]
    assert frame.heading.endswith("· Poradnik")
    assert frame.tile.content.value.n_used == 0  # type: ignore[union-attr]
    assert kept(office).tiles[place].filters.pillar_id == pillar.id


def test_a_meeting_sees_the_tiles_on_the_whole_screen(qtbot: QtBot, board: DashboardBoard) -> None:
    board.own.fill_screen()
    meeting = board.own.meeting
    assert isinstance(meeting, Meeting) and meeting.isFullScreen()
    with qtbot.waitSignal(meeting.tiles.settled):
        pass
    assert len(meeting.tiles.frames) == len(OVERVIEW.tiles) and "Overview" in texts(meeting)
    frame = meeting.tiles.frames[0]
    frame.asked.emit("table")
    table = open_dialog(qtbot, TableDialog)
    assert table.parent() is meeting
    table.close()
    qtbot.keyClick(meeting, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: board.own.meeting is None)


def test_a_wider_screen_has_larger_letters_for_a_meeting(qtbot: QtBot, board: DashboardBoard) -> None:
    board.own.fill_screen()
    meeting = board.own.meeting
    assert isinstance(meeting, Meeting)
    with qtbot.waitSignal(meeting.tiles.settled):
        pass
    meeting.showNormal()
    wide = QFontMetricsF(QApplication.font()).averageCharWidth()
    sizes = []
    for characters in (100, 180, 270, 1000):
        meeting.resize(round(characters * wide), 700)
        QApplication.processEvents()
        sizes.append(meeting.tiles.frames[0].body.font().pointSizeF() / QApplication.font().pointSizeF())
    assert sizes == pytest.approx([1, 1, 1.5, 2], abs=0.02)
    meeting.close()


def test_before_there_is_data_an_own_dashboard_is_arranged_and_shows_its_notes(
    qtbot: QtBot, tmp_path: Path, context_for: Callable[[Office], TabContext]
) -> None:
    empty = open_office(tmp_path)
    tiles = (
        TileSpec("note", TileKind.NOTE, "", 4, text="Zaczynamy w styczniu"),
        TileSpec("n", TileKind.NUMBER, "interactions", 3),
        TileSpec("growth", TileKind.BARS, "follower_growth", 6, "week"),
        TileSpec("stacked", TileKind.STACKED, "interactions", 6, "week"),
        TileSpec("response", TileKind.RESPONSE, "", 4),
    )
    own = empty.app.own_dashboards.create(empty.owner, "Plan", DashboardSpec("", tiles))
    board = DashboardBoard(context_for(empty))
    qtbot.addWidget(board)
    board.show()
    with qtbot.waitSignal(board.settled):
        board.reload()
    assert board.pages.currentWidget() is board.empty
    with qtbot.waitSignal(board.settled):
        board.go(DashboardPlace(own.key))
    board.own.arrange()
    assert board.own.arranging and len(board.tiles.frames) == len(tiles)
    said = texts(board.tiles)
    assert (
        "Zaczynamy w styczniu" in said and sum(text.startswith("No figures yet: import a file") for text in said) == 2
    )
    assert "Followers not known: 2 profiles" in said
    assert any(text.startswith("Comments of these profiles are not fetched") for text in said)
    empty.app.close()
