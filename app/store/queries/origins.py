"""Which files and fetches stored figures come from, without looking at all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, ScalarSelect, func, select

from app.domain.dashboard_values import Origin
from app.store.schema.measuring import audience_figure, metric, observation, published_post
from app.store.schema.team import profile

_LOOKED_AT = 3
"""Posts at either end of a period whose figures tell where those of the period come from."""


def origins(connection: Connection, profile_ids: Sequence[int], first: date, last: date) -> list[Origin]:
    """Where the figures at both ends of a period come from, by metric: from which file, or (0) fetched. Few looks into an
    index, whatever the number of figures."""
    return [*_of_days(connection, profile_ids, first, last), *_of_posts(connection, profile_ids, first, last),
            *_of_tables(connection, profile_ids)]  # fmt: skip


def _of_days(connection: Connection, profile_ids: Sequence[int], first: date, last: date) -> list[Origin]:
    o, days = observation.c, (first.toordinal(), last.toordinal())

    def end(day: Any, *inside: Any) -> ScalarSelect[Any]:
        same = (o.profile_id == profile.c.id, o.post_id == 0, o.metric_id == metric.c.id, *inside)
        number = select(func.coalesce(o.import_id, 0)).where(*same).order_by(day, o.observed_at.desc()).limit(1)
        return number.correlate(profile, metric).scalar_subquery()

    newest, oldest = end(o.day.desc(), o.day.between(1, days[1])), end(o.day, o.day.between(*days))
    query = (
        select(profile.c.id, metric.c.key, metric.c.name, newest, oldest)
        .join(metric, metric.c.network == profile.c.network)
        .where(profile.c.id.in_(profile_ids))
    )
    rows = connection.execute(query)
    return [
        Origin(number, "days", (key or name, name), run)
        for number, key, name, *runs in rows
        for run in dict.fromkeys(runs)
        if run is not None
    ]


def _of_posts(connection: Connection, profile_ids: Sequence[int], first: date, last: date) -> list[Origin]:
    p, o, found = published_post.c, observation.c, []
    for number in profile_ids:
        own = select(p.id).where(p.profile_id == number, p.day.between(first, last)).limit(_LOOKED_AT)
        posts = [post for day in (p.day, p.day.desc()) for post in connection.execute(own.order_by(day)).scalars()]
        newest = func.row_number().over(partition_by=(o.post_id, o.metric_id), order_by=o.observed_at.desc())
        seen = (
            select(o.metric_id, func.coalesce(o.import_id, 0).label("run"), newest.label("place"))
            .where(o.profile_id == number, o.post_id.in_(posts), o.day == 0)
            .subquery()
        )
        query = (
            select(metric.c.key, metric.c.name, seen.c.run)
            .join(seen, seen.c.metric_id == metric.c.id)
            .where(seen.c.place == 1)
            .distinct()
        )
        rows = connection.execute(query)
        found += [Origin(number, "posts", (key or name, name), run) for key, name, run in rows]
    return found


def _of_tables(connection: Connection, profile_ids: Sequence[int]) -> list[Origin]:
    a = audience_figure.c
    number = func.coalesce(a.import_run_id, 0)
    query = select(a.profile_id, a.dimension, a.metric, number).where(a.profile_id.in_(profile_ids)).distinct()
    rows = connection.execute(query)
    return [Origin(number, "tables", (dimension, name), run) for number, dimension, name, run in rows]
