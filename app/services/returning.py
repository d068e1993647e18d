"""What reviewers sent back to its author, with the words of who did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.content import Post, Variant
from app.domain.workflow import PostState
from app.store.unit import UnitOfWork

KEPT = timedelta(days=14)
"""A rejection older than this is history, not work."""
_DECISIONS = {PostState.CHANGES_REQUESTED: "request_changes", PostState.REJECTED: "reject"}
RETURNED = tuple(_DECISIONS)


@dataclass(frozen=True, slots=True)
class Returned:
    """The newest answer of a reviewer that sent a post back. `state` is what it made of it; `by` None: somebody unknown."""

    post_id: int
    state: PostState
    by: str | None
    reason: str
    at: datetime


def returned_variants(post: Post, now: datetime | None = None) -> list[Variant]:
    """What of a post stands sent back; with `now` without what was rejected too long ago."""
    oldest = None if now is None else now - KEPT
    return [
        row
        for row in post.variants
        if row.state in _DECISIONS
        and (oldest is None or row.state is PostState.CHANGES_REQUESTED or row.state_since >= oldest)
    ]


def returned(work: UnitOfWork, posts: Iterable[Post], names: dict[int, str]) -> dict[int, Returned]:
    """The newest answer by post id, for those that stand sent back."""
    rows = {variant.id: (post, variant) for post in posts for variant in returned_variants(post)}
    decisions = work.review.decisions(list(rows))
    found: dict[int, Returned] = {}
    for number, (post, variant) in rows.items():
        given = [row for row in decisions.get(number, ()) if row.decision == _DECISIONS[variant.state]]
        if not given:
            continue
        last = given[-1]
        if post.id not in found or found[post.id].at < last.at:
            by = names.get(last.member_id) if last.member_id is not None else None
            found[post.id] = Returned(post.id, variant.state, by, last.reason, last.at)
    return found
