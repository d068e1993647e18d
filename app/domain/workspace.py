"""The workspace, its brands and profiles: what the team speaks for and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.networks import Cadence, Connection, Network


@dataclass(frozen=True, slots=True)
class Workspace:
    uid: str
    name: str
    country: str
    zone: str
    language: str
    is_demo: bool
    created_at: datetime
    publishing_paused: bool
    pause_reason: str | None
    high_water: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Place:
    """A country (ISO 3166 alpha-2) and, where holidays differ inside it, its regions."""

    country: str
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brand:
    """What the team speaks for. `four_eyes`: "auto" (as soon as two members may approve), "always" or "off"."""

    id: int
    uid: str
    name: str
    language: str
    zone: str
    places: tuple[Place, ...]
    tone: str
    tone_do: str
    tone_dont: str
    goals: str
    banned_words: tuple[str, ...]
    required_words: tuple[str, ...]
    four_eyes: str
    required_approvals: int
    late_policy: str
    archived: bool
    version: int


@dataclass(frozen=True, slots=True)
class Profile:
    """One account on one network."""

    id: int
    uid: str
    brand_id: int
    network: Network
    connection: Connection
    name: str
    handle: str
    url: str | None
    purpose: str
    access_note: str
    key_owner: str
    owner_id: int | None
    language: str | None
    zone: str
    status: str
    cadence: Cadence | None
    created_at: datetime
    fetched_at: datetime | None
    version: int
    hands_over: bool = False
    """Approved posts are given to the network's own scheduler, where it has one."""


@dataclass(frozen=True, slots=True)
class Pillar:
    id: int
    brand_id: int
    name: str
    target_share: float | None


@dataclass(frozen=True, slots=True)
class Label:
    id: int
    brand_id: int
    name: str


TARGET_PERIODS = ("week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class KpiTarget:
    """What a brand wants of one KPI over a period (`TARGET_PERIODS`). `profile_id` None: the brand."""

    id: int
    brand_id: int
    profile_id: int | None
    kpi: str
    period: str
    value: float


@dataclass(frozen=True, slots=True)
class Campaign:
    """Budget in whole minor units (grosze) of `currency`; days inclusive."""

    id: int
    uid: str
    brand_id: int
    name: str
    goal: str
    starts_on: date | None
    ends_on: date | None
    budget_minor: int | None
    currency: str
    utm_campaign: str | None
    archived: bool
    version: int


@dataclass(frozen=True, slots=True)
class Task:
    """Something a person does by a day: free, or on a post."""

    id: int
    brand_id: int | None
    post_id: int | None
    title: str
    brief: str
    assignee_id: int | None
    due_on: date | None
    created_by: int | None
    created_at: datetime
    done_at: datetime | None
    done_by: int | None
    version: int
