"""KPIs over stored figures, cadence against its targets, and the audience of a profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from functools import partial

from app.analytics.breaks import PAIRS
from app.analytics.compute import compute
from app.analytics.dictionary import GENERIC, KPIS, as_computed, definition, of_stored, whole_profiles
from app.analytics.further_kpis import INDEX_WEIGHTS
from app.analytics.kpi_definition import KpiDefinition
from app.analytics.waiting import WAITING, WaitingKpi
from app.domain.alphabet import in_alphabet
from app.domain.cadence import (
    HISTORY_WEEKS,
    DayCount,
    SuggestedCadence,
    WeekCadence,
    cadence_by_week,
    suggest_cadence,
)
from app.domain.dashboard_values import Source
from app.domain.days import day_bounds, local_day
from app.domain.errors import BadInput
from app.domain.kpi import FigureFilters, KpiValue, Period
from app.domain.measured_posts import MeasuredPosts
from app.domain.metrics import FAMILIES
from app.domain.networks import RULES, Connection
from app.domain.people import Actor, Right
from app.domain.published import AudienceFigure
from app.domain.typical import OWN_DAYS, OwnDays
from app.domain.workflow import PostState
from app.domain.workspace import Profile
from app.services.own_average import known_days, own_average
from app.services.packing import keep_packed
from app.services.paid_unknown import counted, groups_counted, unknown_posts
from app.services.seeing import brands_read, check_sees
from app.services.steps import allow
from app.store.queries.figures import OWN
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock
from app.system.words import Words

PLANNED = (
    PostState.IDEA,
    PostState.DRAFT,
    PostState.IN_REVIEW,
    PostState.CHANGES_REQUESTED,
    PostState.ON_HOLD,
    PostState.APPROVED,
    PostState.SCHEDULED,
    PostState.PUBLISHING,
)
INTERACTIONS = frozenset(key for key, family in FAMILIES.items() if family == "interaction")
READ_ALWAYS = frozenset({"reach", "viewers", "impressions", "views", "followers", "followers_at_publication"})
"""Read with every KPI: doubts and breaks are told from them."""
READ_OF_POSTS = frozenset({"reach", "impressions", "followers_at_publication"})
"""Groups that come from our own posts."""
ALL = FigureFilters()
WEIGHTS = "interactivity_weights"
MOST_POINTS = 1000


class KpiService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def names(self) -> tuple[KpiDefinition, ...]:
        """The KPI dictionary."""
        return tuple(KPIS.values())

    def forms(self) -> tuple[KpiDefinition, ...]:
        """KPIs of any stored metric, with METRIC in its place."""
        return tuple(definition(name) for name in GENERIC)

    def metrics(self) -> tuple[str, ...]:
        """What may stand for METRIC: the neutral keys of what is stored, then the networks' own names."""
        with self._store.read() as work:
            names = work.metrics.names()
        own = sorted((name for key, name in names if key is None), key=in_alphabet)
        return (*sorted({key for key, _ in names if key is not None}), *dict.fromkeys(own))

    def of_metrics(self) -> tuple[KpiDefinition, ...]:
        """One KPI for each stored metric that has none of its own."""
        with self._store.read() as work:
            names = work.metrics.names()
        wanted = sorted((each for each in names if each[0] not in KPIS), key=str)
        found = {kpi.name: kpi for kpi in (of_stored(*each) for each in wanted) if kpi.name not in KPIS}
        return tuple(found.values())

    def kpi(
        self,
        actor: Actor,
        names: Sequence[str],
        first: date,
        last: date,
        by: str | None = None,
        filters: FigureFilters = ALL,
    ) -> list[KpiValue]:
        """The KPIs `names` over the calendar days `first` to `last`, in order, each as one value or one per group, from
        the profiles the actor may see.

        Raises `BadInput` as `analytics.compute`: "kpi.unknown" (kpi, nearest), "kpi.by_unknown" (by, allowed),
        "kpi.group_not_possible" (kpi, by, allowed), "kpi.period_reversed" (first, last), "kpi.not_summable" (metric,
        instead), "kpi.waiting" (kpi, waits_for).
        """
        wishes = [definition(name) for name in names]
        if last < first:
            raise BadInput("kpi.period_reversed", first=first, last=last)
        wanted = wanted_metrics(wishes)
        with self._store.read() as work:
            filters = seen_filters(work, actor, filters)
        keep_packed(self._store, filters, first, last)
        with self._store.read() as work:
            posts_from = days_from = first
            if any(wish.needs_followers for wish in wishes):
                posts_from, days_from = work.figures.lead_in(filters, first)
            posts = work.figures.posts(filters, posts_from, last, metrics_of_posts(wishes), own=OWN & {by})
            days = work.figures.days(filters, days_from, last, wanted)
            labels = group_labels(work, by)
            weights = index_weights(work)
            audience = _audience(work, filters) if any(wish.input == "audience" for wish in wishes) else ()
            unknown = unknown_posts(work, filters, Period(first, last))
            profiles = {row.id: row.network.value for row in _profiles(work, actor, filters)}
        period = Period(first, last)
        found: list[KpiValue] = []
        for name in names:
            found += compute(name, posts, days, period, by, audience=audience, index_weights=weights, profiles=profiles)
        if filters.choose_posts:
            found = [whole_profiles(value) for value in found]
        return [labelled(value, labels) for value in _with_unknown(found, unknown, period, by)]

    def definition(self, name: str) -> KpiDefinition:
        """One KPI of the dictionary. Raises `BadInput` as `kpi` does."""
        return definition(name)

    def computed(self, value: KpiValue) -> KpiDefinition:
        """The KPI of a figure, with the formula of what was computed."""
        return as_computed(definition(value.kpi), value)

    def networks(self, actor: Actor, filters: FigureFilters = ALL) -> tuple[str, ...]:
        """The networks of the profiles the actor may see and the filters name."""
        with self._store.read() as work:
            return tuple(dict.fromkeys(row.network.value for row in _profiles(work, actor, filters)))

    def own_days(self, actor: Actor, name: str, filters: FigureFilters = ALL) -> OwnDays:
        """A KPI over the own last 90 days up to yesterday. Raises `BadInput` as `kpi`."""
        with self._store.read() as work:
            today = local_day(self._clock.now(), work.team.workspace().zone)
            profiles = _profiles(work, actor, filters)
            sources = sources_of(work, profiles)
            seen = seen_filters(work, actor, filters)
            known, first_post = known_days(work.figures.extents(seen), profiles), work.figures.first_post(seen)
        period = Period(today - timedelta(days=OWN_DAYS), today - timedelta(days=1))
        found: dict[str, KpiValue] = {}
        made_up: dict[str, list[bool]] = {}
        for row, source in zip(profiles, sources, strict=True):
            made_up.setdefault(row.network.value, []).append(source.is_made_up)
        counted: dict[str, tuple[int, int]] = {}
        for network in made_up:
            some = replace(filters, networks=(network,))
            days = {row.id: known[row.id] for row in profiles if row.id in known and row.network.value == network}
            own = own_average(name, period, days, partial(self._over, actor, name, some), first_post)
            found[network] = own.value
            if own.known is not None:
                counted[network] = own.known
        return OwnDays(period, found, {network: all(rows) for network, rows in made_up.items() if any(rows)}, counted)

    def _over(self, actor: Actor, name: str, filters: FigureFilters, days: Period, by: str | None) -> list[KpiValue]:
        return self.kpi(actor, [name], days.first, days.last, by, filters)

    def waiting(self) -> tuple[WaitingKpi, ...]:
        """KPIs that wait for data the store does not hold yet."""
        return tuple(WAITING.values())

    def weights(self) -> dict[str, float]:
        """Points of the interactivity index in this workspace."""
        with self._store.read() as work:
            return index_weights(work)

    def weigh(self, actor: Actor, approval: float, comments: float, shares: float) -> None:
        """Other points for the interactivity index. Raises `BadInput` "kpi.weights"."""
        if not all(0 <= weight <= MOST_POINTS for weight in (approval, comments, shares)):
            raise BadInput("kpi.weights")
        with self._store.write() as work:
            allow(work, actor, Right.PLAN, None)
            work.settings.put(WEIGHTS, {"approval": approval, "comments": comments, "shares": shares})

    def extent(self, actor: Actor, filters: FigureFilters = ALL) -> Period | None:
        """First and last calendar day with a post or a daily figure the actor may see; None without any."""
        with self._store.read() as work:
            found = work.figures.extent(seen_filters(work, actor, filters))
        return Period(*found) if found else None

    def table_days(self, actor: Actor, filters: FigureFilters = ALL) -> Period | None:
        """First and last day of the tables by group the actor may see; None without any."""
        with self._store.read() as work:
            found = work.figures.grouped_days(seen_filters(work, actor, filters))
        return Period(min(found), max(found)) if found else None

    def cadence(
        self, actor: Actor, first: date, last: date, *, brand_id: int | None = None, profile_id: int | None = None
    ) -> tuple[WeekCadence, ...]:
        """Planned and published posts of each profile the actor may see, by ISO week, against the target chosen
        for it. Days are those of the profile's zone."""
        period = Period(first, last)
        with self._store.read() as work:
            if profile_id is not None:
                profiles = [_profile(work, actor, profile_id)]
            else:
                brands = brands_read(work, actor, None if brand_id is None else [brand_id])
                profiles = work.profiles.all(brand_ids=brands, status="active")
            today = local_day(self._clock.now(), work.team.workspace().zone)
            counts = list(_counts(work, profiles, period, today))
        targets = {profile.id: profile.cadence for profile in profiles}
        return cadence_by_week(targets, counts, period, today)

    def suggested(self, actor: Actor, profile_id: int) -> SuggestedCadence | None:
        """A target for a profile from its own history, else the usual advice; None without either. Raises `NotFound`
        "profile.not_found"."""
        with self._store.read() as work:
            profile = _profile(work, actor, profile_id)
            today = local_day(self._clock.now(), profile.zone)
            first = today - timedelta(weeks=HISTORY_WEEKS + 1)
            days = work.cadence.published_days([profile_id], first, today)
        published = {day: posts for (_, day), (posts, _) in days.items()}
        return suggest_cadence(published, today, RULES[profile.network].usual_cadence)

    def audience(self, actor: Actor, profile_id: int) -> list[AudienceFigure]:
        """All audience figures of a profile, the newest period first. Raises `NotFound` "profile.not_found"."""
        with self._store.read() as work:
            return work.metrics.audience(_profile(work, actor, profile_id).id)


