"""Formats beside each other: medians with intervals by drawing whole weeks again, since posts of one week are alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.analytics.columns import numbers, places
from app.analytics.middle import median
from app.analytics.rankings import FEW_POSTS
from app.domain.advice import Evidence, FormatResult, Interval
from app.domain.measured_posts import MeasuredPosts

if TYPE_CHECKING:
    from app.analytics.columns import Reals, Whole

DRAWS = 1000
FEWEST = 6
FEWEST_WEEKS = 4
STEPS = 1000
"""Values are looked at in at most so many steps of equal count: finer says nothing more about a median."""


def judge_formats(posts: MeasuredPosts, rates: Reals, usual: Sequence[str] = ()) -> tuple[FormatResult, ...]:
    """Every format of one network by one measure, the highest median first. Uses numpy."""
    days, found = numbers(posts, "day"), []
    for name, there in places(posts, "format").items():
        own = rates[there]
        interval = median_by_weeks(days[there], own)
        found.append(FormatResult(name, len(own), median(own), interval, len(own) < FEW_POSTS, name in usual))
    return tuple(sorted(found, key=lambda row: (row.few, -row.median)))


def formats_evidence(rows: Sequence[FormatResult]) -> Evidence:
    """Strong when the interval of the highest lies above that of every other, some when above every other's median."""
    told = [row for row in rows if not row.few and row.interval is not None]
    if len(told) < 2 or told[0].interval is None:
        return Evidence.TOO_FEW
    low = told[0].interval.low
    if all(row.interval is not None and low > row.interval.high for row in told[1:]):
        return Evidence.STRONG
    return Evidence.SOME if all(low > row.median for row in told[1:]) else Evidence.NONE


def median_by_weeks(days: Whole, rates: Reals) -> Interval | None:
    """The median of posts of some days (ordinals) with a 90 % interval: weeks are drawn with replacement, each with all its
    posts. None with fewer than six posts or four weeks."""
    import numpy as np

    weeks, places = np.unique(days // 7, return_inverse=True)
    count, n = len(weeks), len(rates)
    if n < FEWEST or count < FEWEST_WEEKS:
        return None
    order = np.lexsort((days, rates))  # never by the posts' numbers in the store
    values = rates[order]
    steps = np.arange(n) * STEPS // n if n > STEPS else np.arange(n)
    wide = int(steps[-1]) + 1
    table = np.bincount(places[order] * wide + steps, minlength=count * wide).reshape(count, wide).astype(float)
    luck = np.random.default_rng(n)  # the same data give the same answer
    drawn = luck.multinomial(count, np.full(count, 1 / count), size=DRAWS).astype(float)
    before = np.cumsum(table, axis=1).T.copy()  # at each step: how many posts of each week stand up to it
    half = drawn @ before[-1] / 2
    low, high = np.zeros(DRAWS, dtype=int), np.full(DRAWS, wide - 1)
    while (open_ := low < high).any():  # the first step up to which half of the posts drawn stand
        middle = (low + high) // 2
        enough = np.einsum("ij,ij->i", drawn, before[middle]) >= half
        low, high = np.where(open_ & ~enough, middle + 1, low), np.where(open_ & enough, middle, high)
    least, most = np.quantile(values[np.searchsorted(steps, low)], (0.05, 0.95))
    return Interval(float(values[(n - 1) // 2] + values[n // 2]) / 2, float(least), float(most))
