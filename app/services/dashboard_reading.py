"""What a dashboard rests on, read in one transaction: figures, our own posts, comments, sources."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from app.analytics.columns import codes, within
from app.analytics.compute import compute
from app.analytics.dictionary import definition
from app.analytics.kpi_definition import KpiDefinition
from app.analytics.pace import MOST_WEEKS
from app.analytics.rolling import rolling, spans_of
from app.domain.advice import ADVICE_DAYS
from app.domain.audience_time import in_audience_time
from app.domain.dashboard_values import CommentCount
from app.domain.dashboards import DashboardSpec, TileKind
from app.domain.days import day_bounds
from app.domain.kpi import DayFigures, FigureFilters, KpiValue, Period
from app.domain.measured_posts import MeasuredPosts
from app.domain.networks import Network
from app.domain.people import Actor
from app.domain.published import AudienceFigure
from app.domain.typical import OWN_DAYS, TypicalValue
from app.domain.workspace import KpiTarget, Profile
from app.services.advice import audience_zones
from app.services.dashboard_stand_ins import stand_ins
from app.services.measuring import group_labels, index_weights, metrics_of_posts, seen_filters, wanted_metrics
from app.services.own_average import known_days
from app.services.seeing import brands_read
from app.store.queries.figures import OWN
from app.store.unit import UnitOfWork

FUNNEL_READS = ("impressions", "views", "post_reach_total", "interactions", "sum:link_clicks")


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the tiles are made of. Posts and days are oldest first and reach back before the period."""

    period: Period
    compared: Period | None
    posts: MeasuredPosts
    days: Sequence[DayFigures]
    profiles: tuple[Profile, ...]
    labels: dict[str, dict[str, dict[str, str]]]
    comments: tuple[CommentCount, ...] = ()
    comments_before: int | None = None
    pictures: dict[int, str] = field(default_factory=dict)
    typical: tuple[TypicalValue, ...] = ()
    audience: Mapping[int, str] = field(default_factory=dict)
    """Zones of audiences that are not the profiles' own."""
    audience_figures: tuple[tuple[int, AudienceFigure], ...] = ()
    """Profile and bucket, where a tile shows tables by group."""
    targets: tuple[KpiTarget, ...] = ()
    """Those of the brands, where a tile shows them."""
    index_weights: Mapping[str, float] = field(default_factory=dict)
    """Points of the interactivity index in this workspace."""
    known: Mapping[int, Period] = field(default_factory=dict)
    """The days anything can be known of each profile: from its first figure to its last, or to when it was fetched."""
    first_post: date | None = None
    """Of all that are known: daily figures may reach further back."""

    @property
    def profile_ids(self) -> tuple[int, ...]:
        return tuple(profile.id for profile in self.profiles)

    def in_audience_time(self, period: Period) -> MeasuredPosts:
        """The posts of some days with weekday and hour where their audience is."""
        return in_audience_time(self.within(period), {row.id: row.zone for row in self.profiles}, self.audience)

    def within(self, period: Period) -> MeasuredPosts:
        """The posts of some days."""
        return within(self.posts, period)

    def value(self, kpi: str, period: Period, posts: MeasuredPosts | None = None) -> KpiValue:
        """A KPI over some days, of all posts or of some of them."""
        return self.groups(kpi, None, period, posts)[0]

    def groups(
        self, kpi: str, by: str | None, period: Period, posts: MeasuredPosts | None = None
    ) -> tuple[KpiValue, ...]:
        """As `value`, of each group with its name."""
        own = self.posts if posts is None else posts
        rows = compute(
            kpi, own, self.days, period, by, audience=self.audience_figures, index_weights=self.index_weights,
            among=self.posts, profiles={row.id: row.network.value for row in self.profiles},
        )  # fmt: skip
        names = self.labels.get(by or "", {})
        return tuple(
            replace(row, group={**row.group, **told}) if (told := names.get(row.group.get("key", ""))) else row
            for row in rows
        )

    def line(self, kpi: str, profile_ids: Iterable[int], *, span_days: int | None = None) -> tuple[float | None, ...]:
        """A KPI of some profiles at each point of the period; as `rolling`."""
        wanted = tuple(profile_ids)
        known = self.known_of(wanted)
        return rolling(kpi, self.posts, self.days, self.period, wanted, self.index_weights, known, span_days=span_days)

    def known_for(self, kpi: str) -> dict[int, Period]:
        """As `known`, of the profiles a KPI may be told of: a website without posts has only days of its own."""
        posted = set(codes(self.posts, "profile_id")[0])
        websites = {row.id for row in self.profiles if row.network is Network.OTHER and row.id not in posted}
        of_websites = kpi.startswith("website_") or len(websites) == len(self.profiles)
        return {number: days for number, days in self.known.items() if (number in websites) is of_websites}

    def known_of(self, profile_ids: Iterable[int]) -> Period | None:
        """The days anything can be known of some profiles together; None: nothing is."""
        return Period.around(self.known[number] for number in profile_ids if number in self.known)


def profiles_shown(
    work: UnitOfWork, actor: Actor, spec: DashboardSpec, filters: FigureFilters, brand_id: int | None
) -> tuple[Profile, ...]:
    """The profiles a dashboard is about: those asked for that the actor may see, of its network when it has one."""
    brands = brands_read(work, actor, None if brand_id is None else [brand_id])
    rows = work.profiles.all(brand_ids=brands)
    return tuple(
        row
        for row in rows
        if (filters.profile_ids is None or row.id in filters.profile_ids)
        and (spec.network is None or row.network is spec.network)
    )


