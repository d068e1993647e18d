"""Exports of LinkedIn: a page's workbooks and a creator's."""

from __future__ import annotations

from app.domain.imports import Question
from app.exchange.imports.aliases import LINKEDIN
from app.exchange.imports.aliases_linkedin import (
    COMPETITOR,
    COMPETITORS,
    PAGE_AUDIENCE,
    PAGE_DAYS,
    PAGE_FOLLOWERS,
    PAGE_POSTS,
    PAGE_VISITORS,
    PEOPLE,
)
from app.exchange.imports.source import Source

_PERIOD = (Question("first_day", required=False), Question("last_day", required=False))
CARD = Source("linkedin.creator_post", "linkedin", "card", frozenset(), date_order="mdy")
"""One post by itself, told by its address."""

LINKEDIN_SOURCES: tuple[Source, ...] = (
    CARD,
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
        frozenset({"day", "impressions"}),
        any_of=frozenset({"clicks", "reactions", "comments", "shares"}),
        more=True,
        words=PAGE_DAYS,
        closed=True,
        date_order="mdy",
        at_least=5,
    ),
    Source(
        "linkedin.page_followers",
        "linkedin",
        "days",
        frozenset({"day", "new_followers", "metric"}),
        words=PAGE_FOLLOWERS,
        closed=True,
        date_order="mdy",
        strict=True,
    ),
    Source(
        "linkedin.page_posts",
        "linkedin",
        "posts",
        frozenset({"title", "permalink", "published_at", "impressions", "clicks"}),
        forbidden=frozenset({"post_id", "page", "account"}),
        more=True,
        words=PAGE_POSTS,
        date_order="mdy",
    ),
    Source(
        "linkedin.page_visitors",
        "linkedin",
        "days",
        frozenset({"day", "page_views", "metric"}),
        more=True,
        words=PAGE_VISITORS,
        closed=True,
        date_order="mdy",
        at_least=3,
    ),
    Source(
        "linkedin.page_audience",
        "linkedin",
        "breakdown",
        frozenset({"bucket", "metric"}),
        words=PAGE_AUDIENCE,
        closed=True,
        strict=True,
        questions=_PERIOD,
        dimensions=PEOPLE,
    ),
    Source(
        "linkedin.competitors",
        "linkedin",
        "breakdown",
        frozenset({"bucket", "metric"}),
        more=True,
        words=COMPETITORS,
        closed=True,
        at_least=4,
        questions=_PERIOD,
        dimensions=COMPETITOR,
    ),
    Source(
        "linkedin.creator_days",
        "linkedin",
        "days",
        frozenset({"day", "impressions", "engagements"}),
        words=LINKEDIN,
        strict=True,
        only=frozenset({"day", "impressions", "engagements", "viewers"}),
        date_order="mdy",
    ),
    Source(
        "linkedin.creator_posts",
        "linkedin",
        "posts",
        frozenset({"permalink", "published_at"}),
        any_of=frozenset({"impressions", "engagements", "viewers"}),
        words=LINKEDIN,
        strict=True,
        side_by_side=True,
        date_order="mdy",
        only=frozenset({"permalink", "published_at", "impressions", "engagements", "viewers"}),
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
