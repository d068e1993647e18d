"""Where the keyboard is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def holds_focus(widget: QWidget) -> bool:
    """Whether a widget, or one inside it, has the keyboard in its window."""
    focus = widget.window().focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))
