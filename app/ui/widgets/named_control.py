"""The name of a control for those who listen."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget


def name_control(control: QWidget, name: str) -> None:
    """The field inside a list that can be typed in is a control of its own. On Linux a list is named after
    what is chosen, so that what it is for is told beside."""
    control.setAccessibleName(name)
    if isinstance(control, QComboBox):
        control.setAccessibleDescription(name)
    for inner in control.findChildren(QLineEdit):
        inner.setAccessibleName(name)
