"""Times: scheduling, unscheduling, cancelling and reopening."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.domain.content import Post, Variant
from app.domain.days import WallTime
from app.domain.delivery import DeliveryState
from app.domain.errors import Refused
from app.domain.people import Actor, Right
from app.domain.workflow import PostState
from app.services.steps import OUT, STOPPABLE, VariantSteps, chosen_variants
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock


class SchedulingService:
    def __init__(self, store: Store, clock: Clock, steps: VariantSteps) -> None:
        self._store = store
        self._clock = clock
        self._steps = steps

    def schedule(
        self,
        actor: Actor,
        post_id: int,
        when: WallTime,
        profile_ids: tuple[int, ...] | None = None,
        *,
        unit: UnitOfWork | None = None,
    ) -> Post:
        """Gives a time. Approved variants become scheduled; others keep their state and carry the date along.

        Raises `Refused` "schedule.past" for a time that is over, "post.already_out", `BadInput` "time.gap".
        """
        due = when.to_utc()
        if due < self._clock.now() - timedelta(minutes=1):
            raise Refused("schedule.past", at=due)
        with self._store.joined(unit) as work:
            post = work.posts.get(post_id)
            chosen = [v for v in chosen_variants(post, profile_ids) if v.state not in OUT | {PostState.CANCELLED}]
            if post.variants and not chosen:
                raise Refused("post.already_out", post=post_id)
            actor.require(Right.SCHEDULE, post.brand_id)
            if len(chosen) == len(post.variants):
                work.posts.edit(post_id, post.version, time_columns(when, when.zone))
            columns = time_columns(when, when.zone)
            for variant in chosen:
                if variant.state in (PostState.APPROVED, PostState.SCHEDULED, PostState.ON_HOLD):
                    self._set_delivery_time(work, variant, columns)
                    self._steps.take(
                        work,
                        actor,
                        variant,
                        "schedule",
                        brand_id=post.brand_id,
                        facts={"due_at": due.isoformat()},
                        **columns,
                    )
                else:
                    self._move_date(work, actor, post, variant, columns)
            if not post.variants:
                self._record_date(work, actor, post, due)
            return work.posts.get(post_id)

    def unschedule(self, actor: Actor, post_id: int, profile_ids: tuple[int, ...] | None = None) -> Post:
        """Takes the time away again; an approval stays."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            actor.require(Right.SCHEDULE, post.brand_id)
            none = time_columns(None, post.zone)
            for variant in chosen_variants(post, profile_ids):
                if variant.state is PostState.SCHEDULED:
                    self._set_delivery_time(work, variant, none)
                    self._steps.take(work, actor, variant, "unschedule", brand_id=post.brand_id, **none)
                elif variant.state not in OUT:
                    self._move_date(work, actor, post, variant, none)
            if profile_ids is None:
                work.posts.edit(post_id, post.version, none)
            return work.posts.get(post_id)

    def cancel(self, actor: Actor, post_id: int, reason: str = "", profile_ids: tuple[int, ...] | None = None) -> Post:
        """Cancels what has not gone out. Raises `Refused` "post.already_out" when there is nothing left to cancel."""
        return self._for_each(actor, post_id, profile_ids, "cancel", reason)

    def reopen(self, actor: Actor, post_id: int, profile_ids: tuple[int, ...] | None = None) -> Post:
        """Makes drafts of rejected, failed, expired or cancelled variants."""
        return self._for_each(actor, post_id, profile_ids, "reopen", "")

    # parts
    def _for_each(
        self, actor: Actor, post_id: int, profile_ids: tuple[int, ...] | None, action: str, reason: str
    ) -> Post:
        with self._store.write() as work:
            post = work.posts.get(post_id)
            actor.require(Right.WRITE, post.brand_id)
            chosen = [v for v in chosen_variants(post, profile_ids) if v.state not in OUT]
            if action == "cancel":
                chosen = [v for v in chosen if v.state is not PostState.CANCELLED]
            if not chosen:
                raise Refused("post.already_out", post=post_id)
            for variant in chosen:
                self._steps.stop_delivery(work, actor, variant, brand_id=post.brand_id)
                self._steps.take(work, actor, variant, action, brand_id=post.brand_id, reason=reason)
            return work.posts.get(post_id)

    def _set_delivery_time(self, work: UnitOfWork, variant: Variant, columns: dict[str, Any]) -> None:
        for delivery in work.deliveries.of_variant(variant.id):
            if delivery.state not in (DeliveryState.SCHEDULED, DeliveryState.HELD):
                continue
            moved = work.deliveries.change(
                delivery.id,
                fence=delivery.fence,
                sources=STOPPABLE,
                at=self._clock.now(),
                state=DeliveryState.SCHEDULED,
                reason=None,
                **columns,
            )
            if not moved:
                raise Refused("post.going_out", post=variant.post_id)

    def _move_date(self, work: UnitOfWork, actor: Actor, post: Post, variant: Variant, columns: dict[str, Any]) -> None:
        row = {"changed_at": self._clock.now(), "sequence": variant.sequence + 1} | columns
        work.posts.edit_variant(variant.id, variant.version, row)
        self._record_date(work, actor, post, columns["due_at"], variant.id)

    def _record_date(
        self, work: UnitOfWork, actor: Actor, post: Post, due: datetime | None, variant_id: int | None = None
    ) -> None:
        facts = {"due_at": due.isoformat() if due else None, "post_id": post.id}
        entity, number = ("post", post.id) if variant_id is None else ("variant", variant_id)
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity=entity,
            entity_id=number,
            action="dated",
            brand_id=post.brand_id,
            facts=facts,
        )


def time_columns(when: WallTime | None, zone: str) -> dict[str, Any]:
    """The columns a wall-clock time fills: UTC instant, zone, and the wall time ("/1" marks the second of two equal hours)."""
    if when is None:
        return {"due_at": None, "zone": zone, "wall_time": None}
    wall = when.local.isoformat(timespec="minutes") + ("/1" if when.fold else "")
    return {"due_at": when.to_utc(), "zone": when.zone, "wall_time": wall}
