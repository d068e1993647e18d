"""A mark for every running window, so that the next start notices one that was killed."""

from __future__ import annotations

import os
from pathlib import Path

from app.system.private_files import private_folder


class SessionMarks:
    """`folder` holds one empty file per running window, named after its process."""

    def __init__(self, folder: Path) -> None:
        self._own = folder / str(os.getpid())

    def begin(self) -> bool:
        """Sets this window's mark; True when a window before was killed. Its mark is taken away."""
        folder = self._own.parent
        killed = False
        try:
            private_folder(folder)
            for mark in folder.iterdir():
                if mark != self._own and mark.name.isdigit() and not _runs(int(mark.name)):
                    mark.unlink(missing_ok=True)
                    killed = True
            self._own.touch()
        except OSError:
            return killed
        return killed

    def end(self) -> None:
        """This window was closed as it should be."""
        try:
            self._own.unlink(missing_ok=True)
        except OSError:
            return


def _runs(number: int) -> bool:
    """Whether a process of this number is there; where nobody can say, it counts as running."""
    if os.name != "posix":
        return False
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
