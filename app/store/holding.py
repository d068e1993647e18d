"""After a store came back from the past, nothing may go out by itself (DB-09)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from app.domain.delivery import DeliveryState, Outcome
from app.domain.people import Actor
from app.domain.workflow import PostState
from app.store.queries.deliveries import DeliveryRows
from app.store.queries.history import HistoryRows
from app.store.schema.content import variant
from app.store.schema.publishing import attempt, delivery
from app.store.schema.team import workspace

_SENT_OUT = (DeliveryState.SENDING.value, DeliveryState.RECONCILE.value)
_WAITING = (PostState.SCHEDULED.value, PostState.PUBLISHING.value)


@dataclass(frozen=True, slots=True)
class Held:
    """Deliveries put on hold, and deliveries that may have gone out and now need a person."""

    on_hold: int
    unsure: int


def hold_everything(
    connection: Connection, now: datetime, actor: Actor, action: str, facts: Mapping[str, object] | None = None
) -> Held:
    """Holds every delivery that is not at its end and pauses publishing until a person resumes it.

    What was being sent, or was not cleared up, becomes unsure instead: it may be out. `action` ("restored", "loaded",
    "salvaged") becomes the reason of the pause and the entry in the history.
    """
    unsure = _doubt(connection, now, action)
    on_hold = DeliveryRows(connection).hold_all_unfinished(now, action)
    _show(connection, now, PostState.UNSURE, DeliveryState.NEEDS_HUMAN)
    _show(connection, now, PostState.ON_HOLD, DeliveryState.HELD)
    there = connection.execute(
        update(workspace).values(publishing_paused=True, pause_reason=action, version=workspace.c.version + 1)
    ).rowcount
    if there:
        HistoryRows(connection).record(
            at=now,
            actor=actor,
            entity="workspace",
            entity_id=1,
            action=action,
            facts={"on_hold": on_hold, "unsure": unsure, **(facts or {})},
        )
    return Held(on_hold, unsure)


def _doubt(connection: Connection, now: datetime, reason: str) -> int:
    sending = select(delivery.c.id).where(delivery.c.state.in_(_SENT_OUT))
    connection.execute(
        update(attempt)
        .where(attempt.c.delivery_id.in_(sending), attempt.c.finished_at.is_(None))
        .values(outcome=Outcome.UNKNOWN.value, finished_at=now)
    )
    return connection.execute(
        update(delivery)
        .where(delivery.c.state.in_(_SENT_OUT))
        .values(
            state=DeliveryState.NEEDS_HUMAN.value,
            reason=reason,
            fence=delivery.c.fence + 1,
            changed_at=now,
            version=delivery.c.version + 1,
        )
    ).rowcount


def _show(connection: Connection, now: datetime, shown: PostState, state: DeliveryState) -> None:
    """Variants waiting or on their way show what became of their delivery."""
    those = select(delivery.c.variant_id).where(delivery.c.state == state.value)
    connection.execute(
        update(variant)
        .where(variant.c.id.in_(those), variant.c.state.in_(_WAITING))
        .values(
            state=shown.value,
            state_since=now,
            changed_at=now,
            sequence=variant.c.sequence + 1,
            version=variant.c.version + 1,
        )
    )
