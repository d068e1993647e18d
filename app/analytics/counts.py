"""Counts and amounts: posts, interactions, impressions, views, reach, and any stored metric."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import fsum
from typing import TYPE_CHECKING

from app.analytics import columns
from app.analytics.columns import metric
from app.analytics.figure import Figure, Read, Sample, Slice, doubts, known, stored
from app.analytics.interactions import interactions_of, of_day
from app.analytics.middle import median
from app.domain.kpi import DayFigures
from app.domain.measured_posts import MeasuredPosts
from app.domain.networks import Network

if TYPE_CHECKING:
    from app.analytics.columns import Reals

DayValue = tuple[int, date, float]
"""Profile, day and value."""


def _of_dates(posts: MeasuredPosts) -> dict[str, int]:
    """What is doubtful about how many there were: a young post has figures that grow and counts as one all the same."""
    return {name: count for name, count in doubts(posts).items() if name == "date_estimated"}


def posts(part: Slice) -> Figure:
    """Formula: number of posts published in the period. Unit: posts. Denominator: none. Source: own definition."""
    return Figure(float(len(part.posts)), len(part.posts), flags=_of_dates(part.posts))


def posts_per_week(part: Slice) -> Figure:
    """Formula: posts ÷ days of the period × 7. Unit: per_week. Denominator: days of the period.
    Source: Rival IQ, Socialinsider."""
    return Figure(len(part.posts) / part.period.days * 7, len(part.posts), flags=_of_dates(part.posts))


def interactions(part: Slice) -> Figure:
    """Formula: sum over posts of reactions + comments + shares (and saves where the network gives them). Unit: count.
    Denominator: none. Source: Emplifi, Rival IQ."""
    return _interactions(part).total()


def interactions_mean(part: Slice) -> Figure:
    """Formula: sum of interactions ÷ posts. Unit: count. Denominator: posts with known interactions.
    Source: Emplifi, Rival IQ."""
    return _interactions(part).mean()


def interactions_median(part: Slice) -> Figure:
    """Formula: median over posts of interactions. Unit: count. Denominator: none. Source: own definition."""
    return _interactions(part).median()


def engagements(part: Slice) -> Figure:
    """Formula: sum over posts of engagements as the network counts them, clicks included. Unit: count.
    Denominator: none. Source: LinkedIn, X."""
    return metric_sum(part, "engagements")


def impressions(part: Slice) -> Figure:
    """Formula: sum of the impressions of the posts published in the period. Unit: count. Denominator: none.
    Source: the networks' exports."""
    return metric_sum(part, "impressions")


def views(part: Slice) -> Figure:
    """Formula: sum of the views of the posts published in the period. Unit: count. Denominator: none.
    Source: the networks' exports."""
    return metric_sum(part, "views")


def post_reach_total(part: Slice) -> Figure:
    """Formula: sum of post reaches; one person is counted once for each post, so this is no number of people.
    Unit: count. Denominator: none. Source: own definition."""
    return known(part.posts, stored("reach"), "no_reach").total()


def reach_mean(part: Slice) -> Figure:
    """Formula: mean over posts of reach. Unit: count. Denominator: posts with known reach. Source: Meta."""
    return known(part.posts, stored("reach"), "no_reach").mean()


def reach_median(part: Slice) -> Figure:
    """Formula: median over posts of reach. Unit: count. Denominator: none. Source: Meta."""
    return known(part.posts, stored("reach"), "no_reach").median()


def daily_impressions(part: Slice) -> Figure:
    """Formula: sum of the profile's daily impressions. Unit: count. Denominator: none.
    Source: the networks' exports."""
    return _days_total(part, "impressions")


def daily_views(part: Slice) -> Figure:
    """Formula: sum of the profile's daily views. Unit: count. Denominator: none. Source: the networks' exports."""
    return _days_total(part, "views")


def daily_engagements(part: Slice) -> Figure:
    """Formula: sum of the profile's daily engagements as the network counts them, clicks included. Unit: count.
    Denominator: none. Source: LinkedIn, X."""
    return _days_total(part, "engagements")


def daily_reach_mean(part: Slice) -> Figure:
    """Formula: mean over days of the profile's daily reach. Unit: count. Denominator: days with known reach.
    Source: the networks' exports."""
    rows = list(_daily(part, "reach"))
    return days_figure(part, "reach", fsum(row[-1] for row in rows) / len(rows) if rows else None, rows)


def metric_sum(part: Slice, metric: str) -> Figure:
    """Formula: sum of a stored metric over posts; over the profile's daily figures when no post has it (flag
    "from_daily_figures"). Unit: the metric's. Denominator: none. Source: the networks' exports."""
    sample = _metric(part, metric)
    return _days_total(part, metric, fallback=True) if _only_days(part, sample, metric) else _hint(part, sample, metric)


