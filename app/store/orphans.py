"""Rows whose parents a damaged store has lost."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text


def drop_orphans(connection: Connection) -> dict[str, int]:
    """Empties references to rows that are gone, or removes the row where it cannot be without; rows removed per table.

    Works from parents to children, so that one pass suffices (no table refers to itself).
    """
    about = inspect(connection)
    dropped: dict[str, int] = {}
    for name, _ in about.get_sorted_table_and_fkc_names():
        if not name:
            continue
        optional = {row["name"] for row in about.get_columns(name) if row["nullable"]}
        for key in about.get_foreign_keys(name):
            column, parent, target = key["constrained_columns"][0], key["referred_table"], key["referred_columns"][0]
            gone = (
                f'"{column}" IS NOT NULL AND NOT EXISTS '
                f'(SELECT 1 FROM "{parent}" parent WHERE parent."{target}" = "{name}"."{column}")'
            )
            if column in optional:
                connection.execute(text(f'UPDATE "{name}" SET "{column}" = NULL WHERE {gone}'))
                continue
            count = connection.execute(text(f'DELETE FROM "{name}" WHERE {gone}')).rowcount
            if count:
                dropped[name] = dropped.get(name, 0) + count
    return dropped
