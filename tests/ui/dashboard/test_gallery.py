"""Tiles chosen in the gallery: previewed on own data, added, changed where they stand."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.domain.dashboards import OVERVIEW, TileKind
from app.domain.published import AudienceFigure
from app.system.words import Words
from app.ui.dashboard.board import DashboardBoard
from app.ui.dashboard.gallery import Gallery
from app.ui.dashboard.note_dialog import NoteDialog
from app.ui.dashboard.offers import OFFERS, kpis_for
from tests.fakes.figures import give_tables
from tests.fakes.offices import Office
from tests.ui.dashboard.open_dialogs import open_dialog, press_in_box
from tests.ui.dashboard.own_boards import handle_of, kept
from tests.ui.on_screen import nameless, texts


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
    assert gallery.kpi.accessibleDescription() and gallery.by.accessibleDescription()  # their name is what is chosen
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


def test_tab_leaves_the_text_of_a_note(qtbot: QtBot, arranged: DashboardBoard) -> None:
    gallery = arranged.own.add_tile()
    assert isinstance(gallery, Gallery)
    with qtbot.waitSignal(gallery.previewed):
        gallery.kinds.setCurrentRow(next(n for n, one in enumerate(OFFERS) if one.spec.kind is TileKind.NOTE))
    gallery.text.setFocus()
    qtbot.keyClick(gallery.text, Qt.Key.Key_Tab)
    assert gallery.text.toPlainText() == "" and gallery.focusWidget() is not gallery.text
    gallery.reject()


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


def test_what_tables_answer_is_offered_by_what_they_are_divided_by(
    qtbot: QtBot, arranged: DashboardBoard, office: Office
) -> None:
    give_tables(office, office.facebook)
    with qtbot.waitSignal(arranged.settled):
        arranged.reload()
    gallery = arranged.own.add_tile()
    assert isinstance(gallery, Gallery)
    with qtbot.waitSignal(gallery.previewed):
        gallery.kinds.setCurrentRow(next(n for n, one in enumerate(OFFERS) if one.spec.kind is TileKind.BARS))
    gallery.kpi.setCurrentIndex(gallery.kpi.findData("cost_per_result"))
    gallery.kpi.activated.emit(gallery.kpi.currentIndex())
    assert [gallery.by.itemText(at) for at in range(gallery.by.count())] == ["Age", "Campaign"]
    gallery.by.setCurrentIndex(1)
    with qtbot.waitSignal(gallery.previewed):
        gallery.by.activated.emit(1)
    assert gallery.preview is not None and gallery.preview.heading == "Cost per result · Campaign · 1–20 November"
    assert gallery.preview.table.headers == (
        "Campaign",
        "Cost per result",
        "Amount spent (PLN)",
        "Results (actions:lead)",
    )
    with qtbot.waitSignal(arranged.settled):
        gallery.add.click()
    assert (kept(office).tiles[-1].kpi, kept(office).tiles[-1].by) == ("cost_per_result", "campaign")
    told = dict(arranged.tiles.frames[-1].tell.about(arranged.tiles.frames[-1].tile, None))
    assert told["Formula"] == "amount spent ÷ results of one kind"


def test_a_new_dashboard_says_how_it_gets_its_first_tile(qtbot: QtBot, board: DashboardBoard, office: Office) -> None:
    with qtbot.waitSignal(board.settled):
        board.own.ask("new")
    assert board.pages.currentWidget() is board.blank and "No tile stands here yet" in texts(board.blank)
    qtbot.mouseClick(board.blank.button, Qt.MouseButton.LeftButton)
    gallery = open_dialog(qtbot, Gallery)
    with qtbot.waitSignal(board.settled):
        gallery.accept()
    assert board.pages.currentWidget() is not board.blank and len(kept(office).tiles) == 1


def test_a_tile_shows_something_else_where_it_stands(qtbot: QtBot, arranged: DashboardBoard, office: Office) -> None:
    """Its place, size and filters stay, and it can be taken back."""
    place = next(n for n, tile in enumerate(OVERVIEW.tiles) if tile.kind is TileKind.LINES)
    handle_of(arranged, place).change.click()
    gallery = open_dialog(qtbot, Gallery)
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


def test_a_note_is_written_and_shown_as_plain_text(qtbot: QtBot, arranged: DashboardBoard, office: Office) -> None:
    gallery = arranged.own.add_tile()
    assert gallery is not None
    gallery.kinds.setCurrentRow(next(n for n, one in enumerate(OFFERS) if one.spec.kind is TileKind.NOTE))
    with qtbot.waitSignal(arranged.settled):
        gallery.add.click()
    handle_of(arranged, len(OVERVIEW.tiles)).text.click()
    dialog = open_dialog(qtbot, NoteDialog)
    dialog.text.setPlainText("<b>Żółty</b> plan")
    with qtbot.waitSignal(arranged.settled):
        dialog.accept()
    assert kept(office).tiles[-1].text == "<b>Żółty</b> plan"
    assert "<b>Żółty</b> plan" in texts(arranged.tiles.frames[-1])


def test_a_note_is_not_lost_when_its_window_is_closed(qtbot: QtBot, arranged: DashboardBoard, office: Office) -> None:
    gallery = arranged.own.add_tile()
    assert gallery is not None
    gallery.kinds.setCurrentRow(next(n for n, one in enumerate(OFFERS) if one.spec.kind is TileKind.NOTE))
    gallery.text.setPlainText("Plan")
    gallery.close()
    with qtbot.waitSignal(arranged.settled):
        press_in_box(qtbot, "Keep")
    assert kept(office).tiles[-1].text == "Plan"
    handle_of(arranged, len(OVERVIEW.tiles)).text.click()
    dialog = open_dialog(qtbot, NoteDialog)
    dialog.text.setPlainText("Plan na grudzień")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Escape)
    press_in_box(qtbot, "Go on writing")
    assert dialog.isVisible()
    dialog.close()
    with qtbot.waitSignal(arranged.settled):
        press_in_box(qtbot, "Keep")
    assert kept(office).tiles[-1].text == "Plan na grudzień"


def test_kpis_stand_in_the_order_of_the_alphabet(office: Office) -> None:
    offer = next(one for one in OFFERS if one.takes)
    titles = [title for _, title in kpis_for(offer, office.app, Words("pl"))]
    average = next(n for n, title in enumerate(titles) if title.startswith("Średni"))
    assert titles[average + 1 :] and not any(title.startswith("Z") for title in titles[:average])
