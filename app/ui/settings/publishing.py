"""Settings: from where posts go out, and what happens while this computer sleeps or the window is closed."""

from __future__ import annotations

from PySide6.QtWidgets import QSystemTrayIcon

from app.domain.errors import SzpaltaError
from app.ui.changes import Change
from app.ui.errors import sentence
from app.ui.outgoing import PUBLISH_HERE, STAY
from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage, button, choice, value

AGENT = "szpalta agent --install"


class PublishingPage(SettingsPage):
    def build(self) -> None:
        words, remembered = self.context.face.language.words, self.context.face.remembered
        self.begin(
            words.t("Publishing"),
            words.t(
                "Posts go out at their time while Szpalta is open. While this computer sleeps or Szpalta is closed they wait: "
                "up to 15 minutes late they still go out by themselves, later ones are put on hold and you are asked."
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
        self.end()
        self.run(self.context.services.clock_watch.told, self._show_clock)

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
