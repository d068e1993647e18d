"""Metrics: the name a network gives, and the neutral key it is compared under.

A figure is stored under the network's own name; `NEUTRAL` says what it means. A change of name (impressions to
views, reach to viewers) keeps two metrics of one family apart: they are never added or spliced (data 1.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

FOLLOWER_CHANGES = ("new_followers", "lost_followers", "net_followers")
"""What says how followers changed on a day: of whole profiles, as followers are."""

FAMILIES: dict[str, str] = {
    # neutral key -> family
    "followers": "audience",
    "followers_at_publication": "audience",
    "new_followers": "audience",
    "lost_followers": "audience",
    "net_followers": "audience",
    "impressions": "exposure",
    "views": "exposure",
    "reach": "unique",
    "viewers": "unique",
    "video_plays": "video",
    "watch_seconds": "video",
    "watch_hours": "video",
    "average_view_seconds": "video",
    "likes": "interaction",
    "reactions": "interaction",
    "comments": "interaction",
    "shares": "interaction",
    "saves": "interaction",
    "interactions": "interaction",
    "engagements": "interaction",
    "clicks": "click",
    "link_clicks": "click",
    "other_clicks": "click",
    "profile_visits": "click",
    "follows": "audience",
    "page_views": "exposure",
    "engaged_users": "unique",
    "consumers": "unique",
    "consumptions": "click",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure: the network's own metric name and a value. Absent readings mean unknown, never 0."""

    metric: str
    value: float
    key: str | None = None
    """The neutral key, when known; None: kept under its own name only."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One row of the metric store. `post_id` 0 means the profile itself, `day` 0 a lifetime figure."""

    profile_id: int
    post_id: int
    metric_id: int
    day: int
    observed_at: datetime
    value: float
    import_id: int | None = None


FigureRow = tuple[int, int, int, int, int, float, int | None]
"""An `Observation` as plain values, for many at once: the moment in whole seconds since 1970 (UTC)."""
