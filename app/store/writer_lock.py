"""One writing process per store, where the SQLite at hand can corrupt a WAL written by two (DB-02)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.domain.errors import StoreProblem
from app.store.safe_files import file_problems


class WriterLock:
    """Held through an empty file beside the store, so that the database itself is never opened for it (DB-13).

    The system lets go of it when the process ends, however it ends.
    """

    def __init__(self, store: Path) -> None:
        """Raises `StoreProblem` "store.second_writer" while another one holds it."""
        with file_problems(str(store)):
            self._handle = os.open(store.with_name(store.name + ".writer"), os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _lock(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise StoreProblem("store.second_writer", address=str(store)) from error

    def release(self) -> None:
        """Lets the next one write. Calling it twice is harmless."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
