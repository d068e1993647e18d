"""One event of an exported calendar (.ics). Values only; `exchange.ics` writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.networks import Connection, Network
from app.domain.workflow import PostState


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A variant (or an all-day holiday) as colleagues see it.

    `uid` is stable per delivery; `starts_at` an aware UTC instant, or `day` for an all-day entry (exactly one of the two).
    `status` is "tentative", "confirmed" or "cancelled"; `sequence` is stored, never derived; `modified_at` and `created_at`
    are UTC. `body` is None when the text of the post must not leave the workspace.
    """

    uid: str
    summary: str
    status: str
    sequence: int
    created_at: datetime
    modified_at: datetime
    starts_at: datetime | None = None
    day: date | None = None
    minutes: int = 15
    body: str | None = None
    facts: tuple[str, ...] = ()
    """Lines that always stand in the description: network and profile, state, campaign."""
    categories: tuple[str, ...] = ()
    url: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A whole calendar. `uid` is stable per workspace and filter; `zone` the IANA zone people read it in."""

    uid: str
    name: str
    zone: str
    language: str
    entries: tuple[CalendarEntry, ...] = field(default_factory=tuple)
    color: str = "royalblue"
    refresh_hours: int = 1
    description: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedVariant:
    """A variant with a time and what a calendar tells about it. `text` is the variant's own or its post's.

    `at` is the planned time, else when it was published; `sequence` the variant's and its post's stored counters together,
    so that it rises when either changes; `shown_before` tells whether anybody outside can know of it.
    """

    variant_id: int
    uid: str
    brand_id: int
    network: Network
    connection: Connection
    handle: str
    title: str
    text: str
    campaign: str | None
    pillar: str | None
    state: PostState
    at: datetime
    created_at: datetime
    changed_at: datetime
    sequence: int
    remote_url: str | None
    ever_exported: bool
    shown_before: bool
