"""Stored figures of a period, ready for the KPI functions: few queries, whatever the number of posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import wraps
from itertools import chain
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Integer, func, or_, select, type_coerce

from app.domain.dashboard_values import Origin
from app.domain.imports import ImportState
from app.domain.kpi import DayFigures, FigureFilters
from app.domain.measured_days import MeasuredDays
from app.domain.measured_posts import NO_POSTS, MeasuredPosts
from app.domain.metrics import FOLLOWER_CHANGES
from app.domain.networks import Connection as Way
from app.store.queries.figure_posts import NamedMetric, PackedPosts, chosen, measured, own_posts, posts_of, seen_last
from app.store.queries.joint_imports import alone
from app.store.queries.latest import plain_rows, reckoned
from app.store.queries.origins import origins
from app.store.queries.post_packs import PostPacks
from app.store.schema.measuring import (
    audience_figure,
    day_sum,
    import_run,
    metric,
    observation,
    published_post,
)
from app.store.schema.team import profile

FOLLOWERS = "followers"
_STALE_STOCK = 7
"""Days after which an older count of followers no longer stands for the day of a post."""

OWN = frozenset({"pillar", "campaign", "persona"})
"""What our own posts are about."""
Names = frozenset[str] | None
"""The metrics wanted, by neutral key or by the network's own name; None all, by key where there is one."""


DayRow = tuple[int, int, int, float]
"""Profile, metric, day and value."""
DayRows = tuple[Sequence[DayRow], dict[int, NamedMetric]]
"""With the metrics by their number."""
Once = Callable[[Hashable, Callable[[], Any]], Any]
"""Gives the answer to a question that is kept, or asks."""
P = ParamSpec("P")
T = TypeVar("T")


def _remembered(ask: Callable[Concatenate[FigureRows, P], T]) -> Callable[Concatenate[FigureRows, P], T]:
    """What `FigureRows` may be told once for several askers."""

    @wraps(ask)
    def asked(rows: FigureRows, /, *given: P.args, **named: P.kwargs) -> T:
        question = ask.__name__, given, tuple(named.items())
        return rows._once(question, lambda: ask(rows, *given, **named))  # type: ignore[no-any-return]

    return asked


