"""The parts of an .xlsx archive, read as XML events through defusedxml: no entities, no document types, no trees."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from app.domain.errors import BadInput
from app.exchange.imports.sheets import MAX_COLUMNS, Cell, Row

MAX_LINES = 1_048_576
MAX_STRINGS = 1_500_000
MAX_CELL = 200_000
_CHUNK = 1 << 16


def feed(archive: zipfile.ZipFile, part: str, handler: ContentHandler) -> Iterator[float]:
    """Parses a part piece by piece; after each piece, told as a share of the part, the caller may take what the handler has."""
    size = archive.getinfo(part).file_size
    if not size:
        raise ValueError("empty part")
    with archive.open(part) as stream:
        yield from feed_stream(stream, size, handler)


def feed_stream(stream: IO[bytes], size: int, handler: ContentHandler) -> Iterator[float]:
    """As `feed`, of an open file of so many bytes."""
    from defusedxml.expatreader import create_parser

    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(handler)
    done = 0
    while chunk := stream.read(_CHUNK):
        parser.feed(chunk)
        done += len(chunk)
        yield done / size
    parser.close()
    yield 1.0


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class Contents(ContentHandler):
    """xl/workbook.xml: sheet names with their relation, and the calendar."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.epoch_1904 = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  the parser's name
        if _local(name) == "sheet":
            relation = next((attrs[key] for key in attrs.getNames() if _local(key) == "id"), "")
            self.sheets.append((attrs.get("name", ""), relation))
        elif _local(name) == "workbookPr":
            self.epoch_1904 = attrs.get("date1904") in ("1", "true")


class Targets(ContentHandler):
    """xl/_rels/workbook.xml.rels: where each relation leads; outside targets are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        if _local(name) == "Relationship" and attrs.get("TargetMode") != "External":
            self.found[attrs.get("Id", "")] = attrs.get("Target", "")


class Styles(ContentHandler):
    """xl/styles.xml: which cell styles show a date, which a length of time."""

    def __init__(self) -> None:
        super().__init__()
        self.dates: set[int] = set()
        self.lengths: set[int] = set()
        self._codes: dict[int, str] = {}
        self._inside = False
        self._count = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        kind = _local(name)
        if kind == "numFmt":
            self._codes[int(attrs.get("numFmtId", "0"))] = attrs.get("formatCode", "")[:200]
        elif kind == "cellXfs":
            self._inside = True
        elif kind == "xf" and self._inside:
            self._see(int(attrs.get("numFmtId", "0")))
            self._count += 1

    def endElement(self, name: str) -> None:  # noqa: N802
        if _local(name) == "cellXfs":
            self._inside = False

    def _see(self, number: int) -> None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

        code = self._codes.get(number) or BUILTIN_FORMATS.get(number)
        if code and is_timedelta_format(code):
            self.lengths.add(self._count)
        elif code and is_date_format(code):
            self.dates.add(self._count)


class Strings(ContentHandler):
    """xl/sharedStrings.xml: the texts cells point to, phonetic readings left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._parts: list[str] = []
        self._text = False
        self._phonetic = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        kind = _local(name)
        if kind == "si":
            self._parts = []
        elif kind == "rPh":
            self._phonetic = True
        elif kind == "t":
            self._text = not self._phonetic

    def characters(self, content: str) -> None:
        if self._text:
            self._parts.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        kind = _local(name)
        if kind == "t":
            self._text = False
        elif kind == "rPh":
            self._phonetic = False
        elif kind == "si":
            if len(self.found) >= MAX_STRINGS:
                raise ValueError("too many strings")
            self.found.append("".join(self._parts))


class RowReader(ContentHandler):
    """A sheet: complete rows are kept until they are taken. Formulas give their stored result."""

    def __init__(self, file: str, sheet: str, strings: list[str], styles: Styles, epoch_1904: bool) -> None:
        super().__init__()
        self._file, self._sheet, self._strings, self._styles = file, sheet, strings, styles
        self._epoch_1904 = epoch_1904
        self._rows: list[Row] = []
        self._cells: list[Cell] = []
        self._line = 0
        self._column = 0
        self._columns: dict[str, int] = {}
        self._kind = "n"
        self._style = 0
        self._parts: list[str] = []
        self._length = 0
        self._collecting = False
        self._phonetic = False

    def take(self) -> list[Row]:
        """The rows completed since the last call."""
        rows, self._rows = self._rows, []
        return rows

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        kind = _local(name)
        if kind == "c":
            self._start_cell(attrs)
        elif kind in ("v", "t"):
            self._collecting = not self._phonetic
        elif kind == "rPh":
            self._phonetic = True
        elif kind == "row":
            self._line = max(int(attrs.get("r", "0")), self._line + 1)
            if self._line > MAX_LINES:
                raise BadInput("import.too_many_rows", file=self._file, sheet=self._sheet, limit=MAX_LINES)
            self._cells, self._column = [], 0

    def _start_cell(self, attrs: AttributesImpl) -> None:
        letters = attrs.get("r", "").rstrip("0123456789")
        self._column = self._position(letters) if letters else self._column + 1
        if self._column > MAX_COLUMNS:
            raise BadInput(
                "import.too_many_columns",
                file=self._file,
                sheet=self._sheet,
                line=self._line,
                columns=self._column,
                limit=MAX_COLUMNS,
            )
        self._kind = attrs.get("t", "n")
        self._style = int(attrs.get("s", "0"))
        self._parts, self._length, self._collecting = [], 0, False

    def _position(self, letters: str) -> int:
        found = self._columns.get(letters)
        if found is None:
            found = 0
            for letter in letters[:4]:
                found = found * 26 + ord(letter.upper()) - 64
            self._columns[letters[:4]] = found
        return found

    def characters(self, content: str) -> None:
        if self._collecting:
            self._length += len(content)
            if self._length > MAX_CELL:
                raise ValueError("cell too long")
            self._parts.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        kind = _local(name)
        if kind in ("v", "t"):
            self._collecting = False
        elif kind == "c":
            self._end_cell()
        elif kind == "rPh":
            self._phonetic = False
        elif kind == "row":
            self._rows.append((self._line, self._cells))

    def _end_cell(self) -> None:
        if not self._parts:
            return
        if self._column < 1:
            raise ValueError("no such column")
        self._cells.extend([None] * (self._column - len(self._cells)))
        self._cells[self._column - 1] = self._value("".join(self._parts))

    def _value(self, text: str) -> Cell:
        if self._kind == "s":
            return self._strings[int(text)]
        if self._kind == "b":
            return text.strip() == "1"
        if self._kind == "d":
            return datetime.fromisoformat(text).replace(tzinfo=None)
        return self._number(text) if self._kind == "n" else text

    def _number(self, text: str) -> Cell:
        number = int(text) if text.isdigit() else float(text)
        if self._style in self._styles.dates or self._style in self._styles.lengths:
            return self._moment(number)
        return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < 2**53 else number

    def _moment(self, number: float) -> Cell:
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

        epoch = MAC_EPOCH if self._epoch_1904 else WINDOWS_EPOCH
        try:
            found: Cell = from_excel(number, epoch, timedelta=self._style in self._styles.lengths)
        except (OverflowError, ValueError):
            return "#VALUE!"
        return found
