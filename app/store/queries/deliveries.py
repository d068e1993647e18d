"""Deliveries and attempts: guarded claims and fenced updates (PUB-03, PUB-04)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select, update

from app.domain.delivery import Attempt, Delivery, DeliveryState, Outcome
from app.domain.errors import NotFound
from app.store.queries.rows import add, by_id, make
from app.store.schema.publishing import attempt, delivery
from app.store.schema.team import profile

_DELIVERY = {"state": DeliveryState}
_ATTEMPT = {"outcome": Outcome}


class DeliveryRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, **values: Any) -> int:
        return add(self._connection, delivery, **values)

    def get(self, delivery_id: int) -> Delivery:
        row = by_id(self._connection, delivery, delivery_id)
        if row is None:
            raise NotFound("delivery.not_found", delivery=delivery_id)
        return make(Delivery, row, _DELIVERY)

    def of_variant(self, variant_id: int) -> list[Delivery]:
        """All deliveries of a variant, oldest first."""
        query = select(delivery).where(delivery.c.variant_id == variant_id).order_by(delivery.c.id)
        return [make(Delivery, row, _DELIVERY) for row in self._connection.execute(query).mappings()]

    def all(
        self,
        *,
        states: Iterable[DeliveryState] | None = None,
        profile_id: int | None = None,
        brand_ids: Iterable[int] | None = None,
        limit: int | None = None,
    ) -> list[Delivery]:
        """Deliveries by due time, the newest last."""
        query = select(delivery).order_by(delivery.c.due_at, delivery.c.id).limit(limit)
        if states is not None:
            query = query.where(delivery.c.state.in_([s.value for s in states]))
        if profile_id is not None:
            query = query.where(delivery.c.profile_id == profile_id)
        if brand_ids is not None:
            theirs = select(profile.c.id).where(profile.c.brand_id.in_(list(brand_ids)))
            query = query.where(delivery.c.profile_id.in_(theirs))
        return [make(Delivery, row, _DELIVERY) for row in self._connection.execute(query).mappings()]

    def claim_next(self, *, now: datetime, owner: str, lease: timedelta, connections: Iterable[str]) -> Delivery | None:
        """Transition 1: leases the most overdue delivery to `owner`, raising its fence; None when nothing is due.

        One conditional statement: on PostgreSQL rows another worker is claiming are skipped.
        """
        due = or_(
            and_(delivery.c.state == DeliveryState.SCHEDULED.value, delivery.c.due_at <= now),
            and_(delivery.c.state == DeliveryState.RETRY_WAIT.value, delivery.c.next_at <= now),
        )
        first = (
            select(delivery.c.id)
            .join(profile, profile.c.id == delivery.c.profile_id)
            .where(due, profile.c.status == "active", profile.c.connection.in_(list(connections)))
            .order_by(delivery.c.due_at, delivery.c.id)
            .limit(1)
        )
        if self._connection.dialect.name == "postgresql":
            first = first.with_for_update(skip_locked=True, of=delivery)
        row = (
            self._connection.execute(
                update(delivery)
                .where(delivery.c.id == first.scalar_subquery())
                .values(
                    state=DeliveryState.LEASED.value,
                    owner=owner,
                    fence=delivery.c.fence + 1,
                    lease_until=now + lease,
                    changed_at=now,
                    version=delivery.c.version + 1,
                )
                .returning(*delivery.c)
            )
            .mappings()
            .one_or_none()
        )
        return make(Delivery, row, _DELIVERY) if row is not None else None

    def change(
        self,
        delivery_id: int,
        *,
        fence: int,
        sources: Iterable[DeliveryState],
        at: datetime,
        fence_to: int | None = None,
        **values: Any,
    ) -> bool:
        """Updates a delivery only while its fence and state are still those expected (PUB-03); `fence_to` raises the fence.

        False: somebody else took over; the caller drops its result and stops.
        """
        result = self._connection.execute(
            update(delivery)
            .where(
                delivery.c.id == delivery_id,
                delivery.c.fence == fence,
                delivery.c.state.in_([source.value for source in sources]),
            )
            .values(**_plain(values), fence=fence_to or fence, changed_at=at, version=delivery.c.version + 1)
        )
        return result.rowcount == 1

    def overdue_leases(self, now: datetime) -> list[Delivery]:
        """Deliveries whose worker is gone: the lease ran out while leased or sending."""
        query = select(delivery).where(
            delivery.c.state.in_([DeliveryState.LEASED.value, DeliveryState.SENDING.value]),
            delivery.c.lease_until <= now,
        )
        return [make(Delivery, row, _DELIVERY) for row in self._connection.execute(query).mappings()]

    def remote_ids(self, profile_id: int) -> dict[str, int]:
        """Which network posts are ours: remote id -> variant id."""
        query = select(delivery.c.remote_id, delivery.c.variant_id).where(
            delivery.c.profile_id == profile_id, delivery.c.remote_id.is_not(None)
        )
        return {row.remote_id: row.variant_id for row in self._connection.execute(query)}

    def add_attempt(self, **values: Any) -> int:
        return add(self._connection, attempt, **values)

    def next_attempt_number(self, delivery_id: int) -> int:
        query = select(func.coalesce(func.max(attempt.c.n), 0) + 1).where(attempt.c.delivery_id == delivery_id)
        return int(self._connection.execute(query).scalar_one())

    def close_attempt(self, delivery_id: int, n: int, **values: Any) -> bool:
        """Writes how an attempt ended; False: it had ended already and keeps its first answer."""
        result = self._connection.execute(
            update(attempt)
            .where(attempt.c.delivery_id == delivery_id, attempt.c.n == n, attempt.c.finished_at.is_(None))
            .values(**_plain(values))
        )
        return result.rowcount == 1

    def note_late_answer(self, delivery_id: int, n: int, remote_ref: str) -> None:
        """Keeps the id a network gave after the attempt was closed as unknown: evidence for whoever clears it up."""
        self._connection.execute(
            update(attempt)
            .where(attempt.c.delivery_id == delivery_id, attempt.c.n == n, attempt.c.remote_ref.is_(None))
            .values(remote_ref=remote_ref)
        )

    def attempts(self, delivery_id: int) -> list[Attempt]:
        query = select(attempt).where(attempt.c.delivery_id == delivery_id).order_by(attempt.c.n)
        return [make(Attempt, row, _ATTEMPT) for row in self._connection.execute(query).mappings()]

    def hold_all_unfinished(self, at: datetime, reason: str) -> int:
        """Puts every delivery that is not at its end on hold: after a restore nothing may go out by itself (DB-09)."""
        open_states = (
            DeliveryState.SCHEDULED,
            DeliveryState.LEASED,
            DeliveryState.SENDING,
            DeliveryState.RECONCILE,
            DeliveryState.RETRY_WAIT,
        )
        result = self._connection.execute(
            update(delivery)
            .where(delivery.c.state.in_([s.value for s in open_states]))
            .values(state=DeliveryState.HELD.value, reason=reason, fence=delivery.c.fence + 1, changed_at=at)
        )
        return result.rowcount


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.value if isinstance(value, DeliveryState | Outcome) else value for name, value in values.items()
    }
