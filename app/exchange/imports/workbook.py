"""XLSX workbooks: checked as an attack first, then read row by row."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from app.domain.errors import BadInput, SzpaltaError
from app.exchange.imports.sheets import Cell, Row, check_width

MAX_PARTS = 2_000
MAX_SHEETS = 100
MAX_RATIO = 100
MAX_TOTAL = 4 << 30
MAX_STRINGS = 64 << 20
MAX_OTHER_PART = 10 << 20
MAX_ROW_BYTES = 1 << 20
MAX_LINES = 1_048_576
_SMALL = 1 << 20
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet. Every call of `rows` opens the file anew and closes it at the end."""

    path: Path
    name: str

    def rows(self) -> Iterator[Row]:
        """Rows with the sheet's own line numbers. Raises `BadInput` "import.damaged_workbook", "import.too_many_rows"."""
        with _opened(self.path) as workbook:
            values = self._values(workbook)
            line = 0
            while batch := self._batch(values):
                for cells in batch:
                    line += 1
                    if line > MAX_LINES:
                        raise BadInput("import.too_many_rows", file=self.path.name, sheet=self.name, limit=MAX_LINES)
                    row: list[Cell] = list(cells)
                    check_width(self.path, self.name, line, row)
                    yield line, row

    def _values(self, workbook: Any) -> Iterator[tuple[Cell, ...]]:
        sheet = workbook[self.name]
        sheet.reset_dimensions()  # the file's own word for its size may be a lie
        rows: Iterator[tuple[Cell, ...]] = sheet.iter_rows(values_only=True)
        return rows

    def _batch(self, values: Iterator[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return list(islice(values, 500))
        except Exception as error:  # openpyxl lets any exception out of a damaged sheet
            raise BadInput("import.damaged_workbook", file=self.path.name, sheet=self.name) from error


def open_workbook(path: Path) -> tuple[WorkbookSheet, ...]:
    """The sheets of an .xlsx file that passed the checks. Raises `BadInput`."""
    _check(path)
    with _opened(path) as workbook:
        names = [sheet.title for sheet in workbook.worksheets if hasattr(sheet, "reset_dimensions")]
    if not names:
        raise BadInput("import.empty", file=path.name)
    if len(names) > MAX_SHEETS:
        raise BadInput("import.zip_bomb", file=path.name)
    return tuple(WorkbookSheet(path, name) for name in names)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """openpyxl's workbook, from a stream, as openpyxl judges a path by its name."""
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise BadInput("import.no_safe_xml", file=path.name)
    with path.open("rb") as stream:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # openpyxl lets any exception out of a damaged workbook
            raise BadInput("import.damaged_workbook", file=path.name, sheet=None) from error
        with closing(workbook):
            yield workbook


def _check(path: Path) -> None:
    """Sizes, ratio, encryption and document types of every part, before any of it is parsed."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(path, parts)
            if "xl/workbook.xml" not in archive.namelist():
                raise BadInput("import.not_a_workbook", file=path.name)
            for part in parts:
                _check_part(path, archive, part)
    except SzpaltaError:
        raise
    except Exception as error:  # zipfile raises eight kinds on damaged archives
        raise BadInput("import.damaged_workbook", file=path.name, sheet=None) from error


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_TOTAL:
        raise BadInput("import.zip_bomb", file=path.name)
    for part in parts:
        if part.flag_bits & 1:
            raise BadInput("import.encrypted", file=path.name)
        if part.file_size > _SMALL and part.file_size > MAX_RATIO * part.compress_size:
            raise BadInput("import.zip_bomb", file=path.name)
        if part.file_size > _limit(part.filename):
            raise BadInput("import.too_large", file=path.name, part=part.filename, limit=_limit(part.filename))


def _limit(name: str) -> int:
    if _is_sheet(name):
        return MAX_TOTAL
    if name == "xl/sharedStrings.xml":
        return MAX_STRINGS
    return MAX_OTHER_PART if name.endswith((".xml", ".rels")) else MAX_TOTAL


def _is_sheet(name: str) -> bool:
    return PurePosixPath(name).parent.as_posix() == "xl/worksheets" and name.endswith(".xml")


def _check_part(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No document type (entities), and no row of a sheet longer than `MAX_ROW_BYTES`: openpyxl holds a row in memory."""
    if not part.filename.endswith((".xml", ".rels")):
        return
    sheet = _is_sheet(part.filename)
    with archive.open(part) as stream:
        head = stream.read(_CHUNK)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<\0!\0D\0" in head:
            raise BadInput("import.damaged_workbook", file=path.name, sheet=None)
        since, chunk, tail = 0, head, b""
        while sheet and chunk:
            window = tail + chunk
            end = window.rfind(b"row>")
            since = since + len(chunk) if end < 0 else len(window) - end
            if since > MAX_ROW_BYTES and b"<c" in window:
                raise BadInput("import.damaged_workbook", file=path.name, sheet=PurePosixPath(part.filename).stem)
            tail, chunk = chunk[-8:], stream.read(_CHUNK)
