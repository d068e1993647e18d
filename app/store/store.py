"""The store: one workspace's database, and units of work on it."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import OperationalError

from app.domain.errors import StoreProblem
from app.store.engine import drop_empty_wal, is_url
from app.store.problems import expected_problems, problem_code, shown
from app.store.queries.history import one_writer
from app.store.unit import UnitOfWork
from app.store.writer_lock import WriterLock

BUSY_TRIES = 5


class Store:
    """One workspace's database: a SQLite file or a PostgreSQL URL. Made by `store.opening`.

    `write` and `read` give a unit of work and roll back on any error. What can be expected of a database comes as
    `StoreProblem`: "store.locked", "store.full", "store.damaged", "store.read_only", "store.unreachable".
    """

    def __init__(
        self, address: str, engine: Engine, *, read_only: bool = False, lock: WriterLock | None = None
    ) -> None:
        """`lock`: held while this SQLite must not meet a second writer, in this process either (DB-02)."""
        self.address = address
        self.read_only = read_only
        self.engine = engine
        self._lock = lock
        self._one_at_a_time = threading.Lock() if lock else nullcontext()

    @property
    def is_file(self) -> bool:
        return not is_url(self.address)

    @property
    def media_folder(self) -> Path | None:
        """Where a file store keeps its media, beside it; None on a server (a setting names the folder there)."""
        return media_folder_of(Path(self.address)) if self.is_file else None

    def is_part(self, path: Path) -> bool:
        """Whether a file belongs to the open database. Nobody else may open it: on POSIX systems closing any handle of a file
        takes away all locks the program has on it, SQLite's too."""
        parts = (Path(self.address + ending) for ending in ("", "-wal", "-shm") if self.is_file)
        with suppress(OSError, ValueError):  # one that is not there is no part
            return any(part.exists() and part.samefile(path) for part in parts)
        return False

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """One transaction that writes. Keep it short: no network, keyring or file call inside."""
        with self.writing() as connection:
            one_writer(connection)
            yield UnitOfWork(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """As `write`, for the parts of the store that write whole tables."""
        if self.read_only:
            raise StoreProblem("store.read_only", address=shown(self.address))
        with (
            self._one_at_a_time,
            expected_problems(self.address),
            self.engine.connect().execution_options(write=True) as connection,
            _begin_patiently(connection),
        ):
            yield connection

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """One consistent snapshot for reading."""
        with self.snapshot() as connection:
            yield UnitOfWork(connection)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """As `read`, for the parts of the store that read whole tables."""
        with expected_problems(self.address), self.engine.connect() as connection, connection.begin() as transaction:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield connection
            transaction.rollback()  # nothing was written, and a damaged file refuses even an empty COMMIT

    @contextmanager
    def joined(self, unit: UnitOfWork | None) -> Iterator[UnitOfWork]:
        """The open unit of work given, or a new one that writes."""
        if unit is not None:
            yield unit
            return
        with self.write() as fresh:
            yield fresh

    def close(self) -> None:
        self.engine.dispose()
        if self.read_only and self.is_file:
            drop_empty_wal(Path(self.address))
        if self._lock is not None:
            self._lock.release()


def media_folder_of(file: Path) -> Path:
    return file.with_name(file.name + ".media")


def _begin_patiently(connection: Connection) -> RootTransaction:
    """BEGIN, tried up to five times while somebody else holds the write lock (DB-04)."""
    for attempt in range(1, BUSY_TRIES + 1):
        try:
            return connection.begin()
        except OperationalError as error:
            if problem_code(error) != "store.locked" or attempt == BUSY_TRIES:
                raise
            time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311  jitter, not a secret
    raise AssertionError("unreachable")
