"""How many rows every table of a store has: what a copy or a migration must not lose."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from app.store.table_shapes import LEFT_OUT


def row_counts(connection: Connection) -> dict[str, int]:
    """Rows per table, without what is made anew."""
    names = [name for name in inspect(connection).get_table_names() if name not in LEFT_OUT]
    return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in names}
