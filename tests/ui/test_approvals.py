"""The approvals tab as a person uses it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.domain.people import Actor, Role
from app.domain.workflow import PostState
from app.services.planning import PostEdit
from app.ui.approvals.queue_model import Role as ItemRole
from app.ui.changes import Change
from app.ui.places import PostPlace, ReviewPlace
from app.ui.preview.post_text import PostText
from app.ui.tab_context import TabContext
from app.ui.tabs.approvals import ApprovalsTab
from tests.fakes.offices import MORNING, Office, open_office
from tests.ui.on_screen import nameless, texts

Wait = Callable[[ApprovalsTab], None]
HOSTILE = "<h1>Big</h1><img src='file:///etc/passwd'>"


@pytest.fixture
def settled(qtbot: QtBot) -> Wait:
    """Waits until everything the tab asked for has come."""
    return lambda tab: qtbot.waitUntil(lambda: tab._face.tasks.is_idle)


@pytest.fixture
def shown(qtbot: QtBot, settled: Wait) -> Callable[[TabContext], ApprovalsTab]:
    def make(context: TabContext) -> ApprovalsTab:
        tab = ApprovalsTab(context)
        qtbot.addWidget(tab)
        tab.resize(1280, 760)
        tab.show()
        tab.activateWindow()
        qtbot.waitUntil(tab.isActiveWindow)
        tab.reload_if_stale()
        settled(tab)
        return tab

    return make


@pytest.fixture
def three(office: Office) -> Office:
    """ "Makowiec" in three hours, "Bułki" in two days and "Rogale" in five wait for the owner."""
    office.post(office.editor, "Bułki", MORNING + timedelta(days=2), submit=True)
    office.post(office.editor, "Rogale", MORNING + timedelta(days=5), submit=True)
    return office


def rows(tab: ApprovalsTab) -> list[str]:
    return [str(tab.model.index(row).data()) for row in range(tab.model.rowCount())]


def state(office: Office, post_id: int) -> PostState:
    return office.app.planning.post(office.owner, post_id).state


def now_shown(tab: ApprovalsTab) -> str:
    return next(text.text() for text in tab.pane.preview.findChildren(PostText) if text.isVisible())


def test_the_queue_stands_in_groups_by_urgency(three: Office, context: TabContext, shown, settled: Wait) -> None:
    back = three.post(three.editor, "Chałka", MORNING + timedelta(days=1), submit=True)
    three.app.approval.request_changes(three.owner, back, "Krócej")
    three.post(three.owner, "Własny", MORNING + timedelta(days=1), submit=True)
    tab = shown(context)
    tester = QAbstractItemModelTester(tab.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert rows(tab) == [
        "Waiting for me", "Makowiec", "Bułki", "Rogale", "Waiting for others", "Własny", "Changes requested", "Chałka",
    ]  # fmt: skip
    told = [tab.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (1, 5, 7)]
    assert told[0].replace("\u00a0", " ") == "Makowiec. Piotr Wilk. goes out today, 11:30. in 3 h"
    assert told[1].endswith("waits for: Piotr Wilk")
    assert told[2].endswith("Changes asked for by: Anna Nowak")
    tab.model.hide([back])
    tab.model.unhide([back])
    tab.write()
    settled(tab)
    assert len(rows(tab)) == 8
    tester.deleteLater()


def test_the_first_post_is_shown_with_what_helps_to_decide(office: Office, context: TabContext, shown) -> None:
    tab = shown(context)
    assert now_shown(tab) == "Text of Makowiec"
    seen = texts(tab.side)
    assert "Text: 16 of 63,206 characters" in seen
    assert "Version 1 · Sent to review: Piotr Wilk, today, 8:30" in seen
    assert nameless(tab) == []


@pytest.mark.parametrize(("key", "after"), [("A", PostState.SCHEDULED), (None, PostState.SCHEDULED)])
def test_an_approval_is_stored_and_the_next_is_there_at_once(
    three: Office, context: TabContext, shown, settled: Wait, qtbot: QtBot, key: str | None, after: PostState
) -> None:
    tab = shown(context)
    counts: list[int] = []
    tab.counted.connect(counts.append)
    number = tab.list.post
    if key:
        QTest.keyClicks(tab.list, key.lower())
    else:
        button = next(b for b in tab.bar.findChildren(QPushButton) if b.accessibleName() == "Approve")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert rows(tab)[1] == "Bułki"
    assert now_shown(tab) == "Text of Bułki"
    assert counts == [2]
    settled(tab)
    assert state(three, number) is after
    assert context.notices.isVisibleTo(context.notices.parentWidget())
    assert now_shown(tab) == "Text of Bułki"


def test_a_first_approval_of_two_says_that_another_is_needed(
    three: Office, context: TabContext, shown, settled: Wait
) -> None:
    three.app.workspaces.edit_brand(three.owner, three.facebook.brand_id, required_approvals=2)
    tab = shown(context)
    QTest.keyClicks(tab.list, "a")
    settled(tab)
    assert context.undo.undo_name == "Approved by you, another person has to approve it too: Makowiec"
    place = tab.model.row_of(tab.model.items[0].post_id)
    assert "1 of 2 approvals" in tab.model.index(place).data(Qt.ItemDataRole.AccessibleTextRole)


def test_undo_brings_the_post_back(three: Office, context: TabContext, shown, settled: Wait, qtbot: QtBot) -> None:
    tab = shown(context)
    number = tab.list.post
    QTest.keyClicks(tab.list, "a")
    settled(tab)
    assert context.undo.undo_name == "Approved: Makowiec"
    undo = next(b for b in context.notices.findChildren(QPushButton) if b.text() == "Undo")
    undo.click()
    settled(tab)
    assert state(three, number) is PostState.IN_REVIEW
    assert rows(tab)[1] == "Makowiec"
    assert tab.list.post == number
    context.undo.redo()
    settled(tab)
    assert state(three, number) is PostState.SCHEDULED


@pytest.mark.parametrize(
    ("key", "after"), [("c", PostState.CHANGES_REQUESTED), ("r", PostState.REJECTED)], ids=["changes", "reject"]
)
def test_a_no_asks_for_its_reason_in_place(
    three: Office, context: TabContext, shown, settled: Wait, key: str, after: PostState
) -> None:
    tab = shown(context)
    number = tab.list.post
    QTest.keyClicks(tab.list, key)
    assert tab.bar.field.isVisible()
    QTest.keyClicks(tab.bar.field, "jack, a car")
    assert state(three, number) is PostState.IN_REVIEW
    QTest.keyClick(tab.bar.field, Qt.Key.Key_Escape)
    assert not tab.bar.field.isVisible()
    QTest.keyClicks(tab.list, key)
    assert tab.bar.field.text == "jack, a car"
    QTest.keyClick(tab.bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(tab)
    assert state(three, number) is after
    assert three.app.approval.decisions(three.owner, number)[-1].reason == "jack, a car"


def test_an_empty_reason_sends_nothing(office: Office, context: TabContext, shown) -> None:
    tab = shown(context)
    QTest.keyClicks(tab.list, "r")
    QTest.keyClick(tab.bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert tab.bar.asking == "reject"
    assert context.face.tasks.is_idle
    assert "Write the reason first: the author needs it." in texts(tab.bar)
    assert tab.focusWidget() is tab.bar.field
    QTest.keyClicks(tab.bar.field, "a")
    assert "Write the reason first: the author needs it." not in texts(tab.bar)


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


def test_the_first_post_is_shown_with_the_heading_above_it(
    office: Office, context: TabContext, qtbot: QtBot, settled: Wait
) -> None:
    for day in range(1, 25):
        office.post(office.editor, f"Bułki {day}", MORNING + timedelta(days=day), submit=True)
    tab = ApprovalsTab(context)
    qtbot.addWidget(tab)
    tab.resize(1000, 90)
    tab.show()
    tab.reload_if_stale()
    settled(tab)
    tab.resize(1280, 760)
    qtbot.waitUntil(lambda: tab.list.height() > 500)
    assert tab.list.visualRect(tab.model.index(0)).top() == 0


def test_keys_go_through_the_queue(three: Office, context: TabContext, shown, settled: Wait) -> None:
    tab = shown(context)
    QTest.keyClicks(tab.side.discussion.send, "j")
    settled(tab)
    assert now_shown(tab) == "Text of Bułki"
    QTest.keyClick(tab.list, Qt.Key.Key_Down)
    settled(tab)
    assert now_shown(tab) == "Text of Rogale"
    QTest.keyClicks(tab.list, "jkk")
    settled(tab)
    assert now_shown(tab) == "Text of Makowiec"


def test_a_decision_that_is_refused_comes_back_with_a_sentence(
    three: Office, context: TabContext, shown, settled: Wait
) -> None:
    tab = shown(context)
    number = tab.list.post
    three.app.planning.edit(three.editor, number, PostEdit(text="Nowa treść"))
    QTest.keyClicks(tab.list, "a")
    assert "Makowiec" not in rows(tab)
    settled(tab)
    warned = [label.text() for label in context.notices.findChildren(QLabel)]
    assert any(text.startswith("This cannot be done") or "draft" in text.lower() for text in warned), warned
    assert rows(tab)[:2] == ["Waiting for me", "Bułki"]


def test_own_posts_say_who_decides(office: Office, context: TabContext, shown, settled: Wait) -> None:
    number = office.post(office.owner, "Własny", MORNING + timedelta(hours=30), submit=True)
    tab = shown(context)
    tab.go(ReviewPlace(number))
    settled(tab)
    assert (
        "This is your own work, so somebody else decides (four eyes). Waits for: Piotr Wilk, since today, 8:30"
        in texts(tab.bar)
    )
    QTest.keyClicks(tab.list, "a")
    assert state(office, number) is PostState.IN_REVIEW


def test_without_the_right_the_queue_is_there_to_read(
    office: Office, context_for: Callable[[Office], TabContext], shown
) -> None:
    viewer = office.app.members.add_member(
        office.owner, "Ola Gość", "ola@example.com", {office.facebook.brand_id: frozenset({Role.VIEWER})}
    )
    office.owner = Actor(viewer)
    tab = shown(context_for(office))
    assert rows(tab) == ["Stuck", "Makowiec"]
    assert any(text.startswith("You may read and comment here") for text in texts(tab.bar))
    assert not any(button.isVisible() for button in tab.bar.findChildren(QPushButton))


def test_an_empty_queue_says_so(tmp_path: Path, context_for: Callable[[Office], TabContext], shown) -> None:
    office = open_office(tmp_path)
    context = context_for(office)
    assert "Nothing waits" in texts(shown(context))
    office.app.close()


def test_nothing_for_me_tells_who_has_work(office: Office, context: TabContext, shown, settled: Wait) -> None:
    office.post(office.owner, "Własny", MORNING + timedelta(hours=30), submit=True)
    tab = shown(context)
    QTest.keyClicks(tab.list, "a")
    settled(tab)
    assert rows(tab)[:2] == ["Waiting for me", "Nothing waits for you. Others have work: Piotr Wilk (1)"]


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


def test_the_choice_stays_when_the_queue_is_read_again(
    three: Office, context: TabContext, shown, settled: Wait
) -> None:
    tab = shown(context)
    tab.list.step(1)
    settled(tab)
    three.post(three.editor, "Pierwszy", MORNING + timedelta(hours=1), submit=True)
    context.bus.tell(Change("post"))
    settled(tab)
    assert now_shown(tab) == "Text of Bułki"
    context.bus.tell(Change("persona"))
    assert context.face.tasks.is_idle


def test_a_place_that_is_not_in_the_queue_says_so(office: Office, context: TabContext, shown, settled: Wait) -> None:
    number = office.post(office.editor, "Szkic", MORNING + timedelta(hours=30))
    tab = shown(context)
    tab.go(ReviewPlace(number))
    settled(tab)
    assert context.notices._text.text() == "This post does not wait for a review now."
    assert now_shown(tab) == "Text of Makowiec"


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


def test_several_are_approved_together_with_one_summary(
    three: Office, context: TabContext, shown, settled: Wait
) -> None:
    tab = shown(context)
    first = tab.list.post
    QTest.keyClick(tab.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    settled(tab)
    assert "2 posts chosen" in texts(tab.bar)
    three.app.planning.edit(three.editor, first, PostEdit(text="Nowa treść"))
    QTest.keyClicks(tab.list, "a")
    settled(tab)
    told = [label.text() for label in context.notices.findChildren(QLabel)]
    assert any(text.startswith("1 approved, 1 not:\nMakowiec: ") for text in told)
    assert rows(tab) == ["Waiting for me", "Rogale"]


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


def test_what_was_rejected_lately_stands_last(office: Office, context: TabContext, shown) -> None:
    refused = office.post(office.editor, "Black Friday", MORNING + timedelta(hours=1), submit=True)
    office.app.approval.reject(office.owner, refused, "Nie nasz styl")
    tab = shown(context)
    assert rows(tab)[-2:] == ["Rejected posts", "Black Friday"]
    line = tab.model.index(tab.model.rowCount() - 1).data(ItemRole.LINE)
    assert line.about == "Rejected by: Anna Nowak"


def test_a_post_whose_decision_is_undone_by_key_is_chosen_again(
    three: Office, context: TabContext, shown, settled: Wait
) -> None:
    tab = shown(context)
    first = tab.list.post
    tab.bar.press("approve")
    settled(tab)
    assert tab.list.post != first
    context.undo.undo()
    settled(tab)
    assert tab.list.post == first
