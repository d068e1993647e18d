"""From rows to values and back: the only mapping code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, Table, insert, select, update

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
    for field in fields(kind):  # type: ignore[arg-type]
        if field.name in extra:
            values[field.name] = extra[field.name]
        elif field.name in row:
            value = row[field.name]
            change = converters.get(field.name) if converters else None
            values[field.name] = change(value) if change and value is not None else value
    return kind(**values)


def add(connection: Connection, table: Table, /, **values: Any) -> int:
    """Inserts one row and gives its id."""
    result = connection.execute(insert(table).values(**values))
    key = result.inserted_primary_key
    return int(key[0]) if key is not None else 0


def edit(connection: Connection, table: Table, row_id: int, version: int, values: Mapping[str, Any]) -> int:
    """Changes one row that still has `version`; gives the new version.

    Raises `StaleEdit` when somebody else changed it meanwhile: data `table`, `id`, `mine` (what was asked for) and
    `theirs` (what stands there now).
    """
    result = connection.execute(
        update(table).where(table.c.id == row_id, table.c.version == version).values(**values, version=version + 1)
    )
    if result.rowcount != 1:
        now = connection.execute(select(table).where(table.c.id == row_id)).mappings().one_or_none()
        theirs = {name: now[name] for name in values} if now is not None else None
        raise StaleEdit("edit.stale", table=table.name, id=row_id, mine=dict(values), theirs=theirs)
    return version + 1
