"""Figures reckoned from the observations, and rows as the driver gives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from app.store.schema.measuring import observation


def reckoned(unfinished: Sequence[int], condition: ColumnElement[bool]) -> Select[Any]:
    """The latest figure of each profile, post, metric and day without those of some imports."""
    o = observation.c
    order = func.row_number().over(
        partition_by=(o.profile_id, o.post_id, o.metric_id, o.day), order_by=o.observed_at.desc()
    )
    ranked = (
        select(observation, order.label("newest"))
        .where(condition, or_(o.import_id.is_(None), o.import_id.not_in(unfinished)))
        .subquery()
    )
    return select(ranked).where(ranked.c.newest == 1)


def plain_rows(connection: Connection, query: Select[Any]) -> Sequence[Any]:
    """Thousands of SQLAlchemy's own rows take as long as the query."""
    cursor = connection.execute(query).cursor
    return [] if cursor is None else cursor.fetchall()
