"""How many rows every table of a store has: what a copy or a migration must not lose."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text


def row_counts(connection: Connection) -> dict[str, int]:
    """Rows per table, Alembic's own excepted."""
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in names}
