"""Workbooks written as one XML text (Excel 2003), as the old insights of Facebook handed them out, often named .xls.

Read as events through defusedxml: no entities, no document types, no trees.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from app.domain.errors import BadInput, SzpaltaError
from app.exchange.imports.place import Place
from app.exchange.imports.sheets import MAX_COLUMNS, Cell, Row, Watch, check_width, unwatched
from app.exchange.imports.workbook import MAX_SHEETS
from app.exchange.imports.workbook_parts import MAX_CELL, MAX_LINES, feed_stream

MARK = b"urn:schemas-microsoft-com:office:spreadsheet"
MAX_BYTES = 256 << 20


def is_xml_workbook(head: bytes) -> bool:
    """True for the beginning of such a workbook."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml") and MARK in head


@dataclass(frozen=True, slots=True)
class XmlSheet:
    """One sheet, the `number`-th of its workbook. Every call of `rows` opens the file anew."""

    place: Place
    name: str
    number: int

    @property
    def path(self) -> Path:
        return self.place.path

    def rows(self, watch: Watch = unwatched) -> Iterator[Row]:
        """Rows with the sheet's own line numbers; one empty row stands for a gap.

        Raises `BadInput`: import.damaged_workbook, import.too_many_columns, import.too_large.
        """
        reader, line = _Reader(self.number), 0
        with _reading(self.path, self.name), self.place.open() as file:
            for share in feed_stream(file, self.place.size, reader):
                watch(share)
                for number, cells in reader.take():
                    check_width(self.path, self.name, number, cells)
                    if number > line + 1:
                        yield number - 1, []
                    line = number
                    yield number, cells
                if reader.count > self.number + 1:
                    return


def open_xml_workbook(place: Place) -> tuple[XmlSheet, ...]:
    """The sheets of a workbook in XML. Raises `BadInput`: import.too_large, import.empty, import.damaged_workbook."""
    path = place.path
    if place.size > MAX_BYTES:
        raise BadInput("import.too_large", file=path.name, part=path.name, limit=MAX_BYTES)
    reader = _Reader(None)
    with _reading(path, None), place.open() as file:
        for _ in feed_stream(file, place.size, reader):
            pass
    if not reader.names:
        raise BadInput("import.empty", file=path.name)
    if len(reader.names) > MAX_SHEETS:
        raise BadInput("import.zip_bomb", file=path.name)
    prefix = f"{place.part} · " if place.part else ""
    return tuple(XmlSheet(place, prefix + name, number) for number, name in enumerate(reader.names))


class _Reader(ContentHandler):
    """Names of all sheets, and the rows of one. `count` tells how many sheets have begun."""

    def __init__(self, wanted: int | None) -> None:
        super().__init__()
        self.names: list[str] = []
        self.count = 0
        self._wanted = wanted
        self._rows: list[Row] = []
        self._line = 0
        self._cells: list[Cell] = []
        self._kind = ""
        self._text: list[str] | None = None
        self._across = 0
        self._length = 0

    def take(self) -> list[Row]:
        """The rows since the last call."""
        found, self._rows = self._rows, []
        return found

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  the parser's name
        kind = name.rpartition(":")[2]
        if kind == "Worksheet":
            self.names.append(_attribute(attrs, "Name")[:200])
            self.count, self._line = self.count + 1, 0
        if self._wanted is None or self.count != self._wanted + 1:
            return
        if kind == "Row":
            self._line = int(_attribute(attrs, "Index") or self._line + 1)
            if self._line > MAX_LINES:
                raise ValueError("too many rows")
            self._cells = []
        elif kind == "Cell":
            place = int(_attribute(attrs, "Index") or len(self._cells) + self._across + 1)
            if not 0 < place <= MAX_COLUMNS + 1:
                raise ValueError("too many columns")
            self._cells += [None] * (place - len(self._cells))
            self._across = int(_attribute(attrs, "MergeAcross") or 0)
        elif kind == "Data":
            self._kind, self._text, self._length = _attribute(attrs, "Type"), [], 0

    def characters(self, content: str) -> None:
        if self._text is not None:
            self._text.append(content)
            self._length += len(content)
            if self._length > MAX_CELL:
                raise ValueError("too long a cell")

    def endElement(self, name: str) -> None:  # noqa: N802
        kind = name.rpartition(":")[2]
        if kind == "Data" and self._text is not None:
            if self._cells:
                self._cells[-1] = _value(self._kind, "".join(self._text))
            self._text = None
        elif kind == "Row" and self._wanted is not None and self.count == self._wanted + 1:
            self._rows.append((self._line, self._cells))
            self._cells, self._across = [], 0


def _attribute(attrs: AttributesImpl, name: str) -> str:
    return next((attrs[key] for key in attrs.getNames() if key.rpartition(":")[2] == name), "")


def _value(kind: str, text: str) -> Cell:
    if kind == "Number":
        number = float(text)
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    if kind == "DateTime":
        return datetime.fromisoformat(text)
    if kind == "Boolean":
        return text == "1"
    return "#VALUE!" if kind == "Error" else text


@contextmanager
def _reading(path: Path, sheet: str | None) -> Iterator[None]:
    """Whatever the parser makes of damaged text becomes one refusal."""
    try:
        yield
    except SzpaltaError:
        raise
    except Exception as error:  # a dozen kinds
        raise BadInput("import.damaged_workbook", file=path.name, sheet=sheet) from error
