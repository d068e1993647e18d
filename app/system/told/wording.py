"""Sentences of single tiles that the window and paper share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.dashboard_values import FailedContent, RankedPost, ResponseContent, Tile
from app.domain.errors import SzpaltaError
from app.domain.post_briefs import PostBrief
from app.system.figure_words import column
from app.system.format_tables import NO_DATA
from app.system.sentences import explain
from app.system.told.telling import Telling

_IDS = re.compile(r"[A-Za-z0-9_-]{4,}")
LAST = 8
"""Signs of a post's id that tell it from others of its profile."""


def title(row: RankedPost, tell: Telling) -> str:
    """The beginning of a post's text."""
    return name_of(row.post, tell)


def name_of(post: PostBrief, tell: Telling) -> str:
    """A post's text in one line, or what kind of post without text it is, with the end of its address: there may be many."""
    if text := " ".join(post.text.split()):
        return text
    t, kind = tell.words.t, tell.format_name(post.format) if post.format is not None else ""
    if ids := _IDS.findall(post.permalink or ""):
        end = f"…{ids[-1][-LAST:]}"
        return t("{format} {end}, without text", format=kind or t("Post"), end=end)
    return t("{format}, without text", format=kind) if kind else t("(without text)")


def share_of(post: PostBrief, kpi: str, tell: Telling) -> str:
    """What a post has of the measure a KPI counts: the reach of those of reach, both sides of a rate by reach, else its
    interactions."""
    interactions = tell.words.t("interactions: {n}", n=tell.value(post.interactions, "count"))
    if "reach" in kpi:
        reach = tell.words.t("reach: {n}", n=tell.value(post.reach, "count"))
        return f"{interactions}, {reach}" if kpi.startswith("engagement_rate") else reach
    key = kpi.removeprefix("sum:")
    if key != kpi or key in ("impressions", "views", "engagements"):
        return f"{tell.metric(key)}: {tell.value(post.values.get(key), 'count')}"
    return interactions


def headings(rows: Sequence[RankedPost], tell: Telling) -> list[str]:
    """What stands over each post that begins another network, empty over the others."""
    before = ["", *(row.post.network for row in rows)]
    return [
        f"{tell.network(row.post.network)} · {tell.metric(row.metric)}" if row.post.network != last else ""
        for row, last in zip(rows, before, strict=False)
    ]


def beside(row: RankedPost, tell: Telling, *, headed: bool = False) -> str:
    """Where and when it stands, whether it still grows, and what it is ranked by, which other rows tell too where it is cut;
    `headed`: network and measure stand over it."""
    profile = tell.profile(row.post.profile_id)
    if headed:
        profile = profile.removeprefix(tell.network(row.post.network)).removeprefix(" · ")
    told = [*filter(None, [profile]), tell.day(row.post.day)]
    if row.young:
        told.append(tell.words.t("younger than 48 h, still growing"))
    if not headed:
        told.append(tell.metric(row.metric))
    return " · ".join(told)


def exposure_key(row: RankedPost) -> str:
    """The measure a post's exposure is counted in: what its rate is taken of, else the reach."""
    rate = "engagement_rate_by_"
    return row.metric.removeprefix(rate) if row.metric.startswith(rate) else "reach"


def without_figures(rows: Sequence[RankedPost]) -> frozenset[str]:
    """Which of "format", "exposure" and "interactions" no post tells."""
    told: dict[str, list[object]] = {
        "format": [row.post.format for row in rows],
        "exposure": [row.exposure for row in rows],
        "interactions": [row.interactions for row in rows],
    }
    return frozenset(name for name, values in told.items() if all(value is None for value in values))


def format_and_exposure(row: RankedPost, tell: Telling) -> list[str]:
    """What stands under a post where a table has no columns for it; an unknown format is not told."""
    told = [f"{tell.metric(exposure_key(row))}: {tell.value(row.exposure, 'count')}"]
    return told if row.post.format is None else [tell.format_name(row.post.format), *told]


def format_cell(row: RankedPost, tell: Telling) -> str:
    """In a column of formats: a dash where it is unknown, as for every other unknown value."""
    return NO_DATA if row.post.format is None else tell.format_name(row.post.format)


def value_heading(rows: Sequence[RankedPost], tell: Telling) -> str:
    """Over what ranked posts are ranked by."""
    rates = any(tell.unit_of(row.metric) == "percent" for row in rows)
    return tell.words.t("Rate") if rates else column("value", tell.words)


def exposure_heading(rows: Sequence[RankedPost], tell: Telling) -> str:
    """Over the exposures of ranked posts: the measure when all share one, else a word for any of them."""
    keys = {exposure_key(row) for row in rows} or {"reach"}
    if len(keys) > 1:
        return tell.words.t("Counted against")
    name = tell.metric(keys.pop())
    return name[:1].upper() + name[1:]


def whole_profiles(tile: Tile, tell: Telling) -> list[str]:
    """That filters of posts do not change a tile, where there are some."""
    chosen = tell.dashboard.filters.choose_posts or tile.spec.filters.choose_posts
    return [tell.words.t("Whole profiles, whatever the filters.")] if chosen else []


def response_text(tile: Tile, content: ResponseContent, tell: Telling) -> str:
    """Only answers make a rate: until they are fetched the tile says what is known and what it waits for."""
    words, count = tell.words, content.questions
    if count is None:
        seen = words.t("Comments of these profiles are not fetched, so nobody knows how many questions there were.")
    elif not count:
        seen = words.t("No question was seen in this period.")
    else:
        n = tell.formats.number(count)
        seen = words.n("{n} question was seen in this period.", "{n} questions were seen in this period.", count, n=n)
    if count is not None:
        seen = " ".join([seen, *whole_profiles(tile, tell)])
    waits = words.t("Waits for the inbox: answers and their times are not fetched yet, so there is no rate.")
    return f"{seen}\n{waits}"


def failure_text(content: FailedContent, tell: Telling) -> str:
    """Why a tile could not be made."""
    error = content.error
    why = explain(error, tell.words, tell.formats) if isinstance(error, SzpaltaError) else type(error).__name__
    return tell.words.t("This tile could not be made; the others stand. {why}", why=why)
