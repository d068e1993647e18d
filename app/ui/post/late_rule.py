"""What becomes of a post should its time pass before it can go out: chosen beside the time, once it is approved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from app.domain.delivery import Delivery, DeliveryState
from app.domain.lateness import LatePolicy
from app.ui.post.session import PostSession
from app.ui.tab_context import TabContext

_WAITING = (DeliveryState.SCHEDULED, DeliveryState.HELD)


@dataclass(frozen=True, slots=True)
class LateRule:
    """Values of `LatePolicy`; `post` is empty where its profiles differ."""

    post: str
    brand: str


def late_rule(session: PostSession, profile_id: int | None) -> LateRule | None:
    """Of a profile, or of all; None while nothing waits for its time."""
    rules = {row.late_policy for row in _waiting(session, profile_id).values()}
    return LateRule(rules.pop() if len(rules) == 1 else "", session.page.brand.late_policy) if rules else None


def set_late_rule(context: TabContext, session: PostSession, policy: str, profile_id: int | None) -> None:
    """Undone profile by profile: they may have differed."""
    scheduling, before = context.services.scheduling, _waiting(session, profile_id)
    keep = partial(scheduling.set_late_policy, context.actor)

    def undo(number: int) -> None:
        for one, row in before.items():
            keep(number, LatePolicy(row.late_policy), (one,))

    name = context.face.language.words.t("New rule for being late")
    session.change(name, lambda number: keep(number, LatePolicy(policy), tuple(before)), undo)


def _waiting(session: PostSession, profile_id: int | None) -> dict[int, Delivery]:
    return {
        number: row
        for number, row in session.page.deliveries.items()
        if row.state in _WAITING and profile_id in (None, number)
    }
