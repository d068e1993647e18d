"""What goes to stdout: either one JSON value, or short aligned lines. Nothing from outside reaches the terminal raw."""

from __future__ import annotations

import dataclasses
import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import PurePath
from typing import TextIO

from app.cli.reader_gone import told_to_reader

LONGEST_CELL = 60
_STEERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
"""Characters that reorder or break a line without being seen."""


def plain(text: str) -> str:
    """The text without control and escape characters (C0, C1) and without marks that reorder it; line breaks stay."""
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(c for c in text if c == "\n" or (unicodedata.category(c) != "Cc" and c not in _STEERING))


def one_line(text: str, longest: int = LONGEST_CELL) -> str:
    """The beginning of a text on one line."""
    line = " ".join(plain(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def json_value(value: object) -> object:
    """A value of the domain as JSON has it: ISO dates, UTC times with Z, codes for enums, null for unknown."""
    if isinstance(value, Enum):
        return json_value(value.value)
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: json_value(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(json_value(key)): json_value(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted((json_value(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [json_value(item) for item in value]
    if isinstance(value, float):
        return _number(value)
    if value is None or isinstance(value, str | int):
        return value
    return str(value) if isinstance(value, PurePath) else repr(value)


def utc_text(moment: datetime) -> str:
    """ "2026-11-24T17:00:00Z"; a naive time is wall clock and stays without a zone."""
    if moment.tzinfo is None:
        return moment.isoformat(timespec="minutes")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _number(value: float) -> object:
    """Whole floats as they are; not-a-number and infinity are unknown, for JSON has no such numbers."""
    return value if value - value == 0 else None


def json_text(value: object, indent: int | None = 2) -> str:
    """Readable JSON in which every control character is an escape; on one line without `indent`."""
    text = json.dumps(json_value(value), ensure_ascii=False, indent=indent, allow_nan=False)
    return "".join(
        f"\\u{ord(c):04x}" if c in _STEERING or (c != "\n" and unicodedata.category(c) in ("Cc", "Cs")) else c
        for c in text
    )


class Output:
    """One command's answer on a stream (None: stdout is closed)."""

    def __init__(self, *, as_json: bool, stream: TextIO | None = None) -> None:
        self.as_json = as_json
        self._stream = stream or sys.stdout

    def data(self, value: object) -> None:
        self._write(json_text(value))

    def event(self, value: object, line: str) -> None:
        """One thing that happened in a command that goes on: JSON on one line, or the line for people. Seen at once."""
        self._write(json_text(value, indent=None) if self.as_json else plain(line))
        self.flush()

    def flush(self) -> None:
        if self._stream is not None:
            with told_to_reader():
                self._stream.flush()

    def line(self, text: str = "") -> None:
        self._write(plain(text))

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Names and values below each other; rows without a value are left out."""
        kept = [(name, value) for name, value in rows if value]
        wide = max((width(name) for name, _ in kept), default=0)
        for name, value in kept:
            first, *rest = plain(value).split("\n") or [""]
            self._write(f"{_padded(name, wide)}  {first}".rstrip())
            for line in rest:
                self._write(f"{' ' * wide}  {line}".rstrip())

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> None:
        """Aligned columns; the columns numbered in `right` hold numbers."""
        cells = [list(headers), *([plain(cell).replace("\n", " ") for cell in row] for row in rows)]
        wide = [max(width(row[place]) for row in cells) for place in range(len(headers))]
        to_right = set(right)
        for row in cells:
            shown = (_padded(cell, wide[place], place in to_right) for place, cell in enumerate(row))
            self._write("  ".join(shown).rstrip())

    def _write(self, text: str) -> None:
        if self._stream is not None:
            with told_to_reader():
                self._stream.write(text + "\n")


def width(text: str) -> int:
    """Columns the text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(c) or c in "\u200d\ufe0f" else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _padded(text: str, wide: int, right: bool = False) -> str:
    blanks = " " * (wide - width(text))
    return blanks + text if right else text + blanks
