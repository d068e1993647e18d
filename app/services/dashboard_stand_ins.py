"""Tiles of what is known in place of what cannot be: some files give one total with the clicks, or only who came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.analytics.columns import known, metric
from app.analytics.interactions import extras_given, interactions_of
from app.domain.dashboards import TileKind, TileSpec
from app.domain.kpi import DayFigures, Period
from app.domain.measured_posts import MeasuredPosts

_BY_ENGAGEMENTS = {
    "interactions": "engagements",
    "interactions_per_1000_followers": "engagements",
    "engagement_rate_by_impressions_median": "network_engagement_rate_by_impressions_median",
}
"""What the network's own engagements, clicks included, can stand in for: under their own name, never as interactions."""
_GAINS = "sum:new_followers"


def stand_ins(tile: TileSpec) -> tuple[str, ...]:
    """The KPIs a tile may show instead of its own; their figures are read with it."""
    if tile.kind is TileKind.LINES and tile.kpi == "followers":
        return (_GAINS,)
    return (_BY_ENGAGEMENTS[tile.kpi],) if tile.kpi in _BY_ENGAGEMENTS else ()


def known_tiles(
    tiles: Iterable[TileSpec], posts: MeasuredPosts, days: Sequence[DayFigures], period: Period
) -> tuple[TileSpec, ...]:
    """The tiles, with another where nothing is known of what one shows, and something of what stands in for it."""
    return tuple(_instead(tile, posts, days, period) for tile in tiles)


def _instead(tile: TileSpec, posts: MeasuredPosts, days: Sequence[DayFigures], period: Period) -> TileSpec:
    found = stand_ins(tile)
    if not found or tile.kind not in (TileKind.NUMBER, TileKind.LINES):
        return tile
    if not (_only_gains(days, period) if found[0] == _GAINS else posts.once("only engagements", _only_engagements)):
        return tile
    key = f"lines_{found[0]}" if tile.kind is TileKind.LINES else found[0]
    return replace(tile, key=key, kpi=found[0])


def _only_engagements(posts: MeasuredPosts) -> bool:
    """No post tells its interactions, and some tell their engagements."""
    if not known(metric(posts, "engagements")).any():
        return False
    return not known(interactions_of(posts, extras_given(posts))).any()


def _only_gains(days: Sequence[DayFigures], period: Period) -> bool:
    """Nobody's followers were counted on two days of the period, and new ones were."""
    inside = [row for row in days if period.first <= row.day <= period.last]
    counts: dict[int, int] = {}
    for row in inside:
        counts[row.profile_id] = counts.get(row.profile_id, 0) + ("followers" in row.stocks)
    return max(counts.values(), default=0) < 2 and any("new_followers" in row.flows for row in inside)