def _with_unknown(values: list[KpiValue], unknown: MeasuredPosts, period: Period, by: str | None) -> Sequence[KpiValue]:
    """Figures with the posts that are left out as nobody knows whether they were paid."""
    if not len(unknown):
        return values
    if by is None:
        return [counted(value, len(unknown)) for value in values]
    return groups_counted(values, unknown, period, by)


def index_weights(work: UnitOfWork) -> dict[str, float]:
    """Points of the interactivity index: those of the workspace, else the usual ones."""
    kept = work.settings.get(WEIGHTS)
    return {**INDEX_WEIGHTS, **(kept if isinstance(kept, dict) else {})}


def _profiles(work: UnitOfWork, actor: Actor, filters: FigureFilters) -> list[Profile]:
    """Those the actor may see and the filters name."""
    return [row for row in work.profiles.all(brand_ids=brands_read(work, actor)) if _passes(row, filters)]


def sources_of(work: UnitOfWork, profiles: Sequence[Profile]) -> tuple[Source, ...]:
    """Where the figures of each profile come from, and how old they are."""
    files = work.dashboards.imports([row.id for row in profiles])
    found = []
    for row in profiles:
        name, read_at = files.get(row.id, ("", None))
        found.append(Source(row.id, row.fetched_at, name, read_at, row.connection is Connection.PRACTICE))
    return tuple(found)


