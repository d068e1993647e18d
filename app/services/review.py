"""What a reviewer reads: the queue in its groups, and one post with all that helps to decide."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.domain.content import AttachedMedia, Decision, Post, PostComment, Revision, Variant
from app.domain.history import HistoryEntry
from app.domain.limits import Check
from app.domain.networks import Format
from app.domain.people import Actor, Member, Right
from app.domain.workflow import PostState
from app.domain.workspace import Profile
from app.services.approval import ApprovalService
from app.services.planning import PlanningService
from app.services.returning import Returned, returned, returned_variants
from app.services.review_queue import QueueItem, authors_of, four_eyes_apply, queue_items
from app.services.seeing import brands_read, seen_post
from app.services.steps import content_of
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

LONG = timedelta(days=3)
"""What waits for others longer than this is stuck."""
SOON = timedelta(hours=3)
"""What waits for others this close to its time is stuck."""
GROUPS = ("mine", "others", "changes", "stuck", "rejected")
_OTHER_PARTS = ("link", "media", "first_comment", "format")
_SHOWN = (PostState.IN_REVIEW, PostState.CHANGES_REQUESTED, PostState.REJECTED)


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A line of the queue. `group` is one of `GROUPS`; `stuck` says why: "nobody" can decide, "soon" its time comes, "long"
    it has waited; empty when it is not. `waits_for` are names; `asked_by` asked for changes, or rejected it."""

    post_id: int
    title: str
    author_id: int | None
    author: str | None
    profiles: tuple[Profile, ...]
    due_at: datetime | None
    since: datetime
    group: str
    stuck: str
    waits_for: tuple[str, ...]
    asked_by: str | None
    approvals: int
    required: int


@dataclass(frozen=True, slots=True)
class ReviewBoard:
    """The queue at one moment, by urgency. `may_decide`: the actor may approve for any brand."""

    now: datetime
    items: tuple[ReviewItem, ...]
    may_decide: bool


