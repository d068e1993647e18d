"""A KPI through time: each point stands for whole days up to and with its own, so that no point is a cut span."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from app.analytics.columns import numbers, where, within
from app.analytics.counts import metrics_counted
from app.analytics.dictionary import definition
from app.analytics.figure import Slice, doubts
from app.analytics.followers import stock_lines
from app.analytics.interactions import extras_given, interactions_of, of_day
from app.domain.kpi import DayFigures, Period, PostFigures
from app.domain.measured_days import MeasuredDays
from app.domain.measured_posts import NO_POSTS, MeasuredPosts

WEEK = 7
MONTH = 28
_DAILY_UP_TO = 92
_WEEKLY_UP_TO = 731


def spans_of(period: Period) -> tuple[int, int]:
    """Days between two points of a period, and days each of them stands for."""
    if period.days <= _DAILY_UP_TO:
        return 1, WEEK
    return (WEEK, WEEK) if period.days <= _WEEKLY_UP_TO else (MONTH, MONTH)


def points_of(period: Period) -> tuple[date, ...]:
    """The days of the points, the last of them the period's last."""
    step, _ = spans_of(period)
    count = (period.days - 1) // step + 1
    return tuple(period.last - timedelta(days=step * back) for back in range(count - 1, -1, -1))


def rolling(
    name: str,
    posts: Iterable[PostFigures],
    days: Sequence[DayFigures],
    period: Period,
    profiles: Iterable[int],
    index_weights: Mapping[str, float] | None = None,
    known: Period | None = None,
    *,
    span_days: int | None = None,
) -> tuple[float | None, ...]:
    """The KPI `name` of some profiles at each of `points_of(period)`; None where it is unknown.

    `posts` are oldest first, and like `days` reach back before the period. A stock (followers) is that of the day itself,
    and unknown before its first count; anything else is unknown where a span reaches out of `known`, the days anything can
    be known of, unless each does. `span_days`: how many days each point stands for, instead of `spans_of(period)`.
    """
    kpi = definition(name)
    window = 1 if kpi.name == "followers" else span_days or spans_of(period)[1]
    wanted = tuple(sorted(profiles))
    chosen = frozenset(wanted)
    given = MeasuredPosts.of(posts)
    own, rows = where(given, "profile_id", chosen), MeasuredDays.of(days).of_profiles(chosen)
    post_days = numbers(own, "day").tolist()
    stocks = stock_lines(rows, own, period.last) if kpi.needs_followers else {}
    extras = extras_given(given)
    doubts(given)  # once for all profiles and points, as are interactions
    if "interactions" in kpi.reads:
        interactions_of(given, extras)
    counted = metrics_counted(within(given, period), kpi.reads, extras)
    if not counted and _told_by_days(rows.inside(period.first, period.last), kpi.reads):
        own, post_days = NO_POSTS, []  # daily figures stand in, and then at every point
    weights, found = index_weights or {}, []
    for last in points_of(period):
        span = Period(last - timedelta(days=window - 1), last)
        posts_there = own[bisect_left(post_days, span.first.toordinal()) : bisect_right(post_days, last.toordinal())]
        days_there = rows[bisect_left(rows.days, span.first) : bisect_right(rows.days, last)]
        part = Slice(posts_there, days_there, span, wanted, stocks, extras, counted, index_weights=weights)
        figure = kpi.function(part)
        whole = kpi.name != "followers" or figure.n_used == len(stocks)
        found.append(figure.value if whole else None)
    if known is None or kpi.name == "followers":
        return tuple(found)
    return _inside(found, known, points_of(period), window)


def _told_by_days(days: Iterable[DayFigures], reads: Iterable[str]) -> bool:
    return any(of_day(row, name) is not None for row in days for name in reads)


def _inside(
    values: Sequence[float | None], known: Period, points: Iterable[date], window: int
) -> tuple[float | None, ...]:
    """Without the points whose days reach out of those known; as they are where none would stay."""
    back = timedelta(days=window - 1)
    inside = tuple(
        value if known.first <= last - back and last <= known.last else None
        for value, last in zip(values, points, strict=True)
    )
    return inside if any(value is not None for value in inside) else tuple(values)
