"""The cards of the dialog for .ics files: what goes in, a file once, and a file kept up to date."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.language import Language
from app.ui.tokens import L, M, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label


class Card(QFrame):
    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.language = language
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(L, M, L, M)
        self.rows.setSpacing(S)

    def add_heading(self, icon: str) -> QLabel:
        heading = plain_label("", "heading")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(IconLabel(icon, "accent"))
        row.addWidget(heading, 1)
        self.rows.addLayout(row)
        return heading


class WhatCard(Card):
    """What colleagues will see, and two consents."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(language, parent)
        self._filters: Sequence[str] = ()
        self._heading, self._text = plain_label("", "strong"), wrapped_label("", "muted")
        self.days, self.texts = QCheckBox(), QCheckBox()
        self.days.setChecked(True)
        self.texts.toggled.connect(lambda _: self._write_note())
        self._note = wrapped_label("", "small")
        for part in (self._heading, self._text, self.days, self.texts, self._note):
            self.rows.addWidget(part)

    def show_filters(self, filters: Sequence[str]) -> None:
        self._filters = filters
        self.write()

    def write(self) -> None:
        words = self.language.words
        self._heading.setText(words.t("What colleagues will see"))
        self.days.setText(words.t("Public holidays and marketing days too"))
        self.texts.setText(words.t("Texts of posts that are not published yet too"))
        every = words.t("All posts with a time, from 90 days back to a year ahead: time, profile, state and title.")
        some = words.t(
            "Only what the filters let through, from 90 days back to a year ahead: time, profile, state and title."
        )
        self._text.setText("\n".join([some, *self._filters]) if self._filters else every)
        self._write_note()

    def _write_note(self) -> None:
        words = self.language.words
        careful = words.t("Whoever has the file can read texts that nobody has approved yet.")
        usual = words.t(
            "Posts without a title show their first words once they are approved, and their text once they are out."
        )
        self._note.setText(careful if self.texts.isChecked() else usual)


class OnceCard(Card):
    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(language, parent)
        self._heading = self.add_heading("file-down")
        self._text = wrapped_label("", "muted")
        self.save = QPushButton()
        self.save.setAutoDefault(False)
        self.rows.addWidget(self._text)
        self.rows.addWidget(self.save, 0, Qt.AlignmentFlag.AlignRight)

    def write(self) -> None:
        words = self.language.words
        self._heading.setText(words.t("Save a file once"))
        self._text.setText(
            words.t(
                "A snapshot for mail or for importing: it holds the plan as it is now, and what changes later does not "
                "reach whoever imported it."
            )
        )
        self.save.setText(words.t("Save as .ics…"))


class KeepCard(Card):
    wanted = Signal(str, str)
    """A folder and a name were given."""
    incomplete = Signal(str)
    """A sentence about what is missing."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(language, parent)
        self._heading = self.add_heading("calendar-sync")
        self._text = wrapped_label("", "muted")
        self._name_label, self._folder_label = plain_label("", "strong"), plain_label("", "strong")
        self.name, self.folder = QLineEdit(), QLineEdit()
        self._name_label.setBuddy(self.name)
        self._folder_label.setBuddy(self.folder)
        self.choose, self.keep = QPushButton(), QPushButton()
        self.choose.setAutoDefault(False)
        self.keep.setProperty("look", "primary")
        self.keep.clicked.connect(self._check)
        place = QHBoxLayout()
        place.setSpacing(S)
        place.addWidget(self.folder, 1)
        place.addWidget(self.choose)
        for part in (self._text, self._name_label, self.name, self._folder_label):
            self.rows.addWidget(part)
        self.rows.addLayout(place)
        self.rows.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignRight)

    def write(self) -> None:
        words = self.language.words
        self._heading.setText(words.t("Keep a file up to date"))
        self._text.setText(
            words.t(
                "Szpalta writes the file anew when the plan changes, while it is open on this computer. Calendars that "
                "subscribe to the file follow the plan; one that only imports it has a snapshot again. Choose a folder "
                "that colleagues can read, such as a shared drive."
            )
        )
        self._name_label.setText(words.t("Name"))
        self._folder_label.setText(words.t("Folder"))
        self.folder.setPlaceholderText(words.t("For instance a folder on a shared drive"))
        self.name.setAccessibleName(words.t("Name of the calendar"))
        self.folder.setAccessibleName(words.t("Folder of the calendar"))
        self.choose.setText(words.t("Choose…"))
        self.choose.setAccessibleName(words.t("Choose a folder"))
        self.keep.setText(words.t("Keep up to date"))

    def _check(self) -> None:
        words = self.language.words
        folder, name = self.folder.text().strip(), self.name.text().strip()
        if folder and name:
            self.wanted.emit(folder, name)
            return
        missing = self.name if folder else self.folder
        missing.setFocus(Qt.FocusReason.OtherFocusReason)
        self.incomplete.emit(
            words.t("Give the calendar a name first.") if folder else words.t("Choose a folder first.")
        )
