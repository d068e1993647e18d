"""One fenced step of a delivery, with its variant, its attempt and the history (PUB-03, PUB-21)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.domain.content import Variant
from app.domain.delivery import SHOWN_AS, Delivery, DeliveryState, Outcome
from app.domain.people import Actor
from app.domain.workflow import PostState
from app.services.steps import VariantSteps
from app.store.unit import UnitOfWork
from app.system.clock import Clock

D = DeliveryState
_SHOWN_ACTION = {
    PostState.PUBLISHING: "start",
    PostState.SCHEDULED: "put_back",
    PostState.ON_HOLD: "put_on_hold",
    PostState.PUBLISHED: "publish",
    PostState.FAILED: "fail",
    PostState.UNSURE: "doubt",
    PostState.CANCELLED: "skip",
}


class DeliverySteps:
    """Publishing and settling both move deliveries through `move`; `program` acts where no member does."""

    def __init__(self, clock: Clock, steps: VariantSteps, program: Actor) -> None:
        self._clock = clock
        self._steps = steps
        self.program = program

    def move(
        self,
        work: UnitOfWork,
        delivery: Delivery,
        state: DeliveryState,
        *,
        actor: Actor | None = None,
        told: str = "",
        fence_to: int | None = None,
        **values: Any,
    ) -> Delivery:
        """One fenced step of a delivery with its variant and history; the row unchanged when it is no longer ours."""
        mine = work.deliveries.change(
            delivery.id,
            fence=delivery.fence,
            sources=(delivery.state, D.SENDING),
            fence_to=fence_to,
            at=self._clock.now(),
            state=state,
            **values,
        )
        if not mine:
            return work.deliveries.get(delivery.id)
        self.record(work, actor or self.program, delivery, delivery.state, state, told)
        return self.show(work, work.deliveries.get(delivery.id), state)

    def show(self, work: UnitOfWork, delivery: Delivery, state: DeliveryState) -> Delivery:
        """Brings the variant's state in line with its delivery."""
        variant = work.posts.variant(delivery.variant_id)
        shown = SHOWN_AS[state]
        if variant.state is not shown:
            brand_id = work.posts.get(variant.post_id).brand_id
            more: dict[str, Any] = {"due_at": delivery.due_at} if state is D.RETRY_WAIT else {}
            self._steps.take(
                work,
                self.program,
                variant,
                _SHOWN_ACTION[shown],
                brand_id=brand_id,
                facts={"delivery_id": delivery.id},
                **more,
            )
        return delivery

    def note_published(self, work: UnitOfWork, delivery: Delivery, at: datetime) -> None:
        variant = work.posts.variant(delivery.variant_id)
        work.posts.edit_variant(
            variant.id,
            variant.version,
            {"published_at": at, "remote_url": delivery.remote_url, "changed_at": self._clock.now()},
        )

    def close(
        self, work: UnitOfWork, delivery: Delivery, number: int, outcome: Outcome, told: str | None, ref: str | None
    ) -> None:
        work.deliveries.close_attempt(
            delivery.id, number, outcome=outcome, error_class=told, remote_ref=ref, finished_at=self._clock.now()
        )

    def record(
        self,
        work: UnitOfWork,
        actor: Actor,
        delivery: Delivery,
        source: DeliveryState,
        target: DeliveryState,
        told: str = "",
    ) -> None:
        """PUB-21: every transition with its actor, both states and the fence."""
        variant: Variant = work.posts.variant(delivery.variant_id)
        facts = {"from": source.value, "to": target.value, "fence": delivery.fence, "variant_id": variant.id}
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity="delivery",
            entity_id=delivery.id,
            action=target.value,
            facts=facts,
            words={"reason": told.strip()} if told.strip() else None,
        )
