"""A coloured line over a page: an icon and a text that may wrap."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from app.ui.tokens import M, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import wrapped_label


def banner_line(icon: str, role: str) -> tuple[QFrame, QLabel]:
    """The line and its text, empty yet. `role` is a colour of the tokens."""
    frame, text = QFrame(), wrapped_label()
    frame.setProperty("banner", True)
    row = QHBoxLayout(frame)
    row.setContentsMargins(M, S, M, S)
    row.setSpacing(S)
    row.addWidget(IconLabel(icon, role))
    row.addWidget(text, 1)
    return frame, text
