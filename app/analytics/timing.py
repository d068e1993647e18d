"""When to publish: whether weekday and daypart make a difference that chance does not (data 9).

The margins come first: seven weekdays, six dayparts. Each is tested by shuffling what least squares leaves after the mix of
content and the other margin are taken out (Freedman and Lane), and the p values are corrected for looking twice (Holm). Their
crossing is looked at from 600 posts on only. Effects are shrunk towards the average by how far levels differ at all, and
a level is named only when its test passed and its whole 90 % interval lies above the average.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import exp, sqrt
from typing import TYPE_CHECKING, Any

from app.analytics.columns import codes, flags, numbers
from app.analytics.content_mix import basis, dummies, log_rates, mix, without
from app.analytics.experiments import suggest
from app.domain.advice import Evidence, Interval, TimeLevel, TimeTest, Timing
from app.domain.kpi import PostFigures
from app.domain.measured_posts import UNKNOWN, MeasuredPosts

if TYPE_CHECKING:
    from app.analytics.content_mix import Matrix

DAYPART = 4
ENOUGH_POSTS = 60
ENOUGH_FOR_CELLS = 600
ENOUGH_IN_LEVEL = 5
SHUFFLES = 500
BATCH = 25
"""Shuffles in one call into numpy, which holds other threads up meanwhile."""
LIMIT = 0.10
_TINY = 1e-12
STRONG = 0.01
NORMAL_90 = 1.6449
LEAST_INFORMATION = 2.5
"""Posts' worth a level must have beside everything else it goes with; a weekday on which only videos go out has none."""
MOST = 3000
"""Posts looked at, the newest first: more say nothing new about the hour and take seconds to shuffle."""

Key = tuple[int | None, int | None]


def daypart_of(hour: int) -> int:
    """The first hour of the daypart."""
    return hour // DAYPART * DAYPART


def judge_timing(posts: Iterable[PostFigures], rates: Sequence[float] | Matrix) -> Timing:
    """The verdict over posts and their rates, oldest first, all of one network and one measure; of weekdays alone where files
    tell the day of posts and not their hour. Uses numpy."""
    used, own = _usable(MeasuredPosts.of(posts), rates)
    days_only = bool((numbers(used, "hour") == UNKNOWN).any())
    if len(used) < ENOUGH_POSTS:
        return Timing(len(used), Evidence.TOO_FEW, days_only=days_only)
    cut = _Cut(used, log_rates(own), days_only)
    kinds = ["weekday"] if days_only else ["weekday", "daypart"]
    if len(used) >= ENOUGH_FOR_CELLS and not days_only:
        kinds.append("cell")
    tests = _holm([cut.test(kind) for kind in kinds])
    best = _strongest(level for test in tests if test.adjusted < LIMIT for level in test.levels)
    evidence = Evidence.NONE if not best else _evidence(tests)
    timing = Timing(len(used), evidence, tests, best, cut.sd, days_only=days_only)
    return replace(timing, experiment=suggest(timing, numbers(used, "day").tolist()))


def _usable(posts: MeasuredPosts, rates: Sequence[float] | Matrix) -> tuple[MeasuredPosts, Matrix]:
    """The newest posts that are 48 hours old and have a rate that is not below zero, in an order that is that of their figures:
    those with an hour, all where these are too few and all are enough, or where none has one."""
    import numpy as np

    values = np.asarray(rates, dtype=float)
    usable = (values >= 0) & ~flags(posts, "young")
    timed = usable & (numbers(posts, "hour") != UNKNOWN)
    if not timed.any() or timed.sum() < ENOUGH_POSTS <= usable.sum():
        timed = usable
    places = timed.nonzero()[0]
    places = places[_order(posts.keep(places), values[places])][-MOST:]
    return posts.take(places), values[places]


def _order(posts: MeasuredPosts, rates: Matrix) -> Any:
    """Oldest first, and those of one day by what they are, never by their number in the store: what is drawn by chance goes with
    the place of a post, and the same file read again gives the same advice."""
    import numpy as np

    names, found = codes(posts, "format")
    ranks = np.argsort(np.argsort(np.array([str(name or "") for name in names])))
    keys = (numbers(posts, "paid"), ranks[found], rates, numbers(posts, "hour"), numbers(posts, "day"))
    return np.lexsort((numbers(posts, "profile_id"), *keys))


def _evidence(tests: Sequence[TimeTest]) -> Evidence:
    return Evidence.STRONG if min(test.adjusted for test in tests) <= STRONG else Evidence.SOME


def _holm(tests: Sequence[TimeTest]) -> tuple[TimeTest, ...]:
    """Adjusted p values: the smallest times the number of tests, the next times one fewer, never falling."""
    found: dict[str, float] = {}
    least = 0.0
    for place, test in enumerate(sorted(tests, key=lambda test: test.p)):
        least = max(least, min(test.p * (len(tests) - place), 1.0))
        found[test.kind] = least
    return tuple(replace(test, adjusted=found[test.kind]) for test in tests)


def _strongest(levels: Iterable[TimeLevel]) -> tuple[TimeLevel, ...]:
    """Those whose whole interval lies above the average, the strongest first."""
    found = [(row.uplift.middle, row) for row in levels if row.uplift is not None and row.uplift.low > 1]
    return tuple(row for _, row in sorted(found, key=lambda one: -one[0]))


