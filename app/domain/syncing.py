"""What fetching a profile's numbers does and did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

PARTS = ("profile", "days", "posts", "figures", "comments")
"""What is fetched of a profile, in this order: the stocks of today first, as no network tells them later."""
DONE = "done"


@dataclass(frozen=True, slots=True)
class SyncReport:
    """One profile. `skipped` names why nothing was asked or went on ("no_connection", "by_hand", "no_connector",
    "cancelled", "running": somebody else fetches it), `error` the code of what went wrong; what had arrived before is
    kept. `again_at`: when the network lets itself be asked again. Counts are rows of the store."""

    profile_id: int
    profile: str
    network: str
    skipped: str | None = None
    error: str | None = None
    error_data: Mapping[str, object] = field(default_factory=dict)
    again_at: datetime | None = None
    posts_new: int = 0
    posts_updated: int = 0
    figures_new: int = 0
    figures_unchanged: int = 0
    comments_new: int = 0
    questions_new: int = 0


@dataclass(frozen=True, slots=True)
class SyncStep:
    """How far one profile has come: the part it is at (`PARTS` or `DONE`) and its share, 0..1."""

    profile_id: int
    profile: str
    network: str
    part: str
    share: float


@dataclass(frozen=True, slots=True)
class SyncMark:
    """How far one part of a profile has come. `mark` is where to go on, `until` how far back or until when, `done_at` when
    the last whole fetch of it began. Times in UTC."""

    mark: str | None = None
    until: datetime | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SyncTrouble:
    """What the last fetch of a profile ended with; `until`: the network asked to be left alone until then."""

    code: str
    data: Mapping[str, object]
    at: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class AskedPost:
    """A post whose figures can be asked for, and when they last were."""

    id: int
    external_id: str
    published_at: datetime
    asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What a network answered, as it came."""

    id: int
    part: str
    at: datetime
    body: bytes
