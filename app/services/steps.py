"""One step of one variant: the transition table, the right, the row and the history, in one place.

Planning, approval and publishing all move variants through `VariantSteps.take`; nothing else writes a state.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.content import Content, Post, Variant
from app.domain.delivery import DeliveryState
from app.domain.errors import BadInput, Refused
from app.domain.people import Actor
from app.domain.workflow import PostState, transition
from app.domain.workspace import Profile
from app.store.unit import UnitOfWork
from app.system.clock import Clock

STOPPABLE = (DeliveryState.SCHEDULED, DeliveryState.HELD, DeliveryState.RETRY_WAIT, DeliveryState.LEASED)
"""Where transition 15 may start: nothing has been sent and nobody is sending."""


class VariantSteps:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

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
        """Moves a variant by `action` and records it; `values` are further columns to set.

        Raises `Refused` "post.wrong_state", `NotPermitted`, `BadInput` "reason.missing".
        """
        row = transition(action, variant.state)
        if row.right is not None:
            actor.require(row.right, brand_id)
        elif actor.member is not None:
            raise Refused("post.only_program", action=action)
        if row.needs_reason and not reason.strip():
            raise BadInput("reason.missing", action=action)
        now = self._clock.now()
        changed: dict[str, Any] = {"changed_at": now, "sequence": variant.sequence + 1} | values
        if row.target is not variant.state:
            changed |= {"state": row.target.value, "state_since": now}
        work.posts.edit_variant(variant.id, variant.version, changed)
        told = {"from": variant.state.value, "to": row.target.value, "post_id": variant.post_id} | dict(facts or {})
        words = {"reason": reason.strip()} if reason.strip() else None
        work.history.record(
            at=now,
            actor=actor,
            entity="variant",
            entity_id=variant.id,
            action=action,
            brand_id=brand_id,
            facts=told,
            words=words,
        )
        return work.posts.variant(variant.id)

    def stop_delivery(self, work: UnitOfWork, actor: Actor, variant: Variant, *, brand_id: int) -> None:
        """Transition 15 for whatever of this variant still waits. Raises `Refused` "post.going_out" when it is being sent."""
        now = self._clock.now()
        for row in work.deliveries.of_variant(variant.id):
            if row.state in (DeliveryState.SENDING, DeliveryState.RECONCILE):
                raise Refused("post.going_out", post=variant.post_id)
            if row.state not in STOPPABLE:
                continue
            if not work.deliveries.change(
                row.id,
                fence=row.fence,
                sources=STOPPABLE,
                at=now,
                state=DeliveryState.CANCELLED,
                fence_to=row.fence + 1,
            ):
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


def content_of(work: UnitOfWork, post: Post, variant: Variant, profile: Profile) -> Content:
    """Exactly what would be sent now for this variant."""
    files = work.posts.variant_files(variant.id) if variant.own_media else post.media
    return Content(
        network=profile.network.value,
        handle=profile.handle,
        profile_uid=profile.uid,
        format=variant.format.value,
        text=variant.text if variant.text is not None else post.text,
        link=variant.link or post.link,
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
    return [by_profile[number] for number in profile_ids]


OUT = frozenset({PostState.PUBLISHING, PostState.PUBLISHED, PostState.UNSURE, PostState.REMOVED})
"""States in which the words of a variant have left the house."""
