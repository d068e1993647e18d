"""Taking back a decision of a review just made: a step of its own, while nothing has happened since."""

from __future__ import annotations

from app.domain.content import Decision, Post, Variant
from app.domain.delivery import DeliveryState
from app.domain.errors import Refused
from app.domain.history import HistoryEntry
from app.domain.people import Actor
from app.domain.today import title_of
from app.domain.workflow import PostState
from app.services.steps import VariantSteps, content_of
from app.store.unit import UnitOfWork

UNDOABLE = frozenset({"approve", "request_changes", "reject"})
_AFTER = {
    "approve": (PostState.APPROVED, PostState.SCHEDULED, PostState.IN_REVIEW),
    "request_changes": (PostState.CHANGES_REQUESTED,),
    "reject": (PostState.REJECTED,),
}
"""The states a decision leaves a variant in; a first approval of several leaves it in review."""
_STEPS = UNDOABLE | {"approved_partly"}
_OPENING = 60
"""Characters of a post that name it in a sentence."""


def name_of(post: Post) -> str:
    """The post's title, else how it begins; its number when it says nothing."""
    return title_of(post.title, post.text)[:_OPENING] or str(post.id)


def check_undoable(work: UnitOfWork, actor: Actor, post: Post, variant: Variant) -> Decision:
    """The decision that can be taken back.

    Raises `Refused` "decision.none", "decision.not_yours", "decision.changed_since", "decision.left".
    """
    rows = work.posts.decisions(variant.id)
    last = rows[-1] if rows else None
    if last is None or last.decision not in UNDOABLE:
        raise Refused("decision.none", post=name_of(post))
    owner = actor.member is not None and work.team.member(actor.member.id).is_owner
    if last.member_id != actor.member_id and not owner:
        raise Refused("decision.not_yours")
    _check_waiting(work, post, variant, last)
    content = content_of(work, post, variant, work.profiles.get(variant.profile_id))
    as_decided = work.posts.revision(last.revision_id).sha256 == content.fingerprint()
    if variant.state not in _AFTER[last.decision] or not as_decided or _moved_since(work, variant):
        raise Refused("decision.changed_since", post=name_of(post))
    return last


def undo_one(work: UnitOfWork, steps: VariantSteps, actor: Actor, post: Post, variant: Variant, last: Decision) -> None:
    """Brings a variant back into review, where it has waited since it was handed in; what waited to go out is cancelled,
    and the history says that it was an undo."""
    facts: dict[str, object] = {"undone": last.decision}
    handed_in = work.posts.revision(last.revision_id).created_at
    if last.decision != "approve":
        steps.take(work, actor, variant, "undo_decision", brand_id=post.brand_id, facts=facts, state_since=handed_in)
    elif variant.state is not PostState.IN_REVIEW:
        steps.take(
            work, actor, variant, "withdraw_approval", brand_id=post.brand_id, facts=facts, state_since=handed_in
        )
    else:
        work.history.record(
            at=steps.now(),
            actor=actor,
            entity="variant",
            entity_id=variant.id,
            action="undo_decision",
            brand_id=post.brand_id,
            facts={"post_id": post.id} | facts,
        )


def _check_waiting(work: UnitOfWork, post: Post, variant: Variant, last: Decision) -> None:
    """An approval can be undone only while its publication waits for its time."""
    if last.decision != "approve":
        return
    mine = [row for row in work.deliveries.of_variant(variant.id) if row.revision_id == last.revision_id]
    if any(row.state is not DeliveryState.SCHEDULED for row in mine):
        raise Refused("decision.left", post=name_of(post))


def _moved_since(work: UnitOfWork, variant: Variant) -> bool:
    """Whether anything happened to the variant after its decision, but for the schedule an approval brings along."""
    entries = work.history.of("variant", variant.id)
    place = max((number for number, row in enumerate(entries) if row.action in _STEPS), default=len(entries))
    return any(not _came_along(row) for row in entries[place + 1 :])


def _came_along(row: HistoryEntry) -> bool:
    return row.action == "schedule" and "due_at" not in row.facts
