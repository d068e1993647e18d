"""Figures that were read of late: another period or another tile asks mostly what was asked before.

An answer counts as long as nothing at all was written to the store, by this program or another, since before it was read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.domain.kpi import DayFigures, FigureFilters
from app.domain.measured_posts import MeasuredPosts
from app.store.queries.figures import OWN, FigureRows, Names
from app.store.store import Store
from app.store.unit import UnitOfWork

KEPT = 8
_VERSION = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT pg_current_wal_insert_lsn()::text"}
"""What changes with every commit of another connection; on a server with everything that is logged, which is more."""


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
            work.figures = _Remembering(connection, lambda question, ask: self._once(version, question, ask))
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


class _Remembering(FigureRows):
    """`once` gives the kept answer to a question, or asks."""

    def __init__(self, connection: Connection, once: Callable[[Hashable, Callable[[], Any]], Any]) -> None:
        super().__init__(connection)
        self._once = once

    def posts(
        self,
        filters: FigureFilters,
        first: date,
        last: date,
        wanted: Names = None,
        *,
        own: frozenset[str] = OWN,
        followers: bool = True,
    ) -> MeasuredPosts:
        ask = super().posts
        return self._once(  # type: ignore[no-any-return]
            ("posts", filters, first, last, wanted, own, followers),
            lambda: ask(filters, first, last, wanted, own=own, followers=followers),
        )

    def days(self, filters: FigureFilters, first: date, last: date, wanted: Names = None) -> list[DayFigures]:
        ask = super().days
        return self._once(("days", filters, first, last, wanted), lambda: ask(filters, first, last, wanted))  # type: ignore[no-any-return]

    def extent(self, filters: FigureFilters) -> tuple[date, date] | None:
        ask = super().extent
        return self._once(("extent", filters), lambda: ask(filters))  # type: ignore[no-any-return]

    def lead_in(self, filters: FigureFilters, first: date) -> tuple[date, date]:
        ask = super().lead_in
        return self._once(("lead_in", filters, first), lambda: ask(filters, first))  # type: ignore[no-any-return]

    def unpacked(self, filters: FigureFilters, first: date, last: date) -> list[tuple[int, int]]:
        ask = super().unpacked
        return self._once(("unpacked", filters, first, last), lambda: ask(filters, first, last))  # type: ignore[no-any-return]
