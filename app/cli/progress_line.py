"""One line on a terminal that is written over while something goes on; nothing where nobody watches."""

from __future__ import annotations

import shutil
from types import TracebackType
from typing import TextIO

from app.cli.output import one_line, width


class ProgressLine:
    """Silent on a stream that is no terminal. Leaving it takes the line away."""

    def __init__(self, stream: TextIO | None, *, quiet: bool = False) -> None:
        self._stream = None if quiet or stream is None or not stream.isatty() else stream
        self._shown = ""

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.show("")
        if self._stream is not None:
            self._stream.write("\r")
            self._stream.flush()

    def show(self, text: str) -> None:
        if self._stream is None:
            return
        line = one_line(text, shutil.get_terminal_size().columns - 1)
        if line == self._shown:
            return
        rest = " " * max(width(self._shown) - width(line), 0)
        self._stream.write(f"\r{line}{rest}")
        self._stream.flush()
        self._shown = line
