"""What a review asks of many variants at once, and what goes out near a variant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, func, select

from app.domain.content import Decision, PlannedChip, Revision
from app.domain.workflow import PostState
from app.store.queries.post_filters import opening_of_variant
from app.store.queries.rows import make
from app.store.schema.content import decision, post, revision, variant

_CHUNK = 500
_GOING = [
    state.value
    for state in PostState
    if state not in (PostState.IDEA, PostState.REJECTED, PostState.CANCELLED, PostState.EXPIRED, PostState.REMOVED)
]
"""States in which a variant is out or may still go out."""


class ReviewRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest_revisions(self, variant_ids: Sequence[int]) -> dict[int, Revision]:
        """The latest revision of each variant that has one."""
        found: dict[int, Revision] = {}
        for row in self._of(revision, variant_ids):
            found[row["variant_id"]] = make(Revision, row)
        return found

    def decisions(self, variant_ids: Sequence[int]) -> dict[int, list[Decision]]:
        """The decisions about each variant, oldest first."""
        found: dict[int, list[Decision]] = defaultdict(list)
        for row in self._of(decision, variant_ids):
            found[row["variant_id"]].append(make(Decision, row))
        return found

    def near(self, profile_id: int, post_id: int, start: datetime, end: datetime) -> list[PlannedChip]:
        """What of other posts goes out on a profile between two moments, by time."""
        return self._chips(_others(post_id, start, end).where(variant.c.profile_id == profile_id))

    def same_text(self, brand_id: int, post_id: int, text: str, start: datetime, end: datetime) -> list[PlannedChip]:
        """What of other posts of a brand goes out with exactly this text between two moments, by time."""
        query = _others(post_id, start, end).where(post.c.brand_id == brand_id)
        return self._chips(query.where(func.coalesce(variant.c.text, post.c.text) == text))

    def _of(self, table: Table, ids: Sequence[int]) -> Iterator[RowMapping]:
        """The rows of these variants, oldest first."""
        for chunk in _chunks(ids):
            query = select(table).where(table.c.variant_id.in_(chunk)).order_by(table.c.id)
            yield from self._connection.execute(query).mappings()

    def _chips(self, query: Select[Any]) -> list[PlannedChip]:
        rows = self._connection.execute(query).all()
        return [PlannedChip(a, b, c, due, PostState(state), opening) for a, b, c, due, state, opening in rows]


def _others(post_id: int, start: datetime, end: datetime) -> Select[Any]:
    return (
        select(
            variant.c.id,
            variant.c.post_id,
            variant.c.profile_id,
            variant.c.due_at,
            variant.c.state,
            opening_of_variant(),
        )
        .join(post, post.c.id == variant.c.post_id)
        .where(variant.c.due_at >= start, variant.c.due_at <= end, variant.c.state.in_(_GOING), post.c.id != post_id)
        .order_by(variant.c.due_at, variant.c.id)
    )


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
