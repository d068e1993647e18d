"""Settings: from where posts go out, and what happens while this computer sleeps or the window is closed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSystemTrayIcon

from app.domain.errors import SzpaltaError
from app.domain.lateness import LatePolicy
from app.domain.people import Right
from app.system.labels import LATE_POLICIES
from app.ui.changes import Change
from app.ui.errors import sentence
from app.ui.outgoing import PUBLISH_HERE, STAY
from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage, button, choice, value

if TYPE_CHECKING:
    from app.domain.workspace import Brand

AGENT = "szpalta agent --install"


@dataclass(frozen=True, slots=True)
class PublishingRead:
    brands: list[Brand]
    clock: str | None


class PublishingPage(SettingsPage):
    def build(self) -> None:
        words, remembered = self.context.face.language.words, self.context.face.remembered
        self.begin(
            words.t("Publishing"),
            words.t(
                "Posts go out at their time while Szpalta is open. While this computer sleeps or Szpalta is closed they wait: "
                "up to 15 minutes late they still go out by themselves; what becomes of later ones is chosen below."
            ),
        )
        yes_no = [("yes", words.t("Yes")), ("no", words.t("No"))]
        here = choice(
            yes_no,
            remembered.window(PUBLISH_HERE) or "yes",
            lambda key: remembered.keep_window(PUBLISH_HERE, key),
        )
        told = words.t("Say no where another computer publishes. It counts from the next opening of the workspace.")
        self.add(Setting(words.t("Publish from this computer while Szpalta is open"), told, here))
        if QSystemTrayIcon.isSystemTrayAvailable():
            stay = choice(
                [("no", words.t("Quit Szpalta")), ("yes", words.t("Go on publishing, with an icon beside the clock"))],
                remembered.window(STAY) or "no",
                lambda key: remembered.keep_window(STAY, key),
            )
            self.add(Setting(words.t("When the window is closed"), "", stay))
        agent = words.t(
            "On a computer that is always on, Szpalta can publish without a window. "
            "This command sets that up and says how it is turned on."
        )
        self.add(Setting(words.t("Publishing in the background"), agent, value(AGENT), below=True))
        services, actor = self.context.services, self.context.actor
        self.run(
            lambda: PublishingRead(services.workspaces.brands(actor), services.clock_watch.told()), self._show_read
        )

    def _show_read(self, read: PublishingRead) -> None:
        self._show_late(read.brands)
        self._show_clock(read.clock)
        self.end()

    def _show_late(self, brands: list[Brand]) -> None:
        """One choice for each brand."""
        words, member = self.context.face.language.words, self.context.actor.member
        for row in brands:
            name = words.t("A post is more than 15 minutes late")
            if len(brands) > 1:
                name = words.t("{brand}: a post is more than 15 minutes late", brand=row.name)
            now = LatePolicy.ASK if row.late_policy == LatePolicy.DEFAULT else row.late_policy
            late = choice(
                [(key, words.c(*told)) for key, told in LATE_POLICIES.items()], now, partial(self._keep_late, row.id)
            )
            late.setEnabled(member is None or member.may(Right.PLAN, row.id))
            told = words.t("Several late posts of a profile go out with two minutes between them.")
            self.add(Setting(name, told, late, below=True))

    def _keep_late(self, brand_id: int, policy: str) -> None:
        context = self.context
        self.run(
            lambda: context.services.workspaces.edit_brand(context.actor, brand_id, late_policy=policy),
            lambda _: context.changed(Change("brand", brand_id)),
        )

    def _show_clock(self, code: str | None) -> None:
        """What publishing does not trust can be confirmed by a person who has looked at the clock."""
        if code is None:
            return
        words, context = self.context.face.language.words, self.context
        right = button(
            words.t("The clock is right"),
            lambda: self.run(lambda: context.services.clock_watch.confirm(context.actor), self._confirmed),
        )
        told = sentence(SzpaltaError(code), context.face.language)
        self.add(Setting(words.t("Clock of this computer"), told, right))

    def _confirmed(self, _: object) -> None:
        self.context.changed(Change("workspace"))
        self.build()


def page(context: SettingsContext) -> PublishingPage:
    return PublishingPage(context)
