"""What a variant and its post must be, as conditions of a query; None leaves a question open."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, case, func, select

from app.domain.networks import Format
from app.domain.workflow import PostState
from app.store.schema.content import post, post_persona, variant


def of_variant(
    profile_ids: Iterable[int] | None, states: Iterable[PostState] | None, formats: Iterable[Format] | None
) -> list[ColumnElement[bool]]:
    """What one variant must be."""
    wanted: list[ColumnElement[bool]] = []
    if profile_ids is not None:
        wanted.append(variant.c.profile_id.in_(list(profile_ids)))
    if states is not None:
        wanted.append(variant.c.state.in_([state.value for state in states]))
    if formats is not None:
        wanted.append(variant.c.format.in_([kind.value for kind in formats]))
    return wanted


def about(
    persona_ids: Iterable[int] | None,
    campaign_ids: Iterable[int] | None,
    pillar_ids: Iterable[int] | None,
    author_ids: Iterable[int] | None,
) -> list[ColumnElement[bool]]:
    """What the post must be for: one of the personas, campaigns and pillars, by one of the authors."""
    columns = (
        (post.c.campaign_id, campaign_ids),
        (post.c.pillar_id, pillar_ids),
        (post.c.author_id, author_ids),
    )
    wanted: list[ColumnElement[bool]] = [column.in_(list(ids)) for column, ids in columns if ids is not None]
    if persona_ids is not None:
        mine = select(post_persona.c.post_id).where(post_persona.c.persona_id.in_(list(persona_ids)))
        wanted.append(post.c.id.in_(mine))
    return wanted


OPENING = 160


def opening_of_variant() -> ColumnElement[str]:
    """The title of a variant's post, else the beginning of its text; what was cut off shows as an ellipsis."""
    text = func.coalesce(variant.c.text, post.c.text)
    cut = func.substr(text, 1, OPENING - 1).concat("…")
    return case((post.c.title != "", post.c.title), (func.length(text) > OPENING, cut), else_=text)
