"""What a KPI function takes (a slice of the data) and gives (a figure), and the arithmetic they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import fsum

from app.analytics.followers import StockLine
from app.analytics.interactions import first_known, interactions_of
from app.analytics.middle import median
from app.domain.kpi import DayFigures, Period
from app.domain.measured_posts import NO_POSTS, Column, MeasuredPosts
from app.domain.published import AudienceFigure

Read = Callable[[MeasuredPosts], Column]
"""From posts to one number of each, None where it is unknown."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of the data one number is made of: the posts and days of one group inside its period.

    `profiles` are those the group stands for, also when they published nothing. `stocks` is the history of followers
    per profile up to the end of the period, days before it included. `extras` as in `interactions.extras_given`.
    `counted` names the metrics some post of the whole data has, this group's or another's.
    """

    posts: MeasuredPosts
    days: Sequence[DayFigures]
    period: Period
    profiles: tuple[int, ...] = ()
    stocks: Mapping[int, StockLine] = field(default_factory=dict)
    extras: Mapping[int, frozenset[str]] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()
    audience: Sequence[tuple[int, AudienceFigure]] = ()
    """Profile and row of its audience tables."""
    index_weights: Mapping[str, float] = field(default_factory=dict)
    """Points of the interactivity index the workspace chose; empty: the usual ones."""

    def interactions(self, posts: MeasuredPosts) -> Column:
        """Interactions of posts; None when a part their network gives is unknown."""
        return interactions_of(posts, self.extras)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and what it rests on; `n_used` counts posts (profiles for followers, days for daily figures)."""

    value: float | None
    n_used: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    flags: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[Mapping[str, object], ...] = ()


@dataclass(slots=True)
class Sample:
    """The posts a figure can use, with their numerators and denominators, and why the others are left out."""

    posts: MeasuredPosts = NO_POSTS
    tops: list[float] = field(default_factory=list)
    bottoms: list[float] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    factor: float = 1.0

    @property
    def ratios(self) -> list[float]:
        """Numerator ÷ denominator × factor of each used post; the numerators when there is no denominator."""
        if not self.bottoms:
            return self.tops
        factor = self.factor
        return [top / bottom * factor for top, bottom in zip(self.tops, self.bottoms, strict=True)]

    def median(self) -> Figure:
        return self._figure(median(self.ratios) if self.posts else None)

    def mean(self) -> Figure:
        return self._figure(fsum(self.ratios) / len(self.posts) if self.posts else None)

    def total(self) -> Figure:
        return self._figure(fsum(self.tops) if self.posts else None)

    def pooled(self) -> Figure:
        return self._figure(fsum(self.tops) / fsum(self.bottoms) * self.factor if self.posts else None)

    def _figure(self, value: float | None) -> Figure:
        return Figure(value, len(self.posts), self.left_out, self.flags())

    def flags(self) -> dict[str, int]:
        """Counts of used posts that are doubtful but kept."""
        negative = sum(1 for value in self.tops if value < 0)
        return doubts(self.posts) | ({"negative": negative} if negative else {})


def doubts(posts: MeasuredPosts) -> dict[str, int]:
    """Posts younger than 48 hours, with an estimated date, or with a reach above their impressions."""
    if posts.whole is not None and not doubts(posts.whole):
        return {}
    return posts.once("doubts", _doubts)


def _doubts(posts: MeasuredPosts) -> dict[str, int]:
    young = sum(posts.column("young"))
    estimated = sum(posts.column("estimated"))
    above = sum(posts.derived("above", _reach_above_impressions))
    found = {"younger_than_48h": young, "date_estimated": estimated, "reach_above_impressions": above}
    return {name: count for name, count in found.items() if count}


def _reach_above_impressions(posts: MeasuredPosts) -> Column:
    both = zip(posts.metric("reach"), posts.metric("impressions"), strict=True)
    return [reach is not None and seen is not None and reach > seen for reach, seen in both]


def known(posts: MeasuredPosts, read: Read, reason: str) -> Sample:
    """The posts whose value `read` gives; the others are left out for `reason`."""
    values = read(posts)
    if None not in values:
        return Sample(posts, list(values))
    places = [place for place, value in enumerate(values) if value is not None]
    missing = len(values) - len(places)
    return Sample(
        posts.keep(places), [values[place] for place in places], left_out={reason: missing} if missing else {}
    )


def over(posts: MeasuredPosts, top: Read, top_reason: str, bottom: Read, name: str, factor: float) -> Sample:
    """The posts with a numerator and a denominator above zero, reasons `no_<name>`, `zero_<name>`, `negative_<name>`."""
    tops, bottoms = top(posts), bottom(posts)
    if None not in tops and None not in bottoms and min(bottoms, default=1) > 0:  # as most are: nothing to look for
        return Sample(posts, list(tops), list(bottoms), factor=factor)
    left_out: dict[str, int] = {}
    places = [
        place
        for place, (above, below) in enumerate(zip(tops, bottoms, strict=True))
        if below is not None and below > 0 and above is not None
    ]
    used = set(places)
    for below in (below for place, below in enumerate(bottoms) if place not in used):
        reason = f"no_{name}" if below is None else top_reason if below > 0 else _not_above_zero(below, name)
        left_out[reason] = left_out.get(reason, 0) + 1
    tops, bottoms = [tops[place] for place in places], [bottoms[place] for place in places]
    return Sample(posts.keep(places), tops, bottoms, left_out, factor)


def _not_above_zero(below: float, name: str) -> str:
    return f"zero_{name}" if below == 0 else f"negative_{name}"


@cache
def stored(metric: str) -> Read:
    """Reads a stored metric by its neutral key or the network's own name."""
    return lambda posts: posts.metric(metric)


@cache
def first_of(names: tuple[str, ...]) -> Read:
    """Reads the first of some names a post has."""
    return lambda posts: first_known([posts.metric(name) for name in names])


def followers_of(posts: MeasuredPosts) -> Column:
    """Followers on the publication day."""
    return first_known([posts.column("followers"), posts.metric("followers_at_publication")])
