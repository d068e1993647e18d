"""Further KPIs: monthly rate, interactivity index, frequency without stories, watching, groups of the audience."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from app.analytics.columns import first_known, metric, numbers, places
from app.analytics.figure import Figure, Sample, Slice, first_of, known, over, stored
from app.analytics.grouping import span_start
from app.analytics.interactions import parts_of
from app.analytics.kpi_definition import AVERAGE_FOLLOWERS, EXPORTS, OWN, KpiDefinition, posts_kpi
from app.domain.audience_tables import adds_up, nearest_table
from app.domain.days import day_of
from app.domain.kpi import Period
from app.system.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.analytics.columns import Reals
    from app.domain.measured_posts import MeasuredPosts
    from app.domain.published import AudienceFigure

INDEX_WEIGHTS: Mapping[str, float] = {"approval": 1.0, "comments": 4.0, "shares": 16.0}
"""Points of the interactivity index (Sotrender); a workspace may have its own. Posts by fans are not stored, so not counted."""
VIEWED_SHARE = (
    "Average percentage viewed (%)", "Average % viewed", "Średni odsetek wyświetlenia (%)", "Średni procent obejrzenia (%)",
)  # fmt: skip
STORY = "story"


def average_monthly_engagement_rate(part: Slice) -> Figure:
    """Formula: mean over months with posts of interactions of the month ÷ average followers of the month ÷ posts × 100.
    Unit: percent. Denominator: average followers of each month. Source: own definition."""
    sample = known(part.posts, part.interactions, "interactions_unknown")
    months: dict[tuple[int, date], list[float]] = {}
    profiles, days = numbers(sample.posts, "profile_id").tolist(), numbers(sample.posts, "day").tolist()
    starts = {day: span_start("month", day_of(day)) for day in set(days)}
    for profile, day, value in zip(profiles, days, sample.tops.tolist(), strict=True):
        months.setdefault((profile, starts[day]), []).append(value)
    rates, used = [], 0
    for (profile, start), values in months.items():
        line = part.stocks.get(profile)
        average = line.average(_month(start, part.period)) if line else None
        if average is None or average <= 0:
            reason = "no_followers" if average is None else "zero_followers"
            sample.left_out[reason] = sample.left_out.get(reason, 0) + len(values)
            continue
        rates.append(fsum(values) / average / len(values) * 100)
        used += len(values)
    cut = sum(1 for day in (part.period.first, _after(part.period.last)) if day.day != 1)
    flags = sample.flags() | ({"partial_month": cut} if cut else {})
    return Figure(fsum(rates) / len(rates) if rates else None, used, sample.left_out, flags)


def interactivity_index(part: Slice) -> Figure:
    """Formula: sum over posts of likes or reactions × 1 + comments × 4 + shares × 16, with the weights of the workspace
    where it has its own. Unit: count. Denominator: none. Source: Sotrender (InI), posts by fans not counted."""
    return _points(part).total()


def interactivity_index_per_1000_followers(part: Slice) -> Figure:
    """Formula: interactivity index of the period ÷ average followers of the period × 1000. Unit: per_1000.
    Denominator: average followers in the period of the profiles that published. Source: Sotrender (relative InI)."""
    sample = _points(part)
    averages = {}
    for profile in places(sample.posts, "profile_id"):
        line = part.stocks.get(profile)
        average = line.average(part.period) if line else None
        if average is not None and average > 0:
            averages[profile] = average
    both = zip(numbers(sample.posts, "profile_id").tolist(), sample.tops.tolist(), strict=True)
    tops = [top for profile, top in both if profile in averages]
    if len(tops) < len(sample.posts):
        sample.left_out["no_followers"] = len(sample.posts) - len(tops)
    value = fsum(tops) / fsum(averages.values()) * 1000 if tops else None
    return Figure(value, len(tops), sample.left_out, sample.flags())


def interactions_per_1000_reached(part: Slice) -> Figure:
    """Formula: mean over posts of interactions ÷ reach × 1000. Unit: per_1000. Denominator: reach of each post.
    Source: Metricool (its × 1000 setting)."""
    return over(part.posts, part.interactions, "interactions_unknown", stored("reach"), "reach", 1000.0).mean()


def posts_per_week_without_stories(part: Slice) -> Figure:
    """Formula: posts other than stories ÷ days of the period × 7. Unit: per_week. Denominator: days of the period.
    Source: Rival IQ, Socialinsider."""
    own = sum(len(there) for kind, there in places(part.posts, "format").items() if kind != STORY)
    left_out = {"stories": len(part.posts) - own} if own < len(part.posts) else {}
    return Figure(own / part.period.days * 7, own, left_out)


def watch_time(part: Slice) -> Figure:
    """Formula: sum over posts of the watch time. Unit: seconds. Denominator: none. Source: the networks' exports."""
    return known(part.posts, _watched, "no_watch_seconds").total()


def _watched(posts: MeasuredPosts) -> Reals:
    """Seconds; YouTube gives hours."""
    return first_known([metric(posts, "watch_seconds"), metric(posts, "watch_hours") * 3600])


def average_view_duration(part: Slice) -> Figure:
    """Formula: median over posts of the average view duration the network gives. Unit: seconds. Denominator: views of each
    post, as the network counts them. Source: the networks' exports."""
    return known(part.posts, stored("average_view_seconds"), "no_average_view_seconds").median()


def average_percentage_viewed(part: Slice) -> Figure:
    """Formula: median over posts of the average percentage viewed the network gives; it may exceed 100. Unit: percent.
    Denominator: length of each video. Source: YouTube."""
    return known(part.posts, first_of(VIEWED_SHARE), "no_average_percentage_viewed").median()


