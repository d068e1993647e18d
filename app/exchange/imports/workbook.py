"""XLSX workbooks row by row in constant memory.

openpyxl's read-only mode keeps foreign elements and whole rows in memory (28 MB of them took 800 MB), believes row
numbers and looks at file names, so the four parts that matter are read here as events; its tables of date formats and
its calendar are used.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import BadInput, SzpaltaError
from app.exchange.imports.archive import check_archive
from app.exchange.imports.place import Place
from app.exchange.imports.sheets import Row, Watch, unwatched
from app.exchange.imports.workbook_parts import Contents, RowReader, Strings, Styles, Targets, feed

MAX_SHEETS = 100


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet; `part` is its place in the workbook. Every call of `rows` opens the file anew and closes it at the end."""

    place: Place
    name: str
    part: str
    epoch_1904: bool

    @property
    def path(self) -> Path:
        return self.place.path

    def rows(self, watch: Watch = unwatched) -> Iterator[Row]:
        """Rows with the sheet's own line numbers; one empty row stands for a gap.

        Raises `BadInput`: import.damaged_workbook, import.too_many_rows, import.too_many_columns, import.too_large.
        """
        with _reading(self.path, self.name), zipfile.ZipFile(self.place.workbook()) as archive:
            strings, styles = Strings(), Styles()
            for part, handler in (("xl/sharedStrings.xml", strings), ("xl/styles.xml", styles)):
                if part in archive.namelist():
                    for _ in feed(archive, part, handler):
                        pass
            reader = RowReader(self.path.name, self.name, strings.found, styles, self.epoch_1904)
            line = 0
            for share in feed(archive, self.part, reader):
                watch(share)
                for number, cells in reader.take():
                    if number > line + 1:
                        yield number - 1, []
                    line = number
                    yield number, cells


def open_workbook(place: Place) -> tuple[WorkbookSheet, ...]:
    """The sheets of an .xlsx file that passed the checks. Raises `BadInput`."""
    path = place.path
    check_archive(place)
    contents, targets = Contents(), Targets()
    with _reading(path, None), zipfile.ZipFile(place.workbook()) as archive:
        for part, handler in (("xl/workbook.xml", contents), ("xl/_rels/workbook.xml.rels", targets)):
            for _ in feed(archive, part, handler):
                pass
        names = set(archive.namelist())
    sheets = []
    for name, relation in contents.sheets:
        part = posixpath.normpath(posixpath.join("/xl", targets.found.get(relation, ""))).lstrip("/")
        if part in names:
            sheets.append(
                WorkbookSheet(place, f"{place.part} · {name}" if place.part else name, part, contents.epoch_1904)
            )
    if not sheets:
        raise BadInput("import.empty", file=path.name)
    if len(sheets) > MAX_SHEETS:
        raise BadInput("import.zip_bomb", file=path.name)
    return tuple(sheets)


@contextmanager
def _reading(path: Path, sheet: str | None) -> Iterator[None]:
    """Whatever zipfile and expat make of damaged bytes becomes one refusal."""
    try:
        yield
    except SzpaltaError:
        raise
    except Exception as error:  # a dozen kinds
        raise BadInput("import.damaged_workbook", file=path.name, sheet=sheet) from error
