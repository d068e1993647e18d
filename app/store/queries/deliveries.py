"""Deliveries and attempts: guarded claims and fenced updates (PUB-03, PUB-04)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select, true, union_all, update

from app.domain.delivery import Attempt, Delivery, DeliveryState, Outcome
from app.domain.errors import NotFound
from app.store.queries.rows import add, by_id, make
from app.store.schema.publishing import attempt, delivery
from app.store.schema.team import profile
from app.system.clock import SystemClock


@dataclass(frozen=True, slots=True)
class Barred:
    """What may not be claimed: brands and networks that are stopped, profiles somebody here is busy with."""

    brand_ids: frozenset[int] = frozenset()
    networks: frozenset[str] = frozenset()
    profile_ids: frozenset[int] = frozenset()
    spaced: frozenset[int] = frozenset()
    """Profiles whose deliveries due before `spaced_before` have to wait a little."""
    spaced_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Spacing:
    """What was due before `late_before` does not follow what went out on its profile after `sent_since`."""

    late_before: datetime
    sent_since: datetime


_DELIVERY = {"state": DeliveryState}
_ATTEMPT = {"outcome": Outcome}
_UNWANTED = [DeliveryState.CANCELLED.value, DeliveryState.SKIPPED.value, DeliveryState.HELD.value]
"""What is handed over in one of these states must not go out."""


class DeliveryRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lease_time(self, now: datetime) -> datetime:
        """`now` of this machine as the one clock tells it that all leases go by (PUB-05): PostgreSQL's own, where publishers on
        several machines meet; a SQLite file belongs to one machine."""
        return now + self._database_ahead

    @cached_property
    def _database_ahead(self) -> timedelta:
        if self._connection.dialect.name != "postgresql":
            return timedelta(0)
        there: datetime = self._connection.execute(select(func.clock_timestamp())).scalar_one()
        return timedelta(
            seconds=round((there - SystemClock().now()).total_seconds())
        )  # the question takes a moment itself

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

    def claim_next(
        self,
        *,
        now: datetime,
        owner: str,
        lease: timedelta,
        connections: Iterable[str],
        but: Barred = Barred(),
        spacing: Spacing | None = None,
    ) -> tuple[Delivery, DeliveryState] | None:
        """Transition 1: leases the most overdue delivery to `owner`, raising its fence; with the state it was in. None when
        nothing is due. On PostgreSQL rows another worker is claiming are skipped.
        """
        while True:
            row = self._connection.execute(_due(self._connection, now, connections, but)).first()
            if row is None:
                return None
            if spacing is None or not self._too_close(row, spacing):
                break
            but = replace(but, spaced=but.spaced | {row.profile_id}, spaced_before=spacing.late_before)
        claimed = (
            self._connection.execute(
                update(delivery)
                .where(delivery.c.id == row.id, delivery.c.fence == row.fence, delivery.c.state == row.state)
                .values(
                    state=DeliveryState.LEASED.value,
                    owner=owner,
                    fence=delivery.c.fence + 1,
                    lease_until=self.lease_time(now) + lease,
                    changed_at=now,
                    version=delivery.c.version + 1,
                )
                .returning(*delivery.c)
            )
            .mappings()
            .one_or_none()
        )
        return None if claimed is None else (make(Delivery, claimed, _DELIVERY), DeliveryState(row.state))

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
            delivery.c.lease_until <= self.lease_time(now),
        )
        return [make(Delivery, row, _DELIVERY) for row in self._connection.execute(query).mappings()]

    def to_reconcile(self, now: datetime) -> list[Delivery]:
        """Deliveries whose outcome nobody knows and for which it is somebody's turn to ask."""
        query = select(delivery).where(
            delivery.c.state == DeliveryState.RECONCILE.value,
            or_(delivery.c.next_at.is_(None), delivery.c.next_at <= now),
        )
        return [make(Delivery, row, _DELIVERY) for row in self._connection.execute(query).mappings()]

    def _too_close(self, row: Any, spacing: Spacing) -> bool:
        """Whether a late delivery would follow another of its profile at once."""
        if row.state != DeliveryState.SCHEDULED.value or row.due_at >= spacing.late_before:
            return False
        query = select(delivery.c.id).where(
            delivery.c.profile_id == row.profile_id,
            delivery.c.state == DeliveryState.SENT.value,
            delivery.c.changed_at > spacing.sent_since,
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def next_moment(self, now: datetime) -> datetime | None:
        """When the next delivery after `now` asks for something."""
        waiting = (DeliveryState.RETRY_WAIT.value, DeliveryState.RECONCILE.value)
        times = union_all(
            select(delivery.c.due_at.label("at")).where(
                delivery.c.state == DeliveryState.SCHEDULED.value, delivery.c.due_at > now
            ),
            select(delivery.c.next_at).where(delivery.c.state.in_(waiting), delivery.c.next_at > now),
        ).subquery()
        return self._connection.execute(select(func.min(times.c.at))).scalar()

    def want_cancel(self, delivery_id: int, at: datetime) -> None:
        """Notes that it must not be tried again (transition 15 while it is being sent)."""
        self._connection.execute(
            update(delivery).where(delivery.c.id == delivery_id).values(cancel_wanted=True, changed_at=at)
        )

    def due_between(self, start: datetime, end: datetime) -> list[Delivery]:
        """Deliveries that wait for a time after `start`, up to `end`."""
        query = select(delivery).where(
            delivery.c.state == DeliveryState.SCHEDULED.value, delivery.c.due_at > start, delivery.c.due_at <= end
        )
        rows = self._connection.execute(query.order_by(delivery.c.due_at, delivery.c.id)).mappings()
        return [make(Delivery, row, _DELIVERY) for row in rows]

    def handed_over_unwanted(self) -> list[Delivery]:
        """Deliveries that lie at their network although they must not go out."""
        moved = or_(delivery.c.due_at.is_(None), delivery.c.due_at != delivery.c.handed_over_for)
        off = or_(profile.c.hands_over == false(), profile.c.status != "active")
        waits = and_(delivery.c.state == DeliveryState.SCHEDULED.value, or_(moved, off))
        query = (
            select(delivery)
            .join(profile, profile.c.id == delivery.c.profile_id)
            .where(delivery.c.handed_over_at.is_not(None), or_(delivery.c.state.in_(_UNWANTED), waits))
        )
        return [make(Delivery, row, _DELIVERY) for row in self._connection.execute(query).mappings()]

    def to_hand_over(self, now: datetime) -> list[Delivery]:
        """Deliveries with a time to come whose profiles hand over, and those whose handing over has no known end."""
        query = (
            select(delivery)
            .join(profile, profile.c.id == delivery.c.profile_id)
            .where(
                delivery.c.state == DeliveryState.SCHEDULED.value,
                delivery.c.due_at > now,
                delivery.c.handed_over_id.is_(None),
                profile.c.hands_over == true(),
                profile.c.status == "active",
            )
            .order_by(delivery.c.due_at, delivery.c.id)
        )
        return [make(Delivery, row, _DELIVERY) for row in self._connection.execute(query).mappings()]

    def handed_over_due(self, now: datetime) -> list[Delivery]:
        """Deliveries the network should have published by itself."""
        query = select(delivery).where(
            delivery.c.state == DeliveryState.SCHEDULED.value,
            delivery.c.handed_over_for <= now,
            delivery.c.due_at == delivery.c.handed_over_for,
        )
        return [make(Delivery, row, _DELIVERY) for row in self._connection.execute(query).mappings()]

    def handed_over_ids(self, profile_id: int, but: int) -> set[str]:
        """What lies at a profile's network of deliveries other than `but`."""
        theirs = (delivery.c.profile_id == profile_id) & (delivery.c.id != but)
        query = select(delivery.c.handed_over_id).where(theirs, delivery.c.handed_over_id.is_not(None))
        return set(self._connection.execute(query).scalars())

    def note_handed_over(self, row: Delivery, handed_over_id: str, at: datetime) -> None:
        """What the network calls the entry that waits; in whatever state the delivery is by now."""
        values = {"handed_over_id": handed_over_id, "changed_at": at}
        self._connection.execute(update(delivery).where(*_this_hand_over(row)).values(**values))

    def taken_back(self, row: Delivery, at: datetime) -> bool:
        """The network does not keep it (any more)."""
        values = {"handed_over_id": None, "handed_over_at": None, "handed_over_for": None, "changed_at": at}
        return self._connection.execute(update(delivery).where(*_this_hand_over(row)).values(**values)).rowcount == 1

    def rename(self, row: Delivery, remote_id: str, url: str | None, at: datetime) -> None:
        """The network calls the post that is out by another id now, and shows it at `url`."""
        values = {"remote_id": remote_id, "remote_url": url or row.remote_url, "changed_at": at}
        self._connection.execute(update(delivery).where(delivery.c.id == row.id).values(**values))

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


def _this_hand_over(row: Delivery) -> tuple[ColumnElement[bool], ...]:
    return (delivery.c.id == row.id, delivery.c.handed_over_at == row.handed_over_at)


def _due(connection: Connection, now: datetime, connections: Iterable[str], but: Barred) -> Select[Any]:
    first_try = and_(delivery.c.state == DeliveryState.SCHEDULED.value, delivery.c.due_at <= now)
    again = and_(delivery.c.state == DeliveryState.RETRY_WAIT.value, delivery.c.next_at <= now)
    older = delivery.alias("older")  # words that were changed meanwhile, but may still go out by themselves
    lying = select(older.c.variant_id).where(older.c.handed_over_at.is_not(None), older.c.state.in_(_UNWANTED))
    query = (
        select(delivery.c.id, delivery.c.fence, delivery.c.state, delivery.c.due_at, delivery.c.profile_id)
        .join(profile, profile.c.id == delivery.c.profile_id)
        .where(
            or_(first_try, again),
            delivery.c.handed_over_at.is_(None),
            delivery.c.variant_id.not_in(lying),
            profile.c.status == "active",
            profile.c.connection.in_(list(connections)),
            profile.c.brand_id.not_in(list(but.brand_ids)),
            profile.c.network.not_in(list(but.networks)),
            profile.c.id.not_in(list(but.profile_ids)),
        )
        .order_by(delivery.c.due_at, delivery.c.id)
        .limit(1)
    )
    if but.spaced_before is not None:
        in_time = delivery.c.due_at >= but.spaced_before
        query = query.where(or_(again, in_time, delivery.c.profile_id.not_in(list(but.spaced))))
    if connection.dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True, of=delivery)
    return query
