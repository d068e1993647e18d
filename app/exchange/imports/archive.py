"""Is this .xlsx an attack? Sizes, ratio and encryption of every part, before any of it is parsed."""

from __future__ import annotations

import zipfile
from pathlib import Path

from app.domain.errors import BadInput, SzpaltaError

MAX_PARTS = 2_000
MAX_RATIO = 100
MAX_TOTAL = 4 << 30
MAX_STRINGS = 96 << 20
MAX_DESCRIPTION = 8 << 20
_SMALL = 1 << 20


def check_archive(path: Path) -> None:
    """Raises `BadInput`: import.zip_bomb, import.encrypted, import.too_large, import.not_a_workbook, import.damaged_workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except SzpaltaError:
        raise
    except Exception as error:  # zipfile raises eight kinds on damaged archives
        raise BadInput("import.damaged_workbook", file=path.name, sheet=None) from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_TOTAL:
        raise BadInput("import.zip_bomb", file=path.name)
    for part in parts:
        _check_part(path, part)
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise BadInput("import.not_a_workbook", file=path.name)


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
