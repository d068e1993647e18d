"""What posts are about that were not planned here, said by a person of many at once (mission 11.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.errors import BadInput, Refused
from app.domain.people import Actor, Right
from app.domain.post_about import ChosenPosts, PostAbout
from app.services.seeing import sees
from app.services.steps import allow
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

AT_ONCE = 2000
"""Posts of one transaction."""


class PostAboutService:
    """Whoever may write a post of a brand may say what its others are about. Every change is recorded in the history."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def chosen(self, actor: Actor, post_ids: Iterable[int]) -> ChosenPosts:
        """What is known of some published posts; those the actor may not see are as if they were not there.

        Raises `Refused` "post_about.gone" when none is there.
        """
        with self._store.read() as work:
            posts = _seen(work, actor, post_ids)
            if not posts:
                raise Refused("post_about.gone")
            said = work.post_about.said(number for number, (_, planned) in posts.items() if not planned)
            brands = {brand for brand, _ in posts.values()}
            if len(brands) > 1:
                return ChosenPosts(said, len(posts) - len(said), None)
            (brand,) = brands
            rights = work.team.member(actor.member.id).rights(brand) if actor.member else frozenset(Right)
            return ChosenPosts(
                said,
                len(posts) - len(said),
                work.team.brand(brand),
                work.team.pillars(brand),
                work.personas.all(brand_ids=[brand]),
                Right.WRITE in rights,
                Right.PLAN in rights,
            )

    def say(self, actor: Actor, said: Mapping[int, PostAbout]) -> dict[int, PostAbout]:
        """Says what some published posts are about, thousands of them in several short transactions; what was said of them
        before. Posts that are gone or have a plan meanwhile are left out.

        Raises `Refused` "post_about.gone" when none is left, `BadInput` "post_about.other_brand", `NotPermitted`.
        """
        numbers = list(said)
        before: dict[int, PostAbout] = {}
        for start in range(0, len(numbers), AT_ONCE):
            before |= self._say(actor, {number: said[number] for number in numbers[start : start + AT_ONCE]})
        if not before:
            raise Refused("post_about.gone")
        return before

    def _say(self, actor: Actor, said: Mapping[int, PostAbout]) -> dict[int, PostAbout]:
        with self._store.write() as work:
            posts = _seen(work, actor, said)
            wanted = {number: said[number] for number, (_, planned) in posts.items() if not planned}
            for brand in sorted({posts[number][0] for number in wanted}):
                own = {number: one for number, one in wanted.items() if posts[number][0] == brand}
                allow(work, actor, Right.WRITE, brand)
                _check_brand(work, brand, own.values())
                self._record(work, actor, brand, own)
            before = work.post_about.said(wanted)
            work.post_about.say(wanted)
            return before

    def _record(self, work: UnitOfWork, actor: Actor, brand: int, said: Mapping[int, PostAbout]) -> None:
        """One entry for all posts of which the same is said."""
        for about in dict.fromkeys(said.values()):
            posts = sorted(number for number, one in said.items() if one == about)
            facts = {"posts": posts, "pillar_id": about.pillar_id, "persona_ids": list(about.persona_ids)}
            work.history.record(
                at=self._clock.now(), actor=actor, entity="brand", entity_id=brand, action="posts_sorted", brand_id=brand,
                facts=facts,
            )  # fmt: skip


def _seen(work: UnitOfWork, actor: Actor, post_ids: Iterable[int]) -> dict[int, tuple[int, bool]]:
    posts = work.post_about.posts(post_ids)
    seen = {brand for brand in {brand for brand, _ in posts.values()} if sees(work, actor, brand)}
    return {number: row for number, row in posts.items() if row[0] in seen}


def _check_brand(work: UnitOfWork, brand: int, said: Iterable[PostAbout]) -> None:
    pillars = {row.id for row in work.team.pillars(brand)}
    personas = {row.id for row in work.personas.all(brand_ids=[brand], archived=True)}
    for about in set(said):
        if about.pillar_id not in {None, *pillars} or not personas.issuperset(about.persona_ids):
            raise BadInput("post_about.other_brand", brand=brand)
