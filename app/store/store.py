"""The store: one workspace's database, and units of work on it."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import OperationalError

from app.domain.errors import StoreProblem
from app.store.engine import is_url
from app.store.problems import expected_problems, problem_code
from app.store.unit import UnitOfWork

BUSY_TRIES = 5


class Store:
    """One workspace's database: a SQLite file or a PostgreSQL URL. Made by `store.opening`.

    `write` and `read` give a unit of work and roll back on any error. What can be expected of a database comes as
    `StoreProblem`: "store.locked", "store.full", "store.damaged", "store.read_only", "store.unreachable".
    """

    def __init__(self, address: str, engine: Engine, *, read_only: bool = False) -> None:
        self.address = address
        self.read_only = read_only
        self.engine = engine

    @property
    def is_file(self) -> bool:
        return not is_url(self.address)

    @property
    def media_folder(self) -> Path | None:
        """Where a file store keeps its media, beside it; None on a server (a setting names the folder there)."""
        return media_folder_of(Path(self.address)) if self.is_file else None

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """One transaction that writes. Keep it short: no network, keyring or file call inside."""
        if self.read_only:
            raise StoreProblem("store.read_only", address=self.address)
        with (
            expected_problems(self.address),
            self.engine.connect().execution_options(write=True) as connection,
            _begin_patiently(connection),
        ):
            yield UnitOfWork(connection)

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """One consistent snapshot for reading."""
        with expected_problems(self.address), self.engine.connect() as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield UnitOfWork(connection)

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
