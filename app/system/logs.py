"""The log file: small, rotating, readable by its owner only, without secrets.

Everything of the program logs below the logger "szpalta" (`logging.getLogger("szpalta.<part>")`).
"""

from __future__ import annotations

import io
import logging
import os
import sys
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.system.private_files import FILE_MODE, private_folder
from app.system.redaction import redact

LOGGER = "szpalta"
LARGEST = 1_000_000
KEPT = 4
LONGEST = 20_000
"""Characters of one message; the log is no place for whole answers."""
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), 127, 0x85, 0x2028, 0x2029)} | {9: "\t"}


class RedactionFilter(logging.Filter):
    """Rewrites a record before it is written: message, exception text and stack without secrets; always lets it pass.

    A line break inside a message is written as an escape, so that nobody's post can forge a line of the log.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            message = record.getMessage()
        except Exception as error:  # a wrong format string must not print its arguments on the terminal
            message = f"unreadable log message ({type(error).__name__})"
        record.msg, record.args = redact(message[:LONGEST]).translate(_CONTROLS), ()
        if record.exc_info and record.exc_info[0] is not None:
            text = record.exc_text or logging.Formatter().formatException(record.exc_info)
            record.exc_text = redact(text[:LONGEST])
            record.exc_info = None
        if record.stack_info:
            record.stack_info = redact(record.stack_info[:LONGEST])
        return True


class PrivateRotatingHandler(RotatingFileHandler):
    """A rotating file made with mode 0600."""

    def _open(self) -> io.TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE_MODE)
        if sys.platform != "win32":
            os.fchmod(handle, FILE_MODE)
        return open(handle, "a", encoding=self.encoding, errors=self.errors)  # noqa: PTH123


def open_log(folder: Path, level: int = logging.INFO) -> logging.Handler:
    """Starts writing `szpalta.log` in `folder`; give the handler to `close_log` at the end.

    Times are UTC. Raises `Refused` "folder.not_writable" when the folder cannot be made.
    """
    handler = PrivateRotatingHandler(
        private_folder(folder) / "szpalta.log",
        maxBytes=LARGEST,
        backupCount=KEPT,
        encoding="utf-8",
        errors="backslashreplace",
    )
    formatter = logging.Formatter(
        "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(threadName)s: %(message)s", "%Y-%m-%dT%H:%M:%S"
    )
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.addFilter(RedactionFilter())
    logger = logging.getLogger(LOGGER)
    logger.setLevel(level)
    logger.propagate = False
    logger.addHandler(handler)
    return handler


def close_log(handler: logging.Handler) -> None:
    """Stops writing to a log that `open_log` started."""
    logger = logging.getLogger(LOGGER)
    logger.removeHandler(handler)
    logger.propagate = True
    handler.close()
