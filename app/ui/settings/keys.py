"""Settings: all keyboard shortcuts of the window and its tabs."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel

from app.system.words import N_
from app.ui.search.commands import commands_of
from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage
from app.ui.widgets.labels import plain_label

ON_TABS: tuple[tuple[str, tuple[tuple[tuple[str, ...], str], ...]], ...] = (
    (
        N_("Calendar"),
        (
            (("←", "→", "↑", "↓"), N_("From day to day and from post to post")),
            (("PgUp", "PgDown"), N_("Earlier and later")),
            (("N",), N_("New post on the chosen day")),
            (("Enter", "Space"), N_("Open the chosen post")),
            (("Alt+←", "Alt+→", "Alt+↑", "Alt+↓"), N_("Move the chosen post, as dragging does")),
            (("Alt+Shift+←", "Alt+Shift+→"), N_("Move the post on all its profiles")),
            (("T",), N_("Move to a day and time that are typed")),
            (("Ctrl+C",), N_("Copy the text of the chosen post")),
            (("Del",), N_("Cancel the chosen post")),
            (("Menu",), N_("All that can be done with it")),
        ),
    ),
    (
        N_("An open post"),
        (
            (("Ctrl+Enter",), N_("The strong button, for example: Send to review")),
            (("Ctrl+S",), N_("Save at once; everything is saved by itself, too")),
            (("Alt+←", "Alt+→"), N_("Move the chosen picture")),
            (("Del",), N_("Take the chosen picture away")),
            (("Esc",), N_("Close the post")),
        ),
    ),
    (
        N_("Approvals"),
        (
            (("A",), N_("Approve")),
            (("C",), N_("Request changes")),
            (("R",), N_("Reject")),
            (("J",), N_("Next post")),
            (("K",), N_("Previous post")),
        ),
    ),
    (
        N_("Personas"),
        (
            (("Enter", "F2"), N_("Change the chosen statement or block")),
            (("Ctrl+Enter",), N_("Keep what was written")),
            (("Space",), N_("What the statement rests on")),
            (("Alt+↑", "Alt+↓"), N_("Move the statement")),
            (("Del",), N_("Take the statement away")),
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
                self.add(Setting(row.plain or row.name, control=_keys(row.shortcuts)))
        for name, rows in ON_TABS:
            self.heading(words.t(name))
            for keys, told in rows:
                self.add(Setting(words.t(told), control=_keys(keys)))
        self.end()


def _keys(keys: tuple[str, ...]) -> QLabel:
    return plain_label(" · ".join(map(_shown, keys)), "strong")


def _shown(keys: str) -> str:
    """As it stands on the keyboard; arrows are drawn in every language."""
    if keys[-1] in "←→↑↓":
        return keys
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys


def page(context: SettingsContext) -> KeysPage:
    return KeysPage(context)
