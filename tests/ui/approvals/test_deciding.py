"""Approving, asking for changes and rejecting, one post or several, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.people import Actor, Role
from app.domain.workflow import PostState
from app.services.planning import PostEdit
from app.ui.places import ReviewPlace
from app.ui.tab_context import TabContext
from tests.fakes.offices import MORNING, Office
from tests.ui.approvals.conftest import Wait
from tests.ui.approvals.on_tab import now_shown, rows, state
from tests.ui.on_screen import texts


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
