from __future__ import annotations

import gc
import weakref
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.today import FirstLook
from app.system.settings import SettingsFile
from app.ui.changes import Change
from app.ui.face import Face
from app.ui.first_start import FirstStart
from app.ui.main_window import MainWindow
from app.ui.places import DayPlace
from app.ui.regular_fetching import RegularFetching
from app.ui.services import Opened
from app.ui.tabs.calendar import CalendarTab
from app.ui.tabs.kinds import CALENDAR
from app.ui.widgets.labels import ElidedLabel
from tests.fakes.offices import MORNING, ZONE, Office, found_office
from tests.fakes.openings import FakeOpening
from tests.ui.conftest import Show
from tests.ui.on_screen import nameless, tab_walk, texts
from tests.ui.screens import picture


def test_the_frame_is_painted_before_anything_is_opened(face: Face, qtbot: QtBot) -> None:
    window = MainWindow(face, FakeOpening(None))
    qtbot.addWidget(window)
    window.show()
    assert "Szpalta" in texts(window)
    assert face.tasks.is_idle


def test_an_open_workspace_shows_its_name_and_today(show: Show, office: Office) -> None:
    window = show(office)
    shown = texts(window)
    assert window.windowTitle() == "Piekarnia Świt — Szpalta"
    for text in ("Piekarnia Świt", "Today", "Tuesday, 24 November 2026", "Going out today", "Waits for me"):
        assert text in shown
    assert "1 post waits for your review" in shown


def test_the_language_is_switched_at_once_and_remembered(show: Show, office: Office, face: Face, qtbot: QtBot) -> None:
    window = show(office)
    window.speak("pl")
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    shown = texts(window)
    assert "wtorek, 24 listopada 2026" in shown
    assert "Zaplanowany" in shown
    assert "Chleb na zakwasie" in shown
    assert "Tuesday, 24 November 2026" not in shown
    assert face.remembered.settings.language == "pl"
    window.speak("en")
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert "Tuesday, 24 November 2026" in texts(window)


def test_light_and_dark_are_switched_at_once_and_remembered(show: Show, office: Office, face: Face) -> None:
    window = show(office)
    grounds = []
    for theme in ("light", "dark"):
        window.look(theme)
        grounds.append(window.palette().color(QPalette.ColorRole.Window).name())
    assert grounds == ["#f4f5f7", "#14171d"]
    assert face.remembered.settings.theme == "dark"
    assert window.grab().toImage().pixelColor(5, 400).name() == "#14171d"


def test_what_was_opened_and_where_the_window_stood_is_remembered(show: Show, office: Office, face: Face) -> None:
    window = show(office)
    window.resize(1111, 777)
    window.close()
    kept = SettingsFile(face.remembered._file.path).load()
    assert [row.name for row in kept.workspaces] == ["Piekarnia Świt"]
    assert kept.window["geometry"]
    assert kept.window[f"acting:{office.address}"] == "anna@example.com"


@pytest.mark.parametrize("own", [True, False])
def test_a_workspace_opens_on_its_own_last_tab(show: Show, office: Office, face: Face, qtbot: QtBot, own: bool) -> None:
    """Another one, a new one say, begins with Today."""
    uid = office.app.workspaces.workspace().uid
    face.remembered.keep_window("tab", f"{uid if own else 'another'} {CALENDAR}")
    page = show(office).page
    assert page is not None
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert page.tab_bar.currentIndex() == (CALENDAR if own else 0)
    page.tab_bar.setCurrentIndex(CALENDAR)
    page.window().close()
    assert face.remembered.window("tab") == f"{uid} {CALENDAR}"


def test_a_damaged_memory_of_the_place_gives_the_first_size(face: Face, qtbot: QtBot) -> None:
    face.remembered.keep_window("geometry", "bm90IGEgZ2VvbWV0cnk=")
    window = MainWindow(face, FakeOpening(None))
    qtbot.addWidget(window)
    assert (window.width(), window.height()) == (1280, 800)


def test_a_workspace_that_does_not_open_is_told_on_the_first_page(face: Face, qtbot: QtBot) -> None:
    window = MainWindow(face, FakeOpening(None))
    qtbot.addWidget(window)
    window.show()
    window.start("/nowhere/office.szpalta")
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert isinstance(window.front, FirstStart)
    assert any("/nowhere/office.szpalta" in text or "store.missing" in text for text in texts(window))


def test_another_member_sees_what_waits_for_them(show: Show, office: Office, face: Face, qtbot: QtBot) -> None:
    window = show(office)
    assert "1 post waits for your review" in texts(window)
    assert office.editor.member_id is not None
    window.bar.member_chosen.emit(office.editor.member_id)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert "Nothing waits for your review" in texts(window)
    assert window.bar._person.text() == "PW"


