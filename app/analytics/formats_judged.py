"""Formats beside each other: medians with intervals by drawing whole weeks again, since posts of one week are alike."""

from __future__ import annotations

from collections.abc import Sequence

from app.analytics.middle import median
from app.analytics.rankings import FEW_POSTS
from app.domain.advice import Evidence, FormatResult, Interval
from app.domain.measured_posts import MeasuredPosts

DRAWS = 1000
FEWEST = 6
FEWEST_WEEKS = 4
STEPS = 1000
"""Values are looked at in at most so many steps of equal count: finer says nothing more about a median."""


def judge_formats(posts: MeasuredPosts, rates: Sequence[float], usual: Sequence[str] = ()) -> tuple[FormatResult, ...]:
    """Every format of one network by one measure, the highest median first. Uses numpy."""
    days, found = posts.column("day"), []
    for name, places in posts.places("format").items():
        own = [rates[place] for place in places]
        interval = median_by_weeks([days[place] for place in places], own)
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


def median_by_weeks(days: Sequence[int], rates: Sequence[float]) -> Interval | None:
    """The median of posts of some days (ordinals) with a 90 % interval: weeks are drawn with replacement, each with all its
    posts. None with fewer than six posts or four weeks."""
    weeks = [day // 7 for day in days]
    if len(rates) < FEWEST or len(set(weeks)) < FEWEST_WEEKS:
        return None
    import numpy as np

    values = np.asarray(rates, dtype=float)
    order = np.argsort(values, kind="stable")
    values = values[order]
    _, places = np.unique(np.asarray(weeks), return_inverse=True)
    count, n = int(places.max()) + 1, len(rates)
    steps = np.arange(n) * STEPS // n if n > STEPS else np.arange(n)
    wide = int(steps[-1]) + 1
    table = np.bincount(places[order] * wide + steps, minlength=count * wide).reshape(count, wide).astype(float)
    luck = np.random.default_rng(n)  # the same data give the same answer
    drawn = luck.multinomial(count, np.full(count, 1 / count), size=DRAWS)
    before = np.cumsum(drawn @ table, axis=1)
    at = (before >= before[:, -1:] / 2).argmax(axis=1)
    low, high = np.quantile(values[np.searchsorted(steps, at)], (0.05, 0.95))
    return Interval(float(values[(n - 1) // 2] + values[n // 2]) / 2, float(low), float(high))
