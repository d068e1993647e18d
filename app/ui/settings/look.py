"""Settings: look and language."""

from __future__ import annotations

from app.system.settings import THEMES
from app.system.words import LANGUAGES
from app.ui.search.commands import LANGUAGE_NAMES, LOOK_NAMES
from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage
from app.ui.widgets.segmented import Segmented


class LookPage(SettingsPage):
    def build(self) -> None:
        context, words = self.context, self.context.face.language.words
        self.begin(words.t("Look and language"), words.t("They belong to you on this computer, not to the workspace."))
        language = Segmented(LANGUAGES)
        language.say(words.t("Language"), LANGUAGE_NAMES)
        language.choose(context.face.language.name)
        language.chosen.connect(context.window.speak)
        look = Segmented(THEMES)
        look.say(words.t("Colours"), {key: words.t(name) for key, name in LOOK_NAMES.items()})
        look.choose(context.face.theme.setting)
        look.chosen.connect(context.window.look)
        self.add(
            Setting(
                words.t("Language"),
                words.t("Of the window, of files and of prints made from now on."),
                language,
                also=words.t("translation Polish English"),
            ),
            Setting(
                words.t("Colours"),
                words.t("Light, dark, or as the system has it."),
                look,
                also=words.t("theme dark mode night skin"),
            ),
            Setting(
                words.t("Size of the text"),
                words.t("Szpalta takes the size set for the whole system and follows it while it runs."),
                also=words.t("font letters zoom"),
            ),
        )
        self.end()


def page(context: SettingsContext) -> LookPage:
    return LookPage(context)
