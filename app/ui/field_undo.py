"""Undo inside the field somebody types in; it goes before the undo of the workspace."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget


def undo_in_field(widget: QWidget | None, *, again: bool = False) -> bool:
    """Takes back (or, `again`, does again) what was typed in `widget`. False when it has nothing of the kind."""
    if isinstance(widget, QLineEdit):
        able = widget.isRedoAvailable() if again else widget.isUndoAvailable()
        step = widget.redo if again else widget.undo
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        document = widget.document()
        able = document.isRedoAvailable() if again else document.isUndoAvailable()
        step = widget.redo if again else widget.undo
    else:
        return False
    if not able or widget.isReadOnly():
        return False
    step()
    return True
