"""Python's garbage collector, on the main thread only.

By itself it runs on whichever thread allocates. On a worker's it may find a cycle that holds widgets, and whoever takes a
widget apart outside the main thread brings the program down.
"""

from __future__ import annotations

import gc
from time import monotonic

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
WHOLE_EVERY = 60.0
"""Seconds between two looks through everything; such a look may take longer than a blink."""


class Collecting(QObject):
    """While it lives nothing is collected by itself; `stop` gives that back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        self._last_whole = monotonic()
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self.collect)
        timer.start(EVERY_MS)
        self._timer = timer

    def collect(self) -> None:
        """Collects as far as what was allocated since asks for it."""
        young, middle, _ = gc.get_count()
        many, some, _ = gc.get_threshold()
        if young <= many:
            return
        if middle <= some:
            gc.collect(0)
        elif monotonic() - self._last_whole < WHOLE_EVERY:
            gc.collect(1)
        else:
            gc.collect()
            self._last_whole = monotonic()

    def stop(self) -> None:
        self._timer.stop()
        if self._was_on:
            gc.enable()