def test_data_is_fetched_by_itself_and_calendars_are_kept_also_after_another_member_took_over(
    show: Show, office: Office, face: Face, qtbot: QtBot
) -> None:
    window = show(office)
    assert office.editor.member_id is not None
    window.bar.member_chosen.emit(office.editor.member_id)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert window.page is not None
    assert len(window.page.findChildren(RegularFetching)) == 1
    assert window.page.calendars._mark is not None


def test_names_from_outside_are_plain_text(tmp_path: Path, show: Show, face: Face, qtbot: QtBot) -> None:
    hostile = "<h1>Big</h1><img src='file:///etc/passwd'>"
    office = found_office(tmp_path, name=hostile, owner="<b>Anna</b> Nowak")
    from datetime import timedelta

    from tests.fakes.offices import MORNING

    office.post(office.editor, hostile, MORNING + timedelta(hours=1), submit=True)
    window = show(office)
    shown = [label for label in window.findChildren(QLabel) if label.isVisible() and label.text()]
    assert sum(hostile in label.text() for label in shown) >= 3
    for label in shown:
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
    for widget in (*shown, window.bar._person):
        assert "<img" not in widget.toolTip()
        assert "<b>" not in widget.toolTip()


def test_every_control_has_a_name(show: Show, office: Office, face: Face, qtbot: QtBot) -> None:
    window = show(office)
    assert nameless(window) == []
    window.start(None)
    first = window.front
    assert isinstance(first, FirstStart)
    assert nameless(window) == []
    qtbot.mouseClick(first.new.button, Qt.MouseButton.LeftButton)
    assert nameless(window) == []


def test_tab_goes_through_everything_and_comes_round(show: Show, office: Office) -> None:
    window = show(office)
    window.activateWindow()
    walk = tab_walk(window)
    names = [widget.accessibleName() for widget in walk]
    for name in ("Search", "Settings, language and look", "Tabs", "Reload", "Done: Zamówić mąkę"):
        assert name in names
    order = [names.index(name) for name in ("Tabs", "Reload", "Done: Zamówić mąkę")]
    assert order == sorted(order)
    assert len(walk) == len({id(widget) for widget in walk})


def test_the_search_field_switches_the_language(show: Show, office: Office, face: Face, qtbot: QtBot) -> None:
    window = show(office)
    window.activateWindow()
    window.bar.search.begin()
    qtbot.keyClicks(window.bar.search, "polski")
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert face.language.name == "pl"


@pytest.mark.parametrize("times", [4, pytest.param(100, marks=pytest.mark.soak)])
def test_windows_leave_nothing_alive(face: Face, office: Office, qapp: QApplication, qtbot: QtBot, times: int) -> None:
    before = {id(widget) for widget in QApplication.topLevelWidgets()}
    gone: list[weakref.ref[MainWindow]] = []
    for _ in range(times):
        window = MainWindow(face, FakeOpening(Opened(office.address, office.app)))
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()
        window.start(office.address)
        qtbot.waitUntil(lambda: face.tasks.is_idle)
        window.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gone.append(weakref.ref(window))
        del window
    face.tasks.jobs.clear()
    gc.collect()
    assert [ref for ref in gone if ref() is not None] == []
    assert [widget for widget in QApplication.topLevelWidgets() if id(widget) not in before] == []


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)], ids=["1280", "1920"])
def test_a_picture_of_the_window_can_be_taken(
    show: Show, office: Office, tmp_path: Path, size: tuple[int, int]
) -> None:
    window = show(office)
    window.resize(*size)
    file = tmp_path / "pictures" / "today.png"
    picture(window, file)
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("points", [9, 20])
def test_no_text_is_cut_at_great_sizes(
    office: Office, face: Face, qapp: QApplication, qtbot: QtBot, points: int
) -> None:
    usual = qapp.font()
    try:
        qapp.setFont(QFont(usual.family(), points))
        face.theme.use_text_size(points)
        window = MainWindow(face, FakeOpening(Opened(office.address, office.app)))
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        window.start(office.address)
        qtbot.waitUntil(lambda: "Makowiec" in texts(window))
        qtbot.waitUntil(lambda: face.tasks.is_idle)
        qapp.processEvents()
        cut = [
            label.text()
            for label in window.findChildren(QLabel)
            if label.isVisible() and label.text() and not isinstance(label, ElidedLabel) and _is_cut(label)
        ]
        assert cut == []
    finally:
        qapp.setFont(usual)
        face.theme.use_text_size(usual.pointSizeF())


def _is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height()
    hint = label.sizeHint()
    return hint.width() > label.width() or hint.height() > label.height()