class _Cut:
    """Posts cut by weekday, by daypart, and by both."""

    def __init__(self, posts: MeasuredPosts, values: Matrix, days_only: bool) -> None:
        """`days_only`: the hours are taken as one, as some are unknown."""
        weekdays = numbers(posts, "weekday").tolist()
        hours = [0 if days_only else daypart_of(hour) for hour in numbers(posts, "hour").tolist()]
        self._keys: dict[str, list[Key]] = {
            "weekday": [(weekday, None) for weekday in weekdays],
            "daypart": [(None, hour) for hour in hours],
            "cell": list(zip(weekdays, hours, strict=True)),
        }
        self._columns = {kind: dummies(keys) for kind, keys in self._keys.items()}
        self._mix = mix(posts)
        self._values = values
        self._shuffles = _Shuffles(len(values))

    @property
    def sd(self) -> float:
        """The spread of what the mix and both margins leave."""
        spanned = self._spanned("weekday", "daypart")
        left = without(self._values, spanned)
        return sqrt(float(left @ left) / max(len(left) - spanned.shape[1], 1))

    def test(self, kind: str) -> TimeTest:
        """Each margin beside the other; a crossing beside both margins, though its levels are told over the average."""
        others = {"weekday": ("daypart",), "daypart": ("weekday",), "cell": ("weekday", "daypart")}[kind]
        p = _permuted(self._values, self._spanned(*others), self._columns[kind], self._shuffles)
        beside = self._spanned() if kind == "cell" else self._spanned(*others)
        return TimeTest(kind, p, p, self._levels(kind, beside))

    def _spanned(self, *kinds: str) -> Matrix:
        import numpy as np

        return basis(np.hstack([self._mix, *(self._columns[kind] for kind in kinds)]))

    def _levels(self, kind: str, beside: Matrix) -> tuple[TimeLevel, ...]:
        """Every level with its effect over the average post, shrunk."""
        import numpy as np

        columns, keys = self._columns[kind], list(dict.fromkeys(self._keys[kind]))
        counts = columns.sum(axis=0)
        own = without(columns, beside)
        left = without(self._values, beside)
        inverse = np.linalg.pinv(own.T @ own, rcond=1e-9, hermitian=True)
        centre = np.eye(len(keys)) - counts / counts.sum()
        effects = centre @ (inverse @ (own.T @ left))
        rest = left - own @ (inverse @ (own.T @ left))
        noise = float(rest @ rest) / max(len(left) - beside.shape[1] - len(keys) + 1, 1)
        doubts = noise * np.diag(centre @ inverse @ centre.T)
        able = (counts >= ENOUGH_IN_LEVEL) & (np.diag(own.T @ own) >= LEAST_INFORMATION) & (doubts > 0)
        shrunk = _shrunk(effects[able], doubts[able])
        told = dict(zip([keys[place] for place in np.flatnonzero(able)], shrunk, strict=True))
        rows = [TimeLevel(*key, int(n), told.get(key)) for key, n in zip(keys, counts, strict=True)]
        return tuple(sorted(rows, key=lambda row: (row.weekday or 0, row.hour or 0)))


def _shrunk(effects: Matrix, doubts: Matrix) -> list[Interval]:
    """Random effects: each towards the average by its own doubt against how far the levels differ (moments, floor 0).

    As that spread is estimated from few levels, no interval takes more than a part of it for certain (Morris 1983): none has no
    width, also where the levels seem not to differ at all.
    """
    count = len(effects)
    if count < 2:
        return [Interval(1.0, 1.0, 1.0) for _ in effects]
    trust = 1 / doubts
    middle = float((trust * effects).sum() / trust.sum())
    seen = float((trust * (effects - middle) ** 2).sum())
    scale = float(trust.sum() - (trust**2).sum() / trust.sum())
    spread = max((seen - count + 1) / scale, 0.0) if scale > 0 else 0.0
    found = []
    for effect, doubt in zip(map(float, effects), map(float, doubts), strict=True):
        drawn = doubt / (spread + doubt)
        certain = min(drawn, max(count - 3, 0) / (count - 1))
        at, width = effect * (1 - drawn), NORMAL_90 * sqrt(doubt * (1 - (count - 1) / count * certain))
        found.append(Interval(exp(at), exp(at - width), exp(at + width)))
    return found


class _Shuffles:
    """Orders of some posts, the same for all that is tested on them: to draw them takes longer than to use them."""

    def __init__(self, posts: int) -> None:
        import numpy as np

        self._luck = np.random.default_rng(posts)  # the same data give the same answer
        self._places = np.tile(np.arange(posts), (BATCH, 1))
        self._drawn: list[Any] = []

    def __iter__(self) -> Iterator[Any]:
        """Batches of orders, a row each."""
        for batch in range(SHUFFLES // BATCH):
            if batch == len(self._drawn):
                self._drawn.append(self._luck.permuted(self._places, axis=1))
            yield self._drawn[batch]


def _permuted(values: Matrix, beside: Matrix, columns: Matrix, shuffles: _Shuffles) -> float:
    """Share of shuffles that part the levels as much; stops early once it cannot fall below the limit any more.

    What is shuffled spreads over all directions, what was seen only over those `beside` leaves: it counts for less by as much.
    """
    between = basis(without(columns, beside))
    left = without(values, beside)
    seen = float(((left @ between) ** 2).sum()) * (1 - beside.shape[1] / len(left))
    if between.shape[1] == 0 or seen <= _TINY:
        return 1.0
    as_large, done = 0, 0
    for orders in shuffles:
        as_large += int((((left[orders] @ between) ** 2).sum(axis=1) >= seen).sum())
        done += BATCH
        if as_large > 2 * LIMIT * SHUFFLES:
            break
    return (as_large + 1) / (done + 1)
