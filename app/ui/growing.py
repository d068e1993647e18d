"""Widgets that are built part by part, over several turns of the event loop.

Such a widget has `growth`, which builds a part at each step; whoever wants it at once runs through it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.ui.tasks import TaskRunner

POLISHED = 24
"""Widgets the style sheet is applied to in one step."""


def grow(growth: Iterator[None]) -> None:
    """All that is left, at once."""
    for _ in growth:
        pass


def take_turns(tasks: TaskRunner, owner: QObject, steps: Iterator[None]) -> None:
    """The first step now and another in each turn of the event loop, while the owner lives. The turns go through the task
    runner: whoever waits for that finds all of them done."""
    try:
        next(steps)
    except StopIteration:
        return
    tasks.later(owner, lambda: take_turns(tasks, owner, steps))


def polish(widget: QWidget) -> Iterator[None]:
    """Applies the style sheet to a widget that is not shown yet, some of what is in it at each step."""
    widget.ensurePolished()
    for place, child in enumerate(widget.findChildren(QWidget)):
        if shiboken6.isValid(child):  # it may be gone since the step before
            child.ensurePolished()
        if place % POLISHED == POLISHED - 1:
            yield
