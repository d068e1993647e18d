"""The keys of the window's commands: one shortcut for each, made once and doing what the command does now."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.search.commands import Command


def keep_shortcuts(window: MainWindow, commands: Iterable[Command]) -> None:
    """Makes those that are not there yet. A command that is gone keeps its keys, which then do nothing."""
    for row in commands:
        here = Qt.FindChildOption.FindDirectChildrenOnly
        if row.shortcuts and window.findChild(QShortcut, row.key, here) is None:
            for keys in row.shortcuts:
                shortcut = QShortcut(QKeySequence(keys), window)
                shortcut.setObjectName(row.key)
                shortcut.activated.connect(partial(window.do, row.key))