def metric_days(part: Slice, metric: str) -> Figure:
    """The sum of a metric over the profile's daily figures, flagged as such."""
    return _days_total(part, metric, fallback=True)


def metric_mean(part: Slice, metric: str) -> Figure:
    """Formula: mean of a stored metric over posts; over the profile's daily figures when no post has it (flag
    "from_daily_figures"). Unit: the metric's. Denominator: posts (days) with a known value.
    Source: the networks' exports."""
    sample = _metric(part, metric)
    if not _only_days(part, sample, metric):
        return sample.mean()
    rows = list(_daily(part, metric))
    return days_figure(part, metric, fsum(row[-1] for row in rows) / len(rows), rows, fallback=True)


def metric_median(part: Slice, metric: str) -> Figure:
    """Formula: median of a stored metric over posts; over the profile's daily figures when no post has it (flag
    "from_daily_figures"). Unit: the metric's. Denominator: none. Source: the networks' exports."""
    sample = _metric(part, metric)
    if not _only_days(part, sample, metric):
        return sample.median()
    rows = list(_daily(part, metric))
    return days_figure(part, metric, median([row[-1] for row in rows]), rows, fallback=True)


def metric_reader(part: Slice, metric: str) -> tuple[Read, str]:
    """How to read a metric of a post, and the reason when it is unknown; "interactions" is always the derived one."""
    if metric == "interactions":
        return part.interactions, "interactions_unknown"
    return stored(metric), f"no_{metric}"


def metrics_counted(posts: MeasuredPosts, names: Iterable[str], extras: Mapping[int, frozenset[str]]) -> frozenset[str]:
    """Those of some metrics that some of the posts have; "interactions" is the derived one."""

    def values(name: str) -> Reals:
        return interactions_of(posts, extras) if name == "interactions" else metric(posts, name)

    return frozenset(name for name in names if columns.known(values(name)).any())


def days_figure(part: Slice, metric: str, value: float | None, rows: list[DayValue], fallback: bool = False) -> Figure:
    """`n_used` counts days, each once however many profiles tell of it; those no profile tells of are left out."""
    there = {profile for profile, _, _ in rows}
    kinds = {_is_website(part.asked.get(profile)) for profile in there}  # neither is missed where the other has figures
    missed = [network for number, network in part.asked.items() if number not in there]
    days, profiles = len({day for _, day, _ in rows}), len(there)
    missing = part.period.days - days
    told = {
        "from_daily_figures": days if fallback else 0,
        "of_profiles": profiles if profiles > 1 else 0,
        "profiles_without": sum(_is_website(network) in kinds for network in missed),
        "days_of_some": profiles * days - len(rows),
        "negative": sum(1 for row in rows if row[-1] < 0),
    }
    flags = {name: count for name, count in told.items() if count}
    return Figure(value, days, {f"no_{metric}": missing} if missing > 0 else {}, flags)


def _is_website(network: str | None) -> bool:
    return network == Network.OTHER


def _interactions(part: Slice) -> Sample:
    return known(part.posts, part.interactions, "interactions_unknown")


def _metric(part: Slice, metric: str) -> Sample:
    return known(part.posts, *metric_reader(part, metric))


def first_of_days(days: Iterable[DayFigures], names: Sequence[str]) -> list[DayValue]:
    """The daily figures of one measure that files in several languages name otherwise; a day two of them told counts once."""
    return [
        (row.profile_id, row.day, row.flows[name])
        for row in days
        if (name := next((one for one in names if one in row.flows), "")) in row.flows
    ]


def _daily(part: Slice, metric: str) -> Iterator[DayValue]:
    return ((row.profile_id, row.day, value) for row in part.days if (value := of_day(row, metric)) is not None)


def _only_days(part: Slice, sample: Sample, metric: str) -> bool:
    """Daily figures stand in for a metric no post has; never for some groups and not for others of one table."""
    return not sample.posts and metric not in part.counted and any(True for _ in _daily(part, metric))


def _hint(part: Slice, sample: Sample, metric: str) -> Figure:
    """The figure from posts; says when the profile's daily figures tell of the same metric in their own way."""
    figure = sample.total()
    days = len({day for _, day, _ in _daily(part, metric)})
    if not days:
        return figure
    return Figure(figure.value, figure.n_used, figure.left_out, {**figure.flags, "daily_figures_exist": days})


def _days_total(part: Slice, metric: str, fallback: bool = False) -> Figure:
    rows = list(_daily(part, metric))
    return days_figure(part, metric, fsum(row[-1] for row in rows) if rows else None, rows, fallback)
