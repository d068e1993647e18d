"""How results of a week go with its number of posts. A line through logarithms; it says nothing of what causes what.

Formula: log(interactions of the week) = a + b × log(posts of the week) + c × week. The same for one post's interactions.
Intervals allow for weeks that resemble their neighbours (Newey and West).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.analytics.columns import flags, numbers, within
from app.analytics.content_mix import log_rates
from app.analytics.figure import total as summed
from app.analytics.interactions import extras_given, interactions_of
from app.domain.advice import Evidence, Interval, PaceAdvice
from app.domain.days import day_of
from app.domain.kpi import Period, PostFigures
from app.domain.measured_posts import MeasuredPosts

if TYPE_CHECKING:
    from app.analytics.content_mix import Matrix

LEAST_WEEKS = 26
MOST_WEEKS = 52
LEAST_NUMBERS = 3
"""Different numbers of posts a week, at least: one or two make no line."""
NEIGHBOURS = 3


def judge_pace(profile_id: int, rows: Iterable[PostFigures], today: date) -> PaceAdvice:
    """Of one profile, over its whole weeks before `today`, the last year at most. Uses numpy."""
    posts = MeasuredPosts.of(rows)
    weeks = _weeks(posts, today)
    empty = _empty(weeks)
    counts = [count for count, _ in weeks.values()]
    fewest, most = min(counts, default=0), max(counts, default=0)

    def nothing(reason: str) -> PaceAdvice:
        return PaceAdvice(profile_id, len(weeks), empty, fewest, most, None, None, Evidence.TOO_FEW, reason)

    if posts and not weeks:
        return nothing("interactions_unknown")
    if len(weeks) < LEAST_WEEKS:
        return nothing("too_few_weeks")
    if len(set(counts)) < LEAST_NUMBERS:
        return nothing("same_number")
    starts = list(weeks)
    totals = [total for _, total in weeks.values()]
    each = [total / count for total, count in zip(totals, counts, strict=True)]
    total, single = _slope(starts, counts, totals), _slope(starts, counts, each)
    apart = single.high < 1 or single.low > 1
    return PaceAdvice(
        profile_id, len(weeks), empty, fewest, most, total, single, Evidence.SOME if apart else Evidence.NONE
    )


def _weeks(posts: MeasuredPosts, today: date) -> dict[date, tuple[int, float]]:
    """Posts of each whole week and their interactions, oldest first; the week of a post that is still young is not over."""
    import numpy as np

    end = today.toordinal() - today.weekday()
    counted = within(posts, Period(day_of(end - 7 * MOST_WEEKS), day_of(end - 1)))
    values, days = interactions_of(counted, extras_given(posts)), numbers(counted, "day")
    good = (values >= 0) & ~flags(counted, "young")
    if not len(days):
        return {}
    order = np.argsort(days, kind="stable")
    starts, places = np.unique(days[order] - (days[order] + 6) % 7, return_index=True)
    weeks = zip(starts.tolist(), np.split(values[order], places[1:]), np.split(good[order], places[1:]), strict=True)
    return {day_of(start): (len(own), summed(own)) for start, own, all_good in weeks if all_good.all()}


def _empty(weeks: Mapping[date, object]) -> int:
    if not weeks:
        return 0
    return (max(weeks) - min(weeks)).days // 7 + 1 - len(weeks)


def _slope(starts: Sequence[date], counts: Sequence[int], results: Sequence[float]) -> Interval:
    """The factor that goes with twice as many posts, with its 90 % interval."""
    import numpy as np

    n = len(starts)
    time = np.asarray([(start - starts[0]).days / 7 for start in starts])
    columns = np.column_stack([np.ones(n), np.log(np.asarray(counts, dtype=float)), time - time.mean()])
    values = log_rates(results)
    inverse = np.linalg.inv(columns.T @ columns)
    found = inverse @ (columns.T @ values)
    doubt = float(_neighbourly(columns, values - columns @ found, inverse)[1, 1])
    width = _student_90(n - 3) * doubt**0.5
    at = float(found[1])
    return Interval(2**at, 2 ** (at - width), 2 ** (at + width))


def _neighbourly(columns: Matrix, rest: Matrix, inverse: Matrix) -> Matrix:
    """Covariance of the coefficients when a week's rest resembles those of the weeks beside it."""
    scores = columns * rest[:, None]
    middle = scores.T @ scores
    for lag in range(1, NEIGHBOURS + 1):
        crossed = scores[lag:].T @ scores[:-lag]
        middle = middle + (1 - lag / (NEIGHBOURS + 1)) * (crossed + crossed.T)
    n, k = columns.shape
    return inverse @ middle @ inverse * (n / (n - k))  # type: ignore[no-any-return]


def _student_90(freedom: int) -> float:
    """Student's 95th percentile by its expansion around the normal one; exact to 0.001 from 20 on."""
    return 1.6449 + 1.5243 / freedom + 1.42 / freedom**2