class FigureRows:
    def __init__(self, connection: Connection, once: Once = lambda _, ask: ask()) -> None:
        self._connection, self._once = connection, once
        self._counted: tuple[tuple[int, ...], date, date, DayRows] | None = None

    # posts
    @_remembered
    def posts(
        self,
        filters: FigureFilters,
        first: date,
        last: date,
        wanted: Names = None,
        *,
        own: frozenset[str] = OWN,
        followers: bool = True,
    ) -> MeasuredPosts:
        """Posts published on the calendar days `first` to `last`, oldest first, with their latest known figures.

        Posts and figures of unfinished imports do not count, nor does what the practice network made up for a profile that
        has imported ones. `followers` is what was stored with the post, else the count of that day or the last one at most
        seven days older; `followers` False: only the former. `own`: what of our own posts is read, of `OWN`.
        """
        networks = self._profiles(filters)
        if not networks:
            return NO_POSTS
        unfinished, invented = self._unfinished(networks), self._invented(networks)
        packs = list(PostPacks(self._connection).read(networks, first, last, unfinished))
        packed = PackedPosts(packs, networks, self._metrics(networks.values(), wanted))
        found_own = own_posts(self._connection, packed, own | filters.own)
        runs = list(chain(*unfinished.values()))
        stocks = self._stocks(networks, first, last, runs, invented) if followers else {}
        seen = seen_last(self._connection, packed)
        posts = measured(packed, stocks, found_own, invented, seen).within(first, last)
        return chosen(posts, filters).by_day()

    @_remembered
    def unpacked(self, filters: FigureFilters, first: date, last: date) -> list[tuple[int, int]]:
        """Profile and number of each pack that posts of some days want; see `pack`."""
        return PostPacks(self._connection).missing(self._profiles(filters), first, last)

    def pack(self, packs: Sequence[tuple[int, int]]) -> None:
        """Keeps packs of posts, so that reading their figures is quick until something in them changes."""
        PostPacks(self._connection).make(packs)

    def _profiles(self, filters: FigureFilters) -> dict[int, str]:
        """Network per profile that passes the filters."""
        query = select(profile.c.id, profile.c.network)
        if filters.profile_ids is not None:
            query = query.where(profile.c.id.in_(filters.profile_ids))
        if filters.networks is not None:
            query = query.where(profile.c.network.in_(filters.networks))
        return {row.id: row.network for row in self._connection.execute(query)}

    def _unfinished(self, networks: Iterable[int]) -> dict[int, list[int]]:
        """The imports that are still being written or taken back, by profile, as they stand beside figures."""
        query = select(import_run.c.profile_id, import_run.c.id).where(
            import_run.c.state == ImportState.WRITING.value, import_run.c.profile_id.in_(list(networks))
        )
        found: dict[int, list[int]] = {}
        for number, run in self._connection.execute(query):
            found.setdefault(number, []).append(run)
        return {number: alone(self._connection, runs) for number, runs in found.items()}

    def _invented(self, networks: Iterable[int]) -> list[int]:
        """The profiles on the practice network that have imported figures: what was made up does not count beside them."""
        imported = select(import_run.c.profile_id).where(
            import_run.c.state == ImportState.COMPLETE.value, import_run.c.profile_id.in_(list(networks))
        )
        query = select(profile.c.id).where(profile.c.connection == Way.PRACTICE.value, profile.c.id.in_(imported))
        return list(self._connection.execute(query).scalars())

    def _metrics(self, networks: Iterable[str], wanted: Names) -> dict[str, list[NamedMetric]]:
        """The wanted metrics per network."""
        query = select(metric).where(metric.c.network.in_(set(networks))).order_by(metric.c.network, metric.c.id)
        found: dict[str, list[NamedMetric]] = {}
        for row in self._connection.execute(query):
            names = (row.key, row.name) if row.key and row.key != row.name else (row.name,)
            labels = names[:1] if wanted is None else tuple(name for name in names if name in wanted)
            if labels:
                found.setdefault(row.network, []).append(NamedMetric(row.id, labels, row.key))
        return found

    def _stocks(
        self, networks: Mapping[int, str], first: date, last: date, unfinished: list[int], invented: list[int]
    ) -> dict[tuple[int, int], float]:
        """Followers per profile and day of the period, carried on for at most seven days."""
        early = date.fromordinal(first.toordinal() - _STALE_STOCK)
        rows, _ = self._followers(networks, early, last, unfinished, invented)
        found = {(number, day): value for number, _, day, value in rows}
        counted = sorted(found)
        for (number, day), (other, after) in zip(counted, [*counted[1:], (0, 0)], strict=False):
            if after != day + 1 or other != number:
                until = min(after if other == number else last.toordinal() + 1, day + _STALE_STOCK + 1)
                found.update(((number, later), found[number, day]) for later in range(day + 1, until))
        return found

    # days
    @_remembered
    def days(self, filters: FigureFilters, first: date, last: date, wanted: Names = None) -> MeasuredDays:
        """Daily figures of whole profiles. Followers are a stock; everything else counts what happened on the day, and
        is left out where the filters choose among a profile's posts, but for how its followers changed."""
        networks = self._profiles(filters)
        if not networks:
            return MeasuredDays(tuple)
        unfinished, invented = list(chain(*self._unfinished(networks).values())), self._invented(networks)
        rows: list[DayRow] = []
        metrics: dict[int, NamedMetric] = {}
        if wanted is None or FOLLOWERS in wanted:
            counted, metrics = self._followers(networks, first, last, unfinished, invented)
            rows += counted
        flows = None if wanted is None else wanted - {FOLLOWERS}
        if filters.choose_posts:
            flows = frozenset(FOLLOWER_CHANGES) if flows is None else flows.intersection(FOLLOWER_CHANGES)
        others, named = self._day_rows(networks, first, last, flows, unfinished, invented)
        rows, metrics = [*rows, *others], metrics | named
        begun: dict[int, int] = {}
        for number, _, day, _ in rows:
            if day < begun.get(number, day + 1):
                begun[number] = day
        firsts = {
            number: (networks[number], date.fromordinal(begun[number]))
            for number in sorted(begun, key=begun.__getitem__)
        }
        return MeasuredDays(lambda: _day_figures(rows, metrics, networks), firsts)

    def _followers(
        self, networks: Mapping[int, str], first: date, last: date, unfinished: list[int], invented: list[int]
    ) -> DayRows:
        """Daily counts of followers, which posts and days want of about the same time."""
        profiles = tuple(networks)
        if self._counted is None or self._counted[:2] != (profiles, last) or first < self._counted[2]:
            wanted = frozenset({FOLLOWERS})
            self._counted = profiles, last, first, self._day_rows(networks, first, last, wanted, unfinished, invented)
        rows, metrics = self._counted[3]
        return [row for row in rows if row[2] >= first.toordinal()], metrics

    def _day_rows(
        self,
        networks: Mapping[int, str],
        first: date,
        last: date,
        wanted: Names,
        unfinished: list[int],
        invented: list[int],
    ) -> DayRows:
        """Of metrics that mean the same the value observed last comes last: two exports call one thing by two names."""
        named = self._metrics(networks.values(), wanted)
        metrics = {one.id: one for some in named.values() for one in some}
        source = _day_source(unfinished, list(networks), invented)
        s = source.c
        query = (
            select(s.profile_id, s.metric_id, s.day, s.value)
            .where(s.profile_id.in_(list(networks)), s.metric_id.in_(list(metrics)))
            .where(s.day.between(first.toordinal(), last.toordinal()))
            .order_by(s.profile_id, s.metric_id, s.day)
        )
        rows = plain_rows(self._connection, query)
        if several := _of_one_meaning(named.values()):
            moments = self._observed(networks, several, first, last, unfinished, invented)
            rows = sorted(rows, key=lambda row: moments.get((row[0], row[1], row[2]), 0))
        return rows, metrics

    def _observed(
        self,
        networks: Iterable[int],
        metrics: Sequence[int],
        first: date,
        last: date,
        unfinished: list[int],
        invented: list[int],
    ) -> dict[tuple[int, int, int], int]:
        """When some daily figures of whole profiles were observed last, by profile, metric and day."""
        o = observation.c
        query = (
            select(o.profile_id, o.metric_id, o.day, func.max(o.observed_at))
            .where(o.profile_id.in_(list(networks)), o.post_id == 0, o.metric_id.in_(metrics))
            .where(o.day.between(first.toordinal(), last.toordinal()))
            .where(or_(o.import_id.is_(None), o.import_id.not_in(unfinished)), _told(invented))
            .group_by(o.profile_id, o.metric_id, o.day)
        )
        return {(number, one, day): at for number, one, day, at in plain_rows(self._connection, query)}

    def extent(self, filters: FigureFilters) -> tuple[date, date] | None:
        """First and last day with a post or a figure of a whole profile, else the days its tables by group are of; None
        without any."""
        found = [day for ends in self.extents(filters).values() for day in ends] or self.grouped_days(filters)
        return (min(found), max(found)) if found else None

    @_remembered
    def extents(self, filters: FigureFilters) -> dict[int, tuple[date, date]]:
        """Of each profile the first and last day with a post or a figure of all of it; those without any are left out."""
        networks = list(self._profiles(filters))
        unfinished, invented = self._unfinished(networks), self._invented(networks)
        day, d = type_coerce(published_post.c.day, Integer), day_sum.c
        own = [published_post.c.profile_id == profile.c.id, *posts_of(invented, unfinished)]
        ends = [select(end).where(*own).scalar_subquery() for end in (func.min(day), func.max(day))]
        posts = select(profile.c.id, *ends).where(profile.c.id.in_(networks))  # one by one: the index has both ends
        days = (
            select(d.profile_id, func.min(d.day), func.max(d.day))
            .where(d.profile_id.in_(networks), d.format == "", *_days_of(invented, unfinished))
            .group_by(d.profile_id)
        )
        found: dict[int, list[int]] = {}
        for number, first, last in chain(self._connection.execute(posts), self._connection.execute(days)):
            if first is not None:
                found.setdefault(number, []).extend((first, last))
        return {number: (date.fromordinal(min(all_)), date.fromordinal(max(all_))) for number, all_ in found.items()}

    @_remembered
    def first_post(self, filters: FigureFilters) -> date | None:
        """The day of the first post known of the profiles, whatever else is known of them before; None without any."""
        networks = list(self._profiles(filters))
        own = [published_post.c.profile_id == profile.c.id]
        own += posts_of(self._invented(networks), self._unfinished(networks))
        first = select(func.min(type_coerce(published_post.c.day, Integer))).where(*own).scalar_subquery()
        query = select(profile.c.id, first).where(profile.c.id.in_(networks))  # one by one: the index has the ends
        days = [day for _, day in self._connection.execute(query) if day is not None]
        return date.fromordinal(min(days)) if days else None

    @_remembered
    def origins(self, profile_ids: tuple[int, ...], first: date, last: date) -> list[Origin]:
        """Where the figures of some profiles at both ends of a period come from."""
        return origins(self._connection, profile_ids, first, last)

    def grouped_days(self, filters: FigureFilters) -> list[date]:
        """First and last day the tables by group are of; empty without any."""
        networks = list(self._profiles(filters))
        unfinished = list(chain(*self._unfinished(networks).values()))
        a = audience_figure.c
        query = select(func.min(a.first_day), func.max(a.last_day)).where(
            a.profile_id.in_(networks),
            a.first_day > 0,
            or_(a.import_run_id.is_(None), a.import_run_id.not_in(unfinished)),
        )
        return [date.fromordinal(day) for row in self._connection.execute(query) for day in row if day is not None]

    @_remembered
    def lead_in(self, filters: FigureFilters, first: date) -> tuple[date, date]:
        """From which day on posts, and from which day on daily figures are needed, so that each profile has a count of
        followers before `first` where one is known: its last daily count, else its last post, which may carry one."""
        networks = self._profiles(filters)
        unfinished, invented = self._unfinished(networks), self._invented(networks)
        d, p = day_sum.c, published_post.c
        stocks = (
            select(d.profile_id, func.max(d.day).label("day"))
            .join(metric, metric.c.id == d.metric_id)
            .where(
                metric.c.key == FOLLOWERS,
                d.format == "",
                d.day < first.toordinal(),
                d.profile_id.in_(list(networks)),
                *_days_of(invented, unfinished),
            )
            .group_by(d.profile_id)
        )
        counted = {row.profile_id: int(row.day) for row in self._connection.execute(stocks)}
        others = [number for number in networks if number not in counted]
        posts = (
            select(func.max(type_coerce(p.day, Integer)).label("day"))
            .where(p.day < first, p.profile_id.in_(others), *posts_of(invented, unfinished))
            .group_by(p.profile_id)
        )
        published = list(self._connection.execute(posts).scalars())
        start = first.toordinal()
        return date.fromordinal(min([*published, start])), date.fromordinal(min([*counted.values(), start]))