@dataclass(frozen=True, slots=True)
class ReviewedVariant:
    """A variant as it was handed in as version `n`; `before` is its text in version `before_n`, the last one decided about;
    `also_changed` names what else is not as it was then ("link", "media", "first_comment", "format").
    `changed`: what would be sent now is not what was handed in."""

    variant: Variant
    profile: Profile
    n: int
    text: str
    link: str | None
    first_comment: str | None
    format: Format
    media: tuple[AttachedMedia, ...]
    before: str | None
    before_n: int | None
    also_changed: tuple[str, ...]
    changed: bool
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One post of the queue. `barred` says why the actor cannot decide: "right", "four_eyes", "approved", "state", empty
    when nothing stands in the way; `able` are those who can."""

    post: Post
    item: ReviewItem | None
    variants: tuple[ReviewedVariant, ...]
    comments: tuple[PostComment, ...]
    decisions: tuple[Decision, ...]
    history: tuple[HistoryEntry, ...]
    names: dict[int, str]
    personas: tuple[str, ...]
    barred: str
    able: tuple[str, ...]
    may_comment: bool
    banned_words: int
    required_words: int
    returned: Returned | None = None
    """What a reviewer answered, while the post stands sent back or rejected."""
    may_write: bool = False


class ReviewService:
    def __init__(self, store: Store, clock: Clock, approval: ApprovalService, planning: PlanningService) -> None:
        self._store = store
        self._clock = clock
        self._approval = approval
        self._planning = planning

    def board(self, actor: Actor, *, brand_ids: Iterable[int] | None = None) -> ReviewBoard:
        """Everything in review or sent back, and what was rejected lately, that the actor may see: what goes out first,
        then what has waited longest."""
        now = self._clock.now()
        with self._store.read() as work:
            ids = work.posts.ids(states=_SHOWN, brand_ids=brands_read(work, actor, brand_ids))
            posts = work.posts.many(ids)
            member = _acting(work, actor)
            items = _Items(work, now, member).of(posts)
            may_decide = member is None or member.may(Right.APPROVE, None)
        far = datetime.max.replace(tzinfo=now.tzinfo)
        return ReviewBoard(now, tuple(sorted(items, key=lambda row: (row.due_at or far, row.since))), may_decide)

    def page(self, actor: Actor, post_id: int) -> ReviewPage:
        """Raises `NotFound` "post.not_found", also for a post of a brand the actor may not see."""
        checks = self._approval.checks(actor, post_id)
        history = tuple(self._planning.history(actor, post_id))
        with self._store.read() as work:
            post = seen_post(work, actor, post_id)
            member = _acting(work, actor)
            names = {row.id: row.name for row in work.team.members()}
            item = next(iter(_Items(work, self._clock.now(), member).of([post])), None)
            brand = work.team.brand(post.brand_id)
            variants = tuple(_reviewed(work, post, row, checks.get(row.profile_id, [])) for row in _shown(post))
            decisions = [row for shown in variants for row in work.posts.decisions(shown.variant.id)]
            waiting = next(iter(queue_items(work, [post])), None)
            personas = {row.id: row.name for row in work.personas.all(brand_ids=[post.brand_id], archived=True)}
            return ReviewPage(
                post=post,
                item=item,
                variants=variants,
                comments=tuple(work.posts.comments(post_id)),
                decisions=tuple(decisions),
                history=history,
                names=names,
                personas=tuple(personas[number] for number in post.persona_ids if number in personas),
                barred=_barred(work, post, member, waiting),
                able=tuple(names[number] for number in (waiting.waits_for if waiting else ())),
                may_comment=member is None or member.may(Right.COMMENT, post.brand_id),
                banned_words=len(brand.banned_words),
                required_words=len(brand.required_words),
                returned=returned(work, [post], names).get(post_id) if waiting is None else None,
                may_write=member is None or member.may(Right.WRITE, post.brand_id),
            )


class _Items:
    """Makes lines of posts, reading what they share once."""

    def __init__(self, work: UnitOfWork, now: datetime, member: Member | None) -> None:
        self._work, self._now, self._member = work, now, member
        self._names = {row.id: row.name for row in work.team.members()}
        self._profiles = {row.id: row for row in work.profiles.all()}

    def of(self, posts: list[Post]) -> list[ReviewItem]:
        queued = {item.post.id: item for item in queue_items(self._work, posts)}
        sent_back = [v.id for post in posts if post.id not in queued for v in post.variants]
        decisions = self._work.review.decisions(sent_back)
        found = []
        for post in posts:
            if post.id in queued:
                found.append(self._waiting(post, queued[post.id]))
            elif back := returned_variants(post, self._now):
                found.append(self._sent_back(post, back, decisions))
        return found

    def _waiting(self, post: Post, row: QueueItem) -> ReviewItem:
        mine = self._member is not None and self._member.id in row.waits_for
        stuck = "" if mine else self._stuck(row)
        group = "mine" if mine else ("stuck" if stuck else "others")
        names = tuple(self._names[number] for number in row.waits_for)
        return self._item(post, PostState.IN_REVIEW, row.due_at, row.waiting_since, group, stuck, names, None, row)

    def _sent_back(self, post: Post, back: list[Variant], decisions: dict[int, list[Decision]]) -> ReviewItem:
        """What was asked for comes before what was rejected: it can still be mended for its time."""
        asked_for = [v for v in back if v.state is PostState.CHANGES_REQUESTED]
        state, group, decision = PostState.CHANGES_REQUESTED, "changes", "request_changes"
        if not asked_for:
            state, group, decision = PostState.REJECTED, "rejected", "reject"
        back = asked_for or back
        times = [v.due_at for v in back if v.due_at is not None]
        asked = [row for v in back for row in decisions[v.id] if row.decision == decision]
        by = self._names.get(asked[-1].member_id) if asked and asked[-1].member_id is not None else None
        since = min(v.state_since for v in back)
        return self._item(post, state, min(times, default=None), since, group, "", (), by, None)

    def _item(
        self,
        post: Post,
        state: PostState,
        due_at: datetime | None,
        since: datetime,
        group: str,
        stuck: str,
        waits_for: tuple[str, ...],
        asked_by: str | None,
        row: QueueItem | None,
    ) -> ReviewItem:
        profiles = [self._profiles[v.profile_id] for v in post.variants if v.state is state]
        return ReviewItem(
            post_id=post.id,
            title=post.title or next(iter(post.text.strip().splitlines()), ""),
            author_id=post.author_id,
            author=self._names.get(post.author_id) if post.author_id is not None else None,
            profiles=tuple(profiles),
            due_at=due_at,
            since=since,
            group=group,
            stuck=stuck,
            waits_for=waits_for,
            asked_by=asked_by,
            approvals=row.approvals if row else 0,
            required=self._work.team.brand(post.brand_id).required_approvals,
        )

    def _stuck(self, row: QueueItem) -> str:
        if not row.waits_for:
            return "nobody"
        if row.due_at is not None and row.due_at - self._now <= SOON:
            return "soon"
        return "long" if self._now - row.waiting_since >= LONG else ""


def _acting(work: UnitOfWork, actor: Actor) -> Member | None:
    """The acting member as they are now; None: the program."""
    return work.team.member(actor.member.id) if actor.member is not None else None


def _shown(post: Post) -> list[Variant]:
    """What is in review; of a post that is not, what was sent back, else everything."""
    for state in _SHOWN:
        rows = [row for row in post.variants if row.state is state]
        if rows:
            return rows
    return list(post.variants)


def _barred(work: UnitOfWork, post: Post, member: Member | None, waiting: QueueItem | None) -> str:
    if waiting is None:
        return "state"
    if member is None or not member.may(Right.APPROVE, post.brand_id):
        return "right"
    if member.id in waiting.waits_for:
        return ""
    revisions = work.review.newest_revisions([row.id for row in _shown(post)])
    own = any(member.id in authors_of(post, row) for row in revisions.values())
    return "four_eyes" if own and four_eyes_apply(work, work.team.brand(post.brand_id)) else "approved"


def _reviewed(work: UnitOfWork, post: Post, variant: Variant, checks: list[Check]) -> ReviewedVariant:
    """The variant as its latest revision has it; one that was never handed in as it stands."""
    profile = work.profiles.get(variant.profile_id)
    now = content_of(work, post, variant, profile)
    revisions = work.posts.revisions(variant.id)
    latest = revisions[-1] if revisions else None
    earlier = _decided_before(revisions, work.posts.decisions(variant.id))
    stored: dict[str, Any] = json.loads(latest.content if latest else now.canonical())
    before: dict[str, Any] | None = json.loads(earlier.content) if earlier else None
    return ReviewedVariant(
        variant=variant,
        profile=profile,
        n=latest.n if latest else 0,
        text=stored["text"],
        link=stored["link"],
        first_comment=stored["first_comment"],
        format=Format(stored["format"]),
        media=tuple(_attached(work, row) for row in stored["media"]),
        before=before["text"] if before else None,
        before_n=earlier.n if earlier else None,
        also_changed=tuple(name for name in _OTHER_PARTS if before is not None and before[name] != stored[name]),
        changed=latest is not None and latest.sha256 != now.fingerprint(),
        checks=tuple(checks),
    )


def _decided_before(revisions: list[Revision], decisions: list[Decision]) -> Revision | None:
    """The last other content that somebody decided about; without a decision the one just before."""
    earlier = [row for row in revisions[:-1] if row.sha256 != revisions[-1].sha256]
    decided = {row.revision_id for row in decisions if row.decision != "undo_decision"}
    return next((row for row in reversed(earlier) if row.id in decided), earlier[-1] if earlier else None)


def _attached(work: UnitOfWork, row: dict[str, Any]) -> AttachedMedia:
    known = work.posts.media_by_hash(row["sha256"])
    name = known.file_name if known else ""
    number = known.id if known else 0
    return AttachedMedia(number, row["sha256"], name, row["mime"], row["alt_text"])
