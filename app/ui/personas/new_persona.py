"""A new persona: its name and one line; everything else is written on its page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.workspace import Brand
from app.ui.language import Language
from app.ui.tokens import XL, L, M, S
from app.ui.widgets.labels import plain_label, wrapped_label

WIDE = 520


class NewPersonaForm(QWidget):
    given = Signal(int, str, str)
    """Brand, name, one line."""
    left = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._title, self._told = plain_label("", "title"), wrapped_label("", "muted")
        self._captions = [plain_label("", "caption") for _ in range(3)]
        self.name, self.summary, self.brand = QLineEdit(), QLineEdit(), QComboBox()
        self._problem = wrapped_label("", "problem")
        self._problem.hide()
        self.add, self.cancel = QPushButton(), QPushButton()
        self.add.setProperty("look", "primary")
        self.add.clicked.connect(self._give)
        self.cancel.clicked.connect(self.left)
        self.name.returnPressed.connect(self._give)
        self.summary.returnPressed.connect(self._give)
        card = QFrame()
        card.setProperty("card", True)
        card.setMaximumWidth(WIDE)
        column = QVBoxLayout(card)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(S)
        column.addWidget(self._title)
        column.addWidget(self._told)
        for caption, field in zip(self._captions, (self.name, self.summary, self.brand), strict=True):
            column.addWidget(caption)
            column.addWidget(field)
        column.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, M, 0, 0)
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.add)
        column.addLayout(foot)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 100)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, XL)
        whole.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(2)

    def write(self) -> None:
        words = self._language.words
        self._title.setText(words.t("New persona"))
        self._told.setText(
            words.t("A name people in the team will use, and who this is in one line. The rest comes on the page.")
        )
        names = (words.t("Name"), words.t("In one line"), words.t("Brand"))
        for caption, field, name in zip(self._captions, (self.name, self.summary, self.brand), names, strict=True):
            caption.setText(name)
            field.setAccessibleName(name)
        self.name.setPlaceholderText(words.t("For instance: Kasia from the morning"))
        self.summary.setPlaceholderText(words.t("For instance: drinks one good coffee before the house wakes up"))
        self.add.setText(words.t("Add persona"))
        self.cancel.setText(words.t("Cancel"))

    def begin(self, brands: Sequence[Brand]) -> None:
        """Empty fields for one of these brands."""
        self.brand.clear()
        for row in brands:
            self.brand.addItem(row.name, row.id)
        for part in (self.brand, self._captions[2]):
            part.setVisible(len(brands) > 1)
        self.name.clear()
        self.summary.clear()
        self._problem.hide()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _give(self) -> None:
        if not self.name.text().strip():
            self.refuse(self._language.words.t("A persona needs a name."))
            return
        self._problem.hide()
        self.given.emit(self.brand.currentData(), self.name.text().strip(), self.summary.text().strip())
