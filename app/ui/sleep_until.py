"""Waiting in the main thread while the window works on: for whoever walks through it without a hand on the mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

BEAT = 10
"""Milliseconds, after which it is looked again where nothing happens: Qt does not wait at all with a longest time."""


def sleep_until(ready: Callable[[], bool], milliseconds: int) -> None:
    """Lets the event loop work until `ready` and sleep in between: turning without a pause it would hold up workers.
    Raises `TimeoutError`."""
    timer, beat = QElapsedTimer(), QTimer()
    timer.start()
    beat.start(BEAT)
    while not ready():
        if timer.elapsed() > milliseconds:
            raise TimeoutError
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
