"""What fetching a profile's numbers did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SyncReport:
    """One profile. `skipped` names why nothing was asked ("no_connection", "by_hand", "no_connector", "cancelled"), `error`
    the code of what went wrong; what had arrived before is kept. Counts are rows of the store."""

    profile_id: int
    profile: str
    network: str
    skipped: str | None = None
    error: str | None = None
    error_data: Mapping[str, object] = field(default_factory=dict)
    posts_new: int = 0
    posts_updated: int = 0
    figures_new: int = 0
    figures_unchanged: int = 0
    comments_new: int = 0
    questions_new: int = 0
