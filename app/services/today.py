"""What a person wants to see at half past eight: one reading of the store for the whole page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from app.domain.connecting import HANDLE_CHANGED, UNCONNECTED
from app.domain.content import Post, Variant
from app.domain.days import day_bounds, local_day
from app.domain.delivery import DeliveryCheck, DeliveryState
from app.domain.history import HistoryEntry
from app.domain.kpi import FigureFilters
from app.domain.lateness import LATE_PUBLISH
from app.domain.networks import KEYLESS, Connection
from app.domain.people import Actor
from app.domain.published import OpenQuestion
from app.domain.today import NOT_GOING, TodayPost, title_of
from app.domain.workflow import PostState
from app.domain.workspace import Profile
from app.services.approval import ApprovalService
from app.services.delivery_checks import standing
from app.services.returning import RETURNED, Returned, returned, returned_variants
from app.services.review_queue import QueueItem
from app.services.seeing import visible_brands
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock
from app.system.history_words import STEPS

SOON = timedelta(hours=24)
"""A post without approval this close to its time needs attention."""
KEPT_MISSED = timedelta(days=14)
"""A missed time older than this is history, not today's work."""
QUESTIONS_KEPT = timedelta(days=7)
"""An older question without an answer is history, not today's work."""
CHANGES_READ = 400
MOST_CHANGES = 30
_QUIET = frozenset({"unapproved", "undated"})
"""What needs somebody although nothing went wrong."""
_UNAPPROVED = (PostState.DRAFT, PostState.IN_REVIEW, PostState.CHANGES_REQUESTED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post whose approval waits for the member. `due_at` is its earliest time."""

    post_id: int
    title: str
    profiles: tuple[Profile, ...]
    author: str | None
    due_at: datetime | None
    since: datetime


@dataclass(frozen=True, slots=True)
class SentBack:
    """A post of the member that a reviewer sent back; `profiles` are those it stands sent back for."""

    title: str
    profiles: tuple[Profile, ...]
    answer: Returned


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the profile it was asked on."""

    profile: Profile
    question: OpenQuestion


@dataclass(frozen=True, slots=True)
class LostProfile:
    """A profile whose connection somebody must look after. `problem` is the code of what is wrong; None: its access key is not
    here. `renamed`: it needs the account's new handle, else it must be connected again."""

    profile: Profile
    problem: str | None
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def renamed(self) -> bool:
        return self.problem == HANDLE_CHANGED


@dataclass(frozen=True, slots=True)
class RecentChange:
    """Something somebody did. Equal steps of one person on one post, or on things of one kind, are one line with their
    `count`, dated by the newest. `who` None: the program. `title` names the post, the task, or the
    profile that was connected or lost."""

    at: datetime
    who: str | None
    entity: str
    action: str
    post_id: int | None
    title: str | None
    count: int = 1


@dataclass(frozen=True, slots=True)
class TodayPage:
    """`day` is the calendar day in `zone`. `paused` True: nothing goes out by itself."""

    now: datetime
    day: date
    zone: str
    paused: bool
    going_out: tuple[TodayPost, ...]
    attention: tuple[TodayPost, ...]
    waiting: tuple[Waiting, ...]
    changes: tuple[RecentChange, ...]
    fetched_at: datetime | None
    more_changes: bool = False
    """There were more than `changes` holds."""
    questions: tuple[Asked, ...] = ()
    """Unanswered questions of the last days, the longest waiting first."""
    sent_back: tuple[SentBack, ...] = ()
    """The member's own posts that were sent back or rejected, the newest answer first."""
    lost: tuple[LostProfile, ...] = ()
    read_at: datetime | None = None
    """When a file with figures was last imported, and the newest day of data: told where nothing was ever fetched."""
    data_until: date | None = None

    @property
    def has_figures(self) -> bool:
        return self.fetched_at is not None or self.read_at is not None


class TodayService:
    def __init__(self, store: Store, clock: Clock, approval: ApprovalService) -> None:
        self._store = store
        self._clock = clock
        self._approval = approval

    def page(self, actor: Actor) -> TodayPage:
        """Everything of today the acting member may see."""
        now = self._clock.now()
        queue = self._approval.queue(actor)
        with self._store.read() as work:
            here = work.team.workspace()
            day = local_day(now, here.zone)
            visible = visible_brands(work, actor)
            profiles = {row.id: row for row in work.profiles.all(brand_ids=visible)}
            names = {row.id: row.name for row in work.team.members()}
            start, end = day_bounds(day, here.zone)
            due = [v for v in work.posts.variants_due(start, end) if v.state not in NOT_GOING]
            marked = self._needing_attention(work, now)
            obstacles = _obstacles(work, now)
            posts = _posts_of(work, [*due, *(variant for _, variant in marked), *(row[0] for row in obstacles)])
            lines = _Lines(posts, profiles)
            since = day_bounds(day - timedelta(days=1), here.zone)[0]
            changes = self._changes(work, names, profiles, since, visible)
            fetched_at = max((p.fetched_at for p in profiles.values() if p.fetched_at), default=None)
            read_at, data_until = (None, None) if fetched_at else _imported(work, profiles)
            return TodayPage(
                now=now,
                day=day,
                zone=here.zone,
                paused=here.publishing_paused,
                going_out=lines.of((None, self._doubt(work, variant), variant) for variant in due),
                attention=(
                    *lines.of((kind, self._reason(work, row), row) for kind, row in marked if kind not in _QUIET),
                    *(
                        replace(line, data=check.data)
                        for row, check in obstacles
                        for line in lines.of([("obstacle", check.problem, row)])
                    ),
                    *lines.of((kind, None, row) for kind, row in marked if kind in _QUIET),
                ),
                waiting=_waiting(queue, actor, profiles, names),
                changes=changes[:MOST_CHANGES],
                more_changes=len(changes) > MOST_CHANGES,
                fetched_at=fetched_at,
                read_at=read_at,
                data_until=data_until,
                questions=tuple(
                    Asked(profiles[row.profile_id], row)
                    for row in work.comments.unanswered_questions(now - QUESTIONS_KEPT)
                    if row.profile_id in profiles
                ),
                sent_back=_sent_back(work, actor, now, profiles, names),
                lost=_lost(work, profiles),
            )

    def _needing_attention(self, work: UnitOfWork, now: datetime) -> list[tuple[str, Variant]]:
        """What failed or is unsure, then what missed its time, then what is about to, each by time; then what is approved
        and has no time."""
        rows = work.posts
        found = [("unsure", variant) for variant in rows.variants_in_states([PostState.UNSURE])]
        found += [("failed", variant) for variant in rows.variants_in_states([PostState.FAILED])]
        oldest, late = now - KEPT_MISSED, now - LATE_PUBLISH
        found += [("kept", v) for v in _kept_back(work) if v.due_at is None or v.due_at >= oldest]
        missed = rows.variants_in_states([PostState.EXPIRED, PostState.ON_HOLD, *_UNAPPROVED], due_before=now)
        passed = rows.variants_in_states([PostState.SCHEDULED], due_before=late)
        missed += [variant for variant in passed if not _is_handed_over(work, variant)]
        named = {variant.id for _, variant in found}
        found += [("missed", v) for v in missed if v.due_at is not None and v.due_at >= oldest and v.id not in named]
        soon = rows.variants_in_states(_UNAPPROVED, due_before=now + SOON)
        found += [("unapproved", v) for v in soon if v.due_at is not None and v.due_at >= now]
        return found + [("undated", v) for v in rows.variants_in_states([PostState.APPROVED]) if v.due_at is None]

    def _doubt(self, work: UnitOfWork, variant: Variant) -> str | None:
        """Why a person has to look at what should be out."""
        return self._reason(work, variant) if variant.state is PostState.UNSURE else None

    def _reason(self, work: UnitOfWork, variant: Variant) -> str | None:
        rows = work.deliveries.of_variant(variant.id)
        return rows[-1].reason if rows else None

    def _changes(
        self,
        work: UnitOfWork,
        names: dict[int, str],
        profiles: Mapping[int, Profile],
        since: datetime,
        visible: frozenset[int] | None,
    ) -> tuple[RecentChange, ...]:
        latest = work.history.latest(CHANGES_READ, since)
        entries = [row for row in latest if visible is None or row.brand_id is None or row.brand_id in visible]
        about = {row.id: _post_id(row) for row in entries}
        known = {post.id: post for post in work.posts.many(sorted({n for n in about.values() if n is not None}))}
        found: dict[object, RecentChange] = {}
        for row in entries:
            number = about[row.id]
            if (row.entity, row.action) not in STEPS or (row.entity == "variant" and number is None):
                continue  # the program's own steps would push out what a person wants to read about
            post = known.get(number) if number is not None else None
            title = _title(post) if post and row.entity != "task" else _named(work, row, profiles)
            key = (row.entity, row.action, row.actor_id, title if row.entity == "task" else number if post else title)
            who = names.get(row.actor_id) if row.actor_id is not None else None
            made = RecentChange(row.at, who, row.entity, row.action, number, title)
            found[key] = replace(found[key], count=found[key].count + 1) if key in found else made
        return tuple(found.values())


def _lost(work: UnitOfWork, profiles: Mapping[int, Profile]) -> tuple[LostProfile, ...]:
    """Profiles in use whose connection somebody must look after, also while no post waits for them."""
    rows = work.connections.all(list(profiles))
    found = [(profiles[row.profile_id], row) for row in rows if row.needs_reconnect or row.problem is not None]
    return tuple(
        LostProfile(profile, row.problem, row.problem_data)
        for profile, row in found
        if profile.connection is Connection.API and profile.status == "active" and profile.network not in KEYLESS
    )


def _named(work: UnitOfWork, entry: HistoryEntry, profiles: Mapping[int, Profile]) -> str | None:
    """The title of a task, or the name of the profile a connection began or ended for."""
    if entry.entity == "task":
        return work.plans.task(entry.entity_id).title
    if entry.entity != "profile" or entry.action not in ("connected", "disconnected", "connection_lost"):
        return None
    profile = profiles.get(entry.entity_id)
    return profile.name if profile is not None else None


def _kept_back(work: UnitOfWork) -> list[Variant]:
    """Posts that wait for their profile to be connected."""
    waiting = work.deliveries.all(states=(DeliveryState.HELD, DeliveryState.RETRY_WAIT))
    return [work.posts.variant(row.variant_id) for row in waiting if row.reason in UNCONNECTED]


def _imported(work: UnitOfWork, profiles: Iterable[int]) -> tuple[datetime | None, date | None]:
    """When a file was last imported into one of the profiles, and the newest day their data reach."""
    wanted = tuple(profiles)
    read = [at for _, at in work.dashboards.imports(wanted).values()]
    if not read:
        return None, None
    extent = work.figures.extent(FigureFilters(profile_ids=wanted))
    return max(read), extent[1] if extent else None


def _is_handed_over(work: UnitOfWork, variant: Variant) -> bool:
    """Whether its network was to publish it: that is looked up, and only then it may be too late."""
    rows = work.deliveries.of_variant(variant.id)
    return bool(rows) and rows[-1].handed_over_at is not None


class _Lines:
    """Makes lines of variants whose post and profile the member may see."""

    def __init__(self, posts: dict[int, Post], profiles: dict[int, Profile]) -> None:
        self._posts = posts
        self._profiles = profiles

    def of(self, rows: Iterable[tuple[str | None, str | None, Variant]]) -> tuple[TodayPost, ...]:
        made = []
        for attention, reason, variant in rows:
            profile, post = self._profiles.get(variant.profile_id), self._posts.get(variant.post_id)
            if profile is None or post is None:
                continue
            place = (profile.network, profile.handle, variant.due_at, variant.state)
            title = title_of(post.title, post.text if variant.text is None else variant.text)
            made.append(TodayPost(post.id, variant.id, title, *place, attention, reason))
        return tuple(made)


def _obstacles(work: UnitOfWork, now: datetime) -> list[tuple[Variant, DeliveryCheck]]:
    """What was looked at before its time and stands in the way, one line for each variant."""
    soon = {row.id: row for row in work.deliveries.due_between(now, now + SOON)}
    found: dict[int, DeliveryCheck] = {}
    for check in standing(work.parts.checks(soon)):
        found.setdefault(soon[check.delivery_id].variant_id, check)
    return [(work.posts.variant(number), check) for number, check in found.items()]


def _waiting(
    queue: list[QueueItem], actor: Actor, profiles: dict[int, Profile], names: dict[int, str]
) -> tuple[Waiting, ...]:
    """What waits for the member, in the order of the queue."""
    return tuple(
        Waiting(
            item.post.id,
            _title(item.post),
            tuple(
                profiles[v.profile_id]
                for v in item.post.variants
                if v.state is PostState.IN_REVIEW and v.profile_id in profiles
            ),
            names.get(item.post.author_id) if item.post.author_id is not None else None,
            item.due_at,
            item.waiting_since,
        )
        for item in queue
        if actor.member_id in item.waits_for
    )


def _sent_back(
    work: UnitOfWork, actor: Actor, now: datetime, profiles: dict[int, Profile], names: dict[int, str]
) -> tuple[SentBack, ...]:
    if actor.member_id is None:
        return ()
    posts = {post.id: post for post in work.posts.many(work.posts.ids(author_ids=[actor.member_id], states=RETURNED))}
    standing = {post.id: returned_variants(post, now) for post in posts.values()}
    answers = returned(work, [posts[number] for number, rows in standing.items() if rows], names)
    rows = []
    for answer in sorted(answers.values(), key=lambda row: row.at, reverse=True):
        known = tuple(profiles[v.profile_id] for v in standing[answer.post_id] if v.profile_id in profiles)
        if known:
            rows.append(SentBack(_title(posts[answer.post_id]), known, answer))
    return tuple(rows)


def _posts_of(work: UnitOfWork, variants: list[Variant]) -> dict[int, Post]:
    return {post.id: post for post in work.posts.many(sorted({variant.post_id for variant in variants}))}


def _post_id(entry: HistoryEntry) -> int | None:
    if entry.entity == "post":
        return entry.entity_id
    told = entry.facts.get("post_id")
    return told if isinstance(told, int) else None


def _title(post: Post) -> str:
    return title_of(post.title, post.text)