def _passes(row: Profile, filters: FigureFilters) -> bool:
    named = filters.profile_ids is None or row.id in filters.profile_ids
    return named and (filters.networks is None or row.network.value in filters.networks)


def _audience(work: UnitOfWork, filters: FigureFilters) -> list[tuple[int, AudienceFigure]]:
    """The audience tables of the profiles the filters name."""
    profiles = [row.id for row in work.profiles.all() if _passes(row, filters)]
    return [(number, row) for number in profiles for row in work.metrics.audience(number)]


def formula_of(value: KpiValue, words: Words) -> str:
    """The formula of what was computed, in a language."""
    kpi = as_computed(definition(value.kpi), value)
    return words.t(kpi.formula, **kpi.words)


def kpi_as_json(value: KpiValue, period: Period, filters: FigureFilters, words: Words) -> dict[str, object]:
    """A KPI as JSON values with stable English keys; days as ISO dates, unknown as null."""
    kpi = definition(value.kpi)
    return {
        "kpi": value.kpi,
        "title": words.t(kpi.title, **kpi.words),
        "value": value.value,
        "unit": value.unit,
        "formula": formula_of(value, words),
        "denominator": words.t(value.denominator) if value.denominator else None,
        "n_used": value.n_used,
        "n_left_out": dict(value.left_out),
        "period": {"first": period.first.isoformat(), "last": period.last.isoformat()},
        "filters": {name: _plain(one) for name, one in asdict(filters).items() if one is not None},
        "group": dict(value.group) or None,
        "flags": dict(value.flags),
        "rows": _plain(value.rows),
        "breaks": _plain(value.breaks),
    }


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def wanted_metrics(wishes: Iterable[KpiDefinition]) -> frozenset[str]:
    """The stored metrics these KPIs look at, by key or own name."""
    reads = {name for wish in wishes for name in wish.reads}
    return frozenset(reads) | READ_ALWAYS | (INTERACTIONS if "interactions" in reads else frozenset())


