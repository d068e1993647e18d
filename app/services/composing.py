"""All that somebody who writes a post needs to see, read at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.domain.content import AttachedMedia, Media, Post, PostComment
from app.domain.delivery import Delivery, DeliveryCheck, DeliveryState
from app.domain.errors import NotFound
from app.domain.history import HistoryEntry
from app.domain.limits import Check
from app.domain.people import Actor, Right
from app.domain.workspace import Brand, Campaign, Label, Pillar, Profile
from app.services.approval import ApprovalService
from app.services.delivery_checks import standing
from app.services.planning import PlanningService
from app.services.returning import Returned, returned
from app.services.review_queue import four_eyes_apply
from app.services.seeing import check_sees, seen_post
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

RIGHTS_CHECKS = frozenset({"check.licence_over", "check.no_consent"})


@dataclass(frozen=True, slots=True)
class PersonaName:
    id: int
    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class ComposerPage:
    """A post and what may be chosen for it. `post` None: a new one, not in the workspace yet.

    Per profile id: `own_media` (of variants that do not follow the post's), `rights_checks` (about the files' rights as
    saved) and `deliveries` (the newest). `deciders` are the names of those who may approve it now.
    """

    post: Post | None
    brand: Brand
    now: datetime
    rights: frozenset[Right]
    profiles: Mapping[int, Profile]
    personas: tuple[PersonaName, ...]
    campaigns: tuple[Campaign, ...]
    pillars: tuple[Pillar, ...]
    labels: tuple[Label, ...]
    names: Mapping[int, str]
    deciders: tuple[str, ...]
    paused: bool
    brands: tuple[Brand, ...] = ()
    """For a new post: the brands the actor may write for."""
    own_media: Mapping[int, tuple[AttachedMedia, ...]] = field(default_factory=dict)
    files: Mapping[int, Media] = field(default_factory=dict)
    rights_checks: Mapping[int, tuple[Check, ...]] = field(default_factory=dict)
    deliveries: Mapping[int, Delivery] = field(default_factory=dict)
    ahead: Mapping[int, tuple[DeliveryCheck, ...]] = field(default_factory=dict)
    """What stands in the way of publishing it at its time, by profile id."""
    lying: Mapping[int, Delivery] = field(default_factory=dict)
    """What still waits at its network although it must not go out as it is there, by profile id."""
    comments: tuple[PostComment, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    returned: Returned | None = None
    """What a reviewer answered, while the post stands sent back or rejected."""


class ComposingService:
    def __init__(self, store: Store, clock: Clock, planning: PlanningService, approval: ApprovalService) -> None:
        self._store = store
        self._clock = clock
        self._planning = planning
        self._approval = approval

    def blank(self, actor: Actor, brand_id: int | None = None) -> ComposerPage:
        """For a new post of a brand; without one, of the first brand the actor may write for (else may see).

        Raises `NotFound` "brand.not_found".
        """
        with self._store.read() as work:
            return self._page(work, actor, None, self._brand(work, actor, brand_id))

    def page(self, actor: Actor, post_id: int) -> ComposerPage:
        """Raises `NotFound` "post.not_found", also for a brand the actor may not see."""
        history = self._planning.history(actor, post_id)
        checks = self._approval.checks(actor, post_id)
        with self._store.read() as work:
            post = seen_post(work, actor, post_id)
            page = self._page(work, actor, post, work.team.brand(post.brand_id))
            return _with_story(work, page, post, checks, history)

    def _page(self, work: UnitOfWork, actor: Actor, post: Post | None, brand: Brand) -> ComposerPage:
        members = work.team.members()
        here = work.team.workspace()
        campaigns = work.plans.campaigns(brand_ids=[brand.id], archived=True)
        chosen = None if post is None else post.campaign_id
        people = work.personas.all(brand_ids=[brand.id])
        return ComposerPage(
            post=post,
            brand=brand,
            now=self._clock.now(),
            rights=_rights(work, actor, brand.id),
            profiles={row.id: row for row in work.profiles.all(brand_ids=[brand.id])},
            personas=tuple(PersonaName(row.id, row.name, row.summary) for row in people),
            campaigns=tuple(row for row in campaigns if not row.archived or row.id == chosen),
            pillars=tuple(work.team.pillars(brand.id)),
            labels=tuple(work.team.labels(brand.id)),
            names={row.id: row.name for row in members},
            deciders=_deciders(work, actor, brand, post),
            paused=here.publishing_paused,
            brands=_writable(work, actor) if post is None else (),
        )

    def _brand(self, work: UnitOfWork, actor: Actor, brand_id: int | None) -> Brand:
        if brand_id is not None:
            check_sees(work, actor, brand_id, "brand.not_found", brand=brand_id)
            return work.team.brand(brand_id)
        seen = [row for row in work.team.brands() if Right.VIEW in _rights(work, actor, row.id)]
        if not seen:
            raise NotFound("brand.not_found", brand=None)
        return (_writable(work, actor) or seen)[0]


def _ahead(work: UnitOfWork, deliveries: Mapping[int, Delivery]) -> dict[int, tuple[DeliveryCheck, ...]]:
    waiting = {row.id: number for number, row in deliveries.items() if row.state is DeliveryState.SCHEDULED}
    found: dict[int, tuple[DeliveryCheck, ...]] = {}
    for row in standing(work.parts.checks(waiting)):
        number = waiting[row.delivery_id]
        found[number] = (*found.get(number, ()), row)
    return found


def _rights(work: UnitOfWork, actor: Actor, brand_id: int) -> frozenset[Right]:
    """What the actor may do now, whatever it was when the actor was made."""
    return frozenset(Right) if actor.member is None else work.team.member(actor.member.id).rights(brand_id)


def _writable(work: UnitOfWork, actor: Actor) -> tuple[Brand, ...]:
    return tuple(row for row in work.team.brands() if Right.WRITE in _rights(work, actor, row.id))


def _deciders(work: UnitOfWork, actor: Actor, brand: Brand, post: Post | None) -> tuple[str, ...]:
    authors = {actor.member_id} if post is None else {post.author_id, post.edited_by}
    barred = authors if four_eyes_apply(work, brand) else set()
    able = [row for row in work.team.members(active_only=True) if row.may(Right.APPROVE, brand.id)]
    return tuple(row.name for row in able if row.id not in barred)


def _with_story(
    work: UnitOfWork,
    page: ComposerPage,
    post: Post,
    checks: Mapping[int, list[Check]],
    history: list[HistoryEntry],
) -> ComposerPage:
    own = {row.profile_id: work.posts.variant_files(row.id) for row in post.variants if row.own_media}
    attached = {item.media_id for files in (post.media, *own.values()) for item in files}
    variants = {row.id for row in post.variants}
    deliveries = {row.profile_id: rows[-1] for row in post.variants if (rows := work.deliveries.of_variant(row.id))}
    return replace(
        page,
        own_media=own,
        files={number: work.posts.media(number) for number in attached},
        rights_checks={
            number: tuple(row for row in rows if row.code in RIGHTS_CHECKS) for number, rows in checks.items()
        },
        deliveries=deliveries,
        ahead=_ahead(work, deliveries),
        lying={row.profile_id: row for row in work.deliveries.handed_over_unwanted() if row.variant_id in variants},
        comments=tuple(work.posts.comments(post.id)),
        history=tuple(reversed(history)),
        returned=returned(work, [post], dict(page.names)).get(post.id),
    )
