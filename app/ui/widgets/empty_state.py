"""What an empty place says: what it is for, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.tokens import XL, M
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label

PICTURE = 40
NARROW = 440
CHARACTERS = 62
"""Of a line at most; the width above for usual letters."""


class EmptyState(QWidget):
    wanted = Signal()
    """The next step was asked for."""
    other_wanted = Signal()
    """The other step, where two lead on."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = plain_label("", "heading")
        self._heading.setWordWrap(True)
        self._heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text = wrapped_label("", "muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setMaximumWidth(max(NARROW, CHARACTERS * self.fontMetrics().averageCharWidth()))
        self._text.setMinimumWidth(NARROW // 2)
        self.button = QPushButton()
        self.button.setProperty("look", "primary")
        self.button.clicked.connect(self.wanted)
        self.other = QPushButton()
        self.other.clicked.connect(self.other_wanted)
        middle = QHBoxLayout()  # an alignment would give a wrapped text the height of one line
        middle.addStretch(1)
        middle.addWidget(self._text, 100)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, XL)
        whole.setSpacing(M)
        whole.addStretch()
        whole.addWidget(IconLabel(icon, "muted", PICTURE), 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addWidget(self._heading)
        whole.addLayout(middle)
        steps = QHBoxLayout()
        steps.setSpacing(M)
        steps.addStretch()
        steps.addWidget(self.button)
        steps.addWidget(self.other)
        steps.addStretch()
        whole.addLayout(steps)
        whole.addStretch()

    def say(self, heading: str, text: str, step: str = "", other: str = "") -> None:
        """Without `step` there is no button; `other` is a second one beside it."""
        self._heading.setText(heading)
        self._text.setText(text)
        self.button.setText(step)
        self.button.setVisible(bool(step))
        self.other.setText(other)
        self.other.setVisible(bool(other))
