from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.face import Face
from app.ui.main_window import MainWindow
from app.ui.search.model import SearchModel
from app.ui.search.rows import Row
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
    popup = field.popup
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
