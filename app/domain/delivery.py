"""A delivery: one variant on its way out. States, constants and transitions of exactly-once publishing.

The numbers are those of the state machine in the design (reliability 1.4), and one more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

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
    2: (frozenset({D.LEASED, D.SENDING}), frozenset({D.SENDING})),
    3: (frozenset({D.SENDING}), frozenset({D.SENT})),
    4: (frozenset({D.SENDING}), frozenset({D.RETRY_WAIT})),
    5: (frozenset({D.SENDING, D.LEASED}), frozenset({D.FAILED})),
    6: (frozenset({D.SENDING}), frozenset({D.RECONCILE})),
    7: (frozenset({D.LEASED}), frozenset({D.SCHEDULED})),
    8: (frozenset({D.SENDING}), frozenset({D.RECONCILE})),
    9: (frozenset({D.RECONCILE}), frozenset({D.SENT})),
    10: (frozenset({D.RECONCILE}), frozenset({D.RETRY_WAIT})),
    11: (frozenset({D.RECONCILE}), frozenset({D.RECONCILE})),
    12: (frozenset({D.RECONCILE}), frozenset({D.NEEDS_HUMAN})),
    13: (frozenset({D.NEEDS_HUMAN}), frozenset({D.SENT, D.RETRY_WAIT, D.SKIPPED})),
    14: (
        frozenset({D.SCHEDULED, D.LEASED, D.HELD, D.RETRY_WAIT}),
        frozenset({D.HELD, D.LEASED, D.SCHEDULED, D.SKIPPED}),
    ),
    15: (frozenset({D.SCHEDULED, D.HELD, D.RETRY_WAIT, D.LEASED}), frozenset({D.CANCELLED})),
    16: (frozenset({D.LEASED}), frozenset({D.RECONCILE})),
    17: (frozenset({D.SCHEDULED, D.HELD}), frozenset({D.RECONCILE})),
}
"""16: its key became too old to be used again. 17: it was handed over to the network's own scheduler and its time is over, so
the network is asked whether it is out. 2 also leads from one step to the next."""


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
ASKING = timedelta(hours=1)
"""A network that cannot be asked whether a post is there is asked for so long before a person is."""
POLL = timedelta(minutes=1)
"""How often it is asked; one process at a time has the turn."""
KEY_MARGIN = 0.25
"""The part of its life in which an expiring key is no longer used."""
BEFORE_FIRST = timedelta(seconds=120)
"""Our clock may be ahead of the network's by as much."""


def out_of_reach(delivery: Delivery, now: datetime) -> bool:
    """Whether it lies at its network and may go out there before it could be taken back."""
    return delivery.handed_over_for is not None and delivery.handed_over_for - BEFORE_FIRST <= now


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
    cancel_wanted: bool = False
    handed_over_id: str | None = None
    handed_over_at: datetime | None = None
    """When handing it over to the network began; with no `handed_over_id` nobody knows (yet) how that ended."""
    handed_over_for: datetime | None = None
    """The time the network was told to publish it at."""


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


@dataclass(frozen=True, slots=True)
class Part:
    """A step that is proved done: `remote_ref` is what the network calls its result."""

    delivery_id: int
    name: str
    remote_ref: str
    remote_url: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class DeliveryCheck:
    """What was found out before a delivery's time; `problem` None: nothing stands in its way."""

    delivery_id: int
    name: str
    at: datetime
    problem: str | None
    data: dict[str, Any]


_PUBLIC = ("post", "comment", "thread:")


def is_public(step: str) -> bool:
    """Whether people see what a step of this name does: the post, a further part of a thread, the first comment."""
    return step.startswith(_PUBLIC)


def request_hash(delivery: Delivery, step: str) -> str:
    """What one call asks for: these words, under this key, as this step. The same again is a repeat; a new key is none."""
    return hashlib.sha256(f"{delivery.payload_sha256}/{delivery.idem_key}/{step}".encode()).hexdigest()


def doubted_since(attempts: Iterable[Attempt], delivery: Delivery, step: str) -> datetime | None:
    """When a step was first tried without anybody knowing how it ended; None: it never was, under this key."""
    asked = request_hash(delivery, step)
    return min((row.started_at for row in attempts if row.request_sha256 == asked and _is_open(row)), default=None)


def _is_open(row: Attempt) -> bool:
    return row.outcome in (None, Outcome.UNKNOWN)


def failures(attempts: Iterable[Attempt]) -> int:
    """How many tries in a row brought nothing; waiting for a network that is at work is none (PUB-12)."""
    count = 0
    for row in attempts:
        if row.error_class != STILL_WORKING:
            count = 0 if row.outcome is Outcome.OK else count + 1
    return count


STILL_WORKING = "still_working"
"""What an attempt is closed with while the network is still at work."""
