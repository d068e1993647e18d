"""Data that is fetched by itself while a workspace stands in the window."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from app.ui.fetching import Fetching

LOOK_EVERY_MS = 60 * 1000
"""How often it is asked what is due; the first time when the window has stood that long."""
REST_MS = 15 * 60 * 1000
"""What began and came to nothing, or was stopped, does not begin again at once."""


class RegularFetching(QObject):
    """One for each page of a workspace."""

    def __init__(self, fetching: Fetching, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetching = fetching
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        fetching.changed.connect(self._note)

    def look(self) -> None:
        if not self._since.isValid() or self._since.hasExpired(REST_MS):
            self._fetching.begin_due()

    def _note(self) -> None:
        if self._fetching.share is not None:
            self._since.start()
