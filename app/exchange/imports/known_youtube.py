"""Exports of YouTube Studio. People choose the columns, and the service writes their names in any language."""

from __future__ import annotations

from dataclasses import replace

from app.domain.imports import ColumnMapping, Question
from app.exchange.imports.aliases import general_meaning, is_figure, known_as, named, normal
from app.exchange.imports.aliases_youtube import (
    CLICK_RATES,
    OWN_FIGURES,
    YOUTUBE,
    YOUTUBE_DIMENSIONS,
    YOUTUBE_VIDEO_DAYS,
)
from app.exchange.imports.source import Source

_DIMENSIONS = dict.fromkeys(YOUTUBE_DIMENSIONS, "bucket")
_PERIOD = (Question("first_day", required=False), Question("last_day", required=False))
_COMMUNITY = YOUTUBE | named(
    post_id="Post|Posts|Wpis|Post na karcie Społeczność",
    text="Post text|Post title|Tekst posta|Tekst wpisu|Treść posta",
    published_at="Post publish time|Data i godzina publikacji posta|Data i godzina publikacji wpisu",
    impressions="Post impressions|Wyświetlenia posta|Wyświetlenia wpisu",
    likes="Post likes|Polubienia posta|Polubienia wpisu",
    net_followers="Post subscribers|Subskrybenci z posta|Subskrybenci z wpisu",
)
_ADVERTISED = YOUTUBE | named(metric="CPM (USD)")
_OWN = frozenset({"metric", "watch_hours", "average_view_seconds", "post_id"})
_BREAKDOWN = Source(
    "youtube.breakdown",
    "youtube",
    "breakdown",
    frozenset({"bucket"}),
    forbidden=frozenset({"day", "post_id", "published_at", "permalink"}),
    words=YOUTUBE | _DIMENSIONS,
    dimensions=YOUTUBE_DIMENSIONS,
    more=True,
    told_by=_OWN,
    questions=_PERIOD,
)
_DAY_BREAKDOWN = Source(
    "youtube.day_breakdown",
    "youtube",
    "day_breakdown",
    frozenset({"day", "bucket"}),
    words=YOUTUBE | _DIMENSIONS,
    dimensions=YOUTUBE_DIMENSIONS,
    more=True,
    told_by=_OWN,
    forbidden=frozenset({"post_id", "permalink"}),
    date_order="mdy",
)

_CONTENT = {name: "bucket" for name, meaning in YOUTUBE.items() if meaning == "post_id"}

YOUTUBE_SOURCES: tuple[Source, ...] = (
    Source(
        "youtube.videos",
        "youtube",
        "posts",
        frozenset({"post_id", "title", "published_at"}),
        forbidden=frozenset({"day", "page", "account", "permalink"}),
        words=YOUTUBE,
        more=True,
        told_by=_OWN,
        date_order="mdy",
        format="video",
    ),
    Source(
        "youtube.posts",
        "youtube",
        "posts",
        frozenset({"post_id", "text", "published_at"}),
        words=_COMMUNITY,
        closed=True,
        more=True,
        date_order="mdy",
    ),
    _BREAKDOWN,
    _DAY_BREAKDOWN,
    Source(  # of all content together: one row of totals, where no content has a title
        "youtube.totals",
        "youtube",
        "breakdown",
        frozenset({"bucket"}),
        any_of=frozenset({"metric", "watch_hours", "average_view_seconds"}),
        forbidden=frozenset({"day", "title", "text", "published_at", "permalink"}),
        words=YOUTUBE | _CONTENT,
        dimensions=dict.fromkeys(_CONTENT, "video"),
        more=True,
        told_by=_OWN,
        questions=_PERIOD,
    ),
    Source(
        "youtube.video_days",
        "youtube",
        "day_breakdown",
        frozenset({"day", "bucket", "title"}),
        words=YOUTUBE | YOUTUBE_VIDEO_DAYS,
        date_order="mdy",
        more=True,
        told_by=_OWN,
    ),
    Source(
        "youtube.days",
        "youtube",
        "days",
        frozenset({"day"}),
        forbidden=frozenset({"post_id", "title", "published_at"}),
        words=YOUTUBE,
        closed=True,
        more=True,
        told_by=_OWN,
        date_order="mdy",
    ),
)


def by_figures(names: list[str]) -> tuple[Source, list[str | None]] | None:
    """A table by something this program has no word for, told by figures that only this service has: its kind, and what
    each column means."""
    if not any(normal(name) in OWN_FIGURES or normal(name).startswith("youtube ") for name in names):
        return None
    meanings = [known_as(_ADVERTISED, name) or general_meaning(name) for name in names]
    source, place = (_DAY_BREAKDOWN, 1) if meanings[0] == "day" else (_BREAKDOWN, 0)
    rest = meanings[place + 1 :]
    if (
        not rest
        or meanings[place] is not None
        or not all(map(is_figure, (m for m in rest if m not in ("ignored", "title"))))
    ):
        return None
    return source, [*meanings[:place], "bucket", *rest]


def views_apart(columns: tuple[ColumnMapping, ...]) -> tuple[ColumnMapping, ...]:
    """In some languages views and impressions share a word: of two such columns the one before the rate of clicks, which is
    told of impressions, holds these."""
    named = [normal(column.column) for column in columns]
    return tuple(
        replace(column, column=f"{column.column} #{column.position + 1}", meaning="impressions")
        if column.meaning == "views"
        and named[place] in named[:place]
        and CLICK_RATES & set(named[place + 1 : place + 2])
        else column
        for place, column in enumerate(columns)
    )
