"""What could not be read, with the way on: over the tiles, which stay."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.system.words import Words
from app.ui.tokens import XL, M, S
from app.ui.widgets.banner_line import tone
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import wrapped_label


class Problem(QWidget):
    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame = QFrame()
        frame.setProperty("banner", True)
        tone(frame, "failed")
        self._text = wrapped_label()
        self._again = QPushButton()
        self._again.clicked.connect(self.again)
        row = QHBoxLayout(frame)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(S)
        row.addWidget(IconLabel("triangle-alert", "failed"))
        row.addWidget(self._text, 1)
        row.addWidget(self._again)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, M, XL, 0)
        whole.addWidget(frame)
        self.hide()

    def write(self, words: Words) -> None:
        self._again.setText(words.t("Try again"))

    def say(self, text: str) -> None:
        self._text.setText(text)
        self.show()
