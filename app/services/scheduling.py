"""Times: scheduling, unscheduling, cancelling and reopening."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app.domain.content import Post, Variant
from app.domain.days import WallTime, wall_time
from app.domain.delivery import DeliveryState
from app.domain.errors import Refused
from app.domain.lateness import LatePolicy
from app.domain.people import Actor, Right
from app.domain.workflow import PostState, transition, transition_sources
from app.services.given_times import check_ahead, check_not_over, given_time, time_columns
from app.services.steps import GOING_OUT, OUT, VariantSteps, allow, chosen_variants, lies_out_of_reach
from app.services.uncancelling import uncancel_one
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

_TIMED = (PostState.APPROVED, PostState.SCHEDULED, PostState.ON_HOLD)
_WAITING = (DeliveryState.SCHEDULED, DeliveryState.HELD)
_TIME_COLUMNS = ("due_at", "zone", "wall_time")
_EVER = timedelta(days=3660)


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
        check_ahead(when, self._clock)
        due = when.to_utc()
        with self._store.joined(unit) as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.SCHEDULE, post.brand_id)
            chosen = [v for v in chosen_variants(post, profile_ids) if v.state not in OUT | {PostState.CANCELLED}]
            if post.variants and not chosen:
                raise Refused("post.already_out", post=post_id)
            columns = time_columns(when, when.zone)
            if len(chosen) == len(post.variants):
                work.posts.edit(post_id, post.version, columns)
            for variant in chosen:
                self._give_time(work, actor, post, variant, columns)
            if not post.variants:
                self._record_date(work, actor, post, due)
            return work.posts.get(post_id)

    def schedule_each(self, actor: Actor, post_id: int, times: Mapping[int, WallTime]) -> Post:
        """Gives several profiles a time of their own each, all or none. Raises as `schedule`."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            together = set(times) == {variant.profile_id for variant in post.variants} and len(set(times.values())) == 1
            if together:
                return self.schedule(actor, post_id, next(iter(times.values())), unit=work)
            for profile_id, when in times.items():
                post = self.schedule(actor, post_id, when, (profile_id,), unit=work)
            return post

    def restore_times(self, actor: Actor, before: Post, profile_ids: tuple[int, ...]) -> Post:
        """Takes back what `schedule` or `schedule_each` did: the times of these profiles are again what `before` says, also
        none at all or one that has passed, and what was on hold is held again.

        Raises `Refused` "schedule.past" for an approved variant whose time is over, "post.already_out", "post.going_out".
        """
        with self._store.write() as work:
            post = work.posts.get(before.id)
            allow(work, actor, Right.SCHEDULE, post.brand_id)
            was = {variant.profile_id: variant for variant in before.variants}
            chosen = chosen_variants(post, profile_ids)
            if any(variant.state in OUT for variant in chosen):
                raise Refused("post.already_out", post=post.id)
            for variant in chosen:
                self._restore(work, actor, post, variant, was[variant.profile_id])
            columns = {name: getattr(before, name) for name in _TIME_COLUMNS}
            if any(value != getattr(post, name) for name, value in columns.items()):
                work.posts.edit(post.id, post.version, columns)
            return work.posts.get(post.id)

    def publish_now(self, actor: Actor, post_id: int, profile_ids: tuple[int, ...] | None = None) -> Post:
        """Makes approved variants due at once; a second call changes nothing (PUB-16).

        Raises `Refused` "post.not_approved" when none of them is approved, "post.already_out".
        """
        with self._store.write() as work:
            post = work.posts.get(post_id)
            chosen = chosen_variants(post, profile_ids)
            ready = [v for v in chosen if v.state in _TIMED]
            if not ready:
                code = "post.already_out" if any(v.state in OUT for v in chosen) else "post.not_approved"
                raise Refused(code, post=post_id)
            allow(work, actor, Right.SCHEDULE, post.brand_id)
            now = self._clock.now()
            columns = time_columns(wall_time(now, post.zone), post.zone)
            for variant in ready:
                if variant.state is not PostState.SCHEDULED or variant.due_at is None or variant.due_at > now:
                    self._give_time(work, actor, post, variant, columns)
            return work.posts.get(post_id)

    def unschedule(self, actor: Actor, post_id: int, profile_ids: tuple[int, ...] | None = None) -> Post:
        """Takes the time away again; an approval stays."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.SCHEDULE, post.brand_id)
            none = time_columns(None, post.zone)
            for variant in chosen_variants(post, profile_ids):
                if variant.state is PostState.SCHEDULED:
                    self._set_delivery(work, actor, post, variant, DeliveryState.SCHEDULED, none)
                    self._steps.take(work, actor, variant, "unschedule", brand_id=post.brand_id, **none)
                elif variant.state not in OUT | {PostState.CANCELLED, PostState.ON_HOLD}:
                    self._move_date(work, actor, post, variant, none)
            if profile_ids is None:
                work.posts.edit(post_id, post.version, none)
                if not post.variants:
                    self._record_date(work, actor, post, None)
            return work.posts.get(post_id)

    def hold(self, actor: Actor, post_id: int, reason: str = "", profile_ids: tuple[int, ...] | None = None) -> Post:
        """Puts approved and scheduled variants on hold; their time stays written down. Raises `Refused` "post.wrong_state"."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.SCHEDULE, post.brand_id)
            for variant in _those(post, profile_ids, (PostState.APPROVED, PostState.SCHEDULED), "hold"):
                self._set_delivery(work, actor, post, variant, DeliveryState.HELD, {"reason": "held_by_person"})
                self._steps.take(work, actor, variant, "hold", brand_id=post.brand_id, reason=reason)
            return work.posts.get(post_id)

    def release(
        self, actor: Actor, post_id: int, profile_ids: tuple[int, ...] | None = None, *, late_too: bool = False
    ) -> Post:
        """Ends a hold: with its time still to come a variant is scheduled again, else it is approved and waits for one.
        `late_too`: it keeps a time that is over."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.SCHEDULE, post.brand_id)
            for variant in _those(post, profile_ids, (PostState.ON_HOLD,), "release"):
                timed = variant.due_at is not None and (late_too or variant.due_at > self._clock.now())
                columns = {} if timed else time_columns(None, variant.zone)
                self._set_delivery(work, actor, post, variant, DeliveryState.SCHEDULED, {"reason": None} | columns)
                action = "schedule" if timed else "release"
                self._steps.take(work, actor, variant, action, brand_id=post.brand_id, **columns)
            return work.posts.get(post_id)

    def cancel(self, actor: Actor, post_id: int, reason: str = "", profile_ids: tuple[int, ...] | None = None) -> Post:
        """Cancels what has not gone out. Raises `Refused` "post.already_out" when there is nothing left to cancel, and
        "post.going_out" while it is being sent: then the wish is noted, and it is not tried again should it not be out."""
        try:
            return self._for_each(actor, post_id, profile_ids, "cancel", reason)
        except Refused as refusal:
            if refusal.code != "post.going_out":
                raise
            self._want_cancel(actor, post_id, profile_ids)
            raise

    def reopen(self, actor: Actor, post_id: int, profile_ids: tuple[int, ...] | None = None) -> Post:
        """Makes drafts of rejected, failed, expired or cancelled variants."""
        return self._for_each(actor, post_id, profile_ids, "reopen", "")

    def uncancel(self, actor: Actor, post_id: int, profile_ids: tuple[int, ...] | None = None) -> Post:
        """Takes back that variants were cancelled: approved ones are approved again, and scheduled while their time is still
        to come, all others are drafts. Raises `Refused` "post.wrong_state", "post.approval_over"."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.WRITE, post.brand_id)
            for variant in _those(post, profile_ids, (PostState.CANCELLED,), "restore"):
                uncancel_one(work, self._steps, actor, post, variant)
            return work.posts.get(post_id)

    def set_late_policy(
        self, actor: Actor, post_id: int, policy: LatePolicy, profile_ids: tuple[int, ...] | None = None
    ) -> Post:
        """What becomes of this post should its time pass before it can go out. Raises `Refused` "post.not_approved"."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.SCHEDULE, post.brand_id)
            ids = [variant.id for variant in chosen_variants(post, profile_ids)]
            rows = [row for number in ids for row in work.deliveries.of_variant(number) if row.state in _WAITING]
            if not rows:
                raise Refused("post.not_approved", post=post_id)
            for row in rows:
                work.deliveries.change(
                    row.id, fence=row.fence, sources=_WAITING, at=self._clock.now(), late_policy=policy.value
                )
            work.history.record(
                at=self._clock.now(),
                actor=actor,
                entity="post",
                entity_id=post_id,
                action="late_policy",
                brand_id=post.brand_id,
                facts={"policy": policy.value, "profiles": sorted(row.profile_id for row in rows)},
            )
            return post

    def follow_zones(self, actor: Actor) -> list[int]:
        """Moves what is still to come to the wall-clock time it was given, where the rules of its zone have changed since that
        was made a UTC time (PUB-22); gives the posts. What is going out stays as it is."""
        with self._store.read() as work:
            if not self._strayed(work):
                return []
        with self._store.write() as work:
            moved = [
                variant.post_id for variant, when in self._strayed(work) if self._follow(work, actor, variant, when)
            ]
        return sorted(set(moved))

    # parts
    def _strayed(self, work: UnitOfWork) -> list[tuple[Variant, WallTime]]:
        now, found = self._clock.now(), []
        for variant in work.posts.variants_due(now, now + _EVER):
            when = given_time(variant)
            if (
                when is not None
                and variant.state not in OUT | {PostState.CANCELLED}
                and when.to_utc() != variant.due_at
            ):
                found.append((variant, when))
        return found

    def _follow(self, work: UnitOfWork, actor: Actor, variant: Variant, when: WallTime) -> bool:
        post, columns = work.posts.get(variant.post_id), time_columns(when, when.zone)
        try:
            if variant.state is PostState.ON_HOLD:
                self._set_delivery(work, actor, post, variant, DeliveryState.HELD, columns)
                self._move_date(work, actor, post, variant, columns)
            else:
                self._give_time(work, actor, post, variant, columns)
        except Refused:  # it is going out
            return False
        if (post.due_at, post.wall_time) == (variant.due_at, variant.wall_time):
            work.posts.edit(post.id, post.version, columns)
        return True

    def _want_cancel(self, actor: Actor, post_id: int, profile_ids: tuple[int, ...] | None) -> None:
        with self._store.write() as work:
            post = work.posts.get(post_id)
            now = self._clock.now()
            for variant in chosen_variants(post, profile_ids):
                for row in work.deliveries.of_variant(variant.id):
                    if row.state in GOING_OUT and not row.cancel_wanted:
                        work.deliveries.want_cancel(row.id, now)
                        work.history.record(
                            at=now,
                            actor=actor,
                            entity="delivery",
                            entity_id=row.id,
                            action="cancel_wanted",
                            brand_id=post.brand_id,
                            facts={"state": row.state.value, "fence": row.fence, "variant_id": variant.id},
                        )

    def _for_each(
        self, actor: Actor, post_id: int, profile_ids: tuple[int, ...] | None, action: str, reason: str
    ) -> Post:
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.WRITE, post.brand_id)
            chosen = chosen_variants(post, profile_ids)
            fitting = [variant for variant in chosen if variant.state in transition_sources(action)]
            if not fitting:
                if action == "cancel" and any(variant.state in OUT for variant in chosen):
                    raise Refused("post.already_out", post=post_id)
                transition(action, post.state)
                raise Refused("post.no_profiles", post=post_id)
            for variant in fitting:
                more = {} if variant.state is not PostState.EXPIRED else time_columns(None, variant.zone)
                self._steps.take(work, actor, variant, action, brand_id=post.brand_id, reason=reason, **more)
            return work.posts.get(post_id)

    def _give_time(self, work: UnitOfWork, actor: Actor, post: Post, variant: Variant, columns: dict[str, Any]) -> None:
        if variant.state in _TIMED:
            self._set_delivery(work, actor, post, variant, DeliveryState.SCHEDULED, columns | {"reason": None})
            facts = {"due_at": columns["due_at"].isoformat()}
            self._steps.take(work, actor, variant, "schedule", brand_id=post.brand_id, facts=facts, **columns)
        elif variant.state is PostState.EXPIRED:
            self._steps.take(work, actor, variant, "reopen", brand_id=post.brand_id, **columns)
        else:
            self._move_date(work, actor, post, variant, columns)

    def _restore(self, work: UnitOfWork, actor: Actor, post: Post, variant: Variant, was: Variant) -> None:
        columns = {name: getattr(was, name) for name in _TIME_COLUMNS}
        if variant.state not in _TIMED:
            self._move_date(work, actor, post, variant, columns)
            return
        check_not_over(was.due_at, self._clock)
        held = was.state is PostState.ON_HOLD
        reason = "held_by_person" if held else None
        state = DeliveryState.HELD if held else DeliveryState.SCHEDULED
        self._set_delivery(work, actor, post, variant, state, columns | {"reason": reason})
        if held or was.due_at is not None:
            self._steps.take(work, actor, variant, "hold" if held else "schedule", brand_id=post.brand_id, **columns)
        else:
            self._steps.take(work, actor, variant, "unschedule", brand_id=post.brand_id, **columns)

    def _set_delivery(
        self,
        work: UnitOfWork,
        actor: Actor,
        post: Post,
        variant: Variant,
        state: DeliveryState,
        columns: dict[str, Any],
    ) -> None:
        """Moves the one waiting delivery of an approved variant. Raises `Refused` "post.going_out" when none waits."""
        if lies_out_of_reach(work, variant, self._clock.now()):
            raise Refused("post.going_out", post=variant.post_id)
        waiting = [row for row in work.deliveries.of_variant(variant.id) if row.state in _WAITING]
        moved = [
            row
            for row in waiting
            if work.deliveries.change(
                row.id, fence=row.fence, sources=_WAITING, at=self._clock.now(), state=state, **columns
            )
        ]
        if not moved:
            raise Refused("post.going_out", post=variant.post_id)
        for row in moved:
            if row.state is not state:
                facts = {"from": row.state.value, "to": state.value, "fence": row.fence, "variant_id": variant.id}
                work.history.record(
                    at=self._clock.now(),
                    actor=actor,
                    entity="delivery",
                    entity_id=row.id,
                    action=state.value,
                    brand_id=post.brand_id,
                    facts=facts,
                )

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


def _those(
    post: Post, profile_ids: tuple[int, ...] | None, states: tuple[PostState, ...], action: str
) -> list[Variant]:
    """The chosen variants in one of the states; raises `Refused` "post.wrong_state" when there is none."""
    found = [variant for variant in chosen_variants(post, profile_ids) if variant.state in states]
    if not found:
        raise Refused("post.wrong_state", action=action, state=post.state.value, allowed=[s.value for s in states])
    return found
