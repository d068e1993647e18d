"""In the window posts that were not planned here are given a pillar and personas, many at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.domain.dashboard_values import BarsContent
from app.domain.people import Actor, Role
from app.domain.personas import Persona
from app.domain.post_about import ChosenPosts, PostAbout
from app.domain.post_briefs import Pick, PostBrief
from app.domain.workspace import Pillar
from app.services.personas import NewPersona
from app.ui.dashboard.board import DashboardBoard
from app.ui.dashboard.post_about_dialog import PostAboutDialog
from app.ui.dashboard.posts_table import PostsTable
from app.ui.dashboard.saying_about import ask_about
from app.ui.places import DashboardPlace
from tests.fakes.offices import Office
from tests.ui.dashboard.open_dialogs import open_dialog, press_in_box
from tests.ui.on_screen import nameless, texts

DAYS = Pick(date(2026, 11, 1), date(2026, 11, 23))


@pytest.fixture
def named(office: Office) -> tuple[Pillar, Persona]:
    """A pillar and a persona of the brand."""
    brand = office.facebook.brand_id
    pillar = office.app.workspaces.add_pillar(office.owner, brand, "Wypieki")
    return pillar, office.app.personas.add(office.owner, NewPersona(brand, "Ola"))


@pytest.fixture
def behind(board: DashboardBoard) -> DashboardBoard:
    """With the posts behind a number in the panel."""
    board._show_behind(DAYS, "Reach", "reach")
    return board


def _choose(qtbot: QtBot, board: DashboardBoard, count: int) -> list[int]:
    """The first posts of the panel, by keys."""
    view = board.panel.list
    for _ in range(count - 1):
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    return board.panel.chosen


def _ask(qtbot: QtBot, board: DashboardBoard) -> PostAboutDialog:
    qtbot.mouseClick(board.panel.about, Qt.MouseButton.LeftButton)
    return open_dialog(qtbot, PostAboutDialog)


def _accept(qtbot: QtBot, board: DashboardBoard, dialog: PostAboutDialog) -> None:
    with qtbot.waitSignal(board._context.bus.happened), qtbot.waitSignal(board.settled):
        dialog.accept()


def _said(office: Office, ids: list[int]) -> set[PostAbout]:
    return set(office.app.post_about.chosen(office.owner, ids).said.values())


def test_several_posts_behind_a_number_are_given_both_at_once_and_it_is_taken_back(
    behind: DashboardBoard, office: Office, named: tuple[Pillar, Persona], qtbot: QtBot
) -> None:
    pillar, persona = named
    ids = _choose(qtbot, behind, 3)
    assert len(ids) == 3 and behind.panel.about.text() == "Pillar and personas of 3 posts…"
    dialog = _ask(qtbot, behind)
    assert nameless(dialog) == []
    dialog.pillar.setCurrentIndex(dialog.pillar.findText("Wypieki"))
    dialog.personas.setFocus()
    qtbot.keyClick(dialog.personas, Qt.Key.Key_Space)
    _accept(qtbot, behind, dialog)
    assert _said(office, ids) == {PostAbout(pillar.id, (persona.id,))}
    undo = behind._context.undo
    assert undo.undo_name == "Pillar and personas of 3 posts changed"
    for step, about in ((undo.undo, PostAbout()), (undo.redo, PostAbout(pillar.id, (persona.id,)))):
        with qtbot.waitSignal(undo.told):
            step()
        assert _said(office, ids) == {about}


def test_figures_by_pillar_count_them_and_the_panel_shows_who_is_left(
    board: DashboardBoard, office: Office, named: tuple[Pillar, Persona], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(board.settled):
        board.go(DashboardPlace("content"))
    board._show_behind(replace(DAYS, group=("pillar", "none")), "Posts: none", "posts")
    rows = board.panel.list.model().rowCount()
    _choose(qtbot, board, 2)
    dialog = _ask(qtbot, board)
    dialog.pillar.setCurrentIndex(dialog.pillar.findText("Wypieki"))
    _accept(qtbot, board, dialog)
    assert board.panel.list.model().rowCount() == rows - 2
    tile = next(frame.tile for frame in board.tiles.frames if frame.tile.spec.key == "by_pillar")
    assert isinstance(tile.content, BarsContent)
    assert [row.group["label"] for row in tile.content.rows] == ["Wypieki", "none"]


def test_once_all_have_a_pillar_nobody_is_left_behind_the_bar_of_those_without(
    board: DashboardBoard, named: tuple[Pillar, Persona], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(board.settled):
        board.go(DashboardPlace("content"))
    board._show_behind(replace(DAYS, group=("pillar", "none")), "Posts: none", "posts")
    qtbot.keyClick(board.panel.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    dialog = _ask(qtbot, board)
    dialog.pillar.setCurrentIndex(dialog.pillar.findText("Wypieki"))
    _accept(qtbot, board, dialog)
    assert "No post is left here." in texts(board.panel)
    assert board.panel.about.text() == "Pillar and personas…" and not board.panel.about.isEnabled()


def test_what_the_posts_do_not_have_in_common_stays_until_it_is_touched(
    behind: DashboardBoard, office: Office, named: tuple[Pillar, Persona], qtbot: QtBot
) -> None:
    pillar, ola = named
    other = office.app.personas.add(office.owner, NewPersona(office.facebook.brand_id, "Zenon"))
    first, second = _choose(qtbot, behind, 2)
    office.app.post_about.say(office.owner, {first: PostAbout(pillar.id, (ola.id,))})
    dialog = _ask(qtbot, behind)
    assert dialog.pillar.currentText() == "different ones: each post keeps its own"
    assert [dialog.personas.item(row).checkState() for row in range(2)] == [
        Qt.CheckState.PartiallyChecked,
        Qt.CheckState.Unchecked,
    ]
    assert any(text.startswith("A dash:") for text in texts(dialog))
    dialog.personas.item(1).setCheckState(Qt.CheckState.Checked)
    _accept(qtbot, behind, dialog)
    chosen = office.app.post_about.chosen(office.owner, [first, second]).said
    assert chosen == {first: PostAbout(pillar.id, (ola.id, other.id)), second: PostAbout(None, (other.id,))}


def test_a_team_without_any_names_the_first_ones_here(behind: DashboardBoard, office: Office, qtbot: QtBot) -> None:
    ids = _choose(qtbot, behind, 1)
    dialog = _ask(qtbot, behind)
    assert "This brand has no persona yet." in texts(dialog)
    dialog.new_pillar.setText(" Wypieki ")
    dialog.new_persona.setText("Ola")
    assert not dialog.pillar.isEnabled()
    with qtbot.waitSignal(behind.settled):
        qtbot.keyClick(dialog.new_persona, Qt.Key.Key_Return)
    (pillar,) = office.app.workspaces.pillars(office.owner)
    (persona,) = office.app.personas.personas(office.owner)
    assert (pillar.name, persona.name) == ("Wypieki", "Ola")
    assert _said(office, ids) == {PostAbout(pillar.id, (persona.id,))}
    dialog = _ask(qtbot, behind)
    dialog.new_pillar.setText("wypieki")  # there is one of that name
    dialog.accept()
    qtbot.waitUntil(lambda: not office.app.workspaces.pillars(office.owner)[1:])


def test_leaving_with_something_chosen_asks_and_nothing_chosen_changes_nothing(
    behind: DashboardBoard, office: Office, named: tuple[Pillar, Persona], qtbot: QtBot
) -> None:
    ids = _choose(qtbot, behind, 1)
    _ask(qtbot, behind).reject()
    dialog = _ask(qtbot, behind)
    dialog.pillar.setCurrentIndex(1)
    dialog.reject()
    press_in_box(qtbot, "Do not keep it")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    dialog = _ask(qtbot, behind)
    dialog.accept()
    qtbot.waitUntil(lambda: behind._face.tasks.is_idle)
    assert _said(office, ids) == {PostAbout()} and behind._context.undo.newest is None


def test_posts_stay_chosen_when_the_same_ones_are_read_again(behind: DashboardBoard, qtbot: QtBot) -> None:
    ids = _choose(qtbot, behind, 4)
    with qtbot.waitSignal(behind.settled):
        behind.reload()
    assert behind.panel.chosen == ids and behind.panel.about.text() == "Pillar and personas of 4 posts…"


def test_a_click_chooses_and_opens_nothing(behind: DashboardBoard, qtbot: QtBot) -> None:
    panel, view, ids = behind.panel, behind.panel.list, behind.panel._model.ids
    plain, ctrl, left = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
    with qtbot.assertNotEmitted(panel.opened):
        for row, key in ((1, plain), (2, ctrl)):
            qtbot.mouseClick(view.viewport(), left, key, view.visualRect(view.model().index(row, 0)).center())
    assert panel.chosen == list(ids[1:3]) and not panel.open.isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_A, ctrl)
    assert len(panel.chosen) == len(ids)


def test_a_post_opens_by_double_click_enter_and_a_button(behind: DashboardBoard, qtbot: QtBot) -> None:
    panel, view, left = behind.panel, behind.panel.list, Qt.MouseButton.LeftButton
    opened: list[int] = []
    panel.opened.disconnect()
    panel.opened.connect(lambda post: opened.append(post.id))
    place = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), left, pos=place)
    qtbot.mouseDClick(view.viewport(), left, pos=place)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert panel.open.text() == "Open the post"
    qtbot.mouseClick(panel.open, left)
    assert opened == [panel._model.ids[1]] * 3


def test_a_table_of_posts_asks_for_those_chosen_or_for_all(board: DashboardBoard, qtbot: QtBot) -> None:
    frame = next(one for one in board.tiles.frames if isinstance(one.body, PostsTable))
    table = frame.body
    assert isinstance(table, PostsTable)
    table.clearSelection()
    every = len(table.chosen)
    assert every == 12 and _entry(frame.show_menu) == "Pillar and personas of 12 posts…"
    table.setCurrentIndex(table.model().index(1, 0))
    for _ in range(6):  # over the heading of the second network
        qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert all(isinstance(post, PostBrief) for post in table.chosen) and len(table.chosen) == 7
    assert _entry(frame.show_menu) == "Pillar and personas of 7 posts…"
    table.selectRow(1)
    assert _entry(frame.show_menu) == "Open the post"
    frame.asked.emit("about")
    open_dialog(qtbot, PostAboutDialog).reject()


def _entry(show_menu: object) -> str:
    assert callable(show_menu)
    show_menu(QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    text = menu.actions()[0].text()
    menu.close()
    return text


def test_who_may_not_and_posts_with_a_plan_are_told(board: DashboardBoard, office: Office, qtbot: QtBot) -> None:
    context = board._context
    viewer = office.app.members.add_member(
        office.owner, "Ola Lis", "ola@example.com", {office.facebook.brand_id: frozenset({Role.VIEWER})}
    )
    assert board.loaded is not None and board.loaded.dashboard is not None
    ids = [post.id for post in board.loaded.dashboard.posts[:2]]
    ask_about(replace(context, actor=Actor(viewer)), ids, board)
    qtbot.waitUntil(lambda: bool(context.notices.kept))
    assert context.notices.kept[-1].text == (
        "Only those who may write posts of Piekarnia Świt can give them a pillar and personas."
    )
    ask_about(context, [99_999], board)
    qtbot.waitUntil(lambda: len(context.notices.kept) == 2)
    assert context.notices.kept[-1].text.startswith("These posts are not there any more")


def test_planned_posts_among_the_chosen_are_named(board: DashboardBoard, office: Office, qtbot: QtBot) -> None:
    brand = office.app.workspaces.brands(office.owner)[0]
    dialog = PostAboutDialog(ChosenPosts({1: PostAbout()}, 3, brand, may_say=True), board._face.language)
    qtbot.addWidget(dialog)
    dialog.show()
    told = "3 more posts were planned here: they have their pillar and personas from their plans and stay as they are."
    assert told in texts(dialog) and not dialog.new_pillar.isVisible()