def audience_shares(part: Slice) -> Figure:
    """Formula: the group ÷ all groups listed × 100; shares the network gives stay as they are. Unit: groups. Denominator:
    sum of the groups listed in one table, which may be only the largest. Source: the networks' exports."""
    tables: dict[tuple[int, str, str], list[AudienceFigure]] = {}
    for profile, row in part.audience:
        tables.setdefault((profile, row.dimension, row.metric), []).append(row)
    rows = [line for key, table in tables.items() for line in _shares(key, nearest_table(table, part.period))]
    return Figure(float(len(rows)) if rows else None, len(rows), rows=tuple(rows))


def _shares(key: tuple[int, str, str], table: list[AudienceFigure]) -> list[Mapping[str, object]]:
    total = fsum(row.value for row in table)
    whole = total > 0 and all(row.value >= 0 for row in table)  # what some lost and others won has no parts
    profile, dimension, metric = key

    def share(row: AudienceFigure) -> float | None:
        if row.unit == "share":
            return row.value * 100
        return row.value / total * 100 if whole and adds_up(row) else None

    return [
        {"profile_id": profile, "dimension": dimension, "metric": metric, "bucket": row.bucket, "share": share(row),
         "value": row.value, "at_most": row.at_most, "first": row.first, "day": row.last}
        for row in table
    ]  # fmt: skip


def _points(part: Slice) -> Sample:
    weights = part.index_weights or INDEX_WEIGHTS

    def read(posts: MeasuredPosts) -> Reals:
        approval, comments, shares = (_indexed(posts, names) for names in _INDEXED)
        return approval * weights["approval"] + comments * weights["comments"] + shares * weights["shares"]

    return known(part.posts, read, "interactions_unknown")


_INDEXED = (("reactions", "likes"), ("comments",), ("shares",))


def _indexed(posts: MeasuredPosts, names: tuple[str, ...]) -> Reals:
    """0 for what a post's network does not count at all."""
    values = first_known([metric(posts, name) for name in names]).copy()
    for network, own in places(posts, "network").items():
        if not _counts(network, names):
            values[own] = 0.0
    return values


def _counts(network: str, names: tuple[str, ...]) -> bool:
    parts = parts_of(network)
    return bool({*parts.extras, *(name for core in parts.core for name in core)} & set(names))


def _month(start: date, period: Period) -> Period:
    following = (start.replace(day=28).toordinal() + 4) - start.day + 1
    end = start.fromordinal(following).replace(day=1)
    return Period(max(start, period.first), min(start.fromordinal(end.toordinal() - 1), period.last))


def _after(day: date) -> date:
    return day.fromordinal(day.toordinal() + 1)


FURTHER = (
    KpiDefinition(
        "average_monthly_engagement_rate", N_("Average monthly engagement rate"), average_monthly_engagement_rate, "posts",
        "percent",
        N_("mean over months with posts of interactions of the month ÷ average followers of the month ÷ posts × 100"),
        N_("average followers of each month"), OWN, ("interactions", "followers"), needs_followers=True,
    ),
    KpiDefinition(
        "interactivity_index", N_("Interactivity index (InI)"), interactivity_index, "posts", "count",
        N_("sum over posts of likes or reactions × 1 + comments × 4 + shares × 16, with the weights of the workspace where "
           "it has its own"),
        None, N_("Sotrender (InI), posts by fans not counted"), ("interactions",),
    ),
    KpiDefinition(
        "interactivity_index_per_1000_followers", N_("Interactivity index per 1000 followers"),
        interactivity_index_per_1000_followers, "posts", "per_1000",
        N_("interactivity index of the period ÷ average followers of the period × 1000"),
        AVERAGE_FOLLOWERS, N_("Sotrender (relative InI)"), ("interactions", "followers"), needs_followers=True,
    ),
    posts_kpi("interactions_per_1000_reached", interactions_per_1000_reached, N_("Interactions per 1000 people reached"),
              "per_1000", N_("mean over posts of interactions ÷ reach × 1000"), N_("reach of each post"),
              N_("Metricool (its × 1000 setting)"), "interactions", "reach"),
    posts_kpi("posts_per_week_without_stories", posts_per_week_without_stories, N_("Posts per week without stories"),
              "per_week", N_("posts other than stories ÷ days of the period × 7"), N_("days of the period"),
              N_("Rival IQ, Socialinsider")),
    posts_kpi("watch_time", watch_time, N_("Watch time"), "seconds", N_("sum over posts of the watch time"), None, EXPORTS,
              "watch_seconds", "watch_hours"),
    posts_kpi("average_view_duration", average_view_duration, N_("Average view duration"), "seconds",
              N_("median over posts of the average view duration the network gives"),
              N_("views of each post, as the network counts them"), EXPORTS, "average_view_seconds"),
    posts_kpi("average_percentage_viewed", average_percentage_viewed, N_("Average percentage viewed"), "percent",
              N_("median over posts of the average percentage viewed the network gives; it may exceed 100"),
              N_("length of each video"), N_("YouTube"), *VIEWED_SHARE),
    KpiDefinition(
        "audience_shares", N_("Groups of the audience"), audience_shares, "audience", "groups",
        N_("the group ÷ all groups listed × 100; shares the network gives stay as they are"),
        N_("sum of the groups listed in one table, which may be only the largest"), EXPORTS, groups=(),
    ),
)  # fmt: skip
