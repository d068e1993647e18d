"""The tables this program knows: by which columns each is recognised and how it is read. Data, not behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.imports import Question
from app.exchange.imports.aliases import (
    LINKEDIN,
    LINKEDIN_PAGE,
    META,
    META_SUMMARY,
    META_VIDEO,
    YOUTUBE,
    YOUTUBE_DIMENSIONS,
    YOUTUBE_VIDEO_DAYS,
    general_meaning,
    is_figure,
    known_as,
)

ZONE = Question("zone", required=False)
"""Zone of the file's clock times. Callers pass the profile's; Meta often writes Pacific time."""


@dataclass(frozen=True, slots=True)
class Source:
    """`kind` is the reader: posts, days, breakdown, day_breakdown, demographics or totals.

    A header row is recognised when it has all of `required` and one of `any_of` (when there are any); with `strict` it may hold
    nothing this source does not know. `words` come before the general aliases.
    """

    name: str
    network: str | None
    kind: str
    required: frozenset[str]
    any_of: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    date_order: str | None = None
    """What day and month mean when no row decides; None asks."""
    questions: tuple[Question, ...] = ()
    side_by_side: bool = False
    format: str | None = None
    titled: bool = False
    """The line above the header names the figure of the last column."""
    only: frozenset[str] = frozenset()
    """With these the source knows no other meanings."""

    def meaning(self, header: str) -> str | None:
        """The meaning of a column, None for an unknown one."""
        found = known_as(self.words, header) or general_meaning(header)
        return found if not self.only or found in self.only else None

    def fits(self, meanings: list[str | None]) -> int:
        """How many columns are known when the row is a header of this source, else 0."""
        known = {meaning for meaning in meanings if meaning}
        if not self.required <= known or known & self.forbidden or (self.strict and None in meanings):
            return 0
        if self.any_of and not known & self.any_of:
            return 0
        if not self.any_of and self.kind in ("days", "breakdown", "day_breakdown") and not any(map(is_figure, known)):
            return 0
        return sum(1 for meaning in meanings if meaning)


_METRICS_TABLE = Source(
    "facebook.metrics_table",
    "facebook",
    "posts",
    frozenset({"month", "weekday", "hour", "format"}),
    questions=(Question("year"), Question("weekday_start", ("sunday", "monday"), "sunday")),
)
_DIMENSIONS = dict.fromkeys(YOUTUBE_DIMENSIONS, "bucket")
_PERIOD = (Question("first_day", required=False), Question("last_day", required=False))

SOURCES: tuple[Source, ...] = (
    _METRICS_TABLE,
    Source(
        "meta.facebook_posts",
        "facebook",
        "posts",
        frozenset({"post_id", "published_at", "page"}),
        words=META,
        date_order="mdy",
        questions=(ZONE,),
    ),
    Source(
        "meta.instagram_posts",
        "instagram",
        "posts",
        frozenset({"post_id", "published_at", "account"}),
        words=META,
        date_order="mdy",
        questions=(ZONE,),
    ),
    Source(
        "meta.facebook_videos",
        "facebook",
        "posts",
        frozenset({"post_id", "published_at", "page"}),
        any_of=frozenset({"video_plays", "watch_seconds"}),
        words=META | META_VIDEO,
        date_order="mdy",
        questions=(ZONE,),
        format="video",
    ),
    Source(
        "facebook.legacy_posts",
        "facebook",
        "posts",
        frozenset({"post_id", "permalink", "published_at", "format", "reach", "consumers"}),
        forbidden=frozenset({"page"}),
        date_order="mdy",
        questions=(ZONE,),
    ),
    Source(
        "meta.summary_days",
        None,
        "days",
        frozenset({"day", "primary"}),
        any_of=frozenset({"primary"}),
        words=META_SUMMARY,
        only=frozenset({"day", "primary"}),
        strict=True,
        date_order="mdy",
        titled=True,
    ),
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
        strict=True,
        questions=_PERIOD,
    ),
    Source(
        "youtube.day_breakdown",
        "youtube",
        "day_breakdown",
        frozenset({"day", "bucket"}),
        words=YOUTUBE | _DIMENSIONS,
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
    Source(
        "linkedin.creator_totals",
        "linkedin",
        "totals",
        frozenset({"overall"}),
        words=LINKEDIN,
        only=frozenset({"overall"}),
    ),
    Source(
        "linkedin.page_days",
        "linkedin",
        "days",
        frozenset({"day"}),
        any_of=frozenset({"impressions"}),
        words=LINKEDIN_PAGE,
        date_order="mdy",
        only=frozenset(LINKEDIN_PAGE.values()),
        strict=True,
    ),
    Source(
        "linkedin.page_followers",
        "linkedin",
        "days",
        frozenset({"day", "new_followers", "metric"}),
        words=LINKEDIN_PAGE,
        date_order="mdy",
        only=frozenset({"day", "new_followers", "metric"}),
        strict=True,
    ),
    Source(
        "linkedin.page_posts",
        "linkedin",
        "posts",
        frozenset({"title", "permalink", "published_at", "impressions", "clicks"}),
        forbidden=frozenset({"post_id", "page", "account"}),
        words=LINKEDIN_PAGE,
        date_order="mdy",
    ),
    Source(
        "linkedin.creator_days",
        "linkedin",
        "days",
        frozenset({"day", "impressions", "engagements"}),
        words=LINKEDIN,
        strict=True,
        only=frozenset({"day", "impressions", "engagements"}),
        date_order="mdy",
    ),
    Source(
        "linkedin.creator_posts",
        "linkedin",
        "posts",
        frozenset({"permalink", "published_at"}),
        any_of=frozenset({"impressions", "engagements"}),
        words=LINKEDIN,
        strict=True,
        side_by_side=True,
        date_order="mdy",
        only=frozenset({"permalink", "published_at", "impressions", "engagements"}),
    ),
    Source(
        "linkedin.creator_followers",
        "linkedin",
        "days",
        frozenset({"day", "new_followers"}),
        words=LINKEDIN,
        strict=True,
        only=frozenset({"day", "new_followers"}),
        date_order="mdy",
    ),
    Source(
        "linkedin.creator_demographics",
        "linkedin",
        "demographics",
        frozenset({"dimension", "bucket", "share"}),
        words=LINKEDIN,
        strict=True,
    ),
)

BY_NAME: dict[str, Source] = {source.name: source for source in SOURCES}