def read_figures(
    work: UnitOfWork,
    actor: Actor,
    spec: DashboardSpec,
    period: Period,
    compared: Period | None,
    filters: FigureFilters,
    profiles: tuple[Profile, ...],
    typical: tuple[TypicalValue, ...] = (),
) -> Figures:
    """One reading for all tiles of a dashboard: all posts of its profiles, for tiles are chosen by what is known of them all;
    `narrowed` leaves those that filters choose."""
    kinds = {tile.kind for tile in spec.tiles}
    targets = _targets(work, profiles) if TileKind.GOALS in kinds else ()
    wishes = _wishes(spec, targets)
    seen = seen_filters(work, actor, FigureFilters(tuple(row.id for row in profiles), filters.networks))
    first = _first_shown(kinds, period, compared, bool(targets))
    posts_from, days_from = work.figures.lead_in(seen, first)
    stocks = any("followers" in wish.reads for wish in wishes)
    posts = work.figures.posts(
        seen, posts_from, period.last, metrics_of_posts(wishes), own=_of_own(spec) | filters.own, followers=stocks
    )
    days = work.figures.days(seen, days_from, period.last, wanted_metrics(wishes))
    grouped = TileKind.AUDIENCE in kinds or any(wish.input == "audience" for wish in wishes)
    asked = bool(kinds & {TileKind.COMMENTS, TileKind.RESPONSE})
    return Figures(
        period,
        compared,
        posts,
        days,
        profiles,
        {by: group_labels(work, by) for by in {tile.by for tile in spec.tiles if tile.by}},
        _comments(work, profiles, period) if asked else (),
        sum(row.comments for row in _comments(work, profiles, compared)) if asked and compared else None,
        typical=typical,
        audience=audience_zones(work),
        index_weights=index_weights(work),
        known=known_days(work.figures.extents(seen), profiles),
        first_post=work.figures.first_post(seen),
        audience_figures=_audience(work, profiles) if grouped else (),
        targets=targets,
    )


def _wishes(spec: DashboardSpec, targets: Iterable[KpiTarget]) -> list[KpiDefinition]:
    """Every KPI the tiles may show."""
    names = [name for tile in spec.tiles if tile.kpi for name in (tile.kpi, *stand_ins(tile))]
    names += [row.kpi for row in targets]
    if any(tile.kind is TileKind.FUNNEL for tile in spec.tiles):
        names += FUNNEL_READS
    return [definition(name) for name in names]


def _first_shown(kinds: Container[TileKind], period: Period, compared: Period | None, goals: bool) -> date:
    """The first day tiles of these kinds show anything of."""
    days = [period.first - timedelta(days=spans_of(period)[1])]
    if compared:
        days.append(compared.first)
    if TileKind.NUMBER in kinds:
        days.append(own_period(period).first)
    if TileKind.HEAT_MAP in kinds:
        days.append(heat_period(period).first)
    if goals:
        days += [period.last.replace(month=1, day=1), period.last - timedelta(days=6)]
    return min(days)


def first_read(period: Period, compared: Period | None) -> date:
    """The first day any tile looks at the posts of, those before it for the followers they carry apart; cadence looks at a
    year of weeks."""
    shown = _first_shown((TileKind.NUMBER, TileKind.HEAT_MAP), period, compared, True)
    return min(shown, period.last - timedelta(weeks=MOST_WEEKS + 2))


def _of_own(spec: DashboardSpec) -> frozenset[str]:
    """What tiles ask of our own posts."""
    return OWN.intersection(name for tile in spec.tiles for name in (tile.by, *tile.filters.own))


def _targets(work: UnitOfWork, profiles: Sequence[Profile]) -> tuple[KpiTarget, ...]:
    brands = dict.fromkeys(row.brand_id for row in profiles)
    return tuple(row for brand in brands for row in work.team.targets(brand))


def _audience(work: UnitOfWork, profiles: Sequence[Profile]) -> tuple[tuple[int, AudienceFigure], ...]:
    return tuple((profile.id, row) for profile in profiles for row in work.metrics.audience(profile.id))


def own_period(period: Period) -> Period:
    """The own days a number is held against first: the ninety before its period."""
    return Period(period.first - timedelta(days=OWN_DAYS), period.first - timedelta(days=1))


def heat_period(period: Period) -> Period:
    """The days weekday and hour are judged over, whatever the period: the half year up to its end (a month says nothing of
    42 cells, older habits of a network little of today)."""
    return Period(period.last - timedelta(days=ADVICE_DAYS - 1), period.last)


def _comments(work: UnitOfWork, profiles: Sequence[Profile], period: Period) -> tuple[CommentCount, ...]:
    """Counted by the days of each profile's own zone."""
    bounds = {row.id: _instants(period.first, period.last, row.zone) for row in profiles}
    if not bounds:
        return ()
    start, end = min(first for first, _ in bounds.values()), max(last for _, last in bounds.values())
    counts = {row.id: [0, 0, 0] for row in profiles}
    for number, at, asks, own in work.dashboards.comments(bounds, start, end):
        if bounds[number][0] <= at < bounds[number][1]:
            counts[number][0] += not own
            counts[number][1] += asks and not own
            counts[number][2] += own
    return tuple(CommentCount(number, *found) for number, found in counts.items())


def _instants(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    return day_bounds(first, zone)[0], day_bounds(last, zone)[1]
