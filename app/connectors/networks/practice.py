"""The Practice network: behaves like a network, reaches nobody. Its posts live in its own small database.

It imitates the network of the profile it stands in for, and can be told to be slow, to refuse, to lose answers. It
opens no socket; its addresses end in `.invalid`, which no name server answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import sleep
from typing import Protocol
from urllib.parse import quote

from app.connectors.base import (
    POST,
    Account,
    Capabilities,
    Idempotency,
    Identity,
    NeedsReconnect,
    NotExecuted,
    Operation,
    OutcomeUnknown,
    Parcel,
    ReadFailed,
    Receipt,
    Rejected,
    RemoteComment,
    RemotePost,
    Step,
    StepKind,
)
from app.connectors.practice_audience import Course, course, followers
from app.connectors.practice_flavours import flavour_of
from app.connectors.practice_remarks import Remarks, load_remarks, remarks_under
from app.domain.delivery import REQUEST_DEADLINE
from app.domain.errors import Refused, StoreProblem
from app.domain.metrics import Reading
from app.domain.networks import RULES, Format, Network
from app.domain.practice import (
    FaultKind,
    FaultScope,
    PracticeAccount,
    PracticeDraft,
    PracticeFault,
    PracticeMedia,
    PracticePost,
)

FOLLOWERS = "Followers"
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_NOTHING_WRITTEN = frozenset({"store.locked", "store.full", "store.read_only", "store.cannot_open"})


class PracticeDatabase(Protocol):
    """Where the Practice network keeps what it was given. `PracticeStore` in the store fulfils it."""

    def account(self, network: str, handle: str, at: datetime) -> PracticeAccount: ...

    def take_faults(self, account_id: int, scope: FaultScope) -> tuple[PracticeFault, ...]: ...

    def accept(self, account_id: int, draft: PracticeDraft) -> PracticePost: ...

    def register(self, account_id: int, drafts: Iterable[PracticeDraft]) -> tuple[PracticePost, ...]: ...

    def posts(self, account_id: int, since: datetime, until: datetime) -> tuple[PracticePost, ...]: ...

    def find(self, account_id: int, remote_ids: Iterable[str]) -> tuple[PracticePost, ...]: ...

    def with_key(self, account_id: int, idem_key: str) -> PracticePost | None: ...


class PracticeConnector:
    """Fulfils `Connector`. `now` gives the present instant in UTC, `pause` waits for seconds."""

    def __init__(
        self,
        database: PracticeDatabase,
        now: Callable[[], datetime],
        remarks_file: Path,
        pause: Callable[[float], None] = sleep,
    ) -> None:
        self._database = database
        self._now = now
        self._remarks_file = remarks_file
        self._remarks: Remarks | None = None
        self._pause = pause

    @property
    def capabilities(self) -> Capabilities:
        """What holds for every account here; `capabilities_for` says it for one."""
        names = {line.name for network in Network for line in flavour_of(network).metrics}
        return Capabilities(
            publish=frozenset(Format),
            classes={Operation.PUBLISH: Idempotency.BLIND},
            metrics=frozenset(names),
            profile_metrics=frozenset({FOLLOWERS}),
            reads_comments=True,
            lists_posts=True,
        )

    def capabilities_for(self, account: Account) -> Capabilities:
        """What this account can do: formats and metrics of the network it imitates, and its key class."""
        own = self._own(account)
        network = Network(account.network) if account.network in set(Network) else Network.OTHER
        return replace(
            self.capabilities,
            publish=frozenset(RULES[network].formats),
            classes={Operation.PUBLISH: Idempotency(own.key_class)},
            metrics=frozenset(line.name for line in flavour_of(account.network).metrics),
        )

    def identify(self, account: Account) -> Identity:
        """Everybody is welcome here."""
        own = self._ready(account)
        return Identity(str(own.id), account.handle, account.handle, None)

    def steps(self, account: Account, parcel: Parcel) -> tuple[Step, ...]:
        return (Step(POST, StepKind.PUBLISH, Idempotency(self._own(account).key_class)),)

    def perform(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt:
        """The one step there is: the post."""
        return self.publish(account, parcel)

    def look_up(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt | None:
        """The post that carries the delivery's key, as class A proves it."""
        own = self._ready(account)
        with _reading():
            post = self._database.with_key(own.id, parcel.idem_key)
        return None if post is None else _receipt(account, post)

    def publish(self, account: Account, parcel: Parcel) -> Receipt:
        """Sends once. Slowness comes after acceptance: a caller that goes away meanwhile has posted."""
        try:
            own = self._own(account)
            faults = self._database.take_faults(own.id, FaultScope.PUBLISH)
            fault = next((fault for fault in faults if fault.kind is not FaultKind.SLOW), None)
            _stop_before(fault)
            _stop_nonsense(self.capabilities_for(account), parcel)
            post = self._accept(own, parcel)
        except StoreProblem as problem:
            if problem.code in _NOTHING_WRITTEN:
                raise NotExecuted("practice.unavailable", problem=problem.code) from problem
            raise OutcomeUnknown("practice.answer_lost", problem=problem.code) from problem
        waited = self._wait(faults)
        if waited > REQUEST_DEADLINE.total_seconds() or (fault and fault.kind is FaultKind.LOSE_ANSWER):
            raise OutcomeUnknown("practice.answer_lost")
        return _receipt(account, post)

    def recent_posts(self, account: Account, since: datetime) -> Iterator[RemotePost]:
        """The account's own posts since `since`, newest first; the newest may be late (`list_lag_s`)."""
        own = self._ready(account)
        with _reading():
            posts = self._database.posts(own.id, since, self._now() - timedelta(seconds=own.list_lag_s))
        for post in posts:
            yield RemotePost(
                remote_id=post.remote_id,
                at=post.published_at,
                text=post.text,
                format=post.format,
                url=address(account.handle, post.remote_id),
                media_count=len(post.media),
            )

    def older_posts(self, account: Account, since: datetime, remote_id: str, at: datetime) -> Iterator[RemotePost]:
        """The own posts from `since` to `at` that the list shows after `remote_id`."""
        listed = (post for post in self.recent_posts(account, since) if post.at <= at)
        there = list(listed)
        names = [post.remote_id for post in there]
        yield from there[names.index(remote_id) + 1 if remote_id in names else 0 :]

    def day_readings(self, account: Account, first: date, last: date) -> Iterator[tuple[date, tuple[Reading, ...]]]:
        """The followers at the end of each day in UTC since the account is there."""
        own = self._ready(account)
        day = max(first, own.since.date())
        while day <= last:
            end = datetime.combine(day + timedelta(days=1), time.min, UTC)
            yield day, (_follower_reading(own, end),)
            day += timedelta(days=1)

    def profile_readings(self, account: Account) -> tuple[Reading, ...]:
        own = self._ready(account)
        return (_follower_reading(own, self._now()),)

    def post_readings(self, account: Account, remote_ids: tuple[str, ...]) -> dict[str, tuple[Reading, ...]]:
        own = self._ready(account)
        now = self._now()
        with _reading():
            found = self._database.find(own.id, remote_ids)
        return {post.remote_id: readings for post in found if (readings := course(own, post).at(now))}

    def comments(self, account: Account, since: datetime) -> Iterator[RemoteComment]:
        """Comments from `since` until now, oldest first: the audience's, and the account's own first comments."""
        own = self._ready(account)
        now = self._now()
        remarks = self._load_remarks()
        found: list[RemoteComment] = []
        with _reading():
            posts = self._database.posts(own.id, _LONG_AGO, now)
        for post in posts:
            found.extend(remarks_under(own, post, remarks, since, now))
        found.sort(key=lambda comment: (comment.at, comment.remote_id))
        yield from found

    def register_past(self, account: Account, dated: Iterable[tuple[datetime, Parcel]]) -> tuple[Receipt, ...]:
        """Puts posts of the past on the network in one go (for the demo): no faults, no checks, keys not looked at."""
        own = self._own(account)
        posts = self._database.register(own.id, (_draft(parcel, at) for at, parcel in dated))
        return tuple(_receipt(account, post) for post in posts)

    def post_history(
        self, account: Account, moments: Mapping[str, Sequence[datetime]]
    ) -> Iterator[tuple[str, datetime, tuple[Reading, ...]]]:
        """What `post_readings` would have answered at many moments: (remote id, moment, readings), per post in the
        order given. One read of the database for all."""
        own = self._own(account)
        courses = {post.remote_id: course(own, post) for post in self._database.find(own.id, moments)}
        for remote_id, whens in moments.items():
            life: Course | None = courses.get(remote_id)
            if life is not None:
                yield from ((remote_id, when, life.at(when)) for when in whens)

    def profile_history(self, account: Account, moments: Iterable[datetime]) -> Iterator[tuple[datetime, Reading]]:
        """What `profile_readings` would have answered at many moments."""
        own = self._own(account)
        return ((when, _follower_reading(own, when)) for when in moments)

    def _own(self, account: Account) -> PracticeAccount:
        return self._database.account(account.network, account.handle, self._now())

    def _ready(self, account: Account) -> PracticeAccount:
        """The account for a read call, after whatever was to go wrong with it."""
        with _reading():
            own = self._own(account)
            faults = self._database.take_faults(own.id, FaultScope.READ)
        waited = self._wait(faults)
        if waited > REQUEST_DEADLINE.total_seconds():
            raise ReadFailed("practice.read_failed", kind=FaultKind.SLOW.value)
        for fault in faults:
            if fault.kind is FaultKind.DROP_TOKEN:
                raise NeedsReconnect("practice.needs_reconnect", reason="needs_reconnect")
            if fault.kind is FaultKind.RATE_LIMIT:
                raise ReadFailed("practice.rate_limited", retry_after=fault.seconds)
            if fault.kind is not FaultKind.SLOW:
                raise ReadFailed("practice.read_failed", kind=fault.kind.value, reason=fault.reason)
        return own

    def _wait(self, faults: tuple[PracticeFault, ...]) -> float:
        """Waits as told, but no longer than a caller would; the seconds that were asked for."""
        seconds = sum(fault.seconds for fault in faults if fault.kind is FaultKind.SLOW)
        if seconds:
            self._pause(min(seconds, REQUEST_DEADLINE.total_seconds()))
        return seconds

    def _accept(self, own: PracticeAccount, parcel: Parcel) -> PracticePost:
        try:
            return self._database.accept(own.id, _draft(parcel, self._now()))
        except Refused as refusal:
            raise Rejected("practice.key_reused", reason=refusal.code, **refusal.data) from refusal

    def _load_remarks(self) -> Remarks:
        if self._remarks is None:
            self._remarks = load_remarks(self._remarks_file)
        return self._remarks


