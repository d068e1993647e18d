"""Exports of YouTube Studio."""

from __future__ import annotations

from app.domain.imports import Question
from app.exchange.imports.aliases import YOUTUBE, YOUTUBE_DIMENSIONS, YOUTUBE_VIDEO_DAYS
from app.exchange.imports.source import Source

_DIMENSIONS = dict.fromkeys(YOUTUBE_DIMENSIONS, "bucket")
_PERIOD = (Question("first_day", required=False), Question("last_day", required=False))

YOUTUBE_SOURCES: tuple[Source, ...] = (
    Source(
        "youtube.videos",
        "youtube",
        "posts",
        frozenset({"post_id", "title", "published_at"}),
        forbidden=frozenset({"day", "page", "account", "permalink"}),
        words=YOUTUBE,
        date_order="mdy",
        format="video",
    ),
    Source(
        "youtube.breakdown",
        "youtube",
        "breakdown",
        frozenset({"bucket"}),
        forbidden=frozenset({"day", "post_id", "published_at", "permalink"}),
        words=YOUTUBE | _DIMENSIONS,
        dimensions=YOUTUBE_DIMENSIONS,
        strict=True,
        questions=_PERIOD,
    ),
    Source(
        "youtube.day_breakdown",
        "youtube",
        "day_breakdown",
        frozenset({"day", "bucket"}),
        words=YOUTUBE | _DIMENSIONS,
        dimensions=YOUTUBE_DIMENSIONS,
        strict=True,
        forbidden=frozenset({"post_id"}),
        date_order="mdy",
    ),
    Source(
        "youtube.video_days",
        "youtube",
        "day_breakdown",
        frozenset({"day", "bucket", "title"}),
        words=YOUTUBE | YOUTUBE_VIDEO_DAYS,
        date_order="mdy",
        strict=True,
    ),
    Source(
        "youtube.days",
        "youtube",
        "days",
        frozenset({"day"}),
        any_of=frozenset({"views"}),
        words=YOUTUBE,
        strict=True,
        only=frozenset(
            {
                "day",
                "views",
                "impressions",
                "net_followers",
                "new_followers",
                "lost_followers",
                "metric",
                "average_view_seconds",
                "viewers",
            }
        ),
        date_order="mdy",
    ),
)
