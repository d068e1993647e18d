"""Workbooks of the old Excel format (.xls), as LinkedIn still writes them. xlrd keeps a sheet in memory, so they have a limit."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import BadInput, SzpaltaError
from app.exchange.imports.place import Place
from app.exchange.imports.sheets import WATCHED_ROWS, Cell, Row, Watch, check_width, unwatched

if TYPE_CHECKING:
    from xlrd.book import Book

MAX_BYTES = 32 << 20
_MAX_SHEETS = 100
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class OldSheet:
    """One sheet, which its workbook calls `own_name`. Every call of `rows` opens the file anew."""

    place: Place
    name: str
    own_name: str

    @property
    def path(self) -> Path:
        return self.place.path

    def rows(self, watch: Watch = unwatched) -> Iterator[Row]:
        """Rows with the sheet's own line numbers. Raises `BadInput`: import.damaged_workbook, import.too_many_columns."""
        with _opened(self.place, self.name) as book:
            sheet = book.sheet_by_name(self.own_name)
            for index in range(sheet.nrows):
                if index % WATCHED_ROWS == 0:
                    watch(index / sheet.nrows)
                kinds, values = sheet.row_types(index), sheet.row_values(index)
                cells = [_value(kind, value, book.datemode) for kind, value in zip(kinds, values, strict=True)]
                check_width(self.path, self.name, index + 1, cells)
                yield index + 1, cells


def open_old_workbook(place: Place) -> tuple[OldSheet, ...]:
    """The sheets of an .xls file.

    Raises `BadInput`: import.too_large, import.encrypted, import.damaged_workbook, import.empty.
    """
    path = place.path
    if place.size > MAX_BYTES:
        raise BadInput("import.too_large", file=path.name, part=path.name, limit=MAX_BYTES)
    with _opened(place, None) as book:
        names = book.sheet_names()
    if not names:
        raise BadInput("import.empty", file=path.name)
    if len(names) > _MAX_SHEETS:
        raise BadInput("import.zip_bomb", file=path.name)
    return tuple(OldSheet(place, f"{place.part} · {name}" if place.part else name, name) for name in names)


@contextmanager
def _opened(place: Place, sheet: str | None) -> Iterator[Book]:
    """Whatever xlrd makes of damaged bytes becomes one refusal."""
    import xlrd

    path, inside = place.path, place.workbook()
    content = None if isinstance(inside, Path) else inside.read()
    try:
        with xlrd.open_workbook(
            None if content else path, io.StringIO(), file_contents=content, on_demand=True, ragged_rows=True
        ) as book:
            yield book
    except SzpaltaError:
        raise
    except Exception as error:  # xlrd raises a dozen kinds on damaged files
        if isinstance(error, xlrd.XLRDError) and "encrypted" in str(error):
            raise BadInput("import.encrypted", file=path.name) from error
        raise BadInput("import.damaged_workbook", file=path.name, sheet=sheet) from error


def _value(kind: int, value: object, datemode: int) -> Cell:
    import xlrd

    if kind == _TEXT:
        return str(value)
    if kind == _NUMBER and isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if kind == _DATE:
        try:
            return xlrd.xldate_as_datetime(value, datemode)  # type: ignore[no-any-return]
        except (ValueError, OverflowError):
            return "#VALUE!"
    if kind == _BOOLEAN:
        return bool(value)
    return "#VALUE!" if kind == _ERROR else None
