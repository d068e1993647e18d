"""Calendars for colleagues follow what is changed in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.changes import Change, ChangeBus
from app.ui.errors import is_expected, sentence
from app.ui.face import Face
from app.ui.services import Services
from app.ui.tasks import Progress

if TYPE_CHECKING:
    from app.services.calendars import Exported


class KeptCalendars(QObject):
    """Listens to the change bus; one run at a time, and one more when something changed meanwhile."""

    told = Signal(str)
    """Why a calendar could not be brought up to date; empty once all are."""

    def __init__(self, services: Services, face: Face, bus: ChangeBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._face = services, face
        self._mark: int | None = None
        self._running = self._again = False
        bus.happened.connect(self._on_changes)

    def begin(self) -> None:
        """The first run, once the workspace is in view."""
        if not self._running:
            self._run()

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if self._running:
            self._again = True
        else:
            self._run()

    def _run(self) -> None:
        self._running = True
        self._face.tasks.run(self, self._refresh, self._done, self._failed)

    def _refresh(self, report: Progress) -> list[Exported]:
        """On a worker's thread. The first run, and one after trouble, looks at every calendar: days have passed."""
        calendars = self._services.calendars
        before, self._mark = self._mark, calendars.history_mark()
        return calendars.refresh_kept() if before is None else calendars.refresh_after(before)

    def _done(self, rows: list[Exported]) -> None:
        problems = [(row, row.problem) for row in rows if row.problem is not None]
        if problems:
            self._mark = None
            row, problem = problems[0]
            told = {"file": str(row.path), "why": sentence(problem, self._face.language)}
            self.told.emit(
                self._face.language.words.t("The calendar {file} could not be brought up to date: {why}", **told)
            )
        elif rows:
            self.told.emit("")
        self._ended()

    def _failed(self, error: BaseException) -> None:
        self._mark = None
        if is_expected(error):
            self.told.emit(sentence(error, self._face.language))
        else:
            self._face.tasks.unexpected.emit(error)
        self._ended()

    def _ended(self) -> None:
        self._running = False
        if self._again:
            self._again = False
            self._run()
