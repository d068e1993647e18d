"""How many calls a network allows, by its documentation and by what its servers say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `limit` calls of one kind (`bucket`) in `per_s` seconds for one account at one server."""

    account: str
    bucket: str
    limit: int
    per_s: float


@dataclass(frozen=True, slots=True)
class RateTold:
    """What a server said about a quota: `remaining` of `allowed` calls until `resets_at` (UTC)."""

    allowed: int
    remaining: int
    resets_at: datetime
    told_at: datetime
