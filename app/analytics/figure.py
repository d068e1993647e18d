"""What a KPI function takes (a slice of the data) and gives (a figure), and the arithmetic they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from math import fsum
from typing import TYPE_CHECKING, TypeAlias

from app.analytics import columns
from app.analytics.columns import first_known, flags, metric
from app.analytics.followers import StockLine
from app.analytics.interactions import interactions_of
from app.analytics.middle import median
from app.domain.kpi import DayFigures, Period
from app.domain.measured_posts import MeasuredPosts
from app.domain.published import AudienceFigure

if TYPE_CHECKING:
    from app.analytics.columns import Flags, Reals

Read: TypeAlias = "Callable[[MeasuredPosts], Reals]"
"""From posts to one number of each, not a number where it is unknown."""


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
    asked: Mapping[int, str] = field(default_factory=dict)
    """The profiles somebody wants to know of with their networks, also where there is no data of them."""

    def interactions(self, posts: MeasuredPosts) -> Reals:
        """Interactions of posts; unknown when a part their network gives is unknown."""
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

    posts: MeasuredPosts
    tops: Reals
    bottoms: Reals | None = None
    left_out: dict[str, int] = field(default_factory=dict)
    factor: float = 1.0

    @property
    def ratios(self) -> Reals:
        """Numerator ÷ denominator × factor of each used post; the numerators when there is no denominator."""
        return self.tops if self.bottoms is None else self.tops / self.bottoms * self.factor

    def median(self) -> Figure:
        return self._figure(median(self.ratios) if self.posts else None)

    def mean(self) -> Figure:
        return self._figure(total(self.ratios) / len(self.posts) if self.posts else None)

    def total(self) -> Figure:
        return self._figure(total(self.tops) if self.posts else None)

    def pooled(self) -> Figure:
        """Of a sample with denominators."""
        if not self.posts or self.bottoms is None:
            return self._figure(None)
        return self._figure(total(self.tops) / total(self.bottoms) * self.factor)

    def _figure(self, value: float | None) -> Figure:
        return Figure(value, len(self.posts), self.left_out, Late(self.flags))

    def flags(self) -> dict[str, int]:
        """Counts of used posts that are doubtful but kept."""
        negative = int((self.tops < 0).sum())
        return doubts(self.posts) | ({"negative": negative} if negative else {})


class Late(Mapping[str, int]):
    """Flags that are counted when somebody asks: of the points of a line nobody does."""

    def __init__(self, count: Callable[[], Mapping[str, int]]) -> None:
        self._count = count

    @cached_property
    def _counted(self) -> Mapping[str, int]:
        return self._count()

    def __getitem__(self, name: str) -> int:
        return self._counted[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._counted)

    def __len__(self) -> int:
        return len(self._counted)


def total(values: Reals) -> float:
    """The sum, exact to the last digit whatever the order."""
    return fsum(values.tolist())


def doubts(posts: MeasuredPosts) -> dict[str, int]:
    """Posts younger than 48 hours, with an estimated date, or with a reach above their impressions."""
    if posts.whole is not None and not doubts(posts.whole):
        return {}
    return posts.once("doubts", _doubts)


def _doubts(posts: MeasuredPosts) -> dict[str, int]:
    above = posts.derived("above", _reach_above_impressions)
    told = {
        "younger_than_48h": flags(posts, "young"), "date_estimated": flags(posts, "estimated"),
        "reach_above_impressions": above,
    }  # fmt: skip
    return {name: count for name, which in told.items() if (count := int(which.sum()))}


def _reach_above_impressions(posts: MeasuredPosts) -> Flags:
    return metric(posts, "reach") > metric(posts, "impressions")


def known(posts: MeasuredPosts, read: Read, reason: str) -> Sample:
    """The posts whose value `read` gives; the others are left out for `reason`."""
    values = read(posts)
    there = columns.known(values)
    if there.all():
        return Sample(posts, values)
    places = there.nonzero()[0]
    return Sample(posts.keep(places), values[places], left_out={reason: len(values) - len(places)})


def over(posts: MeasuredPosts, top: Read, top_reason: str, bottom: Read, name: str, factor: float) -> Sample:
    """The posts with a numerator and a denominator above zero, reasons `no_<name>`, `zero_<name>`, `negative_<name>`."""
    tops, bottoms = top(posts), bottom(posts)
    there, above = columns.known(tops), bottoms > 0
    used = there & above
    if used.all():  # as most are: nothing to look for
        return Sample(posts, tops, bottoms, factor=factor)
    why = {
        f"no_{name}": ~columns.known(bottoms), f"zero_{name}": bottoms == 0, f"negative_{name}": bottoms < 0,
        top_reason: above & ~there,
    }  # fmt: skip
    left_out = {reason: count for reason, which in why.items() if (count := int(which.sum()))}
    places = used.nonzero()[0]
    return Sample(posts.keep(places), tops[places], bottoms[places], left_out, factor)


@cache
def stored(name: str) -> Read:
    """Reads a stored metric by its neutral key or the network's own name."""
    return lambda posts: metric(posts, name)


@cache
def first_of(names: tuple[str, ...]) -> Read:
    """Reads the first of some names a post has."""
    return lambda posts: first_known([metric(posts, name) for name in names])


def followers_of(posts: MeasuredPosts) -> Reals:
    """Followers on the publication day."""
    return first_known([columns.followers(posts), metric(posts, "followers_at_publication")])
