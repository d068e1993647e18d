"""Posts that no calendar day shows: nothing of them has a time, or they have a time and no profile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, and_, exists, or_, select

from app.domain.networks import Format
from app.domain.workflow import PostState
from app.store.queries.post_filters import about, of_variant
from app.store.schema.content import post, variant

_WORK = [
    state.value
    for state in (
        PostState.IDEA,
        PostState.DRAFT,
        PostState.IN_REVIEW,
        PostState.CHANGES_REQUESTED,
        PostState.APPROVED,
    )
]
"""States in which somebody still works on it."""


def undated_posts(
    connection: Connection,
    limit: int,
    *,
    brand_ids: Iterable[int] | None = None,
    profile_ids: Iterable[int] | None = None,
    states: Iterable[PostState] | None = None,
    formats: Iterable[Format] | None = None,
    persona_ids: Iterable[int] | None = None,
    campaign_ids: Iterable[int] | None = None,
    pillar_ids: Iterable[int] | None = None,
    author_ids: Iterable[int] | None = None,
) -> list[int]:
    """Their ids, the newest first. Filters as in `PostRows.chips`."""
    mine = variant.c.post_id == post.c.id
    bare = ~exists().where(mine)
    timed = exists().where(mine, variant.c.due_at.is_not(None))
    at_work = exists().where(mine, variant.c.state.in_(_WORK))
    query = select(post.c.id).where(or_(bare, and_(~timed, post.c.due_at.is_(None), at_work)))
    if brand_ids is not None:
        query = query.where(post.c.brand_id.in_(list(brand_ids)))
    query = query.where(*about(persona_ids, campaign_ids, pillar_ids, author_ids))
    wanted: list[Any] = list(of_variant(profile_ids, states, formats))
    if wanted:
        fitting = exists().where(mine, *wanted)
        if states is not None and profile_ids is None and formats is None:
            query = query.where(or_(fitting, and_(bare, post.c.stage.in_([state.value for state in states]))))
        else:
            query = query.where(fitting)
    return [row.id for row in connection.execute(query.order_by(post.c.id.desc()).limit(limit))]
