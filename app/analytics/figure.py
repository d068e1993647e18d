"""What a KPI function takes (a slice of the data) and gives (a figure), and the arithmetic they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from statistics import median

from app.analytics.followers import StockLine
from app.analytics.interactions import interactions
from app.domain.kpi import DayFigures, Period, PostFigures
from app.domain.published import AudienceFigure

Read = Callable[[PostFigures], float | None]
YOUNG_HOURS = 48


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of the data one number is made of: the posts and days of one group inside its period.

    `profiles` are those the group stands for, also when they published nothing. `stocks` is the history of followers
    per profile up to the end of the period, days before it included. `extras` as in `interactions.extras_given`.
    `counted` names the metrics some post of the whole data has, this group's or another's.
    """

    posts: Sequence[PostFigures]
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

    def interactions(self, post: PostFigures) -> float | None:
        """Interactions of a post; None when a part its network gives is unknown."""
        return interactions(post, self.extras)


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

    posts: list[PostFigures] = field(default_factory=list)
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

    def leave_out(self, reason: str) -> None:
        self.left_out[reason] = self.left_out.get(reason, 0) + 1

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


def doubts(posts: Sequence[PostFigures]) -> dict[str, int]:
    """Posts younger than 48 hours, with an estimated date, or with a reach above their impressions."""
    young = sum(1 for post in posts if post.age_hours is not None and post.age_hours < YOUNG_HOURS)
    estimated = sum(1 for post in posts if post.estimated)
    above = sum(1 for post in posts if _reach_above_impressions(post.values))
    found = {"younger_than_48h": young, "date_estimated": estimated, "reach_above_impressions": above}
    return {name: count for name, count in found.items() if count}


def _reach_above_impressions(values: Mapping[str, float]) -> bool:
    reach, impressions = values.get("reach"), values.get("impressions")
    return reach is not None and impressions is not None and reach > impressions


def known(posts: Sequence[PostFigures], read: Read, reason: str) -> Sample:
    """The posts whose value `read` gives; the others are left out for `reason`."""
    sample = Sample()
    for post in posts:
        value = read(post)
        if value is None:
            sample.leave_out(reason)
        else:
            sample.posts.append(post)
            sample.tops.append(value)
    return sample


def over(posts: Sequence[PostFigures], top: Read, top_reason: str, bottom: Read, name: str, factor: float) -> Sample:
    """The posts with a numerator and a denominator above zero, reasons `no_<name>`, `zero_<name>`, `negative_<name>`."""
    sample = Sample(factor=factor)
    for post in posts:
        below = bottom(post)
        above = top(post)
        if below is None:
            sample.leave_out(f"no_{name}")
        elif below <= 0:
            sample.leave_out(f"zero_{name}" if below == 0 else f"negative_{name}")
        elif above is None:
            sample.leave_out(top_reason)
        else:
            sample.posts.append(post)
            sample.tops.append(above)
            sample.bottoms.append(below)
    return sample


def stored(metric: str) -> Read:
    """Reads a stored metric by its neutral key or the network's own name."""

    def read(post: PostFigures) -> float | None:
        return post.values.get(metric)

    return read


def followers_of(post: PostFigures) -> float | None:
    """Followers on the publication day."""
    return post.followers if post.followers is not None else post.values.get("followers_at_publication")
