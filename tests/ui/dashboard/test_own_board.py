"""Own dashboards in the window: copied, arranged by mouse and keys, added to, narrowed, taken back, shown to a meeting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.domain.dashboards import OVERVIEW, DashboardSpec, TileKind, TileSpec
from app.domain.published import AudienceFigure
from app.ui.dashboard.board import DashboardBoard
from app.ui.dashboard.gallery import Gallery
from app.ui.dashboard.landing import Landing
from app.ui.dashboard.meeting import Meeting
from app.ui.dashboard.note_dialog import NoteDialog
from app.ui.dashboard.offers import OFFERS
from app.ui.dashboard.table_dialog import TableDialog
from app.ui.dashboard.telling import Telling
from app.ui.dashboard.tile_filters import TileFilters
from app.ui.dashboard.tiles_page import TilesPage
from app.ui.places import DashboardDeed, DashboardPlace
from app.ui.printing.preview import PrintPreview
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office, open_office
from tests.ui.dashboard.own_boards import handle_of, kept
from tests.ui.on_screen import nameless, texts

T = TypeVar("T", bound=QDialog)


def _dialog(qtbot: QtBot, kind: type[T]) -> T:
    def there() -> bool:
        return any(isinstance(one, kind) and one.isVisible() for one in QApplication.topLevelWidgets())

    qtbot.waitUntil(there)
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


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
    with qtbot.waitSignal(arranged.own.desk.kept):
        qtbot.keyClick(handle, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert kept(office).tiles[1].height == 1
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


def test_the_gallery_previews_every_kind_on_own_data_and_adds_one(
    qtbot: QtBot, arranged: DashboardBoard, office: Office
) -> None:
    gallery = arranged.own.add_tile()
    assert isinstance(gallery, Gallery)
    for row, offer in enumerate(OFFERS):
        if row or gallery.preview is None:
            with qtbot.waitSignal(gallery.previewed):
                gallery.kinds.setCurrentRow(row if row else 1)
                gallery.kinds.setCurrentRow(row)
        assert gallery.preview is not None and gallery.preview.tile.spec.kind is offer.spec.kind
        assert gallery.kpi.findData("best_posts") < 0  # a list, whose number says only what it rests on
    assert nameless(gallery) == []
    gallery.kinds.setCurrentRow(next(n for n, one in enumerate(OFFERS) if one.spec.kind is TileKind.BARS))
    gallery.kpi.setCurrentIndex(gallery.kpi.findData("posts"))
    gallery.kpi.activated.emit(gallery.kpi.currentIndex())
    gallery.by.setCurrentIndex(gallery.by.findData("month"))
    with qtbot.waitSignal(arranged.settled):
        qtbot.keyClick(gallery.kinds, Qt.Key.Key_Return)
    added = kept(office).tiles[-1]
    assert (added.kind, added.kpi, added.by) == (TileKind.BARS, "posts", "month")
    assert arranged.tiles.frames[-1].heading == "Posts, by month"
    assert arranged.own.arranger.on
    shown = arranged._area.viewport()
    qtbot.waitUntil(lambda: shown.rect().contains(handle_of(arranged, -1).mapTo(shown, QPoint(40, 40))))
    assert arranged.window().focusWidget() is handle_of(arranged, -1)


def test_an_audience_is_grouped_as_one_chooses_in_the_gallery(
    qtbot: QtBot, arranged: DashboardBoard, office: Office
) -> None:
    given = [("age", "18-24"), ("country", "PL"), ("period_total", "all")]
    with office.app.store.write() as work:
        rows = [AudienceFigure(one, name, "followers", 7.0, "count", False, None, None) for one, name in given]
        work.metrics.add_audience(office.facebook.id, rows)
    with qtbot.waitSignal(arranged.settled):
        arranged.reload()
    gallery = arranged.own.add_tile()
    assert isinstance(gallery, Gallery)
    with qtbot.waitSignal(gallery.previewed):
        gallery.kinds.setCurrentRow(next(n for n, one in enumerate(OFFERS) if one.spec.kind is TileKind.AUDIENCE))
    assert [gallery.by.itemText(at) for at in range(gallery.by.count())] == ["Age", "Country"]
    gallery.by.setCurrentIndex(1)
    with qtbot.waitSignal(gallery.previewed):
        gallery.by.activated.emit(1)
    assert gallery.preview is not None and gallery.preview.heading == "Audience · Country"
    with qtbot.waitSignal(arranged.settled):
        gallery.add.click()
    assert (kept(office).tiles[-1].kind, kept(office).tiles[-1].by) == (TileKind.AUDIENCE, "country")


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


def test_a_new_dashboard_says_how_it_gets_its_first_tile(qtbot: QtBot, board: DashboardBoard, office: Office) -> None:
    with qtbot.waitSignal(board.settled):
        board.own.ask("new")
    assert board.pages.currentWidget() is board.blank and "No tile stands here yet" in texts(board.blank)
    qtbot.mouseClick(board.blank.button, Qt.MouseButton.LeftButton)
    gallery = _dialog(qtbot, Gallery)
    with qtbot.waitSignal(board.settled):
        gallery.accept()
    assert board.pages.currentWidget() is not board.blank and len(kept(office).tiles) == 1


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


def test_the_tools_of_a_tile_stand_where_somebody_is_and_are_reached_by_tab(
    qtbot: QtBot, arranged: DashboardBoard
) -> None:
    first, second = handle_of(arranged, 0), handle_of(arranged, 1)
    first.setFocus()
    qtbot.waitUntil(first.filters.isVisible)
    assert not second.filters.isVisible()
    for button in (first.change, first.filters, first.remove):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        qtbot.waitUntil(button.hasFocus)
        assert button.isVisible()
    qtbot.keyClick(first.remove, Qt.Key.Key_Tab)
    qtbot.waitUntil(second.hasFocus)
    qtbot.waitUntil(lambda: second.filters.isVisible() and not first.filters.isVisible())


def test_a_tile_shows_something_else_where_it_stands(qtbot: QtBot, arranged: DashboardBoard, office: Office) -> None:
    """Its place, size and filters stay, and it can be taken back."""
    place = next(n for n, tile in enumerate(OVERVIEW.tiles) if tile.kind is TileKind.LINES)
    handle_of(arranged, place).change.click()
    gallery = _dialog(qtbot, Gallery)
    assert (gallery.spec.kind, gallery.spec.kpi) == (TileKind.LINES, OVERVIEW.tiles[place].kpi)
    assert nameless(gallery) == []
    gallery.kinds.setCurrentRow(next(n for n, offer in enumerate(OFFERS) if offer.spec.kind is TileKind.TABLE))
    gallery.kpi.setCurrentIndex(gallery.kpi.findData("posts"))
    gallery.kpi.activated.emit(gallery.kpi.currentIndex())
    with qtbot.waitSignal(arranged.settled):
        gallery.accept()
    tiles = kept(office).tiles
    assert (tiles[place].kind, tiles[place].kpi, tiles[place].width) == (TileKind.TABLE, "posts", 8)
    assert len(tiles) == len(OVERVIEW.tiles) and len({tile.key for tile in tiles}) == len(tiles)
    assert arranged.tiles.frames[place].tile.spec.kind is TileKind.TABLE
    with qtbot.waitSignal(arranged.settled):
        arranged._context.undo.undo()
    assert kept(office).tiles == OVERVIEW.tiles


def test_a_tile_is_narrowed_and_says_so(qtbot: QtBot, arranged: DashboardBoard, office: Office) -> None:
    place = next(n for n, tile in enumerate(OVERVIEW.tiles) if tile.kpi == "post_reach_total")
    whole = arranged.tiles.frames[place].tile.content.value.n_used  # type: ignore[union-attr]
    handle_of(arranged, place).filters.click()
    dialog = _dialog(qtbot, TileFilters)
    dialog.network.setCurrentIndex(dialog.network.findData("facebook"))
    with qtbot.waitSignal(arranged.settled):
        dialog.accept()
    frame = arranged.tiles.frames[place]
    assert frame.heading.endswith("· Facebook")
    assert 0 < frame.tile.content.value.n_used < whole  # type: ignore[union-attr]
    assert kept(office).tiles[place].filters.networks == ("facebook",)


def test_the_page_stays_where_it_is_while_its_tiles_are_read_again(qtbot: QtBot, arranged: DashboardBoard) -> None:
    bar, place = arranged._area.verticalScrollBar(), arranged.own.arranger.tiles[-1].key
    arranged.own.arranger.handle(place).filters.setFocus()
    bar.setValue(bar.maximum())
    where = bar.value()
    arranged.own._change_tile(place, "filters")
    dialog = _dialog(qtbot, TileFilters)
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


def test_a_tile_is_narrowed_to_a_content_pillar(qtbot: QtBot, board: DashboardBoard, office: Office) -> None:
    pillar = office.app.workspaces.add_pillar(office.owner, office.facebook.brand_id, "Poradnik")
    with qtbot.waitSignal(board.settled):
        board.own.ask("copy")
    place = next(n for n, tile in enumerate(OVERVIEW.tiles) if tile.kpi == "post_reach_total")
    handle_of(board, place).filters.click()
    dialog = _dialog(qtbot, TileFilters)
    assert nameless(dialog) == []
    dialog.pillar.setCurrentIndex(dialog.pillar.findText("Poradnik"))
    with qtbot.waitSignal(board.settled):
        dialog.accept()
    frame = board.tiles.frames[place]
    assert frame.heading.endswith("· Poradnik")
    assert frame.tile.content.value.n_used == 0  # type: ignore[union-attr]
    assert kept(office).tiles[place].filters.pillar_id == pillar.id


def test_a_note_is_written_and_shown_as_plain_text(qtbot: QtBot, arranged: DashboardBoard, office: Office) -> None:
    gallery = arranged.own.add_tile()
    assert gallery is not None
    gallery.kinds.setCurrentRow(next(n for n, one in enumerate(OFFERS) if one.spec.kind is TileKind.NOTE))
    with qtbot.waitSignal(arranged.settled):
        gallery.add.click()
    handle_of(arranged, len(OVERVIEW.tiles)).text.click()
    dialog = _dialog(qtbot, NoteDialog)
    dialog.text.setPlainText("<b>Żółty</b> plan")
    with qtbot.waitSignal(arranged.settled):
        dialog.accept()
    assert kept(office).tiles[-1].text == "<b>Żółty</b> plan"
    assert "<b>Żółty</b> plan" in texts(arranged.tiles.frames[-1])


def test_a_meeting_sees_the_tiles_on_the_whole_screen(qtbot: QtBot, board: DashboardBoard) -> None:
    board.own.fill_screen()
    meeting = board.own.meeting
    assert isinstance(meeting, Meeting) and meeting.isFullScreen()
    with qtbot.waitSignal(meeting.tiles.settled):
        pass
    assert len(meeting.tiles.frames) == len(OVERVIEW.tiles) and "Overview" in texts(meeting)
    frame = meeting.tiles.frames[0]
    frame.asked.emit("table")
    table = _dialog(qtbot, TableDialog)
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
    assert "Zaczynamy w styczniu" in said and said.count("No data in this period.") == 3
    assert any(text.startswith("No question was seen") for text in said)
    empty.app.close()
