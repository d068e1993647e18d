"""Undo inside the field somebody types in; it goes before the undo of the workspace."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
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


def is_undo(event: QEvent) -> bool:
    """A field is asked whether it wants Ctrl+Z (or its opposite) for itself. Left to the window, which asks the field
    first: a field without anything to take back would swallow it."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    event.ignore()
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class LineField(QLineEdit):
    """One line whose undo goes on with what was done to the workspace."""

    def event(self, event: QEvent) -> bool:
        return is_undo(event) or super().event(event)
