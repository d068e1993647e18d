"""One MetaData for all tables, and the columns they share. Every SQLite table is STRICT."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, Table, Text, text
from sqlalchemy.schema import SchemaItem

from app.store.types import BigId, Flag, JsonText

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *items: SchemaItem, **options: Any) -> Table:
    """A STRICT table; flags and JSON texts get their SQLite checks (DB-14)."""
    made = Table(name, metadata, *items, sqlite_strict=True, **options)
    for column in list(made.columns):
        if isinstance(column.type, Flag):
            _sqlite_check(made, f"{column.name} IN (0, 1)", f"{column.name}_flag")
        elif isinstance(column.type, JsonText):
            _sqlite_check(made, f"json_valid({column.name})", f"{column.name}_json")
    return made


def _sqlite_check(made: Table, rule: str, name: str) -> None:
    check = CheckConstraint(text(rule), name=name).ddl_if(dialect="sqlite")
    made.append_constraint(check)


def key() -> Column[int]:
    return Column("id", BigId, primary_key=True)


def uid() -> Column[str]:
    """A UUID in hexadecimal: the identity that survives copies to another machine."""
    return Column("uid", Text, nullable=False, unique=True)


def ref(
    target: str, *, name: str | None = None, null: bool = False, delete: str = "RESTRICT", index: bool = False
) -> Column[int]:
    """A foreign key to `target`.id; `name` defaults to target_id."""
    return Column(
        name or f"{target}_id", BigId, ForeignKey(f"{target}.id", ondelete=delete), nullable=null, index=index
    )


def link(target: str) -> Column[int]:
    """One half of a pair table's key; the pair goes when its target goes."""
    return Column(f"{target}_id", BigId, ForeignKey(f"{target}.id", ondelete="CASCADE"), primary_key=True)


def words(name: str, default: str = "") -> Column[str]:
    """A text that is never null; empty means nothing written."""
    return Column(name, Text, nullable=False, default=default)


def flag(name: str, default: bool = False) -> Column[bool]:
    return Column(name, Flag, nullable=False, default=default)


def version() -> Column[int]:
    """Rises with every edit; an edit that names an older one is refused (DB-16)."""
    return Column("version", Integer, nullable=False, default=1)
