"""Which brands an acting member may read (mission 1.5, 7.1). What belongs to another brand is as if it were not there."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.content import Post
from app.domain.errors import NotFound
from app.domain.people import Actor, Right
from app.store.unit import UnitOfWork


def visible_brands(work: UnitOfWork, actor: Actor) -> frozenset[int] | None:
    """Ids of the brands the actor may see now, whatever it was when the actor was made; None: all (owner, program)."""
    if actor.member is None:
        return None
    member = work.team.member(actor.member.id)
    if member.is_owner and member.active:
        return None
    return frozenset(number for number in member.roles if member.may(Right.VIEW, number))


def brands_read(work: UnitOfWork, actor: Actor, wanted: Iterable[int] | None = None) -> list[int] | None:
    """Of the brands asked for (None: all) those the actor may see, as a filter for the store's queries."""
    visible = visible_brands(work, actor)
    if visible is None:
        return None if wanted is None else list(wanted)
    return sorted(visible if wanted is None else visible.intersection(wanted))


def sees(work: UnitOfWork, actor: Actor, brand_id: int | None) -> bool:
    """Whether the actor may see a brand; what belongs to no brand (None) is everybody's."""
    visible = visible_brands(work, actor)
    return visible is None or brand_id is None or brand_id in visible


def check_sees(work: UnitOfWork, actor: Actor, brand_id: int | None, code: str, **data: object) -> None:
    """Raises `NotFound` with `code` and `data`, exactly as the store does for what does not exist."""
    if not sees(work, actor, brand_id):
        raise NotFound(code, **data)


def seen_post(work: UnitOfWork, actor: Actor, post_id: int) -> Post:
    """The post. Raises `NotFound` "post.not_found", also when it belongs to a brand the actor may not see."""
    post = work.posts.get(post_id)
    check_sees(work, actor, post.brand_id, "post.not_found", post=post_id)
    return post
