"""The file behind the Practice network: its tables, and what a file that is not ours is called."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine

from app.domain.errors import StoreProblem
from app.store.engine import open_engine
from app.store.problems import expected_problems

APPLICATION_ID = 0x737A7072
"""The bytes "szpr" in the file's header."""
VERSION = 1
_TRIES = 5
_TRY_AGAIN_S = 0.1

_TABLES = (
    """CREATE TABLE practice_account (
        id INTEGER PRIMARY KEY,
        network TEXT NOT NULL,
        handle TEXT NOT NULL,
        seed INTEGER NOT NULL,
        followers INTEGER,
        since TEXT NOT NULL,
        key_class TEXT NOT NULL CHECK (key_class IN ('A', 'B', 'D', 'E')),
        list_lag_s REAL NOT NULL,
        UNIQUE (network, handle)
    ) STRICT""",
    """CREATE TABLE practice_post (
        id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL REFERENCES practice_account (id),
        number INTEGER NOT NULL,
        remote_id TEXT NOT NULL UNIQUE CHECK (remote_id LIKE 'practice-%'),
        published_at TEXT NOT NULL,
        format TEXT NOT NULL,
        text TEXT NOT NULL,
        link TEXT,
        first_comment TEXT,
        media TEXT NOT NULL CHECK (json_valid(media)),
        payload_sha256 TEXT NOT NULL,
        idem_key TEXT NOT NULL,
        UNIQUE (account_id, number)
    ) STRICT""",
    "CREATE INDEX practice_post_when ON practice_post (account_id, published_at)",
    "CREATE INDEX practice_post_key ON practice_post (account_id, idem_key)",
    """CREATE TABLE practice_fault (
        id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL REFERENCES practice_account (id),
        kind TEXT NOT NULL,
        scope TEXT NOT NULL,
        calls INTEGER CHECK (calls > 0),
        seconds REAL NOT NULL,
        reason TEXT NOT NULL
    ) STRICT""",
)


def open_practice_file(path: Path) -> Engine:
    """An engine on the file, its tables made when new. Raises `StoreProblem` as `practice.open_practice` says.

    Two processes that meet at a new file: SQLite answers "locked" at once to the one that comes second while the first
    switches to WAL, without the usual waiting. It tries again.
    """
    _make_private(path)
    engine = open_engine(str(path))
    for tries_left in reversed(range(_TRIES)):
        try:
            _check_or_make(engine, path)
            break
        except StoreProblem as problem:
            if problem.code != "store.locked" or not tries_left:
                engine.dispose()
                raise
            time.sleep(_TRY_AGAIN_S)
    return engine


def _make_private(path: Path) -> None:
    """Makes an empty file that only its owner can read. An existing file is never opened here: closing it would drop
    the locks of every connection in this process (DB-13)."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreProblem("store.cannot_open", address=str(path), detail=error.strerror) from error


def _check_or_make(engine: Engine, path: Path) -> None:
    with (
        expected_problems(str(path)),
        engine.connect().execution_options(write=True) as connection,
        connection.begin(),
    ):
        _check_or_fill(connection, path)


def _check_or_fill(connection: Connection, path: Path) -> None:
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
    if application == 0 and tables == 0:
        for statement in _TABLES:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    elif application != APPLICATION_ID:
        raise StoreProblem("store.foreign", address=str(path))
    elif version > VERSION:
        raise StoreProblem("store.newer", address=str(path), found=version, known=VERSION)
