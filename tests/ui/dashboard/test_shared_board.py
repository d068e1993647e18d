"""Own dashboards in the window among others: shared, changed by two, deleted, told in another language, taken from files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.dashboards import CONTENT, OVERVIEW
from app.domain.people import Role
from app.ui.dashboard.board import DashboardBoard
from app.ui.widgets.staying_menu import StayingMenu
from tests.fakes.offices import Office
from tests.ui.dashboard.own_boards import handle_of, kept
from tests.ui.on_screen import texts


def test_name_sharing_and_refresh_arekept(qtbot: QtBot, arranged: DashboardBoard, office: Office) -> None:
    arranged.bar.name.setText("Zarząd")
    with qtbot.waitSignal(arranged.settled):
        arranged.bar.name.editingFinished.emit()
    assert "Zarząd" in arranged.toolbar.dashboards.text()
    for what, value in (("share", (Role.EDITOR, True)), ("refresh", 5)):
        with qtbot.waitSignal(arranged.settled):
            arranged.own.ask(what, value)
    own = kept(office)
    assert (own.name, own.shared, own.refresh) == ("Zarząd", frozenset({Role.EDITOR}), 5)
    assert arranged.own._again.isActive() and arranged.own._again.interval() == 300_000
    menu = arranged.own.open_menu(arranged.toolbar.own)
    assert any(action.text() == "Delete the dashboard" for action in menu.actions())
    menu.close()


def test_the_list_says_which_of_ones_own_dashboards_others_see(
    qtbot: QtBot, arranged: DashboardBoard, office: Office
) -> None:
    name = kept(office).name

    def listed() -> list[str]:
        return [entry[0] for entry in arranged.toolbar._dashboard_entries() if entry is not None]

    assert name in listed()
    with qtbot.waitSignal(arranged.settled):
        arranged.own.ask("share", (Role.EDITOR, True))
    assert f"{name} · shared" in listed() and name not in listed()


def test_several_roles_are_chosen_without_opening_the_menu_again(
    qtbot: QtBot, arranged: DashboardBoard, office: Office
) -> None:
    menu = arranged.own.open_menu(arranged.toolbar.own)
    roles = menu.findChild(StayingMenu)
    assert roles is not None
    menu.setActiveAction(roles.menuAction())
    roles.popup(menu.pos())
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Space):
        qtbot.keyClick(roles, key)
    third = roles.actionGeometry(roles.actions()[2]).center()
    qtbot.mouseMove(roles, third)
    qtbot.mouseClick(roles, Qt.MouseButton.LeftButton, pos=third)
    assert roles.isVisible()
    assert [action.isChecked() for action in roles.actions()[:3]] == [False, True, True]
    qtbot.waitUntil(lambda: not arranged.own.desk.busy)
    assert kept(office).shared == frozenset(list(Role)[1:3])
    menu.close()


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    qtbot: QtBot, arranged: DashboardBoard, office: Office
) -> None:
    """Refused with a sentence, and what the other one made is shown to go on from."""
    own, mine = office.app.own_dashboards, kept(office)
    theirs = own.edit(office.owner, mine.uid, tiles=mine.tiles[:2])
    with qtbot.waitSignal(arranged._context.notices.said) as told, qtbot.waitSignal(arranged.settled):
        qtbot.keyClick(handle_of(arranged, 0), Qt.Key.Key_Right)
    assert kept(office).tiles == theirs.tiles
    assert "as it is now" in str(told.args)
    assert arranged.own.arranger.tiles == theirs.tiles
    assert arranged._context.undo.undo_name is None
    qtbot.keyClick(handle_of(arranged, 0), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: [tile.column for tile in kept(office).tiles] == [1, 4])


def test_taking_back_does_not_overwrite_somebody_else(qtbot: QtBot, arranged: DashboardBoard, office: Office) -> None:
    own, undo = office.app.own_dashboards, arranged._context.undo
    for _ in range(3):
        qtbot.keyClick(handle_of(arranged, 0), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not arranged.own.desk.busy and undo.undo_name is not None)
    theirs = own.edit(office.owner, kept(office).uid, tiles=OVERVIEW.tiles[:1])
    with qtbot.waitSignals([undo.failed, arranged.settled]):
        undo.undo()
    assert kept(office).tiles == theirs.tiles == arranged.own.arranger.tiles


def test_a_deleted_dashboard_comes_back_by_undo(qtbot: QtBot, arranged: DashboardBoard, office: Office) -> None:
    with qtbot.waitSignal(arranged.settled):
        arranged.own.ask("delete")
    assert office.app.own_dashboards.dashboards(office.owner) == ()
    assert arranged.loaded is not None and arranged.loaded.choice.key == "overview"
    notices = arranged._context.notices
    assert notices.kept[-1].text == "Dashboard deleted: Overview, a copy"
    with qtbot.waitSignals([arranged._context.undo.told, arranged.settled]):
        notices._action.click()
    assert kept(office).tiles == OVERVIEW.tiles
    assert arranged.loaded.choice.key == kept(office).key


def test_somebody_elses_dashboard_is_shown_and_copied_but_not_arranged(
    qtbot: QtBot, board: DashboardBoard, office: Office
) -> None:
    own = office.app.own_dashboards
    made = own.create(office.editor, "Redakcja", OVERVIEW)
    theirs = own.edit(office.editor, made.uid, shared=[Role.OWNER])
    with qtbot.waitSignal(board.settled):
        board.reload()
    with qtbot.waitSignal(board.settled):
        board._choose_own(theirs.key)
    assert "Redakcja" in board.toolbar.dashboards.text() and not board.bar.isVisible()
    assert office.editor.member is not None
    name = office.editor.member.name
    assert f"Redakcja · {name}" in [entry[0] for entry in board.toolbar._dashboard_entries() if entry is not None]


def test_a_new_language_shows_the_tiles_where_they_were_moved(qtbot: QtBot, arranged: DashboardBoard) -> None:
    with qtbot.waitSignal(arranged.own.desk.kept):
        qtbot.keyClick(handle_of(arranged, 0), Qt.Key.Key_Right)
    with qtbot.waitSignal(arranged.settled):
        arranged.write()
    assert [frame.tile.spec.key for frame in arranged.tiles.frames[:2]] == [
        OVERVIEW.tiles[1].key,
        OVERVIEW.tiles[0].key,
    ]


def test_a_dashboard_that_is_not_shared_any_more_says_so_when_the_overview_stands_in(
    qtbot: QtBot, board: DashboardBoard, office: Office
) -> None:
    own = office.app.own_dashboards
    made = own.create(office.editor, "Redakcja", OVERVIEW)
    theirs = own.edit(office.editor, made.uid, shared=[Role.OWNER])
    for step in (board.reload, lambda: board._choose_own(theirs.key)):
        with qtbot.waitSignal(board.settled):
            step()
    own.edit(office.editor, made.uid, shared=[])
    with qtbot.waitSignal(board._context.notices.said) as told, qtbot.waitSignal(board.settled):
        board.reload()
    assert "Redakcja is not shared with you any more" in str(told.args)
    assert "Overview" in board.toolbar.dashboards.text()


def test_a_file_is_taken_over_and_a_bad_one_is_refused_with_a_reason(
    qtbot: QtBot, board: DashboardBoard, office: Office, tmp_path: Path
) -> None:
    place, warned = tmp_path / "d.json", board._context.notices
    with qtbot.waitSignal(warned.said):
        board.own.desk.write(CONTENT, place)
    with qtbot.waitSignal(warned.said) as told, qtbot.waitSignal(board.settled):
        board.own.desk.take_over(place)
    assert "imported: Content" in str(told.args)
    assert len(board.tiles.frames) == len(kept(office).tiles) and not board.bar.isVisible()
    place.write_text('{"szpalta_dashboard": 1, "name": "X", "tiles": [{"kind": "teapot"}]}')
    with qtbot.waitSignal(warned.said) as told:
        board.own.desk.take_over(place)
    assert "teapot" in str(told.args)
    assert len(office.app.own_dashboards.dashboards(office.owner)) == 1


def test_a_file_narrowed_to_what_is_not_here_is_taken_over_without_that_when_asked(
    qtbot: QtBot, board: DashboardBoard, office: Office, tmp_path: Path
) -> None:
    place, notices = tmp_path / "d.json", board._context.notices
    tile = '{"kind": "number", "kpi": "posts", "filters": {"persona": "Nobody"}}'
    place.write_text('{"szpalta_dashboard": 1, "name": "X", "tiles": [' + tile + "]}")
    with qtbot.waitSignal(notices.said) as told:
        board.own.desk.take_over(place)
    assert "Nobody" in str(told.args) and office.app.own_dashboards.dashboards(office.owner) == ()
    with qtbot.waitSignal(board.settled):
        notices._action.click()
    assert [row.name for row in office.app.own_dashboards.dashboards(office.owner)] == ["X"]


def test_a_dashboard_is_read_again_by_itself_unless_it_is_being_arranged(
    qtbot: QtBot, arranged: DashboardBoard
) -> None:
    read = []
    arranged.own.stale.connect(lambda: read.append(1))
    with qtbot.waitSignal(arranged.settled):
        arranged.own.ask("refresh", 1)
    read.clear()
    arranged.own._again.timeout.emit()
    assert read == []
    with qtbot.waitSignal(arranged.settled):
        arranged.own.leave()
    with qtbot.waitSignal(arranged.settled):
        arranged.own._again.timeout.emit()
    assert len(read) == 2


def test_a_dashboard_that_is_not_read_again_by_itself_says_that_newer_data_are_here(
    qtbot: QtBot, board: DashboardBoard, office: Office
) -> None:
    assert not any("newer data" in text for text in texts(board.toolbar))
    with qtbot.waitSignal(board.settled):
        board.reload()  # nothing new
    board._newer.timeout.emit()
    with office.app.store.write() as work:  # as the command line would
        work.profiles.mark_fetched(office.facebook.id, office.clock.now() + timedelta(minutes=2))
    with qtbot.waitSignal(board._newer.found):
        board._newer.timeout.emit()
    assert any("newer data of today" in text and "F5 shows them" in text for text in texts(board.toolbar))
    with qtbot.waitSignals([board.settled, board._context.bus.happened]):
        board.reload()  # and the status line hears of them
    assert not any("newer data" in text for text in texts(board.toolbar))
