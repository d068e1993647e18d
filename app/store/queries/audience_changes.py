"""Figures of the audience that an import says otherwise, and taking that back: what stood there before is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, literal, select, update

from app.domain.published import AudienceFigure
from app.store.schema.measuring import audience_before, audience_figure

_VALUES = ("value", "unit", "at_most")
_CHUNK = 500
_WAS = ("was_value", "was_unit", "was_at_most", "was_run_id")


def keys_of(row: AudienceFigure) -> dict[str, Any]:
    return {
        "dimension": row.dimension,
        "metric": row.metric,
        "first_day": row.first.toordinal() if row.first else 0,
        "last_day": row.last.toordinal() if row.last else 0,
        "bucket": row.bucket,
    }


def values_of(row: AudienceFigure) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _VALUES}


def change(connection: Connection, profile_id: int, rows: Iterable[AudienceFigure], import_run_id: int | None) -> int:
    """Replaces the values of figures that are there; how many. What an import replaces is kept, the first time it does."""
    a, changed = audience_figure.c, 0
    for row in rows:
        keys = [a[name] == value for name, value in keys_of(row).items()]
        old = connection.execute(select(audience_figure).where(a.profile_id == profile_id, *keys)).one_or_none()
        if old is None:
            continue
        if import_run_id is not None and old.import_run_id != import_run_id:
            kept = dict(zip(_WAS, (*(getattr(old, name) for name in _VALUES), old.import_run_id), strict=True))
            values = {"audience_figure_id": old.id, "import_run_id": import_run_id, **kept}
            connection.execute(insert(audience_before).values(values))
        statement = update(audience_figure).where(a.id == old.id)
        connection.execute(statement.values(import_run_id=import_run_id, **values_of(row)))
        changed += 1
    return changed


def repeat(connection: Connection, profile_id: int, rows: Iterable[AudienceFigure], import_run_id: int) -> None:
    """An import tells figures as other imports told them: they are its own from now on, and those of before once it is taken
    back."""
    a, tables = audience_figure.c, defaultdict(list)
    for row in rows:
        keys = keys_of(row)
        tables[keys["dimension"], keys["metric"], keys["first_day"], keys["last_day"]].append(keys["bucket"])
    for (dimension, metric, first, last), buckets in tables.items():
        table = (a.profile_id == profile_id, a.dimension == dimension, a.metric == metric, a.first_day == first)
        for start in range(0, len(buckets), _CHUNK):
            some = (a.last_day == last, a.bucket.in_(buckets[start : start + _CHUNK]), a.import_run_id != import_run_id)
            was = select(a.id, literal(import_run_id), a.value, a.unit, a.at_most, a.import_run_id).where(*table, *some)
            names = ["audience_figure_id", "import_run_id", *_WAS]
            connection.execute(insert(audience_before).from_select(names, was))
            connection.execute(update(audience_figure).where(*table, *some).values(import_run_id=import_run_id))


def take_back(connection: Connection, profile_id: int, import_id: int) -> None:
    """Deletes the figures an import put, and gives those it changed the values from before; where a later import changed them
    since, taking that one back will."""
    a, b = audience_figure.c, audience_before.c
    mine = connection.execute(select(audience_before).where(b.import_run_id == import_id)).all()
    for was in mine:
        statement = update(audience_figure).where(a.id == was.audience_figure_id, a.import_run_id == import_id)
        values = dict(zip((*_VALUES, "import_run_id"), _kept(was), strict=True))
        connection.execute(statement.values(values))
        later = update(audience_before).where(b.audience_figure_id == was.audience_figure_id, b.was_run_id == import_id)
        connection.execute(later.values(dict(zip(_WAS, _kept(was), strict=True))))
    connection.execute(delete(audience_before).where((b.import_run_id == import_id) | (b.was_run_id == import_id)))
    connection.execute(delete(audience_figure).where(a.profile_id == profile_id, a.import_run_id == import_id))


def _kept(was: Row[Any]) -> tuple[Any, ...]:
    return tuple(getattr(was, name) for name in _WAS)
