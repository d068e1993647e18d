"""What an experiment could show: two slots alternated for some weeks, and the smallest difference it would see."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, sqrt

from app.domain.advice import Experiment, TimeLevel, Timing

WEEKS = 6
FEWEST_EACH = 5
_POWER = 2.8016
"""Normal quantiles of 5 % two-sided and of 80 % power, added."""


def detectable(sd: float, posts_each: int) -> float:
    """The smallest factor between two slots with so many posts each that is seen with 80 % power, at a spread `sd` of the
    logarithm: 30 posts each at 0.68 see +64 %, 100 see +31 %."""
    return exp(_POWER * sd * sqrt(2 / posts_each))


def suggest(timing: Timing, days: Sequence[int]) -> Experiment | None:
    """The daypart that did best so far against the one used most: the day of a post is seldom free, its hour mostly is. `days`
    are those of the posts (ordinals), the first one first."""
    if timing.sd is None:
        return None
    levels = [row for test in timing.tests if test.kind == "daypart" for row in test.levels if row.uplift is not None]
    each = round(len(days) / (days[-1] - days[0] + 1) * 7 * WEEKS / 2)
    if len(levels) < 2 or each < FEWEST_EACH:
        return None
    first = max(levels, key=_promise)
    second = max((row for row in levels if row != first), key=lambda row: row.n)
    return Experiment(first, second, WEEKS, each, detectable(timing.sd, each))


def _promise(level: TimeLevel) -> tuple[float, int]:
    return (level.uplift.middle if level.uplift else 0.0, -level.n)
