"""Dashboards: one reading of the figures, then every tile from it; a tile that fails says so and the others stand."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from app.analytics.columns import numbers
from app.analytics.table_kpis import dimensions_of
from app.domain.audience_kinds import of_people
from app.domain.audience_tables import UNITS_OF_KPIS
from app.domain.cadence import WeekCadence
from app.domain.dashboard_values import (
    CadenceContent,
    Choices,
    Content,
    Dashboard,
    FailedContent,
    HeatContent,
    PostsContent,
    Tile,
    newest,
)
from app.domain.dashboards import Comparison, DashboardSpec, TileKind, TileSpec, compared_period
from app.domain.days import local_day
from app.domain.errors import BadInput
from app.domain.kpi import FigureFilters, Period
from app.domain.measured_posts import MeasuredPosts
from app.domain.networks import Network
from app.domain.people import Actor
from app.services.advice import AdviceService
from app.services.dashboard_narrowing import known_of_whole, narrowed, of_whole_profiles
from app.services.dashboard_reading import Figures, first_read, profiles_shown, read_figures
from app.services.dashboard_ready import with_stored
from app.services.dashboard_stand_ins import known_tiles
from app.services.dashboard_tiles import about, briefs, content_of, held
from app.services.measuring import ALL, KpiService, seen_filters, sources_of
from app.services.packing import keep_packed
from app.services.paid_unknown import of_unknown, unknown_posts, with_counted
from app.services.seeing import brands_read
from app.services.tile_sources import Origins, read_origins, tile_sources
from app.services.typical import typical_in
from app.store.kept_figures import KeptFigures
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

_log = logging.getLogger("szpalta.dashboards")


class DashboardService:
    def __init__(
        self, store: Store, clock: Clock, measuring: KpiService, advice: AdviceService, kept: KeptFigures
    ) -> None:
        self._store = store
        self._clock = clock
        self._measuring = measuring
        self._advice = advice
        self._kept = kept

    def choices(self, actor: Actor, *, brand_id: int | None = None) -> Choices:
        """What a dashboard can be narrowed to, of what the actor may see."""
        with self._kept.read() as work:
            brands = brands_read(work, actor, None if brand_id is None else [brand_id])
            profiles = tuple(work.profiles.all(brand_ids=brands))
            own = FigureFilters(profile_ids=tuple(row.id for row in profiles))
            seen = seen_filters(work, actor, own)
            extent, extents = work.figures.extent(seen), work.figures.extents(seen)
            personas = work.personas.all(brand_ids=brands)
            campaigns = work.plans.campaigns(brand_ids=brands)
            pillars = [row for row in work.team.pillars() if brands is None or row.brand_id in brands]
            workspace = work.team.workspace()
            kinds = work.metrics.audience_kinds(own.profile_ids or ())
            websites = [row.id for row in profiles if row.network is Network.OTHER]
            blogs = frozenset(
                number for number in websites if work.figures.first_post(FigureFilters((number,))) is not None
            )
        today = local_day(self._clock.now(), workspace.zone)
        networks = tuple(dict.fromkeys(row.network for row in profiles))
        return Choices(
            workspace.uid,
            today,
            Period(*extent) if extent else None,
            profiles,
            tuple(personas),
            tuple(campaigns),
            networks,
            pillars=tuple(pillars),
            dimensions=of_people(dimension for dimension, _ in kinds),
            grouped={kpi: dimensions_of(kpi, kinds) for kpi in UNITS_OF_KPIS},
            extents={number: Period(*days) for number, days in extents.items()},
            blogs=blogs,
        )

    def load(
        self,
        actor: Actor,
        spec: DashboardSpec,
        period: Period,
        comparison: Comparison = Comparison.PREVIOUS,
        filters: FigureFilters = ALL,
        *,
        brand_id: int | None = None,
        report: Callable[[float | None], None] = lambda share: None,
    ) -> Dashboard:
        """The dashboard over some days. `report` hears 0..1 between the tiles and may raise to stop.

        Raises `BadInput` "kpi.period_reversed" (first, last), and "dashboard.which_campaign" without the campaign one needs.
        """
        if period.last < period.first:
            raise BadInput("kpi.period_reversed", first=period.first, last=period.last)
        if spec.of_campaign and filters.campaign_id is None:
            raise BadInput("dashboard.which_campaign")
        compared = compared_period(period, comparison)
        with self._store.read() as work:
            profiles = profiles_shown(work, actor, spec, filters, brand_id)
            shown = tuple(row.id for row in profiles)
            spec = with_stored(spec, work, profiles)
        keep_packed(
            self._store,
            FigureFilters(shown),
            first_read(period, compared),
            date.max,
            lambda _: report(None),
            self._kept,
        )
        with self._kept.read() as work:
            whole = read_figures(work, actor, spec, period, compared, filters, profiles, typical_in(work))
            sources = sources_of(work, profiles)
            extent = work.figures.extent(FigureFilters(profile_ids=shown))
            unknown = unknown_posts(work, seen_filters(work, actor, replace(filters, profile_ids=shown)), period)
            names = _names(work, actor, filters, spec, brand_id)
            origins = read_origins(work, profiles, period.first, period.last)
        figures = narrowed(whole, replace(filters, profile_ids=None, networks=None))
        tiles = []
        for place, one in enumerate(known_tiles(spec.tiles, whole.posts, whole.days, period)):
            report((place + 1) / (len(spec.tiles) + 1))
            tiles.append(self._tile(actor, one, figures, whole, unknown, origins))
        return Dashboard(
            spec, period, compared, filters, self._pictured(tiles), briefs(figures), profiles, sources,
            Period(*extent) if extent else None, self._clock.now(), names, len(unknown),
        )  # fmt: skip

    def data_at(self, dashboard: Dashboard) -> datetime | None:
        """When the newest data of its profiles came in, as it stands by now."""
        shown = {row.id for row in dashboard.profiles}
        with self._store.read() as work:
            return newest(sources_of(work, [row for row in work.profiles.all() if row.id in shown]))

    def csv(self, headers: Sequence[str], rows: Iterable[Sequence[str | float | date | None]]) -> str:
        """A table as CSV for the clipboard: ISO dates, points, no separators; nothing a spreadsheet would run."""
        from app.exchange.tables import write_csv

        page = io.StringIO(newline="")
        write_csv(page, headers, rows)
        return page.getvalue()

    def _tile(
        self, actor: Actor, spec: TileSpec, figures: Figures, whole: Figures, unknown: MeasuredPosts, origins: Origins
    ) -> Tile:
        """`whole`: before the dashboard's filters chose among the posts. `unknown`: posts it leaves out because nobody knows
        whether they were paid."""
        try:
            own = narrowed(figures, spec.filters)
            content = with_counted(self._content(actor, spec, own), _left_out(spec, figures, unknown), figures.period)
            content = of_whole_profiles(content) if spec.filters.choose_posts else content
            if own is not whole:
                content = known_of_whole(content, own, whole)
            sources = tile_sources(content, own.profiles, origins)
            return Tile(spec, content, about(spec.kpi, content) if spec.kpi else None, held(spec, own), sources)
        except Exception as error:
            _log.warning("tile %s failed", spec.key, exc_info=error)
            return Tile(spec, FailedContent(error), about(spec.kpi) if spec.kpi else None)

    def _content(self, actor: Actor, spec: TileSpec, figures: Figures) -> Content:
        if spec.kind is TileKind.CADENCE:
            weeks = self._cadence(actor, figures)
            return CadenceContent(weeks, self._advice.pace(actor, FigureFilters(figures.profile_ids)))
        content = content_of(spec, figures)
        if isinstance(content, HeatContent):
            own = [row.id for row in figures.profiles if row.network.value == content.network]
            return replace(content, activity=self._advice.activity(own))
        return content

    def _cadence(self, actor: Actor, figures: Figures) -> tuple[WeekCadence, ...]:
        """Whole weeks: the one that holds the last day is read to its end. Without the profiles of whose posts nobody knows:
        files of their days are no reason to say that they published nothing."""
        period = figures.period
        first = date.fromordinal(period.first.toordinal() - period.first.weekday())
        last = date.fromordinal(period.last.toordinal() + 6 - period.last.weekday())
        rows = self._measuring.cadence(actor, first, last)
        told = {row.id for row in figures.profiles if row.fetched_at is not None}
        told |= set(numbers(figures.posts, "profile_id").tolist())
        told |= {row.profile_id for row in rows if row.planned or row.published}
        shown = told.intersection(figures.profile_ids)
        return tuple(row for row in rows if row.profile_id in shown)

    def _pictured(self, tiles: list[Tile]) -> tuple[Tile, ...]:
        """The tiles with the pictures of their posts."""
        lists = [tile.content for tile in tiles if isinstance(tile.content, PostsContent)]
        wanted = {row.post.id for content in lists for row in content.rows if row.post.post_id is not None}
        if not wanted:
            return tuple(tiles)
        with self._store.read() as work:
            found = work.dashboards.pictures(sorted(wanted))

        def pictured(content: Content) -> Content:
            if not isinstance(content, PostsContent):
                return content
            rows = tuple(replace(row, picture=found.get(row.post.id)) for row in content.rows)
            return replace(content, rows=rows)

        return tuple(replace(tile, content=pictured(tile.content)) for tile in tiles)


def _left_out(spec: TileSpec, figures: Figures, unknown: MeasuredPosts) -> MeasuredPosts:
    """The posts a tile leaves out because nobody knows whether they were paid."""
    if spec.filters.paid is not None and not len(unknown):
        unknown = of_unknown(figures.within(figures.period))
    return (
        narrowed(replace(figures, posts=unknown), replace(spec.filters, paid=None)).posts if len(unknown) else unknown
    )


def _names(
    work: UnitOfWork, actor: Actor, filters: FigureFilters, spec: DashboardSpec, brand_id: int | None
) -> dict[str, str]:
    """What the workspace and the things chosen are called, and those single tiles are narrowed to."""
    found = {"workspace": work.team.workspace().name}
    if brand_id is not None:
        found["brand"] = work.team.brand(brand_id).name
    if filters.persona_id is not None:
        found["persona"] = work.personas.get(filters.persona_id).name
    if filters.campaign_id is not None:
        found["campaign"] = work.plans.campaign(filters.campaign_id).name
    if any(tile.filters != ALL for tile in spec.tiles):
        found.update({f"persona:{row.id}": row.name for row in work.personas.all(archived=True)})
        seen = work.profiles.all(brand_ids=brands_read(work, actor, None))
        found.update({f"profile:{row.id}": row.name for row in seen})
        found.update({f"pillar:{row.id}": row.name for row in work.team.pillars()})
        found.update({f"campaign:{row.id}": row.name for row in work.plans.campaigns(archived=True)})
    return found
