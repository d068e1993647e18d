"""Undo inside the field somebody types in; it goes before the undo of the workspace."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

OF_POST = "ofPost"
"""The property of a field whose typing `UndoList.typed` is told of."""


def undo_in_field(widget: QWidget | None, *, again: bool = False, done_since: bool = False) -> bool:
    """Takes back (or, `again`, does again) what was typed in `widget`. False when it has nothing of the kind, and in a field
    of the open post, whose typing the list of undo is told of, when something else was done since."""
    if done_since and not again and widget is not None and widget.property(OF_POST):
        return False
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
    """One line of the open post, whose undo goes on with what was done to the workspace."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(OF_POST, True)

    def event(self, event: QEvent) -> bool:
        return is_undo(event) or super().event(event)
