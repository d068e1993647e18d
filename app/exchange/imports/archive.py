"""Is this .xlsx or .zip an attack? Sizes, ratio and encryption of every part, before any of it is read."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

from app.domain.errors import BadInput, SzpaltaError
from app.exchange.imports.place import Place

MAX_PARTS = 2_000
MAX_RATIO = 100
MAX_TOTAL = 4 << 30
MAX_STRINGS = 96 << 20
MAX_DESCRIPTION = 8 << 20
_SMALL = 1 << 20
_WORKBOOK = "xl/workbook.xml"
_FIRST_YEAR = 2010
"""Writers without a clock say 1980."""


TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls")
MAX_TABLES = 100


def check_archive(place: Place) -> None:
    """A workbook that may be read. Raises `BadInput`: import.zip_bomb, import.encrypted, import.too_large,
    import.not_a_workbook, import.damaged_workbook."""
    if not any(part.filename == _WORKBOOK for part in _checked(place)):
        raise BadInput("import.not_a_workbook", file=place.path.name)


def tables_inside(path: Path) -> list[str] | None:
    """Names of the tables in an archive as a network hands it out; None for a workbook, which is an archive too.

    Raises `BadInput` as `check_archive`, and import.too_many_tables.
    """
    parts = [part.filename for part in _checked(Place(path))]
    if _WORKBOOK in parts:
        return None
    tables = [name for name in parts if name.lower().endswith(TABLES) and not _is_of_the_system(name)]
    if not tables:
        raise BadInput("import.not_a_workbook", file=path.name)
    if len(tables) > MAX_TABLES:
        raise BadInput("import.too_many_tables", file=path.name, count=len(tables), limit=MAX_TABLES)
    return list(dict.fromkeys(tables))


def packed_on(path: Path) -> date | None:
    """The day the newest part of an archive or a workbook was written, which copies of the file keep; None for other
    files and for parts that tell no day."""
    try:
        with zipfile.ZipFile(path) as archive:
            days = [date(*part.date_time[:3]) for part in archive.infolist()[:MAX_PARTS]]
    except Exception:  # no archive, or damaged
        return None
    return max((day for day in days if day.year >= _FIRST_YEAR), default=None)


def _is_of_the_system(name: str) -> bool:
    """True for what computers add to archives by themselves."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")


def _checked(place: Place) -> list[zipfile.ZipInfo]:
    path = place.path
    try:
        with zipfile.ZipFile(place.workbook()) as archive:
            parts = archive.infolist()
    except SzpaltaError:
        raise
    except Exception as error:  # zipfile raises eight kinds on damaged archives
        raise BadInput("import.damaged_workbook", file=path.name, sheet=None) from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_TOTAL:
        raise BadInput("import.zip_bomb", file=path.name)
    for part in parts:
        _check_part(path, part)
    return parts


def _check_part(path: Path, part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 1:
        raise BadInput("import.encrypted", file=path.name)
    if part.file_size > _SMALL and part.file_size > MAX_RATIO * part.compress_size:
        raise BadInput("import.zip_bomb", file=path.name)
    limit = _limit(part.filename)
    if part.file_size > limit:
        raise BadInput("import.too_large", file=path.name, part=part.filename, limit=limit)


def _limit(name: str) -> int:
    if name == "xl/sharedStrings.xml":
        return MAX_STRINGS
    described = name in ("xl/workbook.xml", "xl/styles.xml") or name.endswith(".rels")
    return MAX_DESCRIPTION if described else MAX_TOTAL
