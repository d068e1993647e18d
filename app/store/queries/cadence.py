"""How often profiles publish and mean to: counts for the cadence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, func, or_, select

from app.domain.imports import ImportState
from app.store.queries.latest import plain_rows
from app.store.schema.content import variant
from app.store.schema.measuring import import_run, published_post

STORY = "story"


class CadenceRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def planned(
        self, profile_ids: Iterable[int], states: Iterable[str], start: datetime, end: datetime
    ) -> list[tuple[int, datetime]]:
        """Profile and time of the variants due from `start` (inclusive) to `end` (exclusive) in one of the states; stories do
        not count."""
        v = variant.c
        query = select(v.profile_id, v.due_at).where(
            v.profile_id.in_(list(profile_ids)),
            v.state.in_(list(states)),
            v.due_at >= start,
            v.due_at < end,
            v.format != STORY,
        )
        return [(row.profile_id, row.due_at) for row in self._connection.execute(query)]

    def published_days(
        self, profile_ids: Iterable[int], first: date, last: date
    ) -> dict[tuple[int, date], tuple[int, int]]:
        """Posts seen per profile and calendar day, and how many of them no variant of ours stands behind; stories do not
        count."""
        p = published_post.c
        unfinished = select(import_run.c.id).where(import_run.c.state == ImportState.WRITING.value)
        query = (
            select(p.profile_id, p.day, func.count(), func.count() - func.count(p.variant_id))
            .where(p.profile_id.in_(list(profile_ids)), p.day.between(first, last))
            .where(or_(p.format.is_(None), p.format != STORY))
            .where(or_(p.import_run_id.is_(None), p.import_run_id.not_in(unfinished)))
            .group_by(p.profile_id, p.day)
        )
        rows = plain_rows(self._connection, query)
        return {(number, date.fromordinal(day)): (posts, elsewhere) for number, day, posts, elsewhere in rows}

    def published_unseen(
        self, profile_ids: Iterable[int], start: datetime, end: datetime
    ) -> list[tuple[int, datetime]]:
        """Profile and time of our own posts, stories left out, that went out and have not been seen on the profile yet."""
        v = variant.c
        seen = select(published_post.c.variant_id).where(published_post.c.variant_id == v.id).exists()
        query = select(v.profile_id, v.published_at).where(
            v.profile_id.in_(list(profile_ids)),
            v.published_at >= start,
            v.published_at < end,
            ~seen,
            v.format != STORY,
        )
        return [(row.profile_id, row.published_at) for row in self._connection.execute(query)]
