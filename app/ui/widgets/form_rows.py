"""Names and controls below each other, each name level with its control."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.tokens import M, S
from app.ui.widgets.labels import plain_label
from app.ui.widgets.named_control import name_control


def form_rows(rows: Iterable[tuple[str, QWidget]]) -> QGridLayout:
    """Each control is named for those who listen, and reached by its label."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(M)
    grid.setVerticalSpacing(S)
    grid.setColumnStretch(1, 1)
    for place, (name, control) in enumerate(rows):
        label = plain_label(name)
        label.setBuddy(control)
        name_control(control, name)
        grid.addWidget(label, place, 0)
        grid.addWidget(control, place, 1)
    return grid
