from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from app.domain.networks import Connection, Network
from app.domain.people import Actor
from app.main import Doors
from app.system.paths import Paths
from app.ui.face import Face
from app.ui.first_start import FirstStart
from app.ui.main_window import MainWindow
from tests.ui.on_screen import texts


@pytest.fixture
def window(face: Face, paths: Paths, qtbot: QtBot) -> MainWindow:
    made = MainWindow(face, Doors(paths))
    qtbot.addWidget(made)
    made.show()
    made.start(None)
    return made


def first(window: MainWindow) -> FirstStart:
    assert isinstance(window.front, FirstStart)
    return window.front


def answer(page: FirstStart, name: str, email: str, qtbot: QtBot) -> None:
    """Answers as a person would; typed letters beyond ASCII come through the input method, so they are set."""
    qtbot.mouseClick(page.new.button, Qt.MouseButton.LeftButton)
    page.questions.name.setText(name)
    page.questions.owner_name.setText("Łucja Żak")
    page.questions.owner_email.setText(email)
    page.questions._rows[0].handle.setText("@palarnia")
    qtbot.mouseClick(page.questions.make, Qt.MouseButton.LeftButton)


def test_the_four_ways_to_begin_and_why_one_is_closed(window: MainWindow) -> None:
    page, shown = first(window), texts(window)
    for text in ("Try the demo", "New workspace", "Open a workspace", "Team server"):
        assert text in shown
    assert not page.server.button.isEnabled()
    assert any("not built yet" in text for text in shown)


def test_three_answers_make_a_workspace(window: MainWindow, face: Face, paths: Paths, qtbot: QtBot) -> None:
    answer(first(window), "Palarnia Żółw", "lucja@example.com", qtbot)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert window.page is not None
    assert window.windowTitle() == "Palarnia Żółw — Szpalta"
    assert (paths.workspaces / "Palarnia Żółw.szpalta").is_file()
    here = window._here
    assert here is not None
    assert here.workspace.zone == "Europe/Warsaw"
    assert here.workspace.country == "PL"
    assert [(p.network, p.handle, p.connection) for p in here.opened.services.profiles.profiles(Actor())] == [
        (Network.FACEBOOK, "@palarnia", Connection.NONE)
    ]
    assert "Nothing goes out today." in texts(window)


