"""A coloured line over a page: an icon and a text that may wrap."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from app.ui.tokens import M, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.styled import set_styled


def banner_line(icon: str, role: str) -> tuple[QFrame, QLabel]:
    """The line and its text, empty yet. `role` is a colour of the tokens."""
    frame, text = QFrame(), wrapped_label()
    frame.setProperty("banner", True)
    tone(frame, role)
    row = QHBoxLayout(frame)
    row.setContentsMargins(M, S, M, S)
    row.setSpacing(S)
    row.addWidget(IconLabel(icon, role))
    row.addWidget(text, 1)
    return frame, text


def trouble_line() -> tuple[QFrame, QLabel]:
    """What went wrong, hidden until it has something to say."""
    frame, text = banner_line("triangle-alert", "failed")
    frame.hide()
    return frame, text


def tone(banner: QFrame, role: str) -> None:
    """The ground of a banner goes with the colour of its icon: what failed does not look like a mere remark."""
    set_styled(banner, tone="failed" if role == "failed" else "")
