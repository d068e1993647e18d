"""What became of the posts for a persona: how many, how they did beside those for other personas, and the latest ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.analytics.compute import compute
from app.analytics.figure import Slice
from app.analytics.interactions import extras_given
from app.analytics.rankings import AUTOMATIC, RATES, by_network
from app.domain.content import Post
from app.domain.days import day_bounds, local_day
from app.domain.kpi import FigureFilters, KpiValue, Period
from app.domain.measured_posts import MeasuredPosts
from app.domain.metrics import FAMILIES
from app.domain.networks import Network
from app.domain.people import Actor
from app.domain.workspace import Profile
from app.services.seeing import check_sees
from app.store.store import Store
from app.system.clock import Clock

COUNTED_DAYS = 28
COMPARED_DAYS = 90
LEAST_POSTS = 5
"""With fewer posts on either side nothing is said about which did better."""
LATEST = 6
_READ = frozenset(
    {
        "reach",
        "viewers",
        "impressions",
        "views",
        "engagements",
        "followers_at_publication",
        *(key for key, family in FAMILIES.items() if family == "interaction"),
    }
)


@dataclass(frozen=True, slots=True)
class NetworkResult:
    """Medians of one network: posts for this persona, and posts for other personas only. `metric` is what its data allow, chosen
    as the lists of posts choose it ("engagement_rate_by_reach", "interactions" …)."""

    network: Network
    metric: str
    own: KpiValue
    others: KpiValue

    @property
    def enough(self) -> bool:
        return min(self.own.n_used, self.others.n_used) >= LEAST_POSTS


@dataclass(frozen=True, slots=True)
class PersonaResults:
    """`posts` of `all_posts` published in `counted` (whole days before `today`) were for the persona; `networks` compare over
    `compared`."""

    persona_id: int
    today: date
    counted: Period
    posts: int
    all_posts: int
    compared: Period
    networks: tuple[NetworkResult, ...]
    latest: tuple[Post, ...]
    profiles: dict[int, Profile]


class PersonaResultService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def results(self, actor: Actor, persona_id: int) -> PersonaResults:
        """Computed from stored figures. Raises `NotFound` "persona.not_found"."""
        with self._store.read() as work:
            persona = work.personas.get(persona_id)
            check_sees(work, actor, persona.brand_id, "persona.not_found", persona=persona_id)
            zone = work.team.workspace().zone
            today = local_day(self._clock.now(), zone)
            profiles = {row.id: row for row in work.profiles.all(brand_ids=[persona.brand_id])}
            counted, compared = _back(today, COUNTED_DAYS), _back(today, COMPARED_DAYS)
            figures = work.figures.posts(FigureFilters(tuple(profiles)), compared.first, compared.last, _READ)
            start, end = day_bounds(compared.first, zone)[0], self._clock.now()
            known = work.posts.ids(start=start, end=end, brand_ids=[persona.brand_id], persona_id=persona_id)
            past = list(reversed(known[-LATEST:]))
            if len(past) < LATEST:  # then those still to go out, which name the persona just as well
                coming = work.posts.ids(brand_ids=[persona.brand_id], persona_id=persona_id)
                past += [number for number in coming if number not in known][: LATEST - len(past)]
            latest = work.posts.many(past)
        recent = figures.within(counted.first, counted.last)
        return PersonaResults(
            persona_id=persona_id,
            today=today,
            counted=counted,
            posts=sum(persona_id in ids for ids in recent.column("persona_ids")),
            all_posts=len(recent),
            compared=compared,
            networks=tuple(_compare(figures, persona_id, compared)),
            latest=tuple(latest),
            profiles=profiles,
        )


def _back(today: date, days: int) -> Period:
    """So many whole days up to yesterday, as the dashboards count them."""
    return Period(today - timedelta(days=days), today - timedelta(days=1))


def _compare(figures: MeasuredPosts, persona_id: int, period: Period) -> list[NetworkResult]:
    """One row per network with posts for the persona, that with most of them first."""
    own = figures.having("persona_ids", lambda ids: persona_id in ids)
    others = figures.having("persona_ids", lambda ids: ids and persona_id not in ids)
    extras = extras_given(figures)
    found = []
    for name in dict.fromkeys(own.column("network")):
        ours = figures.where("network", (name,)).having("persona_ids", bool)
        ((_, metric, _),) = by_network(Slice(ours, (), period, extras=extras), AUTOMATIC)
        kpi = f"{metric}_median" if metric in RATES else f"median:{metric}"
        parts = (rows.where("network", (name,)) for rows in (own, others))
        mine, theirs = (compute(kpi, rows, [], period, among=figures)[0] for rows in parts)
        found.append(NetworkResult(Network(name), metric, mine, theirs))
    return sorted(found, key=lambda row: (-row.own.n_used, row.network))
