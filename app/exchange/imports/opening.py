"""Opens a file by what it contains, never by its name."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import BadInput
from app.exchange.imports.archive import tables_inside
from app.exchange.imports.delimited import open_delimited
from app.exchange.imports.old_workbook import open_old_workbook
from app.exchange.imports.place import Place
from app.exchange.imports.sheets import Sheet
from app.exchange.imports.workbook import open_workbook
from app.exchange.imports.xml_workbook import is_xml_workbook, open_xml_workbook

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_BINARY = (
    b"%PDF",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf",
    b"\xfd7zXZ",
    b"Rar!",
    b"SQLite format 3",
)
_PAGES = (b"<!doctype", b"<html", b'{"', b"[{")
"""Beginnings of a web page and of JSON: what comes when one is not signed in, or asked for another kind of file."""
_NO_TABLES = ("import.empty", "import.binary", "import.picture", "import.not_a_workbook")


def open_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a CSV-like text, an .xlsx, .xls or XML workbook, or of all such files in a .zip.

    Raises `BadInput`: import.unreadable, import.empty, import.binary, import.picture, import.encrypted, and those of each kind.
    """
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == b"PK"
    except OSError as error:
        raise BadInput("import.unreadable", file=path.name, reason=type(error).__name__) from error
    inside = tables_inside(path) if zipped else None
    return _open_all(path, inside) if inside is not None else _open(Place(path))


def _open_all(path: Path, parts: list[str]) -> tuple[Sheet, ...]:
    """The tables of an archive; parts that hold none are passed over, and told of when there is no other."""
    found: list[Sheet] = []
    refused: BadInput | None = None
    for part in parts:
        try:
            found += _open(Place(path, part))
        except BadInput as problem:
            refused = refused or problem
            if problem.code not in _NO_TABLES:
                raise
    if refused is not None and not found:
        raise refused
    return tuple(found)


def _open(place: Place) -> tuple[Sheet, ...]:
    path = place.path
    with place.open() as file:
        head = file.read(1 << 16)
    if not head.strip():
        raise BadInput("import.empty", file=path.name)
    if head.startswith(b"PK"):
        return open_workbook(place)
    if head.startswith(_OLE):
        _refuse_encrypted(place)
        return open_old_workbook(place)
    if head.startswith(_PICTURES):
        raise BadInput("import.picture", file=path.name)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower()
    if head.startswith(_BINARY) or text.startswith(_PAGES):
        raise BadInput("import.binary", file=path.name)
    if is_xml_workbook(head):
        return open_xml_workbook(place)
    return (open_delimited(place),)


def _refuse_encrypted(place: Place) -> None:
    """The old container holds either an .xls or an encrypted .xlsx; its directory, often at the end, says which."""
    mark = "EncryptedPackage".encode("utf-16-le")
    tail = b""
    with place.open() as file:
        while chunk := file.read(1 << 20):
            if mark in tail + chunk:
                raise BadInput("import.encrypted", file=place.path.name)
            tail = chunk[-64:]
