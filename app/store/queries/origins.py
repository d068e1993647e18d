"""Which files and fetches stored figures come from, without looking at all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, ScalarSelect, func, select

from app.domain.dashboard_values import Origin
from app.store.queries.joint_imports import newest
from app.store.schema.measuring import audience_figure, metric, observation, published_post
from app.store.schema.team import profile

_LOOKED_AT = 3
"""Posts at either end of a period whose figures tell where those of the period come from."""


def origins(connection: Connection, profile_ids: Sequence[int], first: date, last: date) -> list[Origin]:
    """Where the figures at both ends of a period come from, by metric: from which file, or (0) fetched. Few looks into an
    index, whatever the number of figures."""
    found = [*_of_days(connection, profile_ids, first, last), *_of_posts(connection, profile_ids, first, last)]
    several = newest(connection) if any(origin.import_id < 0 for origin in found) else {}
    read = [replace(origin, import_id=several.get(origin.import_id, origin.import_id)) for origin in found]
    return [*read, *_of_tables(connection, profile_ids)]


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
    p, o = published_post.c, observation.c

    def post(day: Any, place: int) -> ScalarSelect[Any]:
        own = select(p.id).where(p.profile_id == profile.c.id, p.day.between(first, last))
        return own.order_by(day).limit(1).offset(place).correlate(profile).scalar_subquery()

    ends = [post(day, place) for day in (p.day, p.day.desc()) for place in range(_LOOKED_AT)]
    rows = connection.execute(select(profile.c.id, *ends).where(profile.c.id.in_(profile_ids)))
    posts = {number for _, *found in rows for number in found if number is not None}
    same = (o.profile_id == p.profile_id, o.post_id == p.id, o.metric_id == metric.c.id, o.day == 0)
    newest = select(func.coalesce(o.import_id, 0)).where(*same).order_by(o.observed_at.desc()).limit(1)
    query = (
        select(p.profile_id, metric.c.key, metric.c.name, newest.correlate(published_post, metric).scalar_subquery())
        .join(profile, profile.c.id == p.profile_id)
        .join(metric, metric.c.network == profile.c.network)
        .where(p.id.in_(posts))
        .distinct()
    )
    told = connection.execute(query)
    return [Origin(number, "posts", (key or name, name), run) for number, key, name, run in told if run is not None]


def _of_tables(connection: Connection, profile_ids: Sequence[int]) -> list[Origin]:
    a = audience_figure.c
    number = func.coalesce(a.import_run_id, 0)
    query = select(a.profile_id, a.dimension, a.metric, number).where(a.profile_id.in_(profile_ids)).distinct()
    rows = connection.execute(query)
    return [Origin(number, "tables", (dimension, name), run) for number, dimension, name, run in rows]
