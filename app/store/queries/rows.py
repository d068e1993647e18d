"""From rows to values and back: the only mapping code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert, RowMapping, Select, Table, Update, bindparam, insert, select, update

from app.domain.errors import StaleEdit

T = TypeVar("T")


def make(
    kind: type[T],
    row: RowMapping | Mapping[str, Any],
    converters: Mapping[str, Callable[[Any], Any]] | None = None,
    **extra: Any,
) -> T:
    """A dataclass from the columns of the same names; `converters` per field, `extra` wins."""
    values: dict[str, Any] = {}
    for name in _fields(kind):  # type: ignore[arg-type]
        if name in extra:
            values[name] = extra[name]
        elif name in row:
            value = row[name]
            change = converters.get(name) if converters else None
            values[name] = change(value) if change and value is not None else value
    return kind(**values)


def add(connection: Connection, table: Table, /, **values: Any) -> int:
    """Inserts one row and gives its id."""
    key = connection.execute(_insert(table), values).inserted_primary_key
    return int(key[0]) if key is not None else 0


def by_id(connection: Connection, table: Table, row_id: int) -> RowMapping | None:
    """The row with this id."""
    return connection.execute(_select(table), {"row_id": row_id}).mappings().one_or_none()


def edit(connection: Connection, table: Table, row_id: int, version: int, values: Mapping[str, Any]) -> int:
    """Changes one row that still has `version`; gives the new version.

    Raises `StaleEdit` when somebody else changed it meanwhile: data `table`, `id`, `mine` (what was asked for) and
    `theirs` (what stands there now).
    """
    keys = {"row_id": row_id, "row_version": version, "version": version + 1}
    if connection.execute(_update(table), {**values, **keys}).rowcount != 1:
        now = by_id(connection, table, row_id)
        theirs = {name: now[name] for name in values} if now is not None else None
        raise StaleEdit("edit.stale", table=table.name, id=row_id, mine=dict(values), theirs=theirs)
    return version + 1


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


# Statements made once per table: making one costs more than running it.
@cache
def _insert(table: Table) -> Insert:
    return insert(table)


@cache
def _select(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam("row_id"))


@cache
def _update(table: Table) -> Update:
    return update(table).where(table.c.id == bindparam("row_id"), table.c.version == bindparam("row_version"))
