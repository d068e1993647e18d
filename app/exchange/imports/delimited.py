"""CSV and its relatives: which characters, which delimiter, and rows without the damage of a second saving."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from app.domain.errors import BadInput
from app.exchange.imports.figures import figure
from app.exchange.imports.place import Place
from app.exchange.imports.sheets import MAX_COLUMNS, MAX_LINES, WATCHED_ROWS, Cell, Row, Watch, check_width, unwatched

_SAMPLE = 1 << 16
_SAMPLE_ROWS = 60
_SAMPLE_CELLS = 40
_JOINED = re.compile(r"\d[;\t]\d")
_DELIMITERS = (",", ";", "\t", "|")
_SEP = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DelimitedSheet:
    """A text table. A first line "sep=;" is obeyed and, as in spreadsheets, not counted."""

    place: Place
    encoding: str
    delimiter: str
    announced: bool
    """True when a "sep=" line came first."""
    name: str | None = None
    wrapped: bool = False
    """True when every line is one quoted cell that is itself a record: nothing is lost, and the report says so."""
    outer: str | None = None
    """The delimiter of a spreadsheet that took each line of the file for one cell and quoted those with quotes in them;
    with these taken off the file is as it was, texts of several lines too."""

    @property
    def path(self) -> Path:
        return self.place.path

    @property
    def ends_open(self) -> bool:
        """True when the last line has no end: some services never write one, after others the last row may be cut off."""
        with self.place.open() as file:
            file.seek(max(0, self.place.size - 4))
            return file.read().rstrip(b"\0")[-1:] not in b"\r\n"

    def rows(self, watch: Watch = unwatched) -> Iterator[Row]:
        """The records; a record may span several text lines. Raises `BadInput`: import.bad_row, import.cut_off."""
        line = -1 if self.announced else 0
        width = begun = ended = 0
        latest: deque[list[Cell]] = deque([[], [], []], maxlen=3)
        try:
            size = self.place.size
            with (
                self.place.open() as file,
                io.TextIOWrapper(file, encoding=self.encoding, errors="replace", newline="") as lines,
            ):
                whole = _taken_off(lines, self.outer) if self.outer else lines
                reader = csv.reader(whole, delimiter=self.delimiter)
                for cells in reader:
                    begun, ended = ended, reader.line_num
                    line += 1
                    if line == 0:
                        continue
                    if line % WATCHED_ROWS == 0:
                        watch(file.tell() / size)
                    if line > MAX_LINES:
                        raise BadInput("import.too_many_rows", file=self.path.name, sheet=self.name, limit=MAX_LINES)
                    row: list[Cell] = [*(cells if len(cells) != 1 else self._single(line, cells, width))]
                    latest.append(row)
                    width = max(width, len(row))
                    if width > MAX_COLUMNS:
                        check_width(self.path, self.name, line, row)
                    yield line, row
            if not self.outer and self._is_cut(begun, ended, _ends_short(*latest)):
                raise BadInput("import.cut_off", file=self.path.name, sheet=self.name, line=line)
        except csv.Error as error:
            raise BadInput("import.bad_row", file=self.path.name, sheet=self.name, line=line + 1) from error
        except (OSError, UnicodeError) as error:
            raise BadInput("import.unreadable", file=self.path.name, reason=type(error).__name__) from error

    def _is_cut(self, begun: int, ended: int, short: bool) -> bool:
        """True when the file ends within quotes, or without the end of a line in a row `short` of cells."""
        whole = not self.ends_open
        if whole and ended - begun < 2:
            return False
        with (
            self.place.open() as file,
            io.TextIOWrapper(file, encoding=self.encoding, errors="replace", newline="") as lines,
        ):
            record = list(islice(lines, begun, ended))
        try:
            list(csv.reader(record, delimiter=self.delimiter, strict=True))
        except csv.Error as error:
            return "unexpected end" in str(error)
        return short and not whole

    def _single(self, line: int, cells: list[str], width: int) -> list[str]:
        """A line of one cell: a title, a record of a file that wraps them all, or the damage of a spreadsheet that read
        the file with another delimiter and quoted some lines whole. Raises `BadInput` "import.damaged_rows"."""
        inner = _unwrapped(cells, self.delimiter)
        if self.wrapped and width > 1 and cells[0].startswith("#"):  # a record that begins with a hashtag, no remark
            record = next(csv.reader(cells, delimiter=self.delimiter), cells)
            return record if len(record) == width else cells
        if self.wrapped or self.outer or len(inner) == 1:
            return inner if not self.outer else cells
        if self.announced:
            return cells
        if len(inner) == width and (width > 2 or figure(inner[-1]) is not None):
            raise BadInput("import.damaged_rows", file=self.path.name, sheet=self.name, line=line, value=cells[0][:40])
        return cells


def _ends_short(first: list[Cell], before: list[Cell], last: list[Cell]) -> bool:
    """Whether the last of three rows has fewer cells than those before it have alike; an empty one is not there. A remark
    below the table has far fewer, and does not begin as the row above it does, with an id or a day."""
    if not 0 < len(last) < len(before) or len(first) not in (0, len(before)):
        return False
    begins = _shape(last[0])
    return 1 < len(last) >= len(before) / 2 or ("0" in begins and begins == _shape(before[0]))


def _shape(cell: Cell) -> str:
    return re.sub(r"[^\W\d]+", "a", re.sub(r"\d+", "0", str(cell)))


def open_delimited(place: Place) -> DelimitedSheet:
    """Finds out encoding and delimiter from the bytes. Raises `BadInput` "import.binary", "import.empty", "import.bad_row"."""
    path, name = place.path, place.part
    with place.open() as file:
        head = file.read(_SAMPLE)
    encoding = _encoding(place, head)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head).lstrip("\ufeff")
    _refuse_binary(path, text)
    if not text.strip():
        raise BadInput("import.empty", file=path.name)
    lines = text.splitlines(keepends=True)
    announced = _SEP.match(lines[0])
    if announced:
        wrapped = _is_wrapped(lines[1:], announced.group(1))
        return DelimitedSheet(place, encoding, announced.group(1), True, name, wrapped)
    if len(lines) > 1 and len(head) == _SAMPLE:
        lines.pop()  # cut in the middle
    delimiter = _delimiter(lines)
    if _is_wrapped(lines, delimiter):
        return DelimitedSheet(place, encoding, delimiter, False, name, True)
    if outer := _outer(lines):
        delimiter = _delimiter(list(_taken_off(lines, outer)))
        return DelimitedSheet(place, encoding, delimiter, False, name, True, outer)
    return DelimitedSheet(place, encoding, delimiter, False, name)


def _refuse_binary(path: Path, text: str) -> None:
    odd = sum(1 for character in text if character < " " and character not in "\t\n\r\f")
    if odd > len(text) // 50:
        raise BadInput("import.binary", file=path.name)


def _encoding(place: Place, head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) > 3 and head.count(0) > len(head) // 4:
        return "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
    return "utf-8" if _is_utf8(place) else _code_page(head)


def _is_utf8(place: Place) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        with place.open() as file:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


_LETTERS = {
    "cp1250": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻěřšžů",
    "cp1252": "éèàùâêîôûçëïäöüßñáíúóãõåæøœÉÀÇÄÖÜ",
    "cp1251": "абвгдежзийклмнопрстуфхцчшщьыъэюяіїєґ",
    "iso8859-2": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
}


def _code_page(head: bytes) -> str:
    """The eight-bit code page under which most foreign letters are usual ones; Polish first among equals."""
    foreign = bytes(byte for byte in head if byte >= 0x80)

    def usual(code_page: str) -> int:
        known = _LETTERS[code_page]
        return sum(1 for letter in foreign.decode(code_page, "replace") if letter in known)

    return max(_LETTERS, key=usual)


def _delimiter(lines: list[str]) -> str:
    """The delimiter under which most records have the same number of cells, more than one.

    The comma gives way to another that splits half as many records and leaves more numbers: under it "18-24;5,6;1,8" is a
    record of three cells as well.
    """
    split = {delimiter: _split(lines, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: _fitness(split[delimiter]))
    if best == ",":
        half = _fitness(split[best])[0] / 2
        others = [other for other in (";", "\t") if _fitness(split[other])[0] >= half]
        return max((best, *others), key=lambda delimiter: _numbers(split[delimiter]))
    return best


def _split(lines: list[str], delimiter: str) -> list[list[str]]:
    """The first records, without those of one cell."""
    try:
        rows = [_unwrapped(row, delimiter) for row in islice(csv.reader(lines, delimiter=delimiter), _SAMPLE_ROWS)]
    except csv.Error:
        return []
    return [row for row in rows if len(row) > 1]


def _fitness(rows: list[list[str]]) -> tuple[int, int]:
    """How many of the records have the most usual width, and that width."""
    widths = Counter(map(len, rows))
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return count, width


def _numbers(rows: list[list[str]]) -> int:
    """How many cells are numbers, less those in which two stand with a delimiter between."""
    cells = [cell for row in rows for cell in row[:_SAMPLE_CELLS]]
    return sum(1 if figure(cell) is not None else -bool(_JOINED.search(cell)) for cell in cells)


def _is_wrapped(lines: list[str], delimiter: str) -> bool:
    """True when all the first records are single cells that hold records of one width."""
    try:
        rows = [row for row in islice(csv.reader(lines, delimiter=delimiter), _SAMPLE_ROWS) if row]
        if any(len(row) > 1 for row in rows):
            return False
        rows = [row for row in rows if not row[0].startswith("#")]
        if len(rows) < 2:
            return False
        widths = Counter(len(_unwrapped(row, delimiter)) for row in rows)
    except csv.Error:
        return False
    width, count = max(widths.items(), key=lambda item: item[1])
    return width > 1 and count * 5 >= len(rows) * 4


def _outer(lines: list[str]) -> str | None:
    """The delimiter under which the first line is one quoted record and the lines below make records of its width."""
    for outer in (";", "\t", ","):
        try:
            first = _without_ends(next(csv.reader([lines[0]], delimiter=outer, strict=True), []))
            names = _unwrapped(first, ",")
            if not lines[0].startswith('"') or len(first) > 1 or len(names) < 3:
                continue
            rows = list(islice(csv.reader(_taken_off(lines, outer), delimiter=","), _SAMPLE_ROWS))[1:-1]
        except csv.Error:
            continue
        if sum(len(row) == len(names) for row in rows) * 5 >= len(rows) * 4:
            return outer
    return None


def _taken_off(lines: Iterable[str], outer: str) -> Iterator[str]:
    """The lines as they were before a spreadsheet quoted some and filled all up to one width."""
    for line in lines:
        cells = next(csv.reader([line], delimiter=outer), [])
        yield outer.join(_without_ends(cells)) + "\n"


def _without_ends(cells: list[str]) -> list[str]:
    """The cells without the empty ones at the end."""
    last = next((place for place in range(len(cells), 0, -1) if cells[place - 1]), 0)
    return cells[:last]


def _unwrapped(cells: list[str], delimiter: str) -> list[str]:
    """Undoes quotes around a whole line: one cell that is itself a record."""
    if len(cells) == 1 and delimiter in cells[0] and not cells[0].startswith("#"):
        return next(csv.reader([cells[0]], delimiter=delimiter), cells)
    return cells