def _day_figures(
    rows: Iterable[DayRow], metrics: Mapping[int, NamedMetric], networks: Mapping[int, str]
) -> list[DayFigures]:
    """The rows by day and profile, oldest first."""
    found: dict[int, dict[int, tuple[dict[str, float], dict[str, float]]]] = {}
    for number, one, day, value in rows:
        profiles = found.get(day)
        if profiles is None:
            profiles = found[day] = {}
        both = profiles.get(number)
        if both is None:
            both = profiles[number] = {}, {}
        if metrics[one].key == FOLLOWERS:
            both[0][FOLLOWERS] = value
        else:
            for label in metrics[one].labels:
                both[1][label] = value
    return [
        DayFigures(number, networks[number], at, stocks, flows)
        for day in sorted(found)
        for at in (date.fromordinal(day),)
        for number, (stocks, flows) in found[day].items()
    ]


def _days_of(invented: list[int], unfinished: Mapping[int, list[int]]) -> list[ColumnElement[bool]]:
    """Of profiles with made-up figures only the days a file told of; none that only unfinished imports tell of."""
    if not invented and not unfinished:
        return []
    d, o = day_sum.c, observation.c
    same = (o.profile_id == d.profile_id) & (o.post_id == 0) & (o.metric_id == d.metric_id) & (o.day == d.day)
    finished = or_(o.import_id.is_(None), o.import_id.not_in(list(chain(*unfinished.values()))))
    known = select(o.day).where(same, _told(invented), finished).exists()
    return [or_(d.profile_id.not_in([*invented, *unfinished]), known)]


def _of_one_meaning(networks: Iterable[Sequence[NamedMetric]]) -> list[int]:
    """The metrics that share a key with another one of their network."""
    found: list[int] = []
    for metrics in networks:
        keys = Counter(one.key for one in metrics if one.key is not None)
        found += [one.id for one in metrics if one.key is not None and keys[one.key] > 1]
    return found


def _told(invented: list[int]) -> ColumnElement[bool]:
    """Of profiles with made-up figures only what a file told."""
    return or_(observation.c.profile_id.not_in(invented), observation.c.import_id.is_not(None))


def _day_source(unfinished: list[int], profiles: list[int], invented: list[int]) -> FromClause:
    """Daily figures of whole profiles, one row a metric and day, as `value`."""
    if unfinished or invented:
        o, told = observation.c, _told(invented)
        return reckoned(unfinished, o.profile_id.in_(profiles) & (o.day > 0) & (o.post_id == 0) & told).subquery()
    d = day_sum.c
    return select(d.profile_id, d.metric_id, d.day, d.total.label("value")).where(d.format == "").subquery()
