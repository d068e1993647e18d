"""Figures that were read of late: another period or another tile asks mostly what was asked before.

An answer counts as long as nothing at all was written to the store, by this program or another, since before it was read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.store.queries.figures import FigureRows
from app.store.store import Store
from app.store.unit import UnitOfWork

KEPT = 9
_VERSION = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT pg_current_snapshot()::text"}
"""What changes with every commit of another connection, no sooner than others see what it did; on a server also with what goes
on meanwhile and in its other databases."""


class KeptFigures:
    """Readings of a store whose `figures` remember what they were asked. May be used by several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._watch: Connection | None = None
        self._answers: dict[tuple[Hashable, Hashable], Any] = {}

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """As `Store.read`."""
        version = self._version()  # before the snapshot: what is written in between is read and not kept for later
        with self._store.snapshot() as connection:
            work = UnitOfWork(connection)
            work.figures = FigureRows(connection, lambda question, ask: self._once(version, question, ask))
            yield work

    def close(self) -> None:
        """Lets go of the store; a later reading asks anew."""
        with self._lock:
            self._answers.clear()
            if self._watch is not None:
                self._watch.close()
                self._watch = None

    def _version(self) -> Hashable:
        with self._lock:
            try:
                if self._watch is None:
                    self._watch = self._store.engine.connect()
                found = self._watch.exec_driver_sql(_VERSION[self._watch.dialect.name]).scalar()
                self._watch.rollback()
            except DBAPIError:  # a server that went away: nothing that is kept counts, and reading itself will tell
                self._watch = None
                return object()
            return found

    def _once(self, version: Hashable, question: Hashable, ask: Callable[[], Any]) -> Any:
        with self._lock:
            if (version, question) in self._answers:
                return self._answers[version, question]
        found = ask()
        with self._lock:
            kept = [(key, answer) for key, answer in self._answers.items() if key[0] == version]
            self._answers = dict([*kept[1 - KEPT :], ((version, question), found)])
        return found
