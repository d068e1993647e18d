"""The one transition table of a variant (a post as it goes to one profile), mission 7.2.

Who may do what stands here and nowhere else. `Right` None marks steps only the program takes.
A post's own state is derived from its variants (`derive_state`). What a person does to a variant that is publishing
also needs its delivery to stand still (waiting or leased, transition 15); `VariantSteps.take` sees to that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import Refused
from app.domain.people import Right


class PostState(StrEnum):
    IDEA = "idea"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    REJECTED = "rejected"
    ON_HOLD = "on_hold"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    FAILED = "failed"
    UNSURE = "unsure"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    REMOVED = "removed"


S = PostState


@dataclass(frozen=True, slots=True)
class Transition:
    action: str
    source: frozenset[PostState]
    target: PostState
    right: Right | None
    needs_reason: bool = False


_OPEN = frozenset(
    {
        S.IDEA,
        S.DRAFT,
        S.IN_REVIEW,
        S.CHANGES_REQUESTED,
        S.REJECTED,
        S.ON_HOLD,
        S.APPROVED,
        S.SCHEDULED,
        S.PUBLISHING,
        S.FAILED,
        S.EXPIRED,
    }
)


def _t(
    action: str, source: Iterable[PostState], target: PostState, right: Right | None, reason: bool = False
) -> Transition:
    return Transition(action, frozenset(source), target, right, reason)


TRANSITIONS: tuple[Transition, ...] = (
    # writing
    _t("develop", {S.IDEA}, S.DRAFT, Right.WRITE),
    _t("edit", {S.IDEA}, S.IDEA, Right.WRITE),
    _t("edit", {S.CHANGES_REQUESTED}, S.CHANGES_REQUESTED, Right.WRITE),
    _t(
        "edit",
        {
            S.DRAFT,
            S.IN_REVIEW,
            S.REJECTED,
            S.ON_HOLD,
            S.APPROVED,
            S.SCHEDULED,
            S.PUBLISHING,
            S.FAILED,
            S.EXPIRED,
            S.CANCELLED,
        },
        S.DRAFT,
        Right.WRITE,
    ),
    _t("reopen", {S.REJECTED, S.FAILED, S.EXPIRED, S.CANCELLED}, S.DRAFT, Right.WRITE),
    # review
    _t("submit", {S.IDEA, S.DRAFT, S.CHANGES_REQUESTED}, S.IN_REVIEW, Right.WRITE),
    _t("withdraw_submission", {S.IN_REVIEW}, S.DRAFT, Right.WRITE),
    _t("approve", {S.IN_REVIEW}, S.APPROVED, Right.APPROVE),
    _t("request_changes", {S.IN_REVIEW}, S.CHANGES_REQUESTED, Right.APPROVE, True),
    _t("reject", {S.IN_REVIEW}, S.REJECTED, Right.APPROVE, True),
    _t("withdraw_approval", {S.APPROVED, S.SCHEDULED, S.ON_HOLD, S.PUBLISHING}, S.IN_REVIEW, Right.APPROVE),
    _t("undo_decision", {S.CHANGES_REQUESTED, S.REJECTED}, S.IN_REVIEW, Right.APPROVE),
    # time
    _t("schedule", {S.APPROVED, S.SCHEDULED, S.ON_HOLD}, S.SCHEDULED, Right.SCHEDULE),
    _t("unschedule", {S.SCHEDULED}, S.APPROVED, Right.SCHEDULE),
    _t("hold", {S.APPROVED, S.SCHEDULED}, S.ON_HOLD, Right.SCHEDULE),
    _t("release", {S.ON_HOLD}, S.APPROVED, Right.SCHEDULE),
    _t("expire", {S.DRAFT, S.IN_REVIEW, S.CHANGES_REQUESTED}, S.EXPIRED, None),
    _t("cancel", _OPEN, S.CANCELLED, Right.WRITE),
    _t("restore", {S.CANCELLED}, S.APPROVED, Right.WRITE),
    _t("restore_scheduled", {S.CANCELLED}, S.SCHEDULED, Right.WRITE),
    # publishing, driven by the delivery
    _t("start", {S.SCHEDULED, S.ON_HOLD, S.UNSURE}, S.PUBLISHING, None),
    _t("put_back", {S.PUBLISHING}, S.SCHEDULED, None),
    _t("put_on_hold", {S.SCHEDULED, S.PUBLISHING, S.UNSURE}, S.ON_HOLD, None),
    _t("publish", {S.PUBLISHING, S.UNSURE}, S.PUBLISHED, None),
    _t("fail", {S.PUBLISHING}, S.FAILED, None),
    _t("doubt", {S.PUBLISHING}, S.UNSURE, None),
    _t("hand_over", {S.PUBLISHING}, S.UNSURE, None),
    _t("skip", {S.PUBLISHING, S.UNSURE, S.ON_HOLD, S.SCHEDULED}, S.CANCELLED, None),
    _t("remove", {S.PUBLISHED}, S.REMOVED, Right.APPROVE),
)


def transition(action: str, state: PostState) -> Transition:
    """The row for `action` out of `state`; raises `Refused` "post.wrong_state" when there is none."""
    for row in TRANSITIONS:
        if row.action == action and state in row.source:
            return row
    allowed = sorted(state.value for state in transition_sources(action))
    raise Refused("post.wrong_state", action=action, state=state.value, allowed=allowed)


def transition_sources(action: str) -> frozenset[PostState]:
    """The states `action` is possible in."""
    return frozenset(state for row in TRANSITIONS if row.action == action for state in row.source)


def actions_from(state: PostState, rights: Iterable[Right]) -> tuple[str, ...]:
    """What a person with `rights` may do out of `state`."""
    held = set(rights)
    return tuple(dict.fromkeys(row.action for row in TRANSITIONS if state in row.source and row.right in held))


_ATTENTION = (
    S.UNSURE,
    S.FAILED,
    S.PUBLISHING,
    S.CHANGES_REQUESTED,
    S.REJECTED,
    S.EXPIRED,
    S.ON_HOLD,
    S.IN_REVIEW,
    S.DRAFT,
    S.IDEA,
    S.APPROVED,
    S.SCHEDULED,
    S.PUBLISHED,
    S.REMOVED,
    S.CANCELLED,
)


def derive_state(variants: Iterable[PostState], without_variants: PostState = S.IDEA) -> tuple[PostState, bool]:
    """The post's state and whether it is only partly out.

    The variant that needs most attention decides; cancelled ones count only when all are.
    """
    states = set(variants)
    if not states:
        return without_variants, False
    partly = S.PUBLISHED in states and bool(states - {S.PUBLISHED, S.CANCELLED, S.REMOVED})
    return next(state for state in _ATTENTION if state in states), partly
