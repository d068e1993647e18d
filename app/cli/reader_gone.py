"""What happens when whoever reads us goes away, as `| head` does: the command ends, quietly."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TextIO


class ReaderGone(BaseException):
    """Nobody reads the answer any more. No command may take it for a failure of its own."""


@contextlib.contextmanager
def told_to_reader() -> Iterator[None]:
    """Raises `ReaderGone` where a write finds nobody."""
    try:
        yield
    except BrokenPipeError:
        raise ReaderGone from None


@contextlib.contextmanager
def said_aside() -> Iterator[None]:
    """Sentences on stderr are lost where nobody reads them, and the command goes on."""
    try:
        yield
    except BrokenPipeError:
        drop(sys.stderr)


def drop(stream: TextIO | None) -> None:
    """What Python would still flush at exit goes nowhere."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
