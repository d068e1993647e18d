"""Tiles of what is known in place of what cannot be: some files give one total with the clicks, others only daily figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.analytics.columns import known, metric
from app.analytics.dictionary import definition
from app.analytics.interactions import extras_given, interactions_of, of_day
from app.domain.dashboards import TileKind, TileSpec
from app.domain.kpi import DayFigures, Period
from app.domain.measured_days import MeasuredDays
from app.domain.measured_posts import MeasuredPosts

IF_TOLD = "if_told_"
"""How the key of a tile begins that stands only where a post knows something of its KPI."""
_GAINS = "sum:new_followers"
_TOGETHER = ("engagements", "sum:interactions", "sum:engagements")
_INSTEAD = {
    "interactions": _TOGETHER,
    "interactions_per_1000_followers": _TOGETHER,
    "engagement_rate_by_impressions_median": ("network_engagement_rate_by_impressions_median",),
    "engagement_rate_by_reach_median": ("engagement_rate_by_viewers_median",),
    "post_reach_total": ("daily_reach_mean", "views", "daily_views"),
    "impressions": ("daily_impressions",),
    "views": ("daily_views",),
    "followers": (_GAINS,),
}
"""What may stand in for a KPI, the best first, always under its own name: the network's own engagements, clicks included, are
no interactions, and daily figures of a profile are no sums over its posts."""


def stand_ins(tile: TileSpec) -> tuple[str, ...]:
    """The KPIs a tile may show instead of its own; their figures are read with it."""
    return _INSTEAD.get(tile.kpi, ()) if tile.kind in (TileKind.NUMBER, TileKind.LINES) else ()


def known_tiles(
    tiles: Iterable[TileSpec], posts: MeasuredPosts, days: Sequence[DayFigures], period: Period
) -> tuple[TileSpec, ...]:
    """The tiles, with another where nothing is known of what one shows, and something of what stands in for it; what
    has a tile of its own already stands once."""
    every = MeasuredDays.of(days)
    there = [tile for tile in tiles if not tile.key.startswith(IF_TOLD) or _of_any_post(tile.kpi, posts)]
    found = [(tile, _instead(tile, posts, every, period)) for tile in there]
    stand_in = {shown for tile, shown in found if shown is not tile}
    return tuple(shown for tile, shown in found if shown is not tile or shown not in stand_in)


def _of_any_post(kpi: str, posts: MeasuredPosts) -> bool:
    return any(_of_posts(name, posts) for name in definition(kpi).reads)


def _instead(tile: TileSpec, posts: MeasuredPosts, days: MeasuredDays, period: Period) -> TileSpec:
    possible = stand_ins(tile)
    if not possible:
        return tile
    if tile.kpi == "followers":
        own = _counted(days, period if tile.kind is TileKind.LINES else None)
    else:
        own = _told(tile.kpi, posts, days, period)
    found = None if own else next((kpi for kpi in possible if _told(kpi, posts, days, period)), None)
    if found is None:
        return tile
    return replace(tile, key=f"lines_{found}" if tile.kind is TileKind.LINES else found, kpi=found)


def _told(kpi: str, posts: MeasuredPosts, days: MeasuredDays, period: Period) -> bool:
    """Whether some post, or for KPIs of the profile's days some day of the period, knows what a KPI is made of."""
    made_of = definition(kpi)
    reads = [name for name in made_of.reads if name != "followers"]
    if made_of.input != "days" and all(_of_posts(name, posts) for name in reads):
        return True
    if made_of.input != "days" and not kpi.startswith("sum:"):
        return False
    inside = days.inside(period.first, period.last)
    return all(_of_days(name, inside) for name in reads)


def _of_posts(name: str, posts: MeasuredPosts) -> bool:
    if name == "interactions":
        return bool(known(interactions_of(posts, extras_given(posts))).any())
    return bool(known(metric(posts, name)).any())


def _of_days(name: str, days: MeasuredDays) -> bool:
    return days.once(("told", name), lambda rows: any(of_day(row, name) is not None for row in rows))


def _counted(days: MeasuredDays, period: Period | None) -> bool:
    """Whether followers were counted at all, or on two days of a period, as a line needs it."""
    if period is None:
        return days.once("followers counted", lambda rows: any("followers" in row.stocks for row in rows))
    counts: dict[int, int] = {}
    for row in days.inside(period.first, period.last):
        counts[row.profile_id] = counts.get(row.profile_id, 0) + ("followers" in row.stocks)
    return max(counts.values(), default=0) > 1
