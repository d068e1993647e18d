"""The text of a note between the tiles."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.plain_tiles import LONGEST_TEXT
from app.ui.language import Language
from app.ui.tokens import L, M
from app.ui.widgets.apply_row import apply_row
from app.ui.widgets.room import fit
from app.ui.widgets.unkept import ask_unkept


class NoteDialog(QDialog):
    chosen = Signal(str)

    def __init__(self, text: str, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words = language.words
        self._before = text
        self.setWindowTitle(words.t("Write the note"))
        fit(self, QSize(460, 280))
        self.text = QPlainTextEdit(text)
        self.text.setAccessibleName(words.t("Text of the note"))
        self.text.setTabChangesFocus(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(self.text, 1)
        whole.addLayout(apply_row(self, words))
        self.accepted.connect(lambda: self.chosen.emit(self.text.toPlainText()[:LONGEST_TEXT]))
        self.finished.connect(self.deleteLater)

    def reject(self) -> None:
        """Esc and the window's own button: what was written does not go unasked."""
        if self.text.toPlainText() == self._before:
            super().reject()
        else:
            ask_unkept(self, self._words, self._words.t("Keep the text of the note?"), self.accept, super().reject)
