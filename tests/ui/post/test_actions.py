from __future__ import annotations

import pytest

from app.domain.people import RIGHTS, Role
from app.domain.workflow import PostState
from app.ui.post.actions import ADD_PROFILE, DECIDE, PUBLISH_NOW, RESUBMIT, offer

S = PostState


@pytest.mark.parametrize(
    ("state", "role", "strong"),
    [
        (S.DRAFT, Role.CREATOR, "submit"),
        (S.CHANGES_REQUESTED, Role.CREATOR, RESUBMIT),
        (S.REJECTED, Role.CREATOR, RESUBMIT),
        (S.IN_REVIEW, Role.CREATOR, None),
        (S.IN_REVIEW, Role.EDITOR, DECIDE),
        (S.APPROVED, Role.CREATOR, "schedule"),
        (S.SCHEDULED, Role.CREATOR, None),
        (S.ON_HOLD, Role.CREATOR, "release"),
        (S.FAILED, Role.CREATOR, "reopen"),
        (S.PUBLISHED, Role.OWNER, None),
        (S.DRAFT, Role.VIEWER, None),
    ],
)
def test_one_strong_step_by_state_and_rights(state: PostState, role: Role, strong: str | None) -> None:
    assert offer([state], RIGHTS[role], may_decide=True).strong == strong


def test_nothing_is_offered_that_the_rights_do_not_allow() -> None:
    assert offer([S.SCHEDULED], RIGHTS[Role.VIEWER], may_decide=False).others == ()
    assert PUBLISH_NOW in offer([S.SCHEDULED], RIGHTS[Role.CREATOR], may_decide=False).others
    assert PUBLISH_NOW not in offer([S.DRAFT], RIGHTS[Role.OWNER], may_decide=False).others


def test_without_a_profile_one_is_chosen_first() -> None:
    assert offer([], RIGHTS[Role.CREATOR], may_decide=False).strong == ADD_PROFILE


def test_the_own_post_is_not_decided() -> None:
    assert offer([S.IN_REVIEW], RIGHTS[Role.EDITOR], may_decide=False).strong is None
