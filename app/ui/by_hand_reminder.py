"""Speaks up on the desktop when it is time to publish a post by hand, whichever program noticed that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.domain.errors import SzpaltaError
from app.system.labels import network as network_name

if TYPE_CHECKING:
    from app.domain.networks import Network
    from app.domain.people import Actor
    from app.ui.services import Services
    from app.ui.workspace_page import WorkspacePage

LOOK_EVERY_MS = 60 * 1000
LONGEST_TITLE = 80
TODAY = 0
Say = Callable[[str, Callable[[], None]], None]
"""Shows a text on the desktop; a click on it calls the second."""


@dataclass(frozen=True, slots=True)
class Due:
    """`title` as people wrote it, "" where there is none."""

    delivery_id: int
    network: Network
    profile: str
    title: str


class ByHandReminder(QObject):
    """One for each page of a workspace. What waited already when it opened stands on Today and is not said again."""

    def __init__(self, page: WorkspacePage, say: Say) -> None:
        super().__init__(page)
        self._page, self._say = page, say
        self._known: set[int] | None = None
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        if self._looking:
            return
        self._looking = True
        context, known = self._page.context, self._known
        services, actor = context.services, context.actor
        context.face.tasks.run(self, lambda report: _read(services, actor, known), self._tell, self._fail)

    def _tell(self, read: tuple[set[int], list[Due]]) -> None:
        self._looking = False
        self._known, due = read
        words = self._page.context.face.language.words
        if len(due) == 1:
            row = due[0]
            told = {"network": network_name(row.network, words), "profile": plainly(row.profile)}
            text = words.t("Time to publish by hand on {network}, profile {profile}.", **told)
            if title := plainly(row.title):
                text = words.t("Time to publish by hand on {network}, profile {profile}: {title}", title=title, **told)
            self._say(text, partial(self._open, row.delivery_id))
        elif due:
            text = words.n(
                "It is time to publish {n} post by hand.", "It is time to publish {n} posts by hand.", len(due)
            )
            self._say(text, lambda: self._page.show_tab(TODAY))

    def _fail(self, error: BaseException) -> None:
        """It is looked at again; Today says what is wrong with the workspace."""
        self._looking = False

    def _open(self, delivery_id: int) -> None:
        from app.ui.publishing.by_hand_dialog import open_by_hand

        open_by_hand(self._page.context, delivery_id, self._page.window())


def _read(services: Services, actor: Actor, known: set[int] | None) -> tuple[set[int], list[Due]]:
    """What waits, and of it what is new."""
    found = services.by_hand.waiting(actor)
    new = [] if known is None else [row for row in found if row.id not in known]
    profiles = {row.id: row for row in services.profiles.profiles(actor)} if new else {}
    due = []
    for row in new:
        try:
            title = services.by_hand.package(actor, row.id).title
        except SzpaltaError:  # the dialog says what is wrong with it
            title = ""
        profile = profiles[row.profile_id]
        due.append(Due(row.id, profile.network, profile.name, title))
    return {row.id for row in found}, due


def plainly(text: str) -> str:
    """The beginning of what people wrote, without what a desktop may take for markup."""
    line = " ".join("".join(sign if sign.isprintable() and sign not in "<>&" else " " for sign in text).split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"
