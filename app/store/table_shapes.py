"""What tables a database really has, and how each column stands in an open format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, TIMESTAMP, Connection, Float, Integer, inspect
from sqlalchemy.types import Boolean, TypeEngine

from app.store.schema import metadata
from app.store.schema.measuring import post_pack
from app.store.types import Day, EpochSecond, Flag, JsonText, UtcTime

_KINDS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (UtcTime, "time"),
    (EpochSecond, "second"),
    (Day, "day"),
    (Flag, "flag"),
    (JsonText, "json"),
    (Boolean, "flag"),
    (JSON, "json"),
    (TIMESTAMP, "time"),
    (Float, "real"),
    (Integer, "integer"),
)
_DAYS_WITH_ZERO = frozenset(
    {
        ("observation", "day"),
        ("day_sum", "day"),
        ("audience_figure", "first_day"),
        ("audience_figure", "last_day"),
    }
)


LEFT_OUT = ("alembic_version", post_pack.name)


@dataclass(frozen=True, slots=True)
class TableShape:
    """`kinds`: column -> kind (`manifest.KINDS`), in the order of the table. `clustered`: WITHOUT ROWID."""

    name: str
    kinds: dict[str, str]
    key: tuple[str, ...]
    clustered: bool = False


def table_shapes(connection: Connection) -> list[TableShape]:
    """All tables but Alembic's and packs, which are made anew; parents before children."""
    about = inspect(connection)
    clustered = _clustered(connection)
    names = [name for name, _ in about.get_sorted_table_and_fkc_names() if name and name not in LEFT_OUT]
    shapes = []
    for name in names:
        kinds = {row["name"]: _kind(name, row["name"], row["type"]) for row in about.get_columns(name)}
        key = tuple(about.get_pk_constraint(name)["constrained_columns"])
        shapes.append(TableShape(name, kinds, key, name in clustered))
    return shapes


def _clustered(connection: Connection) -> set[str]:
    if connection.dialect.name != "sqlite":
        return set()
    return {row.name for row in connection.exec_driver_sql("PRAGMA table_list") if row.wr}


def _kind(table: str, column: str, found: TypeEngine[Any]) -> str:
    if (table, column) in _DAYS_WITH_ZERO:
        return "day_or_none"
    known = metadata.tables.get(table)
    kind = known.c[column].type if known is not None and column in known.c else found
    return next((name for type_, name in _KINDS if isinstance(kind, type_)), "text")
