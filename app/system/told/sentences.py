"""The sentences that stand under the drawings of tiles: the same in the window, on paper and in files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from app.domain.added_values import (
    AudienceContent,
    AudienceRow,
    FunnelContent,
    GoalContent,
    GoalRow,
    GroupedContent,
    GroupFigure,
)
from app.domain.advice import Evidence
from app.domain.dashboard_values import (
    BarsContent,
    Break,
    CadenceContent,
    CommentsContent,
    Content,
    FormatsContent,
    HeatContent,
    LinesContent,
    NumberContent,
    Points,
    Tile,
)
from app.domain.figure_basis import is_of_posts, is_sum_of_days
from app.domain.networks import Network
from app.system.advice_words import (
    activity_sentence,
    format_sentences,
    format_word,
    pace_brief,
    time_sentences,
    went_together,
)
from app.system.dashboard_words import GROUP_NAMES
from app.system.figure_words import flag
from app.system.group_words import bucket, dimension, file_measure
from app.system.told.telling import Telling
from app.system.told.wording import whole_profiles
from app.system.words import N_

FEW = 3
"""Posts a median needs to be read as one."""
MOST_BARS = 24
"""Rows of audiences that are drawn below each other; their table has them all."""
MOST_OF_AUDIENCE = 10
MOST_OF_TABLE = 12
_Row = TypeVar("_Row")
_ALL_WITHOUT = {
    "persona": N_(
        "None of these posts is for a persona yet. Posts planned here have theirs from their plans; others are given them in "
        "the list of posts behind a bar."
    ),
    "pillar": N_(
        "None of these posts has a pillar yet. Posts planned here have theirs from their plans; others are given one in the "
        "list of posts behind a bar."
    ),
}
"""What is said where there is only the bar of the posts without."""


def in_one_line(lines: Iterable[str]) -> str:
    """Lines one after the other: sentences as they are, others parted by semicolons."""
    whole = ""
    for line in filter(None, lines):
        whole += ("" if not whole else " " if whole.endswith(".") else "; ") + line
    return whole


def sentence_of(tile: Tile, tell: Telling) -> str:
    """What stands under a drawing; empty where nothing needs saying."""
    content, words = tile.content, tell.words
    if isinstance(content, LinesContent):
        scales = [words.t("Each network on a scale of its own.")] if has_own_scales(content, tell) else []
        return "\n".join([" ".join([*scales, points_said(content, tell)]), *_without_figures(content, tell)])
    if isinstance(content, BarsContent) and content.by in ("persona", "pillar"):
        if {row.group.get("key") for row in content.rows} == {"none"}:
            return words.t(_ALL_WITHOUT[content.by])
        return flag("counted_for_each" if content.by == "persona" else "counted_once", 1, words, tell.formats)
    if isinstance(content, HeatContent):
        told = time_sentences(content.timing, words, tell.formats)
        if content.activity is not None:
            told.append(activity_sentence(content.activity, words))
        return "\n".join(
            [
                words.t(
                    "The last 180 days up to {day}. Numbers: posts; the stronger the colour, the higher the median.",
                    day=tell.day(content.period.last),
                ),
                *told,
            ]
        )
    if isinstance(content, FormatsContent):
        return _advice_of_formats(content, tell)
    if isinstance(content, CadenceContent):
        return "\n".join([*whole_profiles(tile, tell), *_pace_of(content, tell)])
    if isinstance(content, CommentsContent):
        return " ".join([*whole_profiles(tile, tell), words.t("Answers and times wait for the inbox.")])
    said = added_sentence(content, tell)
    if isinstance(content, AudienceContent | GroupedContent) and content.rows:
        return " ".join(filter(None, [said, *whole_profiles(tile, tell)]))
    return said


def has_own_scales(content: LinesContent, tell: Telling) -> bool:
    """Whether lines belong to several networks: each network then has a plot, and a scale, of its own."""
    return len({tell.network_of(line.profile_id or 0) for line in content.lines if line.known}) > 1


def points_said(content: LinesContent | NumberContent, tell: Telling) -> str:
    """What a point of a line stands for."""
    words = tell.words
    if content.window == 1:
        return words.t("Counts of the day. A gap: not known.")
    if is_sum_of_days(content.value):
        return words.n(
            "Each point: the {n} day up to that day, added. A gap: not known.",
            "Each point: the {n} days up to that day, added. A gap: not known.",
            content.window,
        )
    if not is_of_posts(content.value):
        return words.n(
            "Each point: the {n} day up to that day. A gap: not known.",
            "Each point: the {n} days up to that day. A gap: not known.",
            content.window,
        )
    return words.n(
        "Each point: posts of the {n} day up to that day. A gap: none, or not known.",
        "Each point: posts of the {n} days up to that day. A gap: none, or not known.",
        content.window,
    )


def _without_figures(content: LinesContent, tell: Telling) -> list[str]:
    """Who has no line. A website is not missed among profiles of networks, nor these among websites."""

    def is_website(line: Points) -> bool:
        return tell.network_of(line.profile_id or 0) == Network.OTHER

    kinds = {is_website(line) for line in content.lines if line.known}
    without = [line for line in content.lines if not line.known and is_website(line) in kinds]
    names = [tell.profile(line.profile_id or 0) for line in without]
    if not names:
        return []
    words, told = tell.words, ", ".join(names)
    if is_of_posts(content.value):  # they may well have figures of days
        return [words.t("No posts with these figures in these days: {profiles}.", profiles=told)]
    return [words.t("Without figures in these days: {profiles}.", profiles=told)]


def evidence_of(tile: Tile) -> Evidence | None:
    """The traffic light of a tile that gives advice; None for the others."""
    content = tile.content
    if isinstance(content, HeatContent):
        return content.timing.evidence
    if isinstance(content, FormatsContent) and len(content.advice) == 1:
        return content.advice[0].evidence
    return None


def _advice_of_formats(content: FormatsContent, tell: Telling) -> str:
    """Of one network in full; of several, what is ahead in each and what guides advise."""
    words, formats = tell.words, tell.formats
    if len(content.advice) == 1:
        return "\n".join(format_sentences(content.advice[0], words, formats))
    told = [
        f"{tell.network(row.network)}: {format_sentences(row, words, formats)[0]}"
        for row in content.advice
        if row.evidence is not Evidence.TOO_FEW
    ]
    usual = [
        f"{tell.network(row.network)}: {', '.join(format_word(name, words) for name in row.usual)}"
        for row in content.advice
        if row.usual
    ]
    if usual:
        advised = "; ".join(usual)
        told.append(
            words.t("Guides for social media teams advise: {formats}. Advice, not a measurement.", formats=advised)
        )
    if len(content.advice) > 1:
        told.append(words.t("Engagement rates of two networks are not compared: each has its own denominator."))
    return "\n".join(told)


def _pace_of(content: CadenceContent, tell: Telling) -> list[str]:
    """How results went with the number of posts, of the profiles of which anything can be said."""
    told = [pace_brief(row, tell.profile(row.profile_id), tell.words, tell.formats) for row in content.pace]
    known = [sentence for sentence in told if sentence]
    planned = (
        [tell.words.t("After the plus: planned, not out yet.")] if any(row.planned for row in content.weeks) else []
    )
    return [*planned, *known, *([went_together(tell.words)] if known else [])]


def break_said(one: Break, tell: Telling) -> str:
    return tell.words.t(
        "{profile} changed the metric here: {before} → {after}",
        profile=tell.profile(one.profile_id), before=tell.metric(one.before), after=tell.metric(one.after),
    )  # fmt: skip


def few_of(content: BarsContent) -> frozenset[int]:
    """The places of medians that rest on too few posts."""
    kpi = content.value.kpi
    if not (kpi.endswith("_median") or kpi.startswith("median:")):
        return frozenset()
    return frozenset(place for place, row in enumerate(content.rows) if row.n_used < FEW and not row.from_daily_figures)


def greatest(content: AudienceContent) -> Sequence[AudienceRow]:
    """The rows that are drawn: fewer of each profile where there are many profiles."""
    profiles = {row.profile_id for row in content.rows}
    return _first_of_each(content.rows, lambda row: row.profile_id, min(MOST_BARS, MOST_OF_AUDIENCE * len(profiles)))


def greatest_groups(content: GroupedContent) -> Sequence[GroupFigure]:
    """The rows that are drawn: fewer of each table where there are many."""
    tables = {row.table for row in content.rows}
    return _first_of_each(content.rows, lambda row: row.table, min(MOST_BARS, MOST_OF_TABLE * len(tables)))


def _first_of_each(rows: Sequence[_Row], part: Callable[[_Row], Hashable], most: int) -> list[_Row]:
    each = max(most // max(len({part(row) for row in rows}), 1), 1)
    seen: Counter[Hashable] = Counter()
    found = []
    for row in rows:
        seen[part(row)] += 1
        if seen[part(row)] <= each:
            found.append(row)
    return found


def added_sentence(content: Content, tell: Telling) -> str:
    words = tell.words
    if isinstance(content, FunnelContent) and content.steps:
        number = tell.formats.number
        told = words.n(
            "{n} post of which all steps are known", "{n} posts of which all steps are known", content.n,
            n=number(content.n),
        )  # fmt: skip
        if content.left_out:
            left = words.n("{n} left out", "{n} left out", content.left_out, n=number(content.left_out))
            told = f"{told} · {left}"
        of = words.t("Percentages are of the first step ({measure}).", measure=tell.metric(content.steps[0][0]))
        return f"{told}. {of} {words.t('Leads and sales wait for campaign results.')}"
    if isinstance(content, GroupedContent) and content.rows:
        return _of_groups(content, tell)
    if isinstance(content, AudienceContent) and content.rows:
        days = [row.last for row in content.rows if row.last is not None]
        said = [words.t("Table up to {day}.", day=tell.day(max(days)))] if days else []
        if any(row.unit != "share" for row in content.rows):
            said.insert(0, words.t("Counted by the network: {measure}.", measure=file_measure(content.metric, words)))
        return " ".join([*said, *_more_rows(len(content.rows) - len(greatest(content)), tell)])
    return ""


def _more_rows(more: int, tell: Telling) -> list[str]:
    if not more:
        return []
    n = tell.formats.number(more)
    return [tell.words.n("{n} more row stands in its table.", "{n} more rows stand in its table.", more, n=n)]


def _of_groups(content: GroupedContent, tell: Telling) -> str:
    """What the figures are made of, where no heading says it, and what is left out."""
    words, metrics = tell.words, {row.metric for row in content.rows}
    said = [words.t("Of the file: {measure}.", measure=metrics.pop())] if len(metrics) == 1 else []
    said += _more_rows(len(content.rows) - len(greatest_groups(content)), tell)
    said += [f"{one[:1].upper()}{one[1:]}." for one in tell.left_out(content.value)]
    return " ".join(said)


def funnel_shares(content: FunnelContent) -> list[tuple[str, float, float | None]]:
    """Metric, sum, and its percentage of the first step; None of nothing."""
    first = content.steps[0][1] if content.steps else 0.0
    return [(key, value, value / first * 100 if first else None) for key, value in content.steps]


def waits_for(content: Content, tell: Telling) -> str:
    """What an empty tile waits for; empty where it is a matter of the period alone."""
    words = tell.words
    if isinstance(content, AudienceContent):
        return words.t("Waits for an audience table: import one that a network exports (age, country…).")
    if isinstance(content, GroupedContent) and content.elsewhere is not None:
        days = tell.days(content.elsewhere.first, content.elsewhere.last)
        return words.t("No table of these days; those there are tell of {days}.", days=days)
    if isinstance(content, CommentsContent):
        return words.t(
            "Waits for comments: they are fetched from connected profiles, files of the networks do not have them."
        )
    if isinstance(content, FunnelContent):
        return words.t("Waits for posts of which exposure, interactions and link clicks are all known.")
    if isinstance(content, GoalContent):
        return words.t("No targets are set. The tile's menu sets one; progress stands here then.")
    return ""


def dimension_name(content: AudienceContent, tell: Telling) -> str:
    return dimension(content.dimension, tell.words)


def group_name(content: GroupedContent, row: GroupFigure, tell: Telling) -> str:
    """What a group of a table is called."""
    return bucket(content.dimension, row.bucket, tell.words) if row.bucket else tell.words.t("all together")


def goal_name(row: GoalRow, tell: Telling) -> str:
    """KPI, profile where it is of one, and period."""
    words = tell.words
    told = [words.t(row.title, **dict(row.words)), words.t(GROUP_NAMES[row.period])]
    if row.profile_id is not None:
        told.insert(1, tell.profile(row.profile_id))
    return " · ".join(told)
