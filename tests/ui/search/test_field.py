from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.dashboards import OVERVIEW
from app.ui.dashboard.board import DashboardBoard
from app.ui.dashboard.kpi_dialog import KpiDialog
from app.ui.face import Face
from app.ui.main_window import MainWindow
from app.ui.places import PostPlace
from app.ui.post.panel import PostPanel
from app.ui.search.model import SearchModel
from app.ui.search.rows import Row
from app.ui.tabs.calendar import CalendarTab
from app.ui.tabs.kinds import CALENDAR
from tests.fakes.offices import Office
from tests.ui.conftest import Show


def look_for(window: MainWindow, text: str, qtbot: QtBot) -> list[str]:
    """Types into the search field as a person would and gives the titles listed."""
    field = window.bar.search
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)
    qtbot.waitUntil(lambda: field._found is not None and window.face.tasks.is_idle)
    return listed(window)


def listed(window: MainWindow) -> list[str]:
    """The titles in the list."""
    popup = window.bar.search.popup
    assert popup is not None
    assert popup.isVisible()
    return [str(popup.model.index(row).data()) for row in range(popup.model.rowCount())]


def test_a_post_is_found_by_a_word_without_polish_marks_and_opened(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    gone: list[object] = []
    window.bar.place_chosen.connect(gone.append)
    shown = look_for(window, "chleb", qtbot)
    assert shown[:2] == ["Posts", "Chleb na zakwasie"]
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert type(gone[0]).__name__ == "PostPlace"
    assert window.bar.search.text() == ""


def test_arrows_skip_headings_and_escape_closes(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    look_for(window, "s", qtbot)
    field = window.bar.search
    popup = field.popup
    assert popup is not None
    first = popup.list.currentIndex().row()
    for _ in range(popup.model.rowCount() * 2):
        qtbot.keyClick(field, Qt.Key.Key_Down)
        assert popup.model.row_at(popup.list.currentIndex()).do is not None
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert first == 1


@pytest.mark.parametrize("word", ["s", ""])
def test_escape_gives_the_keyboard_back_and_forgets_the_word(
    show: Show, office: Office, qtbot: QtBot, word: str
) -> None:
    window = show(office)
    window.activateWindow()
    assert window.page is not None
    window.page.tab_bar.setFocus()
    field = window.bar.search
    if word:
        look_for(window, word, qtbot)
    else:
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.page.tab_bar.hasFocus()
    assert field.text() == ""
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert listed(window)[0] == "Commands"


def test_a_click_elsewhere_and_another_shortcut_leave_the_field_empty(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    look_for(window, "chleb", qtbot)
    assert window.page is not None
    window.page.tab_bar.setFocus(Qt.FocusReason.MouseFocusReason)
    assert window.bar.search.text() == ""
    look_for(window, "chleb", qtbot)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert not window.bar.search.hasFocus()
    assert window.page.tab_bar.currentIndex() == CALENDAR


def test_what_the_tabs_do_is_found_in_polish(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    window.speak("pl")
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    for word, found in (
        ("tydzień", "Kalendarz: tydzień"),
        ("drukuj", "Drukuj kalendarz"),
        ("udostępnij", "Udostępnij .ics"),
        ("lista", "Kalendarz: lista"),
        ("piotr", "Pracuj jako: Piotr Wilk"),
        ("filar", "Nowy post z filarem treści"),
        ("nowa persona", "Nowa persona"),
        ("słownik", "Słownik wskaźników"),
        ("benchmark", "Typowe wartości"),
        ("nowy pulpit", "Nowy pulpit wyników"),
        ("powerpoint", "Pulpit wyników jako slajdy (PPTX)"),
    ):
        window.bar.search.clear()
        assert found in look_for(window, word, qtbot), word


def test_the_calendar_shows_the_week_that_was_asked_for(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    assert "Calendar: week" in look_for(window, "week", qtbot)
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(CalendarTab) is not None and window.face.tasks.is_idle)
    assert window.findChild(CalendarTab).board.shown == "week"


def test_a_dashboard_of_ones_own_is_found_and_shown(show: Show, office: Office, qtbot: QtBot) -> None:
    made = office.app.own_dashboards.create(office.owner, "Środa zarządu", OVERVIEW)
    window = show(office)
    assert "Środa zarządu" in look_for(window, "sroda zarz", qtbot)
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(DashboardBoard) is not None and window.face.tasks.is_idle)
    board = window.findChild(DashboardBoard)
    qtbot.waitUntil(lambda: board.loaded is not None)
    assert board.loaded.choice.key == made.key


def test_the_dictionary_is_found_where_there_are_no_figures_yet(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    assert "KPI dictionary" in look_for(window, "formula", qtbot)
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(KpiDialog) is not None)
    window.findChild(KpiDialog).close()


def test_a_member_is_found_and_takes_over(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    look_for(window, "piotr", qtbot)
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert window.bar._person.text() == "PW"


def test_a_pillar_is_found_and_chosen_in_the_open_post(show: Show, office: Office, qtbot: QtBot) -> None:
    office.app.workspaces.add_pillar(office.owner, office.facebook.brand_id, "Poradniki")
    window = show(office)
    assert look_for(window, "poradniki", qtbot)[:2] == ["Content pillars", "Poradniki"]
    number = office.app.search.find(office.owner, "makowiec").posts[0].id
    window.go(PostPlace(number))
    qtbot.waitUntil(lambda: window.findChild(PostPanel) is not None and window.face.tasks.is_idle)
    look_for(window, "pillar", qtbot)
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    one, _ = window.findChild(PostPanel).desk.composer.pickers.popovers
    assert one.isVisible()
    one.close()


def test_a_post_that_was_found_has_the_keyboard(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    look_for(window, "makowiec", qtbot)
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(PostPanel) is not None and window.face.tasks.is_idle)
    assert window.focusWidget() is window.findChild(PostPanel).desk.composer.card.text


def test_words_keep_their_room_in_the_list_after_the_theme_was_switched(
    show: Show, office: Office, qtbot: QtBot
) -> None:
    window = show(office)
    look_for(window, "zażółć", qtbot)
    popup = window.bar.search.popup
    assert popup is not None
    before = popup._nothing.mapTo(popup, popup._nothing.contentsRect().topLeft())
    window.look("dark")
    look_for(window, "zażółć", qtbot)
    assert popup._nothing.mapTo(popup, popup._nothing.contentsRect().topLeft()) == before
    assert before.x() >= 12


def test_a_command_is_found_by_another_word_for_it(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    window.speak("pl")
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert look_for(window, "importuj", qtbot) == ["Polecenia", "Wczytaj z pliku"]


def test_nothing_found_is_said_plainly(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    assert look_for(window, "zażółć", qtbot) == []
    popup = window.bar.search.popup
    assert popup is not None
    assert popup._nothing.text().startswith("Nothing found")


def test_the_model_keeps_qts_rules(face: Face, qapp: QApplication) -> None:
    model = SearchModel(face.language)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows([Row("Posts"), Row("One", do=lambda: None)])
    model.show_rows([])
    assert tester.model() is model
