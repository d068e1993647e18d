"""Settings: all keyboard shortcuts of the window and its tabs."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from app.system.words import N_
from app.ui.search.commands import commands_of
from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage
from app.ui.widgets.labels import plain_label

ON_TABS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        N_("Calendar"),
        (
            ("N", N_("New post on the chosen day")),
            ("Return", N_("Open the chosen post")),
            ("Menu", N_("All that can be done with it")),
        ),
    ),
    (
        N_("Approvals"),
        (
            ("A", N_("Approve")),
            ("C", N_("Request changes")),
            ("R", N_("Reject")),
            ("J", N_("Next post")),
            ("K", N_("Previous post")),
        ),
    ),
)


class KeysPage(SettingsPage):
    def build(self) -> None:
        words = self.context.face.language.words
        self.begin(words.t("Keyboard shortcuts"), words.t("Everything can be reached with Tab, arrows and Enter, too."))
        self.heading(words.t("Everywhere"))
        for row in commands_of(self.context.window):
            if row.shortcuts:
                keys = " · ".join(_shown(one) for one in row.shortcuts)
                self.add(Setting(row.name, control=plain_label(keys, "strong")))
        for name, rows in ON_TABS:
            self.heading(words.t(name))
            for keys, told in rows:
                self.add(Setting(words.t(told), control=plain_label(_shown(keys), "strong")))
        self.end()


def _shown(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys


def page(context: SettingsContext) -> KeysPage:
    return KeysPage(context)
