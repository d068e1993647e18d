"""What somebody may do with a post now: the one strong step, and the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.people import Right
from app.domain.workflow import PostState, actions_from

S = PostState
PUBLISH_NOW = "publish_now"
DECIDE = "decide"
RESUBMIT = "resubmit"
"""To review again what was sent back or rejected."""
ADD_PROFILE = "add_profile"
DUPLICATE = "duplicate"
TIMED = frozenset({S.APPROVED, S.SCHEDULED, S.ON_HOLD})
"""States from which a variant can be published at once."""
_STRONG: tuple[tuple[str, frozenset[PostState]], ...] = (
    ("submit", frozenset({S.IDEA, S.DRAFT})),
    (RESUBMIT, frozenset({S.CHANGES_REQUESTED, S.REJECTED})),
    (DECIDE, frozenset({S.IN_REVIEW})),
    ("schedule", frozenset({S.APPROVED})),
    ("release", frozenset({S.ON_HOLD})),
    ("reopen", frozenset({S.FAILED, S.EXPIRED, S.CANCELLED})),
)
_MENU = (
    "develop", "schedule", PUBLISH_NOW, "unschedule", "hold", "release", "withdraw_submission", DECIDE,
    "withdraw_approval", "reopen", DUPLICATE, "cancel",
)  # fmt: skip
_DECISIONS = frozenset({"approve", "request_changes", "reject"})


@dataclass(frozen=True, slots=True)
class Offer:
    """`strong` None: nothing is to be done now by this person. `others` in the order of the menu."""

    strong: str | None
    others: tuple[str, ...]


def offer(states: Iterable[PostState], rights: Iterable[Right], *, may_decide: bool) -> Offer:
    """For a post whose variants stand in `states` (none: it has no profile yet). `may_decide`: not one's own post."""
    there, held = list(states), frozenset(rights)
    if not there:
        return Offer(ADD_PROFILE if Right.WRITE in held else None, (DUPLICATE,) if Right.WRITE in held else ())
    possible = {name for state in there for name in actions_from(state, held)}
    if possible & _DECISIONS and may_decide:
        possible.add(DECIDE)
    if Right.SCHEDULE in held and any(state in TIMED for state in there):
        possible.add(PUBLISH_NOW)
    if Right.WRITE in held:
        possible |= {DUPLICATE, RESUBMIT}
    strong = next((name for name, sources in _STRONG if name in possible and sources & set(there)), None)
    return Offer(strong, tuple(name for name in _MENU if name in possible and name != strong))
