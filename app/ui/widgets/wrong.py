"""A field whose content cannot be taken has a border of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit


def mark_wrong(field: QLineEdit, *, wrong: bool) -> None:
    if bool(field.property("wrong")) != wrong:
        field.setProperty("wrong", wrong)
        field.style().unpolish(field)
        field.style().polish(field)
