"""Automatic backups while a workspace stands in the window: after opening it, then at most hourly, and on closing."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import SzpaltaError
from app.ui.errors import is_expected, sentence
from app.ui.face import Face
from app.ui.services import Services
from app.ui.tasks import Progress

LOOK_EVERY_MS = 5 * 60 * 1000
"""How often it is asked whether a backup is due; the service knows how often one may be made."""
_log = logging.getLogger("szpalta.backups")


class AutomaticBackups(QObject):
    """Asks on a worker's thread; only a backup that is really written appears on the background-work list."""

    told = Signal(str)
    """Why no backup could be written; empty once one was."""

    def __init__(self, services: Services, face: Face, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._face = services, face
        self._running = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Backs up when one is due; nothing while one is being written."""
        if not self._running:
            self._running = True
            self._face.tasks.run(self, lambda report: self._services.backups.due(), self._looked, self._failed)

    def close(self) -> None:
        """The last backup, before the workspace is closed: where it takes no longer than a blink."""
        self._timer.stop()
        if self._running:
            return
        try:
            self._services.backups.back_up_on_closing()
        except (SzpaltaError, OSError) as problem:
            _log.warning("no backup on closing: %s", problem)

    def _looked(self, due: bool) -> None:
        if not due:
            self._running = False
            return
        title = self._face.language.words.t("Automatic backup")
        self._face.tasks.run(self, self._back_up, self._done, self._failed, title=title, stopped=self._stopped)

    def _back_up(self, report: Progress) -> object:
        return self._services.backups.back_up()

    def _done(self, made: object) -> None:
        self._running = False
        self.told.emit("")

    def _stopped(self) -> None:
        self._running = False

    def _failed(self, error: BaseException) -> None:
        self._running = False
        if not is_expected(error):
            self._face.tasks.unexpected.emit(error)
            return
        words = self._face.language.words
        self.told.emit(words.t("The automatic backup was not written: {why}", why=sentence(error, self._face.language)))
