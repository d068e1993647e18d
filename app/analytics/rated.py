"""Posts with what they are judged by: one network and one measure at a time, as lists rank them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.analytics.columns import within
from app.analytics.figure import Slice
from app.analytics.interactions import extras_given
from app.analytics.rankings import AUTOMATIC, by_network
from app.domain.kpi import Period, PostFigures
from app.domain.measured_posts import MeasuredPosts

if TYPE_CHECKING:
    from app.analytics.columns import Reals


@dataclass(frozen=True, slots=True)
class RatedPosts:
    """Posts with their rates by `metric`, oldest first."""

    network: str
    metric: str
    posts: MeasuredPosts
    rates: Reals


def rated_posts(posts: Iterable[PostFigures], period: Period, metric: str = AUTOMATIC) -> tuple[RatedPosts, ...]:
    """The posts of a period by network, that with most of them first."""
    posts = MeasuredPosts.of(posts)
    part = Slice(within(posts, period), (), period, extras=extras_given(posts))
    found = [
        RatedPosts(network, name, sample.posts, sample.ratios) for network, name, sample in by_network(part, metric)
    ]
    return tuple(sorted(found, key=lambda row: (-len(row.posts), row.network)))
