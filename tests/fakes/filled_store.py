"""Rows in every table of a store, with values that are easy to lose: for tests that carry a whole store somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Float, Integer, Row, Table, insert, select

from app.domain.people import Actor
from app.store.dump import SECRET_COLUMNS
from app.store.queries.history import HistoryRows
from app.store.schema import metadata
from app.store.store import Store
from app.store.table_shapes import LEFT_OUT
from app.store.types import Day, EpochSecond, Flag, JsonText, UtcTime

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
START = datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC)
SINGLE = {"workspace", "publisher"}
DERIVED = {"post_total", "day_sum", "post_pack", "history", "history_words"}


def fill(store: Store, rows: int = 3) -> None:
    """Two to `rows` rows in every table, one in `SINGLE`, figures through the triggers, four history entries."""
    with store.writing() as connection:
        for table in sorted(metadata.sorted_tables, key=lambda table: table.name == "observation"):
            if table.name not in DERIVED:
                count = 1 if table.name in SINGLE else rows
                connection.execute(insert(table), [_row(table, n) for n in range(1, count + 1)])
        _set_counters(connection)
        history = HistoryRows(connection)
        for n in range(4):
            history.record(
                at=START + timedelta(microseconds=n),
                actor=Actor(),
                entity="post",
                entity_id=n,
                action="edited",
                facts={"n": n, "share": 0.1},
                words={"zażółć": "gęślą \u2028 jaźń 😀", "liczba": 1.0} if n % 2 else None,
            )


def _row(table: Table, n: int) -> dict[str, Any]:
    return {column.name: _value(table, column, n) for column in table.columns}


def _value(table: Table, column: Column[Any], n: int) -> Any:
    if column.foreign_keys or column.name == "id":
        return n
    if (column.nullable and n == 2) or (table.name, column.name) in SECRET_COLUMNS:
        return None
    kind = column.type
    if isinstance(kind, UtcTime | EpochSecond):
        return START + timedelta(days=n)
    if isinstance(kind, Day):
        return date(2024, 2, 29) + timedelta(days=n)
    if isinstance(kind, Flag):
        return n % 2 == 0
    if isinstance(kind, JsonText):
        return {"ż": [n, None, True, 0.5, '"\\'], "a": {"z": 1, "b": 2}}
    if isinstance(kind, Float):
        return n / 10
    if isinstance(kind, Integer):
        return 0 if table.name == "observation" and column.name == "day" and n == 1 else n
    return f'{column.name} {n} Zażółć\n"\\\t😀 =1+1'


def _set_counters(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        for table in metadata.sorted_tables:
            if "id" in table.c and table.name not in SINGLE:
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), greatest(max(id), 1)) FROM {table.name}"
                )


def everything(store: Store) -> dict[str, Sequence[Row[Any]]]:
    """All rows of all tables as values, sorted."""
    with store.snapshot() as connection:
        return {
            table.name: sorted(connection.execute(select(table)).all(), key=repr)
            for table in metadata.sorted_tables
            if table.name not in LEFT_OUT
        }