def metrics_of_posts(wishes: Iterable[KpiDefinition]) -> frozenset[str]:
    """Of these only what the KPIs need of posts: doubts are told from reach and impressions, breaks from both names of a measure,
    and followers are those of a profile's days."""
    reads = {name for wish in wishes for name in wish.reads}
    both = {name for pair in PAIRS if reads & set(pair) for name in pair}
    some = INTERACTIONS if "interactions" in reads else frozenset()
    return frozenset(reads - {"followers"}) | both | some | READ_OF_POSTS


def group_labels(work: UnitOfWork, by: str | None) -> dict[str, dict[str, str]]:
    """What the keys of groups are called; profiles of one name are told apart by network and handle."""
    match by:
        case "profile":
            return {
                str(row.id): {"label": row.name, "network": row.network.value, "handle": row.handle}
                for row in work.profiles.all()
            }
        case "network":
            return {network.value: {"label": rules.name} for network, rules in RULES.items()}
        case "pillar":
            return {str(row.id): {"label": row.name} for row in work.team.pillars()}
        case "persona":
            return {str(row.id): {"label": row.name} for row in work.personas.all(archived=True)}
        case "campaign":
            return {str(row.id): {"label": row.name} for row in work.plans.campaigns(archived=True)}
    return {}


def labelled(value: KpiValue, labels: Mapping[str, Mapping[str, str]]) -> KpiValue:
    told = labels.get(value.group.get("key", ""))
    return replace(value, group={**value.group, **told}) if told else value


def _profile(work: UnitOfWork, actor: Actor, profile_id: int) -> Profile:
    profile = work.profiles.get(profile_id)
    check_sees(work, actor, profile.brand_id, "profile.not_found", profile=profile_id)
    return profile


def seen_filters(work: UnitOfWork, actor: Actor, filters: FigureFilters) -> FigureFilters:
    """The filters narrowed to the profiles the actor may see."""
    brands = brands_read(work, actor)
    if brands is None:
        return filters
    seen = [profile.id for profile in work.profiles.all(brand_ids=brands)]
    wanted = seen if filters.profile_ids is None else filters.profile_ids
    return replace(filters, profile_ids=tuple(number for number in wanted if number in seen))


def _counts(work: UnitOfWork, profiles: Sequence[Profile], period: Period, today: date) -> Iterable[DayCount]:
    """Posts per profile and day: seen on the profile, sent and not seen yet, and planned. What a file dates into days to
    come has not been published."""
    zones = {profile.id: profile.zone for profile in profiles}
    start, end = _bounds(period, zones.values())
    until = min(period.last, today + timedelta(days=1))  # somewhere it is tomorrow already
    for (number, day), (posts, elsewhere) in work.cadence.published_days(zones, period.first, until).items():
        yield DayCount(number, day, published=posts, elsewhere=elsewhere)
    for number, at in work.cadence.published_unseen(zones, start, end):
        yield DayCount(number, local_day(at, zones[number]), published=1)
    for number, at in work.cadence.planned(zones, [state.value for state in PLANNED], start, end):
        yield DayCount(number, local_day(at, zones[number]), planned=1)


def _bounds(period: Period, zones: Iterable[str]) -> tuple[datetime, datetime]:
    """The instants that cover the period in every zone."""
    if not (names := set(zones)):
        start = day_bounds(period.first, "UTC")[0]
        return start, start + timedelta(days=period.days)
    starts = [day_bounds(period.first, name)[0] for name in names]
    return min(starts), max(day_bounds(period.last, name)[1] for name in names)
