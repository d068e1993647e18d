"""The chip of a state: icon, word and colour; the same one everywhere."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.workflow import PostState
from app.system.labels import post_state
from app.system.words import Words
from app.ui.tokens import STATE_LOOK, XS, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label


class StateChip(QFrame):
    def __init__(self, state: PostState, words: Words, *, partly: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name, role = STATE_LOOK[state]
        self.setProperty("chip", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(S, 2, S, 2)
        row.setSpacing(XS)
        row.addWidget(IconLabel(name, role, 14))
        word = plain_label(post_state(state, words, partly=partly))
        word.setProperty("role", role)
        row.addWidget(word)
