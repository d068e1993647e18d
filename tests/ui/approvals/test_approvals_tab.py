"""The post under review and what stands beside it; the tab as a whole."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import timedelta

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.services.planning import PostEdit
from app.ui.approvals.queue_model import Role as ItemRole
from app.ui.changes import Change
from app.ui.places import PostPlace, ReviewPlace
from app.ui.preview.post_text import PostText
from app.ui.tab_context import TabContext
from app.ui.tabs.approvals import ApprovalsTab
from tests.fakes.offices import MORNING, Office
from tests.ui.approvals.conftest import Wait
from tests.ui.approvals.on_tab import now_shown
from tests.ui.on_screen import nameless, texts

HOSTILE = "<h1>Big</h1><img src='file:///etc/passwd'>"


def test_the_first_post_is_shown_with_what_helps_to_decide(office: Office, context: TabContext, shown) -> None:
    tab = shown(context)
    assert now_shown(tab) == "Text of Makowiec"
    seen = texts(tab.side)
    assert "Text: 16 of 63,206 characters" in seen
    assert "Version 1 · Sent to review: Piotr Wilk, today, 8:30" in seen
    assert nameless(tab) == []


def test_a_post_without_a_title_is_headed_by_its_first_words(
    office: Office, context: TabContext, shown, settled: Wait
) -> None:
    post_id = office.post(office.editor, "Bułki", MORNING + timedelta(hours=1), submit=False)
    office.app.planning.edit(office.editor, post_id, PostEdit(title="", text="Ciepłe bułki z pieca " * 20))
    office.app.approval.submit(office.editor, post_id)
    tab = shown(context)
    tab.go(ReviewPlace(post_id))
    settled(tab)
    heading = tab.pane._title.text()
    assert heading.startswith("Ciepłe bułki") and heading.endswith("…") and len(heading) <= 90


def test_a_comment_is_kept_with_the_post(
    office: Office, context: TabContext, shown, settled: Wait, qtbot: QtBot
) -> None:
    tab = shown(context)
    tab.side.discussion.field.show_text("Dobre, jeszcze cena")
    tab.side.discussion.said.emit("Dobre, jeszcze cena")
    settled(tab)
    assert [row.text for row in office.app.planning.comments(office.owner, tab.list.post)] == ["Dobre, jeszcze cena"]
    qtbot.waitUntil(lambda: "Dobre, jeszcze cena" in texts(tab.side))


def test_changes_since_the_last_version_are_marked(office: Office, context: TabContext, shown, settled: Wait) -> None:
    tab = shown(context)
    number = tab.list.post
    office.app.approval.request_changes(office.owner, number, "Podaj cenę")
    office.app.planning.edit(office.editor, number, PostEdit(text="Text of Makowiec za 20 zł", link="https://a.pl/x"))
    office.app.approval.submit(office.editor, number)
    context.bus.tell(Change("post", number))
    settled(tab)
    label = next(text for text in tab.pane.preview.findChildren(PostText) if text.isVisible())
    assert label.accessibleDescription() == "Added: za 20 zł"
    assert "Also changed since version 1: link, format" in texts(tab.pane)
    tab.pane._changes.click()
    assert label.accessibleDescription() == ""


def test_each_profile_has_its_own_preview(
    office: Office, context: TabContext, shown, settled: Wait, qtbot: QtBot
) -> None:
    number = office.post(
        office.editor, "Dwa", MORNING + timedelta(hours=2), office.facebook, office.linkedin, submit=True
    )
    tab = shown(context)
    assert tab.list.post == number
    chips = [b for b in tab.pane._switches.findChildren(type(tab.pane._changes)) if b.isVisible()]
    qtbot.mouseClick(chips[1], Qt.MouseButton.LeftButton)
    assert "Text: 11 of 3,000 characters" in texts(tab.side)


def test_switching_the_language_keeps_what_is_typed_and_chosen(
    three: Office, context: TabContext, shown, settled: Wait
) -> None:
    tab = shown(context)
    QTest.keyClicks(tab.list, "j")
    settled(tab)
    QTest.keyClicks(tab.list, "c")
    QTest.keyClicks(tab.bar.field, "cena")
    context.face.language.choose("pl")
    tab.write()
    context.bus.tell(Change("post"))
    settled(tab)
    assert tab.bar.field.isVisible()
    assert tab.bar.field.text == "cena"
    assert now_shown(tab) == "Text of Bułki"


def test_many_openings_leave_nothing_alive(office: Office, context: TabContext, qtbot: QtBot) -> None:
    for _ in range(20):
        tab = ApprovalsTab(context)
        tab.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del tab
    gc.collect()
    assert [row for row in gc.get_objects() if isinstance(row, ApprovalsTab) and shiboken6.isValid(row)] == []


def test_open_in_calendar(office: Office, context: TabContext, shown, qtbot: QtBot) -> None:
    tab = shown(context)
    button = next(b for b in tab.pane.findChildren(QToolButton) if b.text() == "Open in calendar")
    with qtbot.waitSignal(tab.went) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [PostPlace(tab.list.post)]


def test_both_languages_and_hostile_words(office: Office, context: TabContext, shown, settled: Wait) -> None:
    office.post(office.editor, HOSTILE, MORNING + timedelta(hours=1), submit=True)
    tab = shown(context)
    assert HOSTILE in texts(tab)
    context.face.language.choose("pl")
    tab.write()
    settled(tab)
    assert "Do akceptacji" in texts(tab)
    assert tab.model.index(1).data(ItemRole.LINE).title == HOSTILE


def test_the_author_reads_why_a_post_came_back_and_goes_on_to_mend_it(
    office: Office, context_for: Callable[[Office], TabContext], shown, qtbot: QtBot
) -> None:
    back = office.post(office.owner, "Pączki", MORNING + timedelta(days=2), submit=True)
    office.app.approval.request_changes(office.editor, back, "Proszę dopisać cenę")
    tab = shown(context_for(office))
    assert not tab.bar.mend.isVisible()
    assert tab.list.choose(back)
    qtbot.waitUntil(tab.bar.mend.isVisible)
    assert tab.pane.returned.text == 'Piotr Wilk, today, 8:30: "Proszę dopisać cenę"'
    chip, link = (part.geometry().center().y() for part in (tab.pane._chip, tab.pane._calendar))
    assert abs(chip - link) <= 1, "side by side"
    assert tab.pane.returned.height() < 4 * tab.fontMetrics().height(), "as high as its words"
    assert "Change what was asked for, then send the post to review again." in texts(tab.bar)
    with qtbot.waitSignal(tab.went) as went:
        qtbot.mouseClick(tab.bar.mend, Qt.MouseButton.LeftButton)
    assert went.args[0] == PostPlace(back)
