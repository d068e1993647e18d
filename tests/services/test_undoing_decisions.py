"""Taking a decision back: who may, until when, and what is as before afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.delivery import DeliveryState
from app.domain.errors import NotPermitted, Refused
from app.domain.workflow import PostState
from app.services.planning import PostEdit
from tests.fakes.desk import HOUR, NOON, Desk

S = PostState


@pytest.mark.parametrize("action", ["approve", "request_changes", "reject"])
def test_a_decision_is_taken_back_as_a_step_of_its_own(any_desk: Desk, action: str) -> None:
    post = any_desk.in_review()
    if action == "approve":
        any_desk.approval.approve(any_desk.editor, post.id)
    else:
        getattr(any_desk.approval, action)(any_desk.editor, post.id, "Za długo")
    after = any_desk.approval.undo_decision(any_desk.editor, post.id)
    assert after.state is S.IN_REVIEW
    assert after.variants[0].approved_sha256 is None
    assert [row.decision for row in any_desk.approval.decisions(any_desk.owner, post.id)] == [action, "undo_decision"]
    undone = any_desk.planning.history(any_desk.owner, post.id)
    assert [row.facts["undone"] for row in undone if "undone" in row.facts] == [action]
    assert all(row.state is DeliveryState.CANCELLED for row in any_desk.deliveries(post))
    assert any_desk.approval.queue(any_desk.owner)[0].post.id == post.id
    assert any_desk.approval.approve(any_desk.editor, post.id).state is S.SCHEDULED
    assert any_desk.delivery(post).state is DeliveryState.SCHEDULED
    assert any_desk.chain_is_whole()


@pytest.mark.parametrize("action", ["approve", "request_changes", "reject"])
def test_it_has_waited_since_it_was_handed_in(desk: Desk, action: str) -> None:
    post = desk.in_review()
    before = desk.approval.queue(desk.owner)[0].waiting_since
    desk.clock.advance(timedelta(minutes=3))
    if action == "approve":
        desk.approval.approve(desk.editor, post.id)
    else:
        getattr(desk.approval, action)(desk.editor, post.id, "Za długo")
    desk.clock.advance(timedelta(minutes=1))
    desk.approval.undo_decision(desk.editor, post.id)
    assert desk.approval.queue(desk.owner)[0].waiting_since == before


def test_only_who_decided_or_the_owner_takes_it_back(desk: Desk) -> None:
    post = desk.scheduled()
    with pytest.raises(NotPermitted):
        desk.approval.undo_decision(desk.creator, post.id)
    other = desk.join("drugi", *desk.editor.member.roles[1])
    with pytest.raises(Refused, match=r"decision\.not_yours"):
        desk.approval.undo_decision(other, post.id)
    assert desk.approval.undo_decision(desk.owner, post.id).state is S.IN_REVIEW


def test_nothing_decided_nothing_undone(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"decision\.none"):
        desk.approval.undo_decision(desk.editor, desk.in_review().id)
    post = desk.scheduled()
    desk.approval.undo_decision(desk.editor, post.id)
    with pytest.raises(Refused, match=r"decision\.none"):
        desk.approval.undo_decision(desk.editor, post.id)


def test_not_once_something_has_happened_since(desk: Desk) -> None:
    changed = desk.in_review()
    desk.approval.request_changes(desk.editor, changed.id, "Za długo")
    desk.planning.edit(desk.creator, changed.id, PostEdit(text="Krócej"))
    moved = desk.scheduled("Inny")
    desk.scheduling.schedule(desk.editor, moved.id, desk.at(NOON + 5 * HOUR))
    for post in (changed, moved):
        with pytest.raises(Refused, match=r"decision\.changed_since"):
            desk.approval.undo_decision(desk.editor, post.id)
    assert desk.post(moved).state is S.SCHEDULED


def test_not_once_its_publication_has_left_its_place(desk: Desk) -> None:
    held = desk.scheduled()
    desk.scheduling.hold(desk.editor, held.id)
    out = desk.published("Drugi")
    for post in (held, out):
        with pytest.raises(Refused, match=r"decision\.left") as refused:
            desk.approval.undo_decision(desk.editor, post.id, (post.variants[0].profile_id,))
        assert refused.value.data == {"post": post.title or post.text}


def test_an_undone_approval_leaves_those_of_others(desk: Desk) -> None:
    desk.workspaces.edit_brand(desk.owner, 1, required_approvals=2)
    post = desk.in_review()
    desk.approval.approve(desk.editor, post.id)
    desk.clock.advance(timedelta(minutes=1))
    desk.approval.approve(desk.owner, post.id)
    assert desk.approval.undo_decision(desk.owner, post.id).state is S.IN_REVIEW
    item = desk.approval.queue(desk.owner)[0]
    assert (item.approvals, item.waits_for) == (1, (desk.owner.member_id,))
    assert desk.approval.approve(desk.owner, post.id).state is S.SCHEDULED


def test_a_first_approval_of_two_is_undone_too(desk: Desk) -> None:
    desk.workspaces.edit_brand(desk.owner, 1, required_approvals=2)
    post = desk.in_review()
    desk.approval.approve(desk.editor, post.id)
    number = post.variants[0].profile_id
    desk.approval.undo_decision(desk.editor, post.id, (number,))
    item = desk.approval.queue(desk.owner)[0]
    assert (item.approvals, len(item.waits_for)) == (0, 2)
    assert desk.history(post)[-1] == ("variant", "undo_decision")
