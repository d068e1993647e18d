"""Advice from own data: when to publish, in which format, how often. Each with what it rests on, or that nothing is reliable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from app.analytics.activity import follower_activity
from app.analytics.columns import parts, places
from app.analytics.formats_judged import formats_evidence, judge_formats
from app.analytics.pace import MOST_WEEKS, judge_pace
from app.analytics.rated import RatedPosts, rated_posts
from app.analytics.timing import judge_timing
from app.domain.advice import ADVICE_DAYS, FollowerActivity, FormatAdvice, PaceAdvice, TimeAdvice
from app.domain.audience_time import in_audience_time
from app.domain.days import local_day, zone
from app.domain.kpi import FigureFilters, Period
from app.domain.measured_posts import MeasuredPosts
from app.domain.people import Actor, Right
from app.domain.published import AudienceFigure
from app.domain.typical import USUAL_FORMATS
from app.domain.workspace import Profile
from app.services.measuring import INTERACTIONS, READ_ALWAYS, seen_filters
from app.services.seeing import check_sees
from app.services.steps import allow
from app.store.kept_figures import KeptFigures
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

ZONES = "audience_zones"
ALL = FigureFilters()


class AdviceService:
    def __init__(self, store: Store, clock: Clock, kept: KeptFigures) -> None:
        self._store, self._clock, self._kept = store, clock, kept

    def times(self, actor: Actor, filters: FigureFilters = ALL) -> tuple[TimeAdvice, ...]:
        """When to publish, for each network, from the last 180 days of the profiles the actor may see. Takes a moment of
        arithmetic: not on the window's thread."""
        with self._store.read() as work:
            filters = seen_filters(work, actor, filters)
            period = self._last(work, ADVICE_DAYS)
            posts = _posts(work, filters, period)
            own, audience = own_zones(work), audience_zones(work)
            there = places(posts, "profile_id")
            networks = {row.id: row.network.value for row in work.profiles.all() if row.id in there}
            active = _active(work, networks)
        moved = in_audience_time(posts, own, audience)
        found = [_timed(row, period, own, audience) for row in rated_posts(moved, period)]
        return tuple(replace(row, activity=follower_activity(active.get(row.network, ()))) for row in found)

    def formats(self, actor: Actor, filters: FigureFilters = ALL) -> tuple[FormatAdvice, ...]:
        """Formats beside each other, for each network, from the last 180 days, beside what guides advise."""
        with self._store.read() as work:
            period = self._last(work, ADVICE_DAYS)
            posts = _posts(work, seen_filters(work, actor, filters), period)
        grown = posts.where("young", (False,))
        return tuple(format_advice(row, period) for row in rated_posts(grown, period))

    def pace(self, actor: Actor, filters: FigureFilters = ALL) -> tuple[PaceAdvice, ...]:
        """How weekly results of each profile went with its number of posts, over the last year."""
        with self._kept.read() as work:
            period = self._last(work, 7 * (MOST_WEEKS + 1))
            seen = seen_filters(work, actor, filters)
            posts = work.figures.posts(seen, period.first, period.last, INTERACTIONS, own=frozenset(), followers=False)

        def judged(posts: MeasuredPosts) -> tuple[PaceAdvice, ...]:
            return tuple(judge_pace(number, own, period.last) for number, own in parts(posts, "profile_id").items())

        return posts.once(("pace", period), judged)

    def activity(self, profile_ids: Iterable[int]) -> FollowerActivity | None:
        """When the followers of some profiles of one network are active, by its own file."""
        with self._store.read() as work:
            return follower_activity((number, row) for number in profile_ids for row in work.metrics.audience(number))

    def zone_of(self, actor: Actor, profile_id: int) -> str:
        """Where the audience of a profile is: chosen, else the profile's own zone."""
        with self._store.read() as work:
            profile = _profile(work, actor, profile_id)
            return audience_zones(work).get(profile_id, profile.zone)

    def choose_zone(self, actor: Actor, profile_id: int, name: str | None) -> None:
        """Another zone for the audience of a profile; None: the profile's own. Raises `BadInput` "zone.unknown" (zone)."""
        if name is not None:
            zone(name)
        with self._store.write() as work:
            profile = _profile(work, actor, profile_id)
            allow(work, actor, Right.PLAN, profile.brand_id)
            zones = {str(number): kept for number, kept in audience_zones(work).items() if number != profile_id}
            work.settings.put(ZONES, zones if name is None else {**zones, str(profile_id): name})

    def _last(self, work: UnitOfWork, days: int) -> Period:
        today = local_day(self._clock.now(), work.team.workspace().zone)
        return Period(today - timedelta(days=days - 1), today)


def format_advice(row: RatedPosts, period: Period) -> FormatAdvice:
    """The formats of one network beside the usual advice."""
    usual = USUAL_FORMATS.get(row.network, ())
    found = judge_formats(row.posts, row.rates, usual)
    return FormatAdvice(row.network, row.metric, period, found, usual, formats_evidence(found))


def own_zones(work: UnitOfWork) -> dict[int, str]:
    """The zone each profile is kept in."""
    return {row.id: row.zone for row in work.profiles.all()}


def audience_zones(work: UnitOfWork) -> dict[int, str]:
    """The zones chosen for audiences, by profile."""
    kept = work.settings.get(ZONES)
    return {int(number): str(name) for number, name in kept.items()} if isinstance(kept, dict) else {}


def _active(work: UnitOfWork, networks: Mapping[int, str]) -> dict[str, list[tuple[int, AudienceFigure]]]:
    """What the networks' files say of their profiles' audience, by network."""
    found: dict[str, list[tuple[int, AudienceFigure]]] = {}
    for number, network in networks.items():
        found.setdefault(network, []).extend((number, row) for row in work.metrics.audience(number))
    return found


def _timed(row: RatedPosts, period: Period, own: dict[int, str], audience: dict[int, str]) -> TimeAdvice:
    zones = {audience.get(number, own.get(number)) for number in places(row.posts, "profile_id")}
    told = zones.pop() if len(zones) == 1 else None
    return TimeAdvice(row.network, row.metric, period, told, judge_timing(row.posts, row.rates))


def _posts(work: UnitOfWork, filters: FigureFilters, period: Period) -> MeasuredPosts:
    return work.figures.posts(filters, period.first, period.last, INTERACTIONS | READ_ALWAYS, own=frozenset())


def _profile(work: UnitOfWork, actor: Actor, profile_id: int) -> Profile:
    profile = work.profiles.get(profile_id)
    check_sees(work, actor, profile.brand_id, "profile.not_found", profile=profile_id)
    return profile
