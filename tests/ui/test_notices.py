from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.face import Face
from app.ui.notices import Notices
from app.ui.tabs.calendar import CalendarTab
from app.ui.tabs.kinds import CALENDAR
from app.ui.tabs.today import TodayTab
from app.ui.tokens import S
from tests.fakes.offices import Office
from tests.ui.conftest import Show


def shown_notices(qtbot: QtBot) -> tuple[QWidget, Notices]:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 600)
    notices = Notices(page)
    page.show()
    return page, notices


def test_the_newest_notice_replaces_the_one_before_and_both_are_kept(qtbot: QtBot) -> None:
    page, notices = shown_notices(qtbot)
    notices.say("Moved")
    notices.warn("<b>Refused</b>")
    assert notices.text == "<b>Refused</b>"
    assert [(row.text, row.trouble) for row in notices.kept] == [("Moved", False), ("<b>Refused</b>", True)]
    label = next(row for row in notices.findChildren(QLabel) if row.text() == "<b>Refused</b>")
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert page.rect().contains(notices.geometry())


def test_its_button_does_what_it_says_once_and_the_notice_goes(qtbot: QtBot) -> None:
    _page, notices = shown_notices(qtbot)
    done: list[str] = []
    notices.say("Moved", "Undo", lambda: done.append("undone"))
    button = next(row for row in notices.findChildren(QPushButton) if row.text() == "Undo")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert notices.text == ""


def test_a_long_notice_stays_inside_a_narrow_page(qtbot: QtBot) -> None:
    page, notices = shown_notices(qtbot)
    page.resize(380, 500)
    notices.warn("Tego posta nie można przenieść, bo już się ukazał na platformie. " * 4, "Pokaż post", lambda: None)
    assert page.rect().contains(notices.geometry())
    page.resize(500, 400)
    qtbot.waitUntil(lambda: bool(page.rect().contains(notices.geometry())))


def test_it_hides_neither_the_foot_of_a_post_nor_the_last_row_of_the_month(
    show: Show, office: Office, face: Face, qtbot: QtBot
) -> None:
    window = show(office)
    window.resize(1280, 800)
    page = window.page
    assert page is not None
    page.show_tab(CALENDAR)
    qtbot.waitUntil(lambda: face.tasks.is_idle, timeout=30_000)
    undone: list[str] = []
    page.notices.say("Moved to Thursday, 26 November, 12:30", "Undo", lambda: undone.append("undone"), close="Close")
    (shown,) = [row for row in page.findChildren(Notices) if row.isVisible()]
    for tab in page.findChildren(CalendarTab):
        assert not shown.geometry().intersects(QRect(tab.mapTo(page, QPoint()), tab.size()))
    assert shown.x() > page.tab_bar.geometry().right()
    page.tab_bar.setFocus()
    qtbot.keyClick(page.tab_bar, Qt.Key.Key_Tab)
    assert isinstance(window.focusWidget(), QPushButton)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert undone == ["undone"]


def test_beside_many_tabs_it_goes_below_them(qtbot: QtBot) -> None:
    page, notices = shown_notices(qtbot)
    strip = QWidget(page)
    tabs = QWidget(strip)
    strip.setGeometry(0, 0, 900, 40)
    tabs.setGeometry(0, 0, 700, 40)
    strip.show()
    notices.stand_beside(tabs, strip)
    notices.say("Moved to another day of the week")
    assert notices.geometry().top() >= strip.geometry().bottom()


def test_a_notice_that_stays_comes_back_until_it_is_answered(qtbot: QtBot) -> None:
    _page, notices = shown_notices(qtbot)
    done: list[str] = []
    notices.say("Text was kept", "Show it", lambda: done.append("shown"), stays=True)
    assert not notices._timer.isActive()
    notices.say("Moved")
    assert notices._timer.isActive()
    notices._timer.timeout.emit()
    assert notices.text == "Text was kept"
    assert [row.text for row in notices.kept] == ["Text was kept", "Moved"]
    button = next(row for row in notices.findChildren(QPushButton) if row.text() == "Show it")
    button.click()
    assert (done, notices.text) == (["shown"], "")
    notices.say("Moved")
    notices._timer.timeout.emit()
    assert notices.text == ""


def test_no_notice_moves_the_page_and_two_lines_cover_nothing_of_it(
    show: Show, office: Office, face: Face, qtbot: QtBot
) -> None:
    window = show(office)
    window.resize(1280, 800)
    page = window.page
    assert page is not None
    qtbot.waitUntil(lambda: face.tasks.is_idle, timeout=30_000)
    (notices,) = page.findChildren(Notices)
    (tab,) = page.findChildren(TodayTab)
    before = tab.mapTo(page, QPoint()).y()
    notices.say("Szpalta was not closed properly last time. " * 3, close="Close")
    assert notices._text.heightForWidth(notices._text.width()) > notices.fontMetrics().height()
    assert notices.geometry().bottom() < before + S  # pages begin with some air
    notices.say("Szpalta was not closed properly last time. " * 8, close="Close")
    window.resize(700, 800)
    qtbot.wait(20)
    assert tab.mapTo(page, QPoint()).y() == before
