"""Reads whole tables row by row, also from a damaged file: what cannot be read is skipped and counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, column, select, table
from sqlalchemy import collate as in_collation

from app.store.sqlite_files import sqlite_module
from app.store.table_shapes import TableShape

Row = tuple[Any, ...]
MOST_PROBES = 200_000
"""So many row numbers are tried one by one where a damaged page lies between readable ones."""


class Unreadable(dict[str, int | None]):
    """Rows lost per table; None where nobody can say how many."""


def read_rows(connection: Connection, shape: TableShape, lost: Unreadable) -> Iterator[Row]:
    """The rows of a table as the driver gives them, in the order of its key, with constant memory.

    On a damaged SQLite file the order breaks at the damage, and `lost` gets the table's name.
    """
    if connection.dialect.name == "sqlite":
        return _Sqlite(connection.connection.driver_connection, shape, lost).rows()
    return _server_rows(connection, shape)


def _server_rows(connection: Connection, shape: TableShape) -> Iterator[Row]:
    order = [in_collation(column(name), "C") if shape.kinds[name] == "text" else column(name) for name in shape.key]
    columns: list[ColumnElement[Any]] = [column(name) for name in shape.kinds]
    query = select(*columns).select_from(table(shape.name)).order_by(*order)
    for row in connection.execute(query.execution_options(yield_per=2000)):
        yield tuple(row)


class _Sqlite:
    def __init__(self, raw: Any, shape: TableShape, lost: Unreadable) -> None:
        self._raw = raw
        self._shape = shape
        self._lost = lost
        self._error: type[Exception] = sqlite_module().DatabaseError
        self._columns = ", ".join(f'"{name}"' for name in shape.kinds)
        self._from = f'FROM "{shape.name}"'
        self._by_id = shape.key == ("id",) and shape.kinds["id"] == "integer"

    def rows(self) -> Iterator[Row]:
        order = ", ".join(f'"{name}"' for name in self._shape.key) or "rowid"
        places = [list(self._shape.kinds).index(name) for name in self._shape.key]
        seen: set[Row] = set()
        count, last = 0, None
        try:
            for row in self._raw.execute(f"SELECT {self._columns} {self._from} ORDER BY {order}"):
                last, count = row, count + 1
                if not self._by_id and not self._shape.clustered:
                    seen.add(tuple(row[place] for place in places))
                yield row
        except self._error:
            after = None if last is None else tuple(last[place] for place in places)
            for row in self._around_the_damage(after):
                if tuple(row[place] for place in places) not in seen:
                    count += 1
                    yield row
            self._note(count)

    def _around_the_damage(self, after: Row | None) -> Iterator[Row]:
        if self._shape.clustered:
            yield from self._clustered(after)
        else:
            yield from self._numbered(after[0] if after and self._by_id else None)

    def _numbered(self, first: int | None) -> Iterator[Row]:
        """Up from the start, down from the end, then one by one between the two."""
        low = first
        number = "rowid > ?" if first is not None else "?1 IS NULL"
        query = f"SELECT rowid, {self._columns} {self._from} WHERE {number} ORDER BY rowid"
        try:
            for row in self._raw.execute(query, (first,)):
                low = row[0]
                yield row[1:]
            return
        except self._error:
            pass
        high, low = None, low if low is not None else 0
        query = f"SELECT rowid, {self._columns} {self._from} WHERE rowid > ? ORDER BY rowid DESC"
        try:
            for row in self._raw.execute(query, (low,)):
                high = row[0]
                yield row[1:]
        except self._error:
            top = low + MOST_PROBES if high is None else min(high - 1, low + MOST_PROBES)
            yield from self._one_by_one(low + 1, top)

    def _one_by_one(self, low: int, high: int) -> Iterator[Row]:
        query = f"SELECT {self._columns} {self._from} WHERE rowid = ?"
        for number in range(low, high + 1):
            yield from self._all_or_some(query, (number,))

    def _clustered(self, after: Row | None) -> Iterator[Row]:
        """Down from the end, then group by group of the key's first two columns."""
        key = ", ".join(f'"{name}"' for name in self._shape.key)
        marks = ", ".join("?" for _ in self._shape.key)
        lower = f"({key}) > ({marks})" if after else "1"
        places = [list(self._shape.kinds).index(name) for name in self._shape.key]
        down = ", ".join(f'"{name}" DESC' for name in self._shape.key)
        before = None
        try:
            for row in self._raw.execute(
                f"SELECT {self._columns} {self._from} WHERE {lower} ORDER BY {down}", after or ()
            ):
                before = tuple(row[place] for place in places)
                yield row
            return
        except self._error:
            pass
        upper = f"({key}) < ({marks})" if before else "1"
        query = f'SELECT {self._columns} {self._from} WHERE {lower} AND {upper} AND "{self._shape.key[0]}" = ?'
        for group in self._groups():
            both = (*(after or ()), *(before or ()), *group)
            yield from self._all_or_some(query + f' AND "{self._shape.key[1]}" = ? ORDER BY {key}', both)

    def _groups(self) -> Iterator[Sequence[int]]:
        """Every (profile, post) that can have figures; 0 stands for the profile itself."""
        if self._shape.key[:2] != ("profile_id", "post_id"):
            return
        for (profile,) in self._all_or_some("SELECT id FROM profile", ()):
            yield profile, 0
        yield from self._all_or_some("SELECT profile_id, id FROM published_post", ())

    def _all_or_some(self, query: str, values: Sequence[Any]) -> Iterator[Row]:
        try:
            yield from self._raw.execute(query, values)
        except self._error:
            return

    def _note(self, read: int) -> None:
        try:
            there = self._raw.execute(f"SELECT count(*) {self._from}").fetchone()[0]
        except self._error:
            there = None
        self._lost[self._shape.name] = None if there is None or there <= read else there - read
