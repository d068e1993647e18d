"""The one transition table: nothing outside it is possible, for anybody."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.delivery import DELIVERY_TRANSITIONS, SHOWN_AS, TERMINAL, DeliveryState, check_move
from app.domain.errors import Refused
from app.domain.people import RIGHTS, Right, Role
from app.domain.workflow import TRANSITIONS, PostState, actions_from, derive_state, transition

S, D = PostState, DeliveryState

PERSON: dict[str, dict[str, str]] = {
    # action: state -> what it becomes
    "develop": {"idea": "draft"},
    "edit": {
        "idea": "idea",
        "changes_requested": "changes_requested",
        **dict.fromkeys(["draft", "in_review", "rejected", "on_hold", "approved", "scheduled"], "draft"),
        **dict.fromkeys(["publishing", "failed", "expired", "cancelled"], "draft"),
    },
    "reopen": dict.fromkeys(["rejected", "failed", "expired", "cancelled"], "draft"),
    "submit": dict.fromkeys(["idea", "draft", "changes_requested"], "in_review"),
    "withdraw_submission": {"in_review": "draft"},
    "approve": {"in_review": "approved"},
    "request_changes": {"in_review": "changes_requested"},
    "reject": {"in_review": "rejected"},
    "withdraw_approval": dict.fromkeys(["approved", "scheduled", "on_hold", "publishing"], "in_review"),
    "undo_decision": dict.fromkeys(["changes_requested", "rejected"], "in_review"),
    "schedule": dict.fromkeys(["approved", "scheduled", "on_hold"], "scheduled"),
    "unschedule": {"scheduled": "approved"},
    "hold": dict.fromkeys(["approved", "scheduled"], "on_hold"),
    "release": {"on_hold": "approved"},
    "cancel": dict.fromkeys(
        [
            "idea",
            "draft",
            "in_review",
            "changes_requested",
            "rejected",
            "on_hold",
            "approved",
            "scheduled",
            "publishing",
            "failed",
            "expired",
        ],
        "cancelled",
    ),
    "restore": {"cancelled": "approved"},
    "restore_scheduled": {"cancelled": "scheduled"},
    "remove": {"published": "removed"},
}
PROGRAM: dict[str, dict[str, str]] = {
    "expire": dict.fromkeys(["draft", "in_review", "changes_requested"], "expired"),
    "start": dict.fromkeys(["scheduled", "on_hold", "unsure"], "publishing"),
    "put_back": {"publishing": "scheduled"},
    "put_on_hold": dict.fromkeys(["scheduled", "publishing", "unsure"], "on_hold"),
    "publish": dict.fromkeys(["publishing", "unsure"], "published"),
    "fail": {"publishing": "failed"},
    "doubt": {"publishing": "unsure"},
    "hand_over": {"publishing": "unsure"},
    "skip": dict.fromkeys(["publishing", "unsure", "on_hold", "scheduled"], "cancelled"),
}
DECIDING = {"approve", "request_changes", "reject", "withdraw_approval", "undo_decision", "remove"}
TIMING = {"schedule", "unschedule", "hold", "release"}


@pytest.mark.parametrize(("action", "state"), list(product(PERSON | PROGRAM, S)))
def test_the_table_row_by_row(action: str, state: PostState) -> None:
    target = (PERSON | PROGRAM)[action].get(state.value)
    if target is None:
        with pytest.raises(Refused, match=r"post\.wrong_state"):
            transition(action, state)
    else:
        assert transition(action, state).target.value == target


def test_there_is_no_other_action_and_no_state_with_two_ways() -> None:
    assert {row.action for row in TRANSITIONS} == set(PERSON | PROGRAM)
    pairs = [(row.action, state) for row in TRANSITIONS for state in row.source]
    assert len(pairs) == len(set(pairs))
    with pytest.raises(Refused):
        transition("publish_all", S.DRAFT)


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.action}-{row.target}")
def test_who_may_and_who_must_say_why(row) -> None:
    expected = {**dict.fromkeys(DECIDING, Right.APPROVE), **dict.fromkeys(TIMING, Right.SCHEDULE)}
    expected |= dict.fromkeys(PROGRAM)
    assert row.right == expected.get(row.action, Right.WRITE)
    assert row.needs_reason == (row.action in ("request_changes", "reject"))


@pytest.mark.parametrize(("role", "state"), list(product(Role, S)))
def test_what_a_role_is_offered(role: Role, state: PostState) -> None:
    offered = set(actions_from(state, RIGHTS[role]))
    possible = {action for action, rows in PERSON.items() if state.value in rows}
    if role is Role.VIEWER:
        assert offered == set()
    elif role is Role.CREATOR:
        assert offered == possible - DECIDING
    else:
        assert offered == possible


def test_every_state_is_reached_and_none_but_the_last_is_a_dead_end() -> None:
    assert {row.target for row in TRANSITIONS} == set(S)
    ends = {state for state in S if not any(state in row.source for row in TRANSITIONS)}
    assert ends == {S.REMOVED}


# the post's own state
@pytest.mark.parametrize(
    ("variants", "state", "partly"),
    [
        ([], S.DRAFT, False),
        ([S.SCHEDULED], S.SCHEDULED, False),
        ([S.PUBLISHED, S.PUBLISHED], S.PUBLISHED, False),
        ([S.PUBLISHED, S.SCHEDULED], S.SCHEDULED, True),
        ([S.PUBLISHED, S.FAILED], S.FAILED, True),
        ([S.PUBLISHED, S.UNSURE], S.UNSURE, True),
        ([S.PUBLISHED, S.CANCELLED], S.PUBLISHED, False),
        ([S.PUBLISHED, S.REMOVED], S.PUBLISHED, False),
        ([S.CANCELLED, S.CANCELLED], S.CANCELLED, False),
        ([S.APPROVED, S.IN_REVIEW, S.DRAFT], S.IN_REVIEW, False),
        ([S.FAILED, S.UNSURE], S.UNSURE, False),
    ],
)
def test_the_state_of_a_post(variants: list[PostState], state: PostState, partly: bool) -> None:
    assert derive_state(variants, S.DRAFT) == (state, partly)


@given(st.lists(st.sampled_from(S), min_size=1))
def test_a_post_always_has_a_state_of_one_of_its_variants(variants: list[PostState]) -> None:
    state, partly = derive_state(variants)
    assert state in variants
    assert derive_state(reversed(variants)) == (state, partly)
    assert not partly or S.PUBLISHED in variants
    assert (state is S.CANCELLED) == (set(variants) == {S.CANCELLED})


# deliveries
@pytest.mark.parametrize(("source", "target"), list(product(D, D)))
def test_moves_of_a_delivery(source: DeliveryState, target: DeliveryState) -> None:
    allowed = any(source in a and target in b for a, b in DELIVERY_TRANSITIONS.values())
    if allowed:
        check_move(source, target)
    else:
        with pytest.raises(Refused, match=r"delivery\.wrong_state"):
            check_move(source, target)


def test_nothing_leaves_an_end_and_what_is_sent_came_from_sending_or_a_person() -> None:
    for sources, _ in DELIVERY_TRANSITIONS.values():
        assert not sources & TERMINAL
    before = {state for sources, targets in DELIVERY_TRANSITIONS.values() for state in sources if D.SENT in targets}
    assert before == {D.SENDING, D.RECONCILE, D.NEEDS_HUMAN}
    sending = {state for sources, targets in DELIVERY_TRANSITIONS.values() for state in sources if D.SENDING in targets}
    assert sending == {D.LEASED, D.SENDING}, "from one step to the next"


def test_every_delivery_shows_as_a_state_of_its_variant() -> None:
    assert set(SHOWN_AS) == set(D)
