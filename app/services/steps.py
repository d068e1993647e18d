"""One step of one variant: the transition table, the right, the row and the history, in one place.

Planning, approval and publishing all move variants through `VariantSteps.take`; nothing else writes a state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.content import Content, Post, Variant
from app.domain.delivery import Delivery, DeliveryState, out_of_reach
from app.domain.errors import BadInput, Refused
from app.domain.names import clean_text
from app.domain.people import Actor, Right
from app.domain.workflow import PostState, Transition, transition
from app.domain.workspace import Profile
from app.store.unit import UnitOfWork
from app.system.clock import Clock

STOPPABLE = (DeliveryState.SCHEDULED, DeliveryState.HELD, DeliveryState.RETRY_WAIT, DeliveryState.LEASED)
"""Where transition 15 may start: nothing is on its way and nobody is sending."""
GOING_OUT = (DeliveryState.SENDING, DeliveryState.RECONCILE)
OUT = frozenset({PostState.PUBLISHING, PostState.PUBLISHED, PostState.UNSURE, PostState.REMOVED})
"""States in which the words of a variant have left the house or may be leaving it."""

_STOPPING = frozenset({"edit", "cancel", "withdraw_approval"})
_WITHOUT_APPROVAL = frozenset(
    {PostState.IDEA, PostState.DRAFT, PostState.IN_REVIEW, PostState.CHANGES_REQUESTED, PostState.REJECTED}
)
_NOT_APPROVED: dict[str, Any] = {
    "approved_sha256": None,
    "approved_at": None,
    "approved_by": None,
    "approved_by_author": False,
}


class VariantSteps:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    def take(
        self,
        work: UnitOfWork,
        actor: Actor,
        variant: Variant,
        action: str,
        *,
        brand_id: int,
        reason: str = "",
        facts: Mapping[str, object] | None = None,
        **values: Any,
    ) -> Variant:
        """Moves a variant by `action` and records it; `values` are further columns to set. What takes an approval back
        also stops the waiting delivery.

        Raises `Refused` "post.wrong_state", "post.going_out", `NotPermitted`, `BadInput` "reason.missing".
        """
        row = transition(action, variant.state)
        _allow(work, actor, row, brand_id)
        if row.needs_reason and not reason.strip():
            raise BadInput("reason.missing", action=action)
        if action in _STOPPING:
            self.stop_delivery(work, actor, variant, brand_id=brand_id)
        now = self._clock.now()
        changed: dict[str, Any] = {"changed_at": now, "sequence": variant.sequence + 1}
        if row.target in _WITHOUT_APPROVAL and variant.approved_sha256 is not None:
            changed |= _NOT_APPROVED
        if row.target is not variant.state:
            changed |= {"state": row.target.value, "state_since": now}
        work.posts.edit_variant(variant.id, variant.version, changed | values)
        told = {"from": variant.state.value, "to": row.target.value, "post_id": variant.post_id} | dict(facts or {})
        work.history.record(
            at=now,
            actor=actor,
            entity="variant",
            entity_id=variant.id,
            action=action,
            brand_id=brand_id,
            facts=told,
            words={"reason": clean_text(reason).strip()} if reason.strip() else None,
        )
        return replace(variant, **(changed | values | {"state": row.target, "version": variant.version + 1}))

    def stop_delivery(self, work: UnitOfWork, actor: Actor, variant: Variant, *, brand_id: int) -> None:
        """Transition 15 for whatever of this variant still waits. Raises `Refused` "post.going_out" when it is being sent."""
        if is_going_out(work, variant) or lies_out_of_reach(work, variant, self._clock.now()):
            raise Refused("post.going_out", post=variant.post_id)
        for row in work.deliveries.of_variant(variant.id):
            if row.state in STOPPABLE:
                self._cancel(work, actor, variant, row, brand_id)

    def _cancel(self, work: UnitOfWork, actor: Actor, variant: Variant, row: Delivery, brand_id: int) -> None:
        now = self._clock.now()
        stopped = work.deliveries.change(
            row.id,
            fence=row.fence,
            sources=STOPPABLE,
            at=now,
            state=DeliveryState.CANCELLED,
            fence_to=row.fence + 1,
            owner=None,
            lease_until=None,
            next_at=None,
        )
        if not stopped:
            raise Refused("post.going_out", post=variant.post_id)
        work.history.record(
            at=now,
            actor=actor,
            entity="delivery",
            entity_id=row.id,
            action="cancelled",
            brand_id=brand_id,
            facts={"from": row.state.value, "to": "cancelled", "fence": row.fence + 1, "variant_id": variant.id},
        )


def allow(work: UnitOfWork, actor: Actor, right: Right, brand_id: int | None) -> None:
    """Raises `NotPermitted` when the acting member has not the right now, whatever it was when the actor was made.

    The program itself may do what its caller checked.
    """
    if actor.member is not None:
        work.team.member(actor.member.id).require(right, brand_id)


def _allow(work: UnitOfWork, actor: Actor, row: Transition, brand_id: int) -> None:
    if row.right is not None:
        allow(work, actor, row.right, brand_id)
    elif actor.member is not None:
        raise Refused("post.only_program", action=row.action)


def is_going_out(work: UnitOfWork, variant: Variant) -> bool:
    """True while the variant is being sent or nobody has cleared up yet whether it was."""
    return any(row.state in GOING_OUT for row in work.deliveries.of_variant(variant.id))


def lies_out_of_reach(work: UnitOfWork, variant: Variant, now: datetime) -> bool:
    """True when its network may publish it by itself before it could be taken back."""
    rows = work.deliveries.of_variant(variant.id)
    return any(row.state is DeliveryState.SCHEDULED and out_of_reach(row, now) for row in rows)


def has_left(work: UnitOfWork, variant: Variant) -> bool:
    """True when what this variant says is, or may be, on the network: a change could no longer reach it."""
    if variant.state is PostState.PUBLISHING:
        return is_going_out(work, variant)
    return variant.state in OUT


def content_of(work: UnitOfWork, post: Post, variant: Variant, profile: Profile) -> Content:
    """Exactly what would be sent now for this variant. A variant's own link "" means none."""
    files = work.posts.variant_files(variant.id) if variant.own_media else post.media
    link = variant.link if variant.link is not None else post.link
    return Content(
        network=profile.network.value,
        handle=profile.handle,
        profile_uid=profile.uid,
        format=variant.format.value,
        text=variant.text if variant.text is not None else post.text,
        link=link or None,
        first_comment=variant.first_comment,
        media=files,
    )


def chosen_variants(post: Post, profile_ids: tuple[int, ...] | None) -> list[Variant]:
    """The variants meant: all, or those of the given profiles. Raises `BadInput` when a profile has none."""
    if profile_ids is None:
        return list(post.variants)
    by_profile = {variant.profile_id: variant for variant in post.variants}
    missing = [number for number in profile_ids if number not in by_profile]
    if missing:
        raise BadInput("post.no_variant", post=post.id, profiles=missing)
    return [by_profile[number] for number in dict.fromkeys(profile_ids)]
