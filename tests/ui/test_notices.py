from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.notices import Notices


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
