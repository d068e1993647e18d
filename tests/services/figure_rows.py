"""The rows of the store that figures are made of."""

from __future__ import annotations

from sqlalchemy import text

from app.store.store import Store


def figure_rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that figures are made of."""
    tables = ("published_post", "observation", "post_total", "day_sum", "audience_figure", "metric")
    with store.engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name} ORDER BY 1, 2, 3, 4"))]
            for name in tables
        }
