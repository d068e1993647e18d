"""Turns a database error that can be expected into a `StoreProblem`; everything else keeps its traceback."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, OperationalError

from app.domain.errors import StoreProblem
from app.store.sqlite_files import sqlite_module

LITTLE = 64 << 10
"""Bytes; with less free than this a disk counts as full."""
_SIGNS: tuple[tuple[str, str], ...] = (
    ("database is locked", "store.locked"),
    ("database table is locked", "store.locked"),
    ("database or disk is full", "store.full"),
    ("no space left", "store.full"),
    ("file is not a database", "store.foreign"),
    ("malformed", "store.damaged"),
    ("readonly database", "store.read_only"),
    ("disk i/o error", "store.disk"),
    ("unable to open database file", "store.cannot_open"),
    ("lock timeout", "store.locked"),
    ("could not obtain lock", "store.locked"),
    ("connection refused", "store.unreachable"),
    ("server closed the connection", "store.unreachable"),
    ("connection failed", "store.unreachable"),
    ("could not connect", "store.unreachable"),
    ("terminating connection", "store.unreachable"),
)


def problem_code(error: Exception) -> str | None:
    """The code of the expected failure behind a driver's error, None when it is a programming error."""
    said = str(_driver_error(error)).lower()
    for sign, code in _SIGNS:
        if sign in said:
            return code
    return "store.unreachable" if isinstance(error, OperationalError) and error.connection_invalidated else None


@contextmanager
def expected_problems(address: str) -> Iterator[None]:
    """Raises `StoreProblem` in place of the database errors people can act on."""
    try:
        yield
    except (DatabaseError, sqlite_module().DatabaseError) as error:
        code = problem_code(error)
        if code is None:
            raise
        if code == "store.disk" and _is_full(address):
            code = "store.full"
        said = str(_driver_error(error)).splitlines()
        raise StoreProblem(code, address=shown(address), detail=said[0] if said else "") from error


def _driver_error(error: Exception) -> BaseException | None:
    """What the driver itself said, through SQLAlchemy or not."""
    return error.orig if isinstance(error, DatabaseError) else error


def _is_full(address: str) -> bool:
    """SQLite calls it an error of the disk when a file beside the store cannot grow."""
    try:
        return "://" not in address and shutil.disk_usage(Path(address).parent).free < LITTLE
    except OSError:
        return False


def shown(address: str) -> str:
    """The address as it may be shown and logged."""
    if "://" not in address or "@" not in address:
        return address
    scheme, rest = address.split("://", 1)
    return f"{scheme}://{rest.rsplit('@', 1)[1]}"
