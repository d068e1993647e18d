"""The log of a command line run: the file is opened only when there is something to write."""

from __future__ import annotations

import logging
from pathlib import Path

from app.domain.errors import SzpaltaError


class LazyLog(logging.Handler):
    """Opens a log file at the first warning; `failed` when that cannot be written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.WARNING)
        self.failed = False
        self._folder = folder
        self._file: logging.Handler | None = None
        logging.getLogger("szpalta").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        from app.system.logs import open_log

        others = [handler for handler in logging.getLogger("szpalta").handlers if handler is not self]
        if others or self.failed:
            return  # a log file is open already, ours or the window's, and hears everything itself
        try:
            self._file = open_log(self._folder)
        except (SzpaltaError, OSError):
            self.failed = True
        # the logger is going through its handlers and comes to the new one, with this record, next

    def close(self) -> None:
        from app.system.logs import close_log

        logging.getLogger("szpalta").removeHandler(self)
        if self._file is not None:
            close_log(self._file)
            self._file = None
        super().close()
