"""One fenced step of a delivery, with its variant, its attempt and the history (PUB-03, PUB-21)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.connectors.base import POST, Receipt
from app.domain.delivery import SHOWN_AS, Delivery, DeliveryState, Outcome, check_move, is_public
from app.domain.handing_over import BY_HAND
from app.domain.names import clean_text
from app.domain.people import Actor
from app.domain.workflow import PostState, transition_sources
from app.services.steps import VariantSteps
from app.store.unit import UnitOfWork
from app.system.clock import Clock

D = DeliveryState
_HELD_BY_WORKER = (D.LEASED, D.SENDING)
_MAY_BE_HELD = transition_sources("put_on_hold")
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
        """As `try_move`; gives the row as it stands when it is no longer ours."""
        moved = self.try_move(work, delivery, state, actor=actor, told=told, fence_to=fence_to, **values)
        return moved or work.deliveries.get(delivery.id)

    def try_move(
        self,
        work: UnitOfWork,
        delivery: Delivery,
        state: DeliveryState,
        *,
        actor: Actor | None = None,
        told: str = "",
        fence_to: int | None = None,
        evidence: Mapping[str, object] | None = None,
        **values: Any,
    ) -> Delivery | None:
        """One fenced step of a delivery with its variant and history; None when it is no longer as `delivery` says.

        Where nobody works on it any more, its owner and lease are taken off. Raises `Refused` "delivery.wrong_state".
        """
        check_move(delivery.state, state)
        if state not in _HELD_BY_WORKER:
            values = {"owner": None, "lease_until": None} | values
        mine = work.deliveries.change(
            delivery.id,
            fence=delivery.fence,
            sources=(delivery.state,),
            fence_to=fence_to,
            at=self._clock.now(),
            state=state,
            **values,
        )
        if not mine:
            return None
        moved = replace(delivery, state=state, fence=fence_to or delivery.fence, **values)
        self.record(work, actor or self.program, moved, delivery.state, state, told, evidence)
        return self.show(work, moved, state)

    def wait_or_cancel(self, work: UnitOfWork, delivery: Delivery, **values: Any) -> Delivery | None:
        """Transition 4 or 10: it waits for its next try. When somebody wanted it cancelled meanwhile and nothing of it can be
        seen yet, it is (15): half a thread goes on to its end."""
        unwanted = work.deliveries.get(delivery.id).cancel_wanted
        moved = self.try_move(work, delivery, D.RETRY_WAIT, **values)
        if moved is None or not unwanted or any(map(is_public, work.parts.refs(delivery.id))):
            return moved
        return self.try_move(work, moved, D.CANCELLED, fence_to=moved.fence + 1, next_at=None)

    def keep_part(self, work: UnitOfWork, delivery: Delivery, name: str, receipt: Receipt) -> dict[str, Any]:
        """Keeps what the network calls the result of a step; gives the columns that follow from it."""
        work.parts.put(delivery.id, name, receipt.remote_id, receipt.url, receipt.at)
        return {"remote_id": receipt.remote_id, "remote_url": receipt.url} if name == POST else {}

    def finish(
        self,
        work: UnitOfWork,
        delivery: Delivery,
        values: Mapping[str, Any],
        evidence: Mapping[str, object] | None = None,
    ) -> Delivery | None:
        """Every step is proved done (transition 3 or 9); the post's own step says when it came out."""
        moved = self.try_move(work, delivery, D.SENT, evidence=evidence, reason=None, next_at=None, **values)
        if moved is not None:
            at = next((part.at for part in work.parts.of(delivery.id) if part.name == POST), self._clock.now())
            self.note_published(work, moved, at)
        return moved

    def show(self, work: UnitOfWork, delivery: Delivery, state: DeliveryState) -> Delivery:
        """Brings the variant's state in line with its delivery. A hold also works on one that never should have waited."""
        variant = work.posts.variant(delivery.variant_id)
        shown = SHOWN_AS[state]
        if state is D.HELD and variant.state not in _MAY_BE_HELD:
            return delivery
        if variant.state is not shown:
            action = "hand_over" if state is D.NEEDS_HUMAN and delivery.reason == BY_HAND else _SHOWN_ACTION[shown]
            brand_id = work.profiles.get(delivery.profile_id).brand_id
            more: dict[str, Any] = {}
            if state is D.RETRY_WAIT:
                more = {"due_at": delivery.due_at, "zone": delivery.zone, "wall_time": delivery.wall_time}
            self._steps.take(
                work,
                self.program,
                variant,
                action,
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
        if delivery.remote_id is None and delivery.remote_url is not None:
            work.metrics.link_own_posts(delivery.profile_id)  # a file may have told of it already

    def close(
        self, work: UnitOfWork, delivery: Delivery, number: int, outcome: Outcome, told: str | None, ref: str | None
    ) -> None:
        """Ends an attempt. When somebody else ended it already, what the network said late is kept beside it (PUB-03)."""
        now = self._clock.now()
        if work.deliveries.close_attempt(
            delivery.id, number, outcome=outcome, error_class=told, remote_ref=ref, finished_at=now
        ):
            return
        if ref is not None:
            work.deliveries.note_late_answer(delivery.id, number, ref)
        work.history.record(
            at=now,
            actor=self.program,
            entity="delivery",
            entity_id=delivery.id,
            action="late_answer",
            brand_id=work.profiles.get(delivery.profile_id).brand_id,
            facts={"outcome": outcome.value, "n": number, "fence": delivery.fence, "variant_id": delivery.variant_id},
        )

    def forget_hand_over(self, work: UnitOfWork, delivery: Delivery) -> None:
        """Nothing of it waits at its network. Its files go from there too, so they are sent anew."""
        if work.deliveries.taken_back(delivery, self._clock.now()):
            work.parts.drop(delivery.id, [name for name in work.parts.refs(delivery.id) if not is_public(name)])
            self.note(work, delivery, "taken_back", {"entry": delivery.handed_over_id})

    def note(self, work: UnitOfWork, delivery: Delivery, action: str, facts: Mapping[str, object]) -> None:
        """What happened to a delivery without changing its state."""
        work.history.record(
            at=self._clock.now(),
            actor=self.program,
            entity="delivery",
            entity_id=delivery.id,
            action=action,
            brand_id=work.profiles.get(delivery.profile_id).brand_id,
            facts={"fence": delivery.fence, "variant_id": delivery.variant_id} | dict(facts),
        )

    def record(
        self,
        work: UnitOfWork,
        actor: Actor,
        delivery: Delivery,
        source: DeliveryState,
        target: DeliveryState,
        told: str = "",
        evidence: Mapping[str, object] | None = None,
    ) -> None:
        """PUB-21: every transition with its actor, both states and the fence."""
        facts = {
            "from": source.value,
            "to": target.value,
            "fence": delivery.fence,
            "variant_id": delivery.variant_id,
        } | dict(evidence or {})
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity="delivery",
            entity_id=delivery.id,
            action=target.value,
            brand_id=work.profiles.get(delivery.profile_id).brand_id,
            facts=facts,
            words={"reason": told} if (told := clean_text(told).strip()) else None,
        )