def test_a_wrong_answer_is_told_beside_the_questions_and_leaves_no_file(
    window: MainWindow, face: Face, paths: Paths, qtbot: QtBot
) -> None:
    answer(first(window), "Palarnia", "not an address", qtbot)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert any("not an address is not an e-mail address" in text for text in texts(window))
    assert not paths.workspaces.exists()
    page = first(window)
    page.questions.owner_email.setText("lucja@example.com")
    qtbot.mouseClick(page.questions.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert window.page is not None


def test_what_is_missing_is_marked_where_it_is_and_begins_nothing(window: MainWindow, face: Face, qtbot: QtBot) -> None:
    window.speak("pl")
    window.activateWindow()
    page = first(window)
    questions = page.questions
    qtbot.mouseClick(page.new.button, Qt.MouseButton.LeftButton)
    questions.owner_name.setText("Łucja Żak")
    place = questions.make.mapTo(window, questions.make.rect().topLeft())
    for field, told in ((questions.name, "Brakuje nazwy"), (questions.owner_email, "Brakuje twojego adresu e-mail")):
        qtbot.keyClick(questions.name, Qt.Key.Key_Return)
        assert any(text.startswith(told) for text in texts(window))
        assert window.focusWidget() is field
        assert field.property("wrong")
        assert questions.make.mapTo(window, questions.make.rect().topLeft()) == place
        qtbot.keyClicks(field, "Palarnia")
        assert not field.property("wrong")
        assert not any(text.startswith(told) for text in texts(window))
    qtbot.keyClick(questions.name, Qt.Key.Key_Return)
    assert any("Palarnia" in text and "e-mail" in text for text in texts(window))
    assert face.tasks.jobs == []
    questions.owner_email.setText("lucja@example.com")
    qtbot.keyClick(questions.owner_email, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page is not None and face.tasks.is_idle)
    assert window.windowTitle() == "Palarnia — Szpalta"


def test_a_country_brings_its_zones(window: MainWindow, qtbot: QtBot) -> None:
    page = first(window)
    qtbot.mouseClick(page.new.button, Qt.MouseButton.LeftButton)
    questions = page.questions
    assert questions.zone.currentData() == "Europe/Warsaw"
    questions.country.setCurrentIndex(questions.country.findData("PT"))
    zones = {questions.zone.itemData(place) for place in range(questions.zone.count())}
    assert zones >= {"Europe/Lisbon", "Atlantic/Azores"}
    assert "Europe/Warsaw" not in zones


def test_the_language_is_switched_without_losing_answers(window: MainWindow, qtbot: QtBot) -> None:
    page = first(window)
    qtbot.mouseClick(page.new.button, Qt.MouseButton.LeftButton)
    page.questions.name.setText("Palarnia Żółw")
    page.questions.country.setCurrentIndex(page.questions.country.findData("DE"))
    window.speak("pl")
    assert page.questions.name.text() == "Palarnia Żółw"
    assert page.questions.country.currentText() == "Niemcy"
    assert page.questions.zone.currentData() == "Europe/Berlin"
    window.speak("en")
    assert page.questions.country.currentText() == "Germany"


def test_profiles_can_be_added_and_left_out(window: MainWindow, qtbot: QtBot) -> None:
    page = first(window)
    qtbot.mouseClick(page.new.button, Qt.MouseButton.LeftButton)
    questions = page.questions
    qtbot.mouseClick(questions.more, Qt.MouseButton.LeftButton)
    assert len(questions._rows) == 4
    qtbot.mouseClick(questions._rows[0].remove, Qt.MouseButton.LeftButton)
    questions._rows[0].handle.setText("zurawie")
    questions.practice.setChecked(True)
    assert [(row.network, row.handle, row.connection) for row in questions.answers().profiles] == [
        (Network.INSTAGRAM, "zurawie", Connection.PRACTICE)
    ]


def test_what_was_opened_before_is_one_click_away(
    window: MainWindow, face: Face, paths: Paths, qtbot: QtBot, tmp_path: Path
) -> None:
    answer(first(window), "Palarnia", "lucja@example.com", qtbot)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    window.do("leave")
    assert "Opened before" in texts(window)
    assert window.windowTitle() == "Szpalta"
    place = str(paths.workspaces / "Palarnia.szpalta")
    assert place in texts(window)
    first(window).address_chosen.emit(place)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert window.windowTitle() == "Palarnia — Szpalta"


def test_from_the_first_page_escape_leads_back_to_the_workspace(
    window: MainWindow, face: Face, paths: Paths, qtbot: QtBot
) -> None:
    assert not first(window).back.isVisible()
    answer(first(window), "Palarnia & syn", "lucja@example.com", qtbot)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    window.do("leave")
    assert first(window).back.isVisible() and first(window).back.text() == "Back to Palarnia && syn"
    qtbot.keyClick(first(window).demo.button, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.windowTitle() == "Palarnia & syn — Szpalta")


def test_while_something_is_opened_it_says_so_and_takes_no_second_click(window: MainWindow) -> None:
    page = first(window)
    place, inside = page.new.pos(), page.demo.height()
    page.demo.button.setFocus()
    page._asked = page.demo
    page.set_busy("Making the demo… 50%")
    assert "Making the demo… 50%" in texts(window)
    assert not page.demo.button.isEnabled()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert (page.new.pos(), page.demo.height()) == (place, inside)
    page.say_problem("The disk is full.")
    assert page.demo.button.isEnabled() and window.focusWidget() is page.demo.button
    assert "The disk is full." in texts(page.demo)
    assert "The disk is full." in texts(window)
    assert "Making the demo… 50%" not in texts(window)


def test_making_the_demo_shows_how_far_it_is_and_can_be_stopped(
    window: MainWindow, face: Face, paths: Paths, qtbot: QtBot
) -> None:
    page = first(window)
    qtbot.mouseClick(page.demo.button, Qt.MouseButton.LeftButton)
    assert not page.demo.button.isEnabled()
    (job,) = face.tasks.running
    qtbot.waitUntil(lambda: bool(job.share))
    assert multiprocessing.active_children() != []
    assert any("%" in text for text in texts(window))
    job.handle.cancel()
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert page.demo.button.isEnabled() and first(window) is page
    assert multiprocessing.active_children() == []
    assert list(paths.demo.parent.iterdir()) == []
