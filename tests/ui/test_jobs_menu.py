from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.ui.jobs_menu import JobsList
from app.ui.main_window import MainWindow
from app.ui.recent_messages import MessageRow
from app.ui.tasks import Progress
from tests.fakes.offices import Office
from tests.ui.conftest import Show
from tests.ui.on_screen import nameless, texts


def opened(window: MainWindow) -> JobsList:
    window.bar.jobs.open_list()
    made = window.bar.jobs.jobs_list
    assert made is not None
    return made


def press(widget: JobsList, text: str, qtbot: QtBot) -> None:
    button = next(one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_running_work_shows_how_far_it_is_and_can_be_stopped(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    seen = threading.Event()

    def work(report: Progress) -> None:
        while True:
            report(0.4)
            seen.wait(0.01)

    window.face.tasks.run(window, work, title="Reading a file")
    qtbot.waitUntil(lambda: any(job.share == 0.4 for job in window.face.tasks.running))
    listed = opened(window)
    assert "Running: 40%" in texts(listed)
    assert nameless(listed) == []
    press(listed, "Stop", qtbot)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert any(text.startswith("Stopped") for text in texts(listed))
    press(listed, "Clear finished", qtbot)
    assert window.face.tasks.jobs == []
    listed.close()


def test_failed_work_says_why(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)

    def work(report: Progress) -> None:
        raise FileNotFoundError(2, "No such file", "posts.csv")

    window.face.tasks.run(window, work, failed=lambda error: None, title="Reading a file")
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    chosen: list[object] = []
    window.bar.error_chosen.connect(chosen.append)
    listed = opened(window)
    assert any("posts.csv" in text for text in texts(listed))
    press(listed, "Details", qtbot)
    assert isinstance(chosen[0], FileNotFoundError)


def test_what_was_said_can_be_read_again(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    page = window.page
    assert page is not None
    qtbot.waitUntil(lambda: window.bar.jobs.messages._from is page.notices)
    page.notices.say("The post was moved")
    page.notices.warn("<b>posts.csv</b> cannot be read")
    assert window.bar.jobs.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    listed = opened(window)
    assert {"Recent messages", "The post was moved", "<b>posts.csv</b> cannot be read"} <= set(texts(listed))
    rows = sorted(listed.findChildren(MessageRow), key=lambda row: row.y())
    assert [row.accessibleName().split(", ", 1)[1] for row in rows] == [
        "Trouble: <b>posts.csv</b> cannot be read",
        "Done: The post was moved",
    ]
    rows[0].setFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert listed.focusWidget() is rows[1]
    assert nameless(listed) == []
    page.notices.say("Saved")
    qtbot.waitUntil(lambda: "Saved" in texts(listed))
    assert listed.focusWidget() is rows[1]
    qtbot.keyClick(rows[1], Qt.Key.Key_Up)
    qtbot.keyClick(rows[0], Qt.Key.Key_Up)
    newest = listed.focusWidget()
    assert newest is not None and newest.accessibleName().endswith("Done: Saved")
    listed.close()


def test_messages_outlive_another_brand_and_end_with_the_workspace(show: Show, office: Office, qtbot: QtBot) -> None:
    other = office.app.workspaces.add_brand(office.owner, "Druga marka")
    window = show(office)
    page, said = window.page, window.bar.jobs.messages
    assert page is not None
    page.notices.say("The post was moved")
    window.show_brand(other.id)
    qtbot.waitUntil(lambda: window.page is not page and window.page is not None and said._from is window.page.notices)
    assert [row.text for row in said.kept] == ["The post was moved"]
    window.leave()
    assert said.kept == ()


def test_a_message_that_waits_for_an_answer_leads_there(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    page = window.page
    assert page is not None
    qtbot.waitUntil(lambda: window.bar.jobs.messages._from is page.notices)
    done: list[str] = []
    page.notices.say("Text was kept", "Show it", lambda: done.append("shown"), stays=True)
    listed = opened(window)
    row = listed.findChild(MessageRow)
    assert row.accessibleName().endswith("Text was kept Show it")
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert (done, page.notices.text) == (["shown"], "")
    qtbot.waitUntil(lambda: window.findChild(JobsList) is None)
