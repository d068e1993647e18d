"""Who still has to decide about what is in review: the rules of a decision, read for many posts at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.content import Decision, Post, Revision
from app.domain.people import Right
from app.domain.workflow import PostState
from app.domain.workspace import Brand
from app.store.unit import UnitOfWork

Submitted = dict[int, tuple[Revision, list[Decision]]]


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One post in the queue. `due_at` is its earliest time, `waiting_since` when the oldest of its variants entered review."""

    post: Post
    due_at: datetime | None
    waiting_since: datetime
    waits_for: tuple[int, ...]
    """Members who may decide now."""
    approvals: int = 0
    """How many of the approvals its brand asks for every waiting variant has already."""


def queue_items(work: UnitOfWork, posts: Iterable[Post]) -> list[QueueItem]:
    """An item for each post that has a variant in review."""
    waiting = [post for post in posts if any(v.state is PostState.IN_REVIEW for v in post.variants)]
    submitted = _submitted(work, waiting)
    return [_queue_item(work, post, submitted) for post in waiting]


def _submitted(work: UnitOfWork, posts: list[Post]) -> Submitted:
    """What was handed in last, per variant id in review, with all decisions about the variant."""
    ids = [v.id for post in posts for v in post.variants if v.state is PostState.IN_REVIEW]
    decisions = work.review.decisions(ids)
    return {number: (row, decisions[number]) for number, row in work.review.newest_revisions(ids).items()}


def _queue_item(work: UnitOfWork, post: Post, submitted: Submitted) -> QueueItem:
    waiting = [variant for variant in post.variants if variant.state is PostState.IN_REVIEW]
    brand = work.team.brand(post.brand_id)
    strict = four_eyes_apply(work, brand)
    done: set[int | None] = set()
    given = brand.required_approvals
    for variant in waiting:
        if variant.id in submitted:
            revision, decisions = submitted[variant.id]
            approvals = approvals_of(revision, decisions)
            given = min(given, len(approvals))
            done |= {row.member_id for row in approvals}
            done |= authors_of(post, revision) if strict else set()
    able = [
        member.id
        for member in work.team.members(active_only=True)
        if member.may(Right.APPROVE, brand.id) and member.id not in done
    ]
    times = [variant.due_at for variant in waiting if variant.due_at is not None]
    return QueueItem(post, min(times, default=None), min(v.state_since for v in waiting), tuple(able), given)


def authors_of(post: Post, revision: Revision) -> set[int | None]:
    """Whose work this is: the author, whoever changed it last, whoever handed it in."""
    return {post.author_id, post.edited_by, revision.author_id} - {None}


def approvals_of(revision: Revision, decisions: list[Decision]) -> list[Decision]:
    """The approvals that count for a revision, oldest first. An undone decision is as if it had not been made: approvals
    of others given before it still count, although the revision was made anew."""
    standing: dict[int | None, Decision] = {}
    before: list[dict[int | None, Decision]] = []
    current: int | None = None
    for row in decisions:
        if row.decision == "undo_decision":
            standing = before.pop() if before else {}
        else:
            before.append(standing)
            kept = standing if row.revision_id == current else {}
            standing = {**kept, row.member_id: row} if row.decision == "approve" else {}
        current = row.revision_id
    return list(standing.values()) if current == revision.id else []


def four_eyes_apply(work: UnitOfWork, brand: Brand) -> bool:
    """With "auto": as soon as two active members may approve for the brand; "always" and "off" say it themselves."""
    if brand.four_eyes != "auto":
        return brand.four_eyes == "always"
    able = [m for m in work.team.members(active_only=True) if m.may(Right.APPROVE, brand.id)]
    return len(able) >= 2
