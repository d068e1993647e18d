"""Settling: what a vanished worker left behind, and what only a person can know (transitions 7, 8, 12, 13)."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from app.connectors.base import Connector, Idempotency
from app.domain.delivery import Delivery, DeliveryState, Outcome, Resolution
from app.domain.errors import BadInput, Refused
from app.domain.people import Actor, Right
from app.domain.workspace import Profile
from app.services.delivery_steps import DeliverySteps
from app.store.store import Store
from app.system.clock import Clock

D = DeliveryState


class SettlingService:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        deliveries: DeliverySteps,
        *,
        connector_for: Callable[[Profile], Connector | None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries
        self._connector_for = connector_for

    def settle(self) -> list[Delivery]:
        """Closes abandoned work and hands over what cannot be settled by reading; gives what moved."""
        return self._close_abandoned() + self._settle_unknown()

    def _close_abandoned(self) -> list[Delivery]:
        """Transitions 7 and 8: whoever had these is gone."""
        now, found = self._clock.now(), []
        with self._store.write() as work:
            for row in work.deliveries.overdue_leases(now):
                target = D.SCHEDULED if row.state is D.LEASED else D.RECONCILE
                moved = self._deliveries.move(work, row, target, owner=None, lease_until=None, fence_to=row.fence + 1)
                if target is D.RECONCILE:
                    self._deliveries.close(work, row, row.attempts, Outcome.UNKNOWN, "abandoned", None)
                found.append(moved)
        return found

    def _settle_unknown(self) -> list[Delivery]:
        """Transition 12: what nobody can settle by reading goes to a person."""
        found = []
        with self._store.read() as work:
            waiting = work.deliveries.all(states=(D.RECONCILE,))
            profiles = {row.profile_id: work.profiles.get(row.profile_id) for row in waiting}
        for row in waiting:
            connector = self._connector_for(profiles[row.profile_id])
            if connector is None or connector.capabilities.idempotency is Idempotency.BLIND:
                with self._store.write() as work:
                    moved = self._deliveries.move(work, row, D.NEEDS_HUMAN)
                found.append(moved)
        return found

    def resolve(
        self, actor: Actor, delivery_id: int, resolution: Resolution, reason: str, url: str | None = None
    ) -> Delivery:
        """Transition 13: a named person settles an unsure delivery. "send-again" makes a new key.

        Raises `BadInput` "reason.missing", `Refused` "delivery.not_unsure".
        """
        if not reason.strip():
            raise BadInput("reason.missing", action="resolve")
        now = self._clock.now()
        with self._store.write() as work:
            row = work.deliveries.get(delivery_id)
            variant = work.posts.variant(row.variant_id)
            brand_id = work.posts.get(variant.post_id).brand_id
            actor.require(Right.RESOLVE, brand_id)
            if row.state is not D.NEEDS_HUMAN:
                raise Refused("delivery.not_unsure", delivery=delivery_id, state=row.state.value)
            if resolution is Resolution.PUBLISHED:
                moved = self._deliveries.move(work, row, D.SENT, actor=actor, told=reason, remote_url=url, reason=None)
                self._deliveries.note_published(work, moved, row.first_send_at or now)
            elif resolution is Resolution.SEND_AGAIN:
                moved = self._deliveries.move(
                    work,
                    row,
                    D.RETRY_WAIT,
                    actor=actor,
                    told=reason,
                    idem_key=secrets.token_hex(16),
                    next_at=now,
                    first_send_at=None,
                    reason=None,
                    due_at=now,
                )
            else:
                moved = self._deliveries.move(work, row, D.SKIPPED, actor=actor, told=reason, reason=reason.strip())
        return moved
