"""What keeps a post back whose time has come or that is on hold, and what to do about it."""

from __future__ import annotations

from app.domain.connecting import NEEDS_RECONNECT
from app.domain.delivery import Delivery, DeliveryState
from app.domain.workflow import PostState
from app.system.labels import delivery_reason
from app.ui.language import Language
from app.ui.post.session import PostSession

_STATES = {
    DeliveryState.HELD: PostState.ON_HOLD,
    DeliveryState.RETRY_WAIT: PostState.PUBLISHING,
    DeliveryState.RECONCILE: PostState.PUBLISHING,
}
RECONNECT = frozenset({NEEDS_RECONNECT, "no_connection", "connection.none", "connection.sign_in"})
"""Reasons that end when the profile is connected."""


def kept_back(session: PostSession, number: int) -> Delivery | None:
    """The publication to a profile that waits for a reason; None: nothing keeps it."""
    delivery = session.page.deliveries.get(number)
    if delivery is None or not delivery.reason or _STATES.get(delivery.state) is not session.state(number):
        return None
    return delivery


def kept_back_words(delivery: Delivery, profile: str, session: PostSession, language: Language) -> str:
    words, reason = language.words, delivery_reason(delivery.reason or "", language.words)
    if delivery.reason in RECONNECT:
        return words.t(
            "{profile}: it waits, because {reason}. Connect the profile; the post then goes out if its time allows.",
            profile=profile, reason=reason,
        )  # fmt: skip
    if delivery.state is DeliveryState.HELD:
        return words.t(
            "{profile}: on hold, because {reason}. Resume it or give it another time.", profile=profile, reason=reason
        )
    if delivery.state is DeliveryState.RECONCILE:
        return words.t(
            "{profile}: it was sent, but {reason}. Szpalta looks by itself whether it is out and does not send it twice.",
            profile=profile, reason=reason,
        )  # fmt: skip
    when = language.formats.moment(delivery.next_at, session.page.now) if delivery.next_at else "–"
    return words.t(
        "{profile}: not out yet, because {reason}. Szpalta tries again by itself: {when}.",
        profile=profile, reason=reason, when=when,
    )  # fmt: skip
