"""A switch between a few views: one of its words is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QWidget


class Segmented(QFrame):
    """`chosen` carries the key of what a person pressed; arrows move between the words."""

    chosen = Signal(str)

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("segmented", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QToolButton] = {}
        for key in keys:
            button = QToolButton()
            button.setCheckable(True)
            button.setProperty("look", "segment")
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        if keys:
            self.choose(keys[0])

    @property
    def now(self) -> str:
        """The key pressed now."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Presses a key without telling anybody."""
        self._buttons[key].setChecked(True)

    def say(self, name: str, words: dict[str, str]) -> None:
        """Writes the words; `name` says what is switched, for those who listen."""
        self.setAccessibleName(name)
        for key, text in words.items():
            self._buttons[key].setText(text)
            _widen(self._buttons[key])

    def button(self, key: str) -> QToolButton:
        return self._buttons[key]


def _widen(button: QToolButton) -> None:
    """Room for the word when it is pressed, and bold."""
    button.ensurePolished()
    strong = QFont(button.font())
    strong.setWeight(QFont.Weight.Bold)
    more = QFontMetrics(strong).horizontalAdvance(button.text()) - button.fontMetrics().horizontalAdvance(button.text())
    button.setMinimumWidth(0)
    button.setMinimumWidth(button.sizeHint().width() + max(more, 0))
