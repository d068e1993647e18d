"""A delivery: one variant on its way out. States, constants and transitions of exactly-once publishing.

The numbers are those of the state machine in the design (reliability 1.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.errors import Refused
from app.domain.workflow import PostState


class DeliveryState(StrEnum):
    SCHEDULED = "scheduled"
    HELD = "held"
    LEASED = "leased"
    SENDING = "sending"
    RECONCILE = "reconcile"
    RETRY_WAIT = "retry_wait"
    NEEDS_HUMAN = "needs_human"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


D = DeliveryState
TERMINAL = frozenset({D.SENT, D.FAILED, D.SKIPPED, D.CANCELLED})
IN_FLIGHT = frozenset({D.LEASED, D.SENDING, D.RECONCILE, D.RETRY_WAIT})

SHOWN_AS: dict[DeliveryState, PostState] = {
    D.SCHEDULED: PostState.SCHEDULED,
    D.HELD: PostState.ON_HOLD,
    D.LEASED: PostState.PUBLISHING,
    D.SENDING: PostState.PUBLISHING,
    D.RECONCILE: PostState.PUBLISHING,
    D.RETRY_WAIT: PostState.PUBLISHING,
    D.NEEDS_HUMAN: PostState.UNSURE,
    D.SENT: PostState.PUBLISHED,
    D.FAILED: PostState.FAILED,
    D.SKIPPED: PostState.CANCELLED,
    D.CANCELLED: PostState.CANCELLED,
}

DELIVERY_TRANSITIONS: dict[int, tuple[frozenset[DeliveryState], frozenset[DeliveryState]]] = {
    1: (frozenset({D.SCHEDULED, D.RETRY_WAIT}), frozenset({D.LEASED})),
    2: (frozenset({D.LEASED}), frozenset({D.SENDING})),
    3: (frozenset({D.SENDING}), frozenset({D.SENT})),
    4: (frozenset({D.SENDING}), frozenset({D.RETRY_WAIT})),
    5: (frozenset({D.SENDING}), frozenset({D.FAILED})),
    6: (frozenset({D.SENDING}), frozenset({D.RECONCILE})),
    7: (frozenset({D.LEASED}), frozenset({D.SCHEDULED})),
    8: (frozenset({D.SENDING}), frozenset({D.RECONCILE})),
    9: (frozenset({D.RECONCILE}), frozenset({D.SENT})),
    10: (frozenset({D.RECONCILE}), frozenset({D.RETRY_WAIT})),
    11: (frozenset({D.RECONCILE}), frozenset({D.RECONCILE})),
    12: (frozenset({D.RECONCILE}), frozenset({D.NEEDS_HUMAN})),
    13: (frozenset({D.NEEDS_HUMAN}), frozenset({D.SENT, D.RETRY_WAIT, D.SKIPPED})),
    14: (frozenset({D.SCHEDULED, D.LEASED, D.HELD}), frozenset({D.HELD, D.LEASED, D.SCHEDULED, D.SKIPPED})),
    15: (frozenset({D.SCHEDULED, D.HELD, D.RETRY_WAIT, D.LEASED}), frozenset({D.CANCELLED})),
}


def check_move(source: DeliveryState, target: DeliveryState) -> None:
    """Raises `Refused` "delivery.wrong_state" unless a row of the table leads from `source` to `target`."""
    if not any(source in sources and target in targets for sources, targets in DELIVERY_TRANSITIONS.values()):
        raise Refused("delivery.wrong_state", state=source.value, target=target.value)


REQUEST_DEADLINE = timedelta(seconds=60)
"""R_max: total deadline of one publish request."""
LEASE = 3 * REQUEST_DEADLINE
"""L: how long a claim lasts."""
QUIET = timedelta(minutes=10)
"""Q: how long after its first try an unknown outcome may still show itself on the network."""
LATE_PUBLISH = timedelta(minutes=15)
"""A post at most this late still goes out by itself."""


class Outcome(StrEnum):
    OK = "ok"
    REJECTED = "rejected"
    NOT_EXECUTED = "not_executed"
    UNKNOWN = "unknown"


class Resolution(StrEnum):
    """What a person decides about a delivery nobody is sure of (transition 13)."""

    PUBLISHED = "published"
    SEND_AGAIN = "send-again"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Delivery:
    """`due_at` None: approved, no time yet. All times UTC; `fence` rises with every claim."""

    id: int
    uid: str
    variant_id: int
    revision_id: int
    profile_id: int
    part_no: int
    state: DeliveryState
    due_at: datetime | None
    zone: str
    wall_time: str | None
    fence: int
    owner: str | None
    lease_until: datetime | None
    idem_key: str
    remote_key: str | None
    payload_sha256: str
    first_send_at: datetime | None
    attempts: int
    next_at: datetime | None
    remote_id: str | None
    remote_url: str | None
    late_policy: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Attempt:
    id: int
    delivery_id: int
    n: int
    fence: int
    started_at: datetime
    phase: str
    request_sha256: str
    outcome: Outcome | None
    http_status: int | None
    error_class: str | None
    remote_ref: str | None
    finished_at: datetime | None
