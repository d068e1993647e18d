"""The notes of one open post: what was typed is kept on this machine until the workspace has it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from app.services.unsaved import UnsavedNote
from app.ui.tab_context import TabContext

if TYPE_CHECKING:
    from app.services.unsaved import UnsavedText

FIRST_AFTER = 150
"""Milliseconds after a key that follows a pause: this much typing, no more, is lost when the program is ended by force."""
EVERY = 600
"""Milliseconds between two notes while somebody goes on typing."""


class SessionNotes(QObject):
    """`unsaved` says what is to be kept now, None: nothing. Files are written on a worker, not for every key."""

    def __init__(self, context: TabContext, unsaved: Callable[[], UnsavedText | None], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._unsaved = context, unsaved
        self.restored: str | None = None
        """The key of a note of an earlier start whose text was put back."""
        self._note = UnsavedNote(context.services.unsaved, uuid.uuid4().hex)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._since = QElapsedTimer()
        self._timer.timeout.connect(self.keep)

    @property
    def key(self) -> str:
        return self._note.key

    def soon(self) -> None:
        """Something was typed."""
        if not self._timer.isActive():
            passed = self._since.elapsed() if self._since.isValid() else EVERY
            self._timer.start(max(FIRST_AFTER, EVERY - passed))

    def keep(self, *, now: bool = False) -> None:
        """Keeps what is unsaved, or forgets what no longer is; `now` waits until it is written."""
        self._timer.stop()
        if not self._note.want(self._unsaved()) and self.restored is None:
            return
        if now:
            self._write()
        else:
            self._since.restart()
            self._context.face.tasks.run(self, lambda report: self._write(), failed=self._failed)

    def _write(self) -> None:
        """Any thread. A restored note goes once its text is the workspace's or kept anew."""
        self._note.write()
        if self.restored is not None:
            self._context.services.unsaved.forget(self.restored)
            self.restored = None

    def _failed(self, error: BaseException) -> None:
        """A note that cannot be written is no reason to stop anybody: the text is saved all the same."""