def test_another_brand_is_shown_and_remembered(show: Show, office: Office, face: Face, qtbot: QtBot) -> None:
    other = office.app.workspaces.add_brand(office.owner, "Druga marka")
    window = show(office)
    assert window.bar.brand.isVisible()
    assert window.bar.brand.text() == "All brands"
    window.bar.brand_chosen.emit(other.id)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    page = window.page
    assert page is not None
    assert page.context.brand_id == other.id
    assert window.bar.brand.text() == "Druga marka"
    assert window.status.waiting.text() == "Nothing waits for your review"
    assert face.remembered.window(f"brand:{office.address}") == str(other.id)


def test_undo_goes_to_the_field_first_and_then_to_the_workspace(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    page = window.page
    assert page is not None
    undone: list[str] = []

    def undo() -> tuple[()]:
        undone.append("x")
        return ()

    page.undo.add("Moved", undo, undo)
    window.activateWindow()
    window.bar.search.setFocus()
    qtbot.keyClicks(window.bar.search, "abc")
    window.do("undo")
    assert window.bar.search.text() == ""
    assert undone == []
    page.tab_bar.setFocus()
    window.do("undo")
    qtbot.waitUntil(lambda: undone == ["x"])


def test_a_workspace_from_another_computer_is_taken_over_after_a_yes(office: Office, face: Face, qtbot: QtBot) -> None:
    from app.domain.errors import StoreProblem

    class Elsewhere(FakeOpening):
        def open(self, address: str) -> Opened:
            raise StoreProblem("store.other_machine", address=address)

        def take_over(self, address: str) -> Opened:
            return Opened(address, office.app)

    window = MainWindow(face, Elsewhere(None))
    qtbot.addWidget(window)
    window.show()
    window.start(office.address)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    first = window.front
    assert isinstance(first, FirstStart)
    assert first.take_over.isVisible()
    qtbot.mouseClick(first.take_over, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert window.page is not None


def test_what_waits_is_one_click_from_the_status_line(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    qtbot.mouseClick(window.status.waiting, Qt.MouseButton.LeftButton)
    assert window.page is not None
    assert window.page.tab_bar.currentIndex() == 2


def test_what_waits_follows_decisions_and_changes(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    page = window.page
    assert page is not None
    assert window.status.waiting.text() == "1 post waits for your review"
    page.show_tab(1)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    first, *_ = office.app.approval.queue(office.owner)
    office.app.approval.approve(office.owner, first.post.id)
    page.bus.tell(Change("post", first.post.id))
    qtbot.waitUntil(lambda: window.status.waiting.text() == "Nothing waits for your review")
    assert page.tab_bar.accessibleTabName(2) == "Approvals"
    page.show_tab(2)
    office.app.approval.undo_decision(office.owner, first.post.id)
    page.bus.tell(Change("post", first.post.id))
    qtbot.waitUntil(lambda: window.status.waiting.text() == "1 post waits for your review")


def test_who_acts_is_told_with_the_role(show: Show, office: Office, face: Face, qtbot: QtBot) -> None:
    window = show(office)
    assert window.bar._person.accessibleName() == "You are: Anna Nowak, Owner"
    assert "You are: Anna Nowak, Owner" in window.bar._person.toolTip()
    window.bar._person_menu.aboutToShow.emit()
    actions = [action for action in window.bar._person_menu.actions() if action.text()]
    assert [action.text() for action in actions if action.isChecked()] == ["Anna Nowak · Owner"]
    assert actions[-1].text() == "Members and roles"


def test_the_calendar_keeps_its_day_when_another_member_acts(
    show: Show, office: Office, face: Face, qtbot: QtBot
) -> None:
    window = show(office)
    assert window.page is not None
    before, day = window.page, date(2027, 2, 17)
    before.go(DayPlace(day))
    qtbot.waitUntil(lambda: face.tasks.is_idle and before.calendar_day() == day)
    assert office.editor.member_id is not None
    window.bar.member_chosen.emit(office.editor.member_id)
    qtbot.waitUntil(lambda: window.page is not before and window.front is window.page and face.tasks.is_idle)
    calendar = window.page.tab(CALENDAR)
    assert isinstance(calendar, CalendarTab)
    qtbot.waitUntil(lambda: calendar.board.stood_on() == day)


class LookingOpening(FakeOpening):
    """Has something to look at while a workspace is being opened."""

    def first_look(self, address: str, email: str | None) -> FirstLook | None:
        return FirstLook("Piekarnia Świt", ZONE, MORNING, MORNING.date(), ())


def test_a_workspace_is_opened_over_one_that_stands(face: Face, office: Office, qtbot: QtBot) -> None:
    window = MainWindow(face, LookingOpening(Opened(office.address, office.app)))
    qtbot.addWidget(window)
    window.show()
    for _ in range(2):
        window.start(office.address)
        qtbot.waitUntil(lambda: face.tasks.is_idle, timeout=30_000)
        assert window.front is window.page
        assert "Going out today" in texts(window)
