"""The language and zone the window speaks now; whoever shows words writes them again when `switched`."""

from __future__ import annotations

import os

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from app.system.formats import Formats
from app.system.system_language import system_language
from app.system.words import LANGUAGES, Words


class Language(QObject):
    """`words` and `formats` are replaced, never changed: ask for them each time something is written."""

    switched = Signal()

    def __init__(self, app: QApplication, language: str, zone: str = "UTC") -> None:
        super().__init__(app)
        self._app = app
        self._own_buttons: QTranslator | None = None
        self._set(language, zone)

    @property
    def name(self) -> str:
        return self.words.language

    def choose(self, language: str) -> None:
        """Polish or English, at once."""
        if language != self.name:
            self._set(language, self.formats.zone)
            self.switched.emit()

    def use_zone(self, zone: str) -> None:
        """Times are shown in the workspace's zone."""
        self.formats = Formats(self.name, zone)

    def _set(self, language: str, zone: str) -> None:
        self.words = Words(language)
        self.formats = Formats(self.words.language, zone)
        QLocale.setDefault(QLocale("pl_PL" if self.name == "pl" else "en_GB"))
        self._translate_qt()

    def _translate_qt(self) -> None:
        """Qt's own buttons and dialogs take Qt's translations."""
        if self._own_buttons is not None:
            self._app.removeTranslator(self._own_buttons)
            self._own_buttons.deleteLater()
            self._own_buttons = None
        if self.name == "en":
            return
        translator = QTranslator(self)
        if translator.load(f"qtbase_{self.name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._app.installTranslator(translator)
            self._own_buttons = translator


def usual_language(chosen: str | None) -> str:
    """The language a person chose, else the system's, as the command line has it."""
    return chosen if chosen in LANGUAGES else system_language(os.environ, QLocale.system().name())
