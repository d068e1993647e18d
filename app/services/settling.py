"""Settling: what a vanished worker left behind, and what only a person can know (transitions 7, 8, 13)."""

from __future__ import annotations

import secrets
from typing import Any

from app.domain.days import wall_time
from app.domain.delivery import POLL, Delivery, DeliveryState, Outcome, Resolution, is_public
from app.domain.errors import BadInput, Refused
from app.domain.names import clean_link, clean_text
from app.domain.people import Actor, Right
from app.domain.tids import new_tid
from app.services.delivery_steps import DeliverySteps
from app.services.given_times import time_columns
from app.services.steps import allow
from app.store.store import Store
from app.system.clock import Clock

D = DeliveryState


class SettlingService:
    def __init__(self, store: Store, clock: Clock, deliveries: DeliverySteps) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries

    def close_abandoned(self) -> list[Delivery]:
        """Transitions 7 and 8: whoever had these is gone; 17: the network should have published them. Gives what moved."""
        now, found = self._clock.now(), []
        with self._store.read() as work:
            if not work.deliveries.overdue_leases(now) and not work.deliveries.handed_over_due(now):
                return []
        with self._store.write() as work:
            for row in work.deliveries.overdue_leases(now):
                if row.state is D.LEASED:
                    more: dict[str, Any] = {"next_at": None}
                    moved = self._deliveries.try_move(work, row, D.SCHEDULED, fence_to=row.fence + 1, **more)
                else:
                    moved = self._deliveries.try_move(
                        work, row, D.RECONCILE, fence_to=row.fence + 1, reason="abandoned"
                    )
                    self._deliveries.close(work, row, row.attempts, Outcome.UNKNOWN, "abandoned", None)
                if moved is not None:
                    found.append(moved)
            for row in work.deliveries.handed_over_due(now):
                asked = self._deliveries.try_move(work, row, D.RECONCILE, fence_to=row.fence + 1, next_at=now + POLL)
                found += [asked] if asked is not None else []
        return found

    def resolve(
        self, actor: Actor, delivery_id: int, resolution: Resolution, reason: str, url: str | None = None
    ) -> Delivery:
        """Transition 13: a named person settles an unsure delivery. "send-again" makes new keys and keeps the parts that are
        proved to be out.

        Raises `BadInput` "reason.missing", "link.invalid", `Refused` "delivery.not_unsure", "delivery.needs_person".
        """
        if actor.member is None:
            raise Refused("delivery.needs_person", delivery=delivery_id)
        if not reason.strip():
            raise BadInput("reason.missing", action="resolve")
        address = clean_link(url)
        now = self._clock.now()
        with self._store.write() as work:
            row = work.deliveries.get(delivery_id)
            allow(work, actor, Right.RESOLVE, work.profiles.get(row.profile_id).brand_id)
            if row.state is not D.NEEDS_HUMAN:
                raise Refused("delivery.not_unsure", delivery=delivery_id, state=row.state.value)
            target, values = self._resolved(row, resolution, reason, address)
            moved = self._deliveries.try_move(work, row, target, actor=actor, told=reason, **values)
            if moved is None:
                raise Refused(
                    "delivery.not_unsure", delivery=delivery_id, state=work.deliveries.get(row.id).state.value
                )
            if resolution is Resolution.PUBLISHED:
                self._deliveries.note_published(work, moved, row.handed_over_for or row.first_send_at or now)
            elif resolution is Resolution.SEND_AGAIN:
                work.parts.drop(row.id, [name for name in work.parts.refs(row.id) if not is_public(name)])
        return moved

    def _resolved(
        self, row: Delivery, resolution: Resolution, reason: str, url: str | None
    ) -> tuple[DeliveryState, dict[str, Any]]:
        """The state a decision leads to and the columns that go with it."""
        if resolution is Resolution.PUBLISHED:
            return D.SENT, {"remote_url": url or row.remote_url, "reason": None}
        if resolution is Resolution.LEAVE:
            return D.SKIPPED, {"reason": clean_text(reason).strip()}
        now = self._clock.now()
        columns = time_columns(wall_time(now, row.zone), row.zone)
        keys = {"idem_key": secrets.token_hex(16), "remote_key": new_tid(now)}
        again = {"next_at": now, "first_send_at": None, "reason": None, "cancel_wanted": False}
        again |= {"handed_over_id": None, "handed_over_at": None, "handed_over_for": None}
        return D.RETRY_WAIT, columns | keys | again
