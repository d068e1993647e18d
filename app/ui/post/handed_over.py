"""What a network has of a post before its time: said as a detail, and what to do where it must not go out like that."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.domain.delivery import Delivery, DeliveryState
from app.system.labels import delivery_reason
from app.system.labels import network as network_name
from app.system.words import Words
from app.ui.changes import Change
from app.ui.post.banner import Banner
from app.ui.post.session import PostSession
from app.ui.tab_context import TabContext


def handed_over(session: PostSession, words: Words) -> str:
    """Which networks have the post already; empty: none."""
    names = [
        network_name(session.page.profiles[number].network, words)
        for number, row in session.page.deliveries.items()
        if row.handed_over_id is not None and row.state is DeliveryState.SCHEDULED and number not in session.page.lying
    ]
    if not names:
        return ""
    return words.t("Handed over to {networks}: comes out with this computer off, too.", networks=", ".join(names))


class TakingBack:
    """`write` draws the banner of a profile anew once the network answered."""

    def __init__(self, context: TabContext, write: Callable[[PostSession, int], None]) -> None:
        self._context = context
        self._write = write
        self._why: dict[int, str] = {}
        """Why a delivery could not be taken back, by its id."""

    def show(self, session: PostSession, number: int, name: str, banner: Banner) -> None:
        language, row = self._context.face.language, session.page.lying[number]
        words = language.words
        when = language.formats.moment(row.handed_over_for, session.page.now) if row.handed_over_for else "–"
        told = words.t(
            "{profile}: the network still has this post as it was and publishes it {when}. Szpalta takes it back as soon as "
            "it reaches the network; until then it can be deleted there.",
            profile=name, when=when,
        )  # fmt: skip
        why = self._why.get(row.id)
        if why is not None:
            told += "\n" + words.t("It could not be taken back: {reason}.", reason=delivery_reason(why, words))
        banner.say(
            "triangle-alert", "warn", told, [(words.t("Take it back now"), partial(self._ask, session, number, row))]
        )

    def _ask(self, session: PostSession, number: int, row: Delivery) -> None:
        publishing, actor = self._context.services.publishing, self._context.actor

        def answered(why: str | None) -> None:
            if why is not None:
                self._why[row.id] = why
                self._write(session, number)
                return
            self._context.bus.tell(Change("delivery"), Change("post", session.post.id if session.post else None))

        self._context.face.tasks.run(session, lambda report: publishing.take_back(actor, row.id), answered)
