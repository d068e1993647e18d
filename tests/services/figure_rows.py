"""The rows of the store that figures are made of."""

from __future__ import annotations

from sqlalchemy import text

from app.store.store import Store


def figure_rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that figures are made of; beside an observation stand all imports that told it."""
    tables = ("published_post", "observation", "post_total", "day_sum", "audience_figure", "metric")
    with store.engine.connect() as connection:
        found: dict[str, list[tuple[object, ...]]] = {
            name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name} ORDER BY 1, 2, 3, 4"))]
            for name in tables
        }
        joint: dict[object, tuple[int, ...]] = {}
        for number, one in connection.execute(text("SELECT joint_id, import_run_id FROM joint_import ORDER BY 1, 2")):
            joint[number] = (*joint.get(number, ()), one)
    found["observation"] = [(*row, joint.get(beside, (beside,))) for *row, beside in found["observation"]]
    return found
