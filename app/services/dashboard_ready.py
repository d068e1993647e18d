"""What stands on the ready dashboard of a network besides its usual tiles, or in their place: what files of it hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.analytics.table_kpis import dimensions_of
from app.analytics.website_days import kpis_of_days
from app.domain.audience_kinds import of_people
from app.domain.dashboards import AUDIENCE, OVERVIEW, DashboardSpec, TileKind, TileSpec
from app.domain.kpi import FigureFilters
from app.domain.networks import Network
from app.domain.workspace import Profile
from app.services.dashboard_groups import READY
from app.services.dashboard_stand_ins import IF_TOLD
from app.store.unit import UnitOfWork

MOST_NUMBERS, MOST_LINES = 12, 2
MOST_OF_PROFILES = 8
_OF_POSTS = ("views", "impressions", "watch_time")
"""What is asked of posts besides, where they tell it."""
_OF_PROFILES = {
    "views": "daily_views",
    "impressions": "daily_impressions",
    "reach": "daily_reach_mean",
    "viewers": "median:viewers",
    "engagements": "daily_engagements",
    "engaged_users": "median:engaged_users",
    "new_followers": "sum:new_followers",
    "lost_followers": "daily:lost_followers",
    "net_followers": "daily:net_followers",
    "profile_visits": "daily:profile_visits",
    "page_views": "daily:page_views",
    "clicks": "daily:clicks",
    "link_clicks": "daily:link_clicks",
    "video_plays": "daily:video_plays",
    "watch_seconds": "daily:watch_seconds",
    "watch_hours": "daily:watch_hours",
}
"""What the daily figures of profiles hold, and the KPI that tells it; interactions have their tile."""


def with_stored(spec: DashboardSpec, work: UnitOfWork, profiles: Sequence[Profile]) -> DashboardSpec:
    """Daily figures and tables by group follow the usual tiles; where a profile has nothing else, tables stand alone. Of a
    website its days come first, and what only posts and followers tell is left out where it has none of them; so does the
    overview of nothing but websites."""
    shown = tuple(row.id for row in profiles)
    tables = _of_tables(work.metrics.audience_kinds(shown))
    if {row.network for row in profiles} == {Network.OTHER} and (spec.ready_of_network or spec.key == OVERVIEW.key):
        return _of_website(spec, work, shown, tables)
    if not spec.ready_of_network:
        return spec
    if tables and not work.figures.extents(FigureFilters(profile_ids=shown)):
        return replace(spec, tiles=tuple(tables))
    there = {tile.kpi for tile in spec.tiles}
    posts = [TileSpec(f"{IF_TOLD}{kpi}", TileKind.NUMBER, kpi) for kpi in _OF_POSTS if kpi not in there]
    return replace(spec, tiles=(*spec.tiles, *posts, *_of_profiles(work.metrics.of_days(shown)), *tables))


def _of_profiles(metrics: Collection[tuple[str | None, str]]) -> list[TileSpec]:
    """Numbers of the days of profiles; figures only their network knows where it tells nothing else."""
    keys = {key for key, _ in metrics}
    kpis = [kpi for key, kpi in _OF_PROFILES.items() if key in keys]
    if not keys - {None}:
        kpis = sorted(f"mean:{name}" for _, name in metrics)
    return [TileSpec(kpi, TileKind.NUMBER, kpi) for kpi in kpis[:MOST_OF_PROFILES]]


def _of_website(spec: DashboardSpec, work: UnitOfWork, shown: tuple[int, ...], tables: list[TileSpec]) -> DashboardSpec:
    metrics = work.metrics.of_days(shown)
    posts = work.figures.first_post(FigureFilters(profile_ids=shown)) is not None
    counted = any(key == "followers" for key, _ in metrics)

    def told(kpi: str) -> bool:
        return counted if kpi == "followers" else posts and (counted or "followers" not in kpi)

    others = [tile for tile in spec.tiles if told(tile.kpi)]
    return replace(spec, tiles=(*_of_days(kpis_of_days(metrics)), *tables, *others) or spec.tiles)


def _of_days(kpis: tuple[str, ...]) -> list[TileSpec]:
    """Numbers, and of the first ones what happened day by day."""
    numbers = [TileSpec(kpi, TileKind.NUMBER, kpi) for kpi in kpis[:MOST_NUMBERS]]
    return numbers + [TileSpec(f"lines_{kpi}", TileKind.LINES, kpi, 6) for kpi in kpis[:MOST_LINES]]


def _of_tables(kinds: Collection[tuple[str, str]]) -> list[TileSpec]:
    """The tiles a ready dashboard of a network has once there is a table for them."""
    sources = dimensions_of("traffic_sources", kinds)
    audience = [AUDIENCE] if set(of_people(dimension for dimension, _ in kinds)) - set(sources) else []
    return audience + [TileSpec(kpi, TileKind.BARS, kpi, 6) for kpi in READY if dimensions_of(kpi, kinds)]
