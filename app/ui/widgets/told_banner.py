"""What became of the last thing asked for in a dialog, with the folder it lies in one click away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.ui.language import Language
from app.ui.links import open_folder
from app.ui.tokens import M, S
from app.ui.widgets.banner_line import tone
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import wrapped_label


class ToldBanner(QFrame):
    """Hidden until something is told; the next thing told replaces it."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", True)
        self._language = language
        self._folder: Path | None = None
        self._icon, self._text = IconLabel("info", "accent"), wrapped_label()
        self.show_folder = QPushButton()
        self.show_folder.setAutoDefault(False)
        self.show_folder.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(S)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.show_folder)
        self.write()
        self.hide()

    @property
    def text(self) -> str:
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, folder: Path | None = None) -> None:
        """Something was done; what was written lies in `folder`."""
        self._show("circle-check", "approved", text, folder)

    def warn(self, text: str) -> None:
        """Something failed, with the way on."""
        self._show("triangle-alert", "failed", text, None)

    def ask(self, text: str) -> None:
        """Something is missing."""
        self._show("info", "accent", text, None)

    def write(self) -> None:
        self.show_folder.setText(self._language.words.t("Open the folder"))

    def _show(self, icon: str, role: str, text: str, folder: Path | None) -> None:
        self._folder = folder
        self._icon.show_icon(icon, role)
        tone(self, role)
        self._text.setText(text)
        self.show_folder.setVisible(folder is not None)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _open(self) -> None:
        if self._folder is None or open_folder(self._folder):
            return
        words = self._language.words
        self.ask(words.t("This computer has no program that shows the folder {folder}.", folder=str(self._folder)))
