"""Undo and redo of what was done to the workspace. Typing in a field has its own undo, the field's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain.errors import StoreProblem, SzpaltaError
from app.ui.changes import Change, ChangeBus
from app.ui.face import Face

KEPT = 100
Step = Callable[[], Iterable[Change]]
"""Runs on a worker's thread, calls services, and gives what changed."""


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done: what it is called ("Moved to 24 November, 12:30"), how to take it back and do it again."""

    what: str
    undo: Step
    redo: Step


class UndoList(QObject):
    """One per workspace page. A step that is refused is told once and forgotten: the older ones stay within reach. One the
    store could not take now stays."""

    changed = Signal()
    told = Signal(str)
    """A sentence about the step just taken."""
    failed = Signal(object)
    """The exception of a step that could not be taken back or done again."""

    def __init__(self, face: Face, bus: ChangeBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._face, self._bus = face, bus
        self._done: list[Done] = []
        self._undone: list[Done] = []
        self._busy = False
        self.is_newest = False
        """The last step was taken after the last typing."""

    @property
    def newest(self) -> Done | None:
        """What `undo` would take back."""
        return self._done[-1] if self._done else None

    @property
    def undo_name(self) -> str | None:
        return self.newest.what if self.newest else None

    @property
    def redo_name(self) -> str | None:
        return self._undone[-1].what if self._undone else None

    def add(self, what: str, undo: Step, redo: Step) -> None:
        """Notes what was just done."""
        self._done = [*self._done[-KEPT + 1 :], Done(what, undo, redo)]
        self._undone.clear()
        self.is_newest = True
        self.changed.emit()

    def typed(self) -> None:
        """Somebody typed in a field that has an undo of its own."""
        self.is_newest = False

    def undo(self) -> None:
        self._take(self._done, self._undone, undoing=True)

    def redo(self) -> None:
        self._take(self._undone, self._done, undoing=False)

    def _take(self, source: list[Done], target: list[Done], *, undoing: bool) -> None:
        if not source or self._busy:
            return
        row = source[-1]
        self._busy = True
        self.is_newest = False
        step = row.undo if undoing else row.redo

        def done(changes: tuple[Change, ...]) -> None:
            self._busy = False
            if source and source[-1] is row:
                target.append(source.pop())
            words = self._face.language.words
            self._bus.tell(*changes)
            self.changed.emit()
            self.told.emit(words.t("Undone: {what}", what=row.what) if undoing else row.what)

        def failed(error: BaseException) -> None:
            self._busy = False
            if isinstance(error, SzpaltaError) and not isinstance(error, StoreProblem) and source[-1:] == [row]:
                source.pop()
                self.changed.emit()
            self.failed.emit(error)

        self._face.tasks.run(self, lambda report: tuple(step()), done, failed)
