"""One search over everything a person may want to go to: posts, personas, profiles, campaigns, pillars and dashboards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from app.domain.content import Post
from app.domain.networks import Network
from app.domain.people import Actor
from app.domain.workflow import PostState
from app.services.own_dashboards import dashboards_in
from app.services.post_edits import search_key
from app.services.seeing import brands_read
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

T = TypeVar("T")
NEAR = timedelta(days=120)
"""How far from now posts are looked for first."""
MOST_POSTS, MOST_OTHERS = 8, 4


@dataclass(frozen=True, slots=True)
class FoundPost:
    id: int
    title: str
    at: datetime | None
    state: PostState
    networks: tuple[Network, ...]


@dataclass(frozen=True, slots=True)
class FoundPersona:
    id: int
    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class FoundProfile:
    id: int
    network: Network
    handle: str
    name: str


@dataclass(frozen=True, slots=True)
class FoundCampaign:
    id: int
    name: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class FoundPillar:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class FoundDashboard:
    """One that people made; `key` as a chosen dashboard is remembered."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """Each kind with the best first. `whole` False: posts far from now were not looked at yet."""

    text: str
    posts: tuple[FoundPost, ...] = ()
    personas: tuple[FoundPersona, ...] = ()
    profiles: tuple[FoundProfile, ...] = ()
    campaigns: tuple[FoundCampaign, ...] = ()
    pillars: tuple[FoundPillar, ...] = ()
    dashboards: tuple[FoundDashboard, ...] = ()
    whole: bool = True


class SearchService:
    """Upper case and Polish marks do not matter; every word must be found. Only brands the actor may see."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def find(self, actor: Actor, text: str, *, brand_ids: Iterable[int] | None = None, far: bool = False) -> Found:
        """Posts around now at once; `far` looks through all of them, which takes longer with very many."""
        words = search_key(text).split()
        if not words:
            return Found(text)
        with self._store.read() as work:
            brands = brands_read(work, actor, brand_ids)
            numbers = [row.id for row in work.team.brands()] if brands is None else brands
            posts, whole = self._posts(work, words, numbers, far)
            personas = _best(
                words,
                [
                    (
                        FoundPersona(row.id, row.name, row.summary),
                        (row.name, row.summary, *(s.text for s in row.statements)),
                    )
                    for row in work.personas.all(brand_ids=numbers)
                ],
            )
            profiles = _best(
                words,
                [
                    (FoundProfile(row.id, row.network, row.handle, row.name), (row.handle, row.name, row.network.value))
                    for row in work.profiles.all(brand_ids=numbers)
                ],
            )
            campaigns = _best(
                words,
                [
                    (FoundCampaign(row.id, row.name, row.starts_on, row.ends_on), (row.name, row.goal))
                    for row in work.plans.campaigns(brand_ids=numbers)
                ],
            )
            pillars = _best(
                words,
                [
                    (FoundPillar(row.id, row.name), (row.name,))
                    for row in work.team.pillars()
                    if row.brand_id in numbers
                ],
            )
            dashboards = _best(
                words,
                [
                    (FoundDashboard(row.key, row.name), (row.name,))
                    for row in dashboards_in(work, actor)
                    if row.brand_id is None or row.brand_id in numbers
                ],
            )
        return Found(text, posts, personas, profiles, campaigns, pillars, dashboards, whole)

    def _posts(
        self, work: UnitOfWork, words: Sequence[str], brands: Sequence[int], far: bool
    ) -> tuple[tuple[FoundPost, ...], bool]:
        now = self._clock.now()
        since, until = (None, None) if far else (now - NEAR, now + NEAR)
        ids: list[int] = []
        for brand_id in brands:
            ids += work.search.after(words, brand_id, now, until, MOST_POSTS)
            ids += work.search.before(words, brand_id, now, since, MOST_POSTS)
            if far:
                ids += work.search.timeless(words, brand_id, MOST_POSTS)
        rows = sorted(work.posts.many(ids), key=lambda row: _place(row, words, now))
        networks = {row.id: row.network for row in work.profiles.all(brand_ids=brands)} if rows else {}
        found = tuple(_found(row, networks) for row in rows[:MOST_POSTS])
        return found, far or len(found) == MOST_POSTS


def _place(row: Post, words: Sequence[str], now: datetime) -> tuple[int, float]:
    """Titles that begin with what was typed go first, then those with it in the title, then the nearest in time."""
    title = search_key(row.title or row.text[:80])
    typed = " ".join(words)
    rank = 0 if title.startswith(typed) else 1 if all(word in title for word in words) else 2
    return rank, float("inf") if row.due_at is None else abs((row.due_at - now).total_seconds())


def _found(row: Post, networks: dict[int, Network]) -> FoundPost:
    title = row.title or " ".join(row.text.split())[:80]
    mine = tuple(dict.fromkeys(networks[v.profile_id] for v in row.variants if v.profile_id in networks))
    return FoundPost(row.id, title, row.due_at, row.state, mine)


def _best(words: Sequence[str], rows: Sequence[tuple[T, Sequence[str]]]) -> tuple[T, ...]:
    """What has all words in its texts; a first text that begins with them goes first."""
    typed, ranked = " ".join(words), []
    for place, (value, texts) in enumerate(rows):
        keys = [search_key(text).lstrip("@") for text in texts]
        whole = " ".join(keys)
        if all(word.lstrip("@") in whole for word in words):
            ranked.append((not keys[0].startswith(typed.lstrip("@")), place, value))
    return tuple(value for _, _, value in sorted(ranked, key=lambda row: row[:2])[:MOST_OTHERS])
