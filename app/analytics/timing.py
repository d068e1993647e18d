"""When to publish: whether weekday and daypart make a difference that chance does not (data 9).

Rates are compared as logarithms, after what format, month and payment explain is taken out: the raw effect of the hour
is mostly that of the mix of content. A difference is spoken of only when shuffled data seldom show one as large.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb, exp, fsum, log, sqrt

from app.domain.kpi import PostFigures

DAYPART = 4
ENOUGH_POSTS = 60
ENOUGH_IN_CELL = 5
SHUFFLES = 500
LIMIT = 0.10
SWEEPS = 6
YOUNG_HOURS = 48
NORMAL_90 = 1.6449
MOST = 3000
"""Posts looked at, the newest first: more say nothing new about the hour and take seconds to shuffle."""

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Timing:
    """`p`: how often chance alone does as well, None without enough posts. `best` is named only past the gate; `uplift` is
    its expected factor over the average, with a 90 % interval."""

    n: int
    p: float | None
    best: Cell | None = None
    uplift: tuple[float, float, float] | None = None


def cell_of(post: PostFigures) -> Cell | None:
    """Weekday and first hour of the daypart; None when the hour is unknown."""
    return None if post.hour is None else (post.weekday, post.hour // DAYPART * DAYPART)


def judge_timing(rated: Iterable[tuple[PostFigures, float]]) -> Timing:
    """The verdict over posts and their rates (above zero or not), all of one network and one measure."""
    used = [(post, rate) for post, rate in rated if rate >= 0 and post.hour is not None and not _is_young(post)][-MOST:]
    if len(used) < ENOUGH_POSTS:
        return Timing(len(used), None)
    posts = [post for post, _ in used]
    residuals = _residuals(posts, [rate for _, rate in used])
    cells = [cell for post in posts if (cell := cell_of(post)) is not None]
    p = _permuted(cells, residuals)
    if p >= LIMIT:
        return Timing(len(used), p)
    best = _best(cells, residuals)
    return Timing(len(used), p) if best is None else Timing(len(used), p, *best)


def median_interval(values: Sequence[float], level: float = 0.90) -> tuple[float, float] | None:
    """An interval that holds the median with at least `level`, from the order of the values alone; None below six."""
    ordered = sorted(values)
    n = len(ordered)
    if n < 6:
        return None
    if n > 200:
        below = max(int(n / 2 - NORMAL_90 * sqrt(n) / 2), 0)
        return ordered[below], ordered[n - 1 - below]
    tail, below = 0.0, -1
    while tail + comb(n, below + 1) / 2**n <= (1 - level) / 2:
        below += 1
        tail += comb(n, below) / 2**n
    return (ordered[below], ordered[n - 1 - below]) if below >= 0 else None


def _is_young(post: PostFigures) -> bool:
    return post.age_hours is not None and post.age_hours < YOUNG_HOURS


def _residuals(posts: Sequence[PostFigures], rates: Sequence[float]) -> list[float]:
    """Logarithms of the rates without what format, month, profile and payment explain, by sweeping out group means."""
    positive = sorted(rate for rate in rates if rate > 0)
    floor = positive[len(positive) // 2] / 10 if positive else 1.0
    values = [log(rate + floor) for rate in rates]
    for _ in range(SWEEPS):
        for key in _SWEPT:
            groups: dict[Hashable, list[int]] = {}
            for place, post in enumerate(posts):
                groups.setdefault(key(post), []).append(place)
            for places in groups.values():
                mean = fsum(values[place] for place in places) / len(places)
                for place in places:
                    values[place] -= mean
    return values


_SWEPT: tuple[Callable[[PostFigures], Hashable], ...] = (
    lambda post: post.profile_id,
    lambda post: post.format,
    lambda post: post.paid,
    lambda post: (post.day.year, post.day.month),
)


def _between(groups: Iterable[Sequence[int]], values: Sequence[float]) -> float:
    """Variation between the cells; the total mean is zero."""
    found = 0.0
    for places in groups:
        total = 0.0
        for place in places:
            total += values[place]
        found += total * total / len(places)
    return found


def _permuted(cells: Sequence[Cell], residuals: Sequence[float]) -> float:
    """Share of shuffles that part the cells as much; stops early once it cannot fall below the limit any more."""
    groups = list(_places(cells).values())
    seen = _between(groups, residuals)
    shuffled = list(residuals)
    luck = random.Random(len(shuffled))  # noqa: S311  no secret: the same data give the same answer
    as_large = 0
    for done in range(1, SHUFFLES + 1):
        luck.shuffle(shuffled)
        as_large += _between(groups, shuffled) >= seen
        if as_large > 2 * LIMIT * SHUFFLES:
            return (as_large + 1) / (done + 1)
    return (as_large + 1) / (SHUFFLES + 1)


def _places(cells: Sequence[Cell]) -> Mapping[Cell, list[int]]:
    found: dict[Cell, list[int]] = {}
    for place, cell in enumerate(cells):
        found.setdefault(cell, []).append(place)
    return found


def _best(cells: Sequence[Cell], residuals: Sequence[float]) -> tuple[Cell, tuple[float, float, float]] | None:
    """The best cell with enough posts, shrunk towards the mean by how far cells differ at all."""
    groups = _places(cells)
    n, count = len(cells), len(groups)
    means = {cell: fsum(residuals[place] for place in places) / len(places) for cell, places in groups.items()}
    inside = fsum((residuals[place] - means[cell]) ** 2 for cell, places in groups.items() for place in places)
    within = inside / max(n - count, 1)
    across = fsum(len(places) * means[cell] ** 2 for cell, places in groups.items()) / max(count - 1, 1)
    typical = (n - fsum(len(places) ** 2 for places in groups.values()) / n) / max(count - 1, 1)
    spread = max((across - within) / typical, 0.0) if typical > 0 else 0.0
    shares = {cell: spread / (spread + within / len(places)) if spread else 0.0 for cell, places in groups.items()}
    able = [cell for cell, places in groups.items() if len(places) >= ENOUGH_IN_CELL and shares[cell] > 0]
    if not able:
        return None
    best = max(able, key=lambda cell: means[cell] * shares[cell])
    middle = means[best] * shares[best]
    doubt = NORMAL_90 * sqrt(spread * (1 - shares[best]))
    return best, (exp(middle), exp(middle - doubt), exp(middle + doubt))