@contextmanager
def _reading() -> Iterator[None]:
    """A file that cannot be read counts as a network that does not answer."""
    try:
        yield
    except StoreProblem as problem:
        raise ReadFailed("practice.unavailable", problem=problem.code) from problem


def address(handle: str, remote_id: str) -> str:
    """Where the post would be seen, if the Practice network had pages."""
    return f"https://practice.invalid/{quote(handle.lstrip('@'), safe='')}/{remote_id}"


def _stop_before(fault: PracticeFault | None) -> None:
    """Raises what happens before the network does anything."""
    if fault is None:
        return
    match fault.kind:
        case FaultKind.REFUSE:
            raise Rejected("practice.refused", reason=fault.reason)
        case FaultKind.DROP_TOKEN:
            raise NeedsReconnect("practice.needs_reconnect", reason="needs_reconnect")
        case FaultKind.RATE_LIMIT:
            raise NotExecuted("practice.rate_limited", retry_after=fault.seconds)
        case FaultKind.FAIL_BEFORE:
            raise NotExecuted("practice.not_reached")


def _stop_nonsense(capabilities: Capabilities, parcel: Parcel) -> None:
    if parcel.format not in capabilities.publish:
        raise Rejected("practice.format", reason="format", format=parcel.format)
    if not parcel.text.strip() and not parcel.attachments:
        raise Rejected("practice.empty", reason="empty")


def _draft(parcel: Parcel, at: datetime) -> PracticeDraft:
    return PracticeDraft(
        published_at=at,
        format=parcel.format,
        text=parcel.text,
        link=parcel.link,
        first_comment=parcel.first_comment,
        media=tuple(PracticeMedia(item.mime, item.sha256, item.alt_text) for item in parcel.attachments),
        payload_sha256=parcel.sha256,
        idem_key=parcel.idem_key,
    )


def _receipt(account: Account, post: PracticePost) -> Receipt:
    return Receipt(post.remote_id, address(account.handle, post.remote_id), post.published_at)


def _follower_reading(own: PracticeAccount, now: datetime) -> Reading:
    return Reading(FOLLOWERS, float(followers(own, now)), "followers")
