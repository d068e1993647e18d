"""Posts with what they are judged by: one network and one measure at a time, as lists rank them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.analytics.figure import Slice
from app.analytics.interactions import extras_given
from app.analytics.rankings import AUTOMATIC, by_network
from app.domain.kpi import Period, PostFigures


@dataclass(frozen=True, slots=True)
class RatedPosts:
    """`rows` are posts with their rate by `metric`, oldest first."""

    network: str
    metric: str
    rows: tuple[tuple[PostFigures, float], ...]


def rated_posts(posts: Sequence[PostFigures], period: Period, metric: str = AUTOMATIC) -> tuple[RatedPosts, ...]:
    """The posts of a period by network, that with most of them first."""
    inside = [post for post in posts if period.first <= post.day <= period.last]
    part = Slice(inside, (), period, extras=extras_given(posts))
    found = [
        RatedPosts(network, name, tuple(zip(sample.posts, sample.ratios, strict=True)))
        for network, name, sample in by_network(part, metric)
    ]
    return tuple(sorted(found, key=lambda row: (-len(row.rows), row.network)))
