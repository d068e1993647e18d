"""Engines for the two databases, with the pragmas and transactions durability needs (DB-01, DB-04)."""

from __future__ import annotations

import os
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from app.store.sqlite_files import sqlite_module

SAFE_SQLITE = (3, 51, 3)
BUSY_TIMEOUT_MS = 5000

PRAGMAS: tuple[tuple[str, str], ...] = (
    ("synchronous", "FULL"),
    ("foreign_keys", "ON"),
    ("busy_timeout", str(BUSY_TIMEOUT_MS)),
    ("wal_autocheckpoint", "1000"),
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
    ("mmap_size", "0"),
)


def sqlite_is_safe() -> bool:
    """False below 3.51.3, where two writing connections can corrupt a WAL store (DB-02)."""
    return tuple(sqlite_module().sqlite_version_info) >= SAFE_SQLITE


def is_url(address: str) -> bool:
    return "://" in address


def is_writable(address: str) -> bool:
    """False for a file, or one in a folder, that this person or this disk does not let anybody write."""
    if is_url(address):
        return True
    path = Path(address).absolute()
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def open_engine(address: str, *, read_only: bool = False, foreign_keys: bool = True) -> Engine:
    """An engine for a file path (SQLite) or a postgresql URL. Opens no connection yet."""
    if is_url(address):
        return _postgresql_engine(address)
    return _sqlite_engine(Path(address), read_only=read_only, foreign_keys=foreign_keys)


def connect_file(path: Path, *, read_only: bool, foreign_keys: bool = True) -> Any:
    """A connection of the driver's own to a SQLite file."""
    place = f"file:{quote(str(path.absolute()))}?mode={'ro' if read_only else 'rw'}"
    uri = f"{place}&immutable=1" if read_only and _lies_still(path) else place
    connection = sqlite_module().connect(uri, uri=True, check_same_thread=False, isolation_level=None, timeout=5.0)
    try:
        for name, value in PRAGMAS:
            connection.execute(f"PRAGMA {name}={value}")
        if not foreign_keys:
            connection.execute("PRAGMA foreign_keys=OFF")
        if not read_only:
            connection.execute("PRAGMA journal_mode=WAL")
        if sys.platform == "darwin":
            connection.execute("PRAGMA checkpoint_fullfsync=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _sqlite_engine(path: Path, *, read_only: bool, foreign_keys: bool) -> Engine:
    def connect() -> Any:
        return connect_file(path, read_only=read_only, foreign_keys=foreign_keys)

    engine = create_engine(
        "sqlite+pysqlite://", module=sqlite_module(), creator=connect, poolclass=QueuePool, pool_size=8
    )
    event.listen(engine, "begin", _begin)
    return engine


def _lies_still(path: Path) -> bool:
    """A store in WAL mode is only readable through files beside it. Where none can be made, it is read as it lies, but only
    without a WAL: that would hold changes the file does not have yet, and mean that somebody else has it open."""
    wal = path.with_name(f"{path.name}-wal")
    return not os.access(path.absolute().parent, os.W_OK) and not (wal.exists() and wal.stat().st_size)


def drop_empty_wal(path: Path) -> None:
    """Takes away the `-wal` and `-shm` that reading alone makes and cannot remove; call it when the reader is closed.

    SQLite does it as a writing connection closes last. A WAL with anything in it stays: reading changes no store.
    """
    wal = path.with_name(path.name + "-wal")
    if not wal.exists() or wal.stat().st_size:
        return
    module = sqlite_module()
    uri = f"file:{quote(str(path.absolute()))}?mode=rw"
    with suppress(module.Error, OSError), closing(module.connect(uri, uri=True, timeout=0.0)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _postgresql_engine(url: str) -> Engine:
    """Statement and idle limits as DB-18 asks; a broken connection is replaced at check-out."""
    options = "-c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000 -c timezone=UTC"
    return create_engine(url, pool_pre_ping=True, pool_size=5, connect_args={"options": options})
