"""What every connector offers. One file per network in `networks/`; `registry` names them.

Publishing takes steps (a file, the post, the next part of a thread). Each step is one call with its own attempt and
answers in three ways: `Receipt` (proved done), `NotExecuted`/`Rejected` (proved not done) or `OutcomeUnknown`. Anything else
a connector raises from `perform` counts as unknown (PUB-07).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

from app.domain.errors import SzpaltaError
from app.domain.metrics import Reading


class Idempotency(StrEnum):
    """How a repeated call behaves, and so how an unknown outcome is settled (reliability 1.2)."""

    PERMANENT_KEY = "A"
    EXPIRING_KEY = "B"
    TWO_PHASE = "C"
    READABLE = "D"
    BLIND = "E"


class Operation(StrEnum):
    """What a network can be asked to do to a post."""

    PUBLISH = "publish"
    SCHEDULE = "schedule"
    EDIT = "edit"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a network can do through this connector. What is absent cannot be done."""

    publish: frozenset[str] = frozenset()
    """Formats (domain.networks.Format values) that can be published."""
    thread: bool = False
    first_comment: bool = False
    classes: Mapping[Operation, Idempotency] = field(default_factory=dict)
    """Every operation the network has, with how its calls behave when repeated."""
    schedule_from: timedelta | None = None
    """Own scheduling of the network: how far ahead a post must be at least; None: it has none."""
    schedule_until: timedelta | None = None
    """... and how far at most; None: no limit."""
    metrics: frozenset[str] = frozenset()
    """Names of post metrics as the network gives them; their families are told by `Reading.key`."""
    profile_metrics: frozenset[str] = frozenset()
    reads_comments: bool = False
    reads_mentions: bool = False
    lists_posts: bool = False
    posts_at_once: int = 50
    """How many posts one call of `post_readings` asks the network about; whoever fetches may stop between calls."""
    history_days: int | None = None
    """How far back the network tells; None: everything."""
    key_lasts: timedelta | None = None
    """Class B: how long the network remembers a key."""
    list_lag: timedelta = timedelta(0)
    """How long a new post may be missing from `recent_posts`."""
    media_by_address: bool = False
    """Files must lie at a public address; the program cannot hand them over itself."""


@dataclass(frozen=True, slots=True)
class Account:
    """Which profile to act for. `secret` is never logged or shown; `facts` is what the network said when connecting."""

    profile_id: int
    network: str
    handle: str
    base_url: str | None = None
    secret: Mapping[str, str] | None = field(default=None, repr=False)
    external_id: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    renew: Callable[[Mapping[str, str], Callable[[Mapping[str, str]], Mapping[str, str]]], Mapping[str, str]] | None = (
        field(default=None, repr=False, compare=False)
    )
    """`renew(stale, ask)`: the secret that replaces `stale`. One caller at a time over all processes calls `ask` (which
    asks the network with the newest stored secret); its answer is stored before it is given back. Raises `NeedsReconnect`."""
    keep_answer: Callable[[bytes], None] | None = field(default=None, repr=False, compare=False)
    """Takes the body of every answer a read call reads, as it came, so that figures can be worked out of it again."""
    list_mark: str | None = None
    """What `note_list_mark` was told by the last listing whose posts were stored; servers are asked for what is newer."""
    note_list_mark: Callable[[str], None] | None = field(default=None, repr=False, compare=False)
    """Takes what a listing of posts is recognised by; kept together with the posts, so that none is missed."""


@dataclass(frozen=True, slots=True)
class Attachment:
    path: Path
    mime: str
    sha256: str
    alt_text: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """Exactly what is sent: the approved revision, unpacked. `sha256` is the approved hash."""

    sha256: str
    format: str
    text: str
    link: str | None
    first_comment: str | None
    attachments: tuple[Attachment, ...]
    idem_key: str
    remote_key: str | None


class StepKind(StrEnum):
    PREPARE = "prepare"
    """Nobody sees its effect (a file, a container): after an unknown outcome it is simply done again."""
    WAIT = "wait"
    """Asks whether the network is ready; `StillWorking` as long as it is not (PUB-12)."""
    PUBLISH = "publish"
    """People see its effect: never done again unless it is proved that nothing happened."""


@dataclass(frozen=True, slots=True)
class Step:
    """One call of publishing. `name` is unique within a delivery ("media:0", "post", "thread:1", "comment"); the step
    whose receipt is the post itself is called `POST`."""

    name: str
    kind: StepKind
    idempotency: Idempotency


POST = "post"


@dataclass(frozen=True, slots=True)
class Receipt:
    """`remote_id` is what later steps and calls name the result by; `at` the network's time in UTC."""

    remote_id: str
    url: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class RemotePost:
    remote_id: str
    at: datetime
    text: str
    format: str | None
    url: str | None
    media_count: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a secret belongs to, as the network says. `facts` is kept with the connection (server, limits, rights)."""

    external_id: str
    handle: str
    name: str
    url: str | None
    facts: Mapping[str, object] = field(default_factory=dict)
    expires_at: datetime | None = None
    missing_rights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RemoteComment:
    remote_id: str
    post_remote_id: str | None
    parent_remote_id: str | None
    author: str
    text: str
    at: datetime
    is_own: bool


class NotExecuted(SzpaltaError):
    """Proved: nothing was published. May be tried again after `retry_after` seconds (None: backoff)."""

    def __init__(self, code: str, retry_after: float | None = None, **data: object) -> None:
        super().__init__(code, **data)
        self.retry_after = retry_after


class StillWorking(NotExecuted):
    """The network works on something that was handed over; ask again after `retry_after` seconds."""


class RateLimited(NotExecuted):
    """The network asks to wait `retry_after` seconds; only where it says that nothing was done (PUB-08)."""


class Rejected(SzpaltaError):
    """The network refused for good; `data["reason"]` is what it said."""


class NeedsReconnect(Rejected):
    """The access key no longer works; the profile must be connected again."""


class OutcomeUnknown(SzpaltaError):
    """Nobody can say whether the post went out (timeout, lost answer, unreadable answer)."""


class ReadFailed(SzpaltaError):
    """A read call failed; ordinary retry is safe."""


class LoginFailed(SzpaltaError):
    """Nobody was signed in; `code` says why."""


class Unanswerable(ReadFailed):
    """The network refuses the question as it was put (a metric it has dropped, a post it has lost); a smaller one may be
    answered."""


class Connector(Protocol):
    """One network, as far as every network goes; what else it can do it shows by fulfilling the protocols below.

    Calls block; each is made outside any transaction. Reads raise `ReadFailed` or `NeedsReconnect`.
    """

    @property
    def capabilities(self) -> Capabilities: ...

    def capabilities_for(self, account: Account) -> Capabilities:
        """What holds for this account: its server, its rights."""
        ...

    def identify(self, account: Account) -> Identity:
        """Whose secret this is and what it may do. Raises `NeedsReconnect` when the network does not take it."""
        ...

    def recent_posts(self, account: Account, since: datetime) -> Iterator[RemotePost]:
        """The profile's own posts since `since`, newest first; their text as close to what was sent as the network lets."""
        ...

    def profile_readings(self, account: Account) -> tuple[Reading, ...]:
        """Stocks and totals of the profile now (followers ...)."""
        ...

    def post_readings(self, account: Account, remote_ids: tuple[str, ...]) -> dict[str, tuple[Reading, ...]]:
        """Lifetime figures per post; a post or metric the network does not answer for is absent."""
        ...

    def comments(self, account: Account, since: datetime) -> Iterator[RemoteComment]:
        """Comments and mentions since `since`, oldest first."""
        ...


@runtime_checkable
class Publishes(Connector, Protocol):
    """A network that can be published to."""

    def steps(self, account: Account, parcel: Parcel) -> tuple[Step, ...]:
        """What publishing this takes, in order; asks nobody. Raises `Rejected` for what the network cannot take."""
        ...

    def perform(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt:
        """One step, once; `refs` are the remote ids of the steps done. Raises `NotExecuted`, `Rejected`, `OutcomeUnknown`."""
        ...

    def look_up(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt | None:
        """Classes A and C: whether a step took effect, as the network itself proves it. None: proved that it did not.

        Raises `ReadFailed` when it cannot be told now. Other classes are settled through `recent_posts` and never ask here.
        """
        ...


@runtime_checkable
class Deletes(Connector, Protocol):
    def delete(self, account: Account, remote_id: str) -> None:
        """Takes a published post back; one that is gone already is no error. Raises as `perform` does."""
        ...


@runtime_checkable
class Edits(Connector, Protocol):
    def edit(self, account: Account, remote_id: str, parcel: Parcel) -> Receipt:
        """Replaces text, link and alt texts of a published post. Raises as `perform` does."""
        ...


@runtime_checkable
class Schedules(Connector, Protocol):
    """A network that keeps posts and publishes them at their time by itself."""

    def schedule(self, account: Account, parcel: Parcel, at: datetime, refs: Mapping[str, str]) -> Receipt:
        """Hands a post over; the receipt names the waiting entry. Raises as `perform` does."""
        ...

    def unschedule(self, account: Account, scheduled_id: str) -> None:
        """Takes a waiting post back. Raises `Rejected` "schedule.gone" when it does not wait any more."""
        ...

    def scheduled(self, account: Account) -> tuple[RemotePost, ...]:
        """The entries that wait at the network, each `at` the time it goes out."""
        ...


@runtime_checkable
class SignsIn(Connector, Protocol):
    """A network where a person signs in with their own browser; both ways end with the secret of the account."""

    def sign_in(
        self, server: str, open_browser: Callable[[str], object], done: str, cancelled: Callable[[], bool]
    ) -> Mapping[str, str]:
        """Through the browser of this computer; blocks for up to five minutes. `done` is what its last page says.

        Raises `LoginFailed` ("login.timeout", "login.cancelled", "login.denied" ...) and `ReadFailed`.
        """
        ...

    def begin_pasting(self, server: str) -> PastedLogin:
        """Through any browser: `url` is opened there; its last page does not load, but its address can be copied."""
        ...

    def finish_pasting(self, login: PastedLogin, address: str) -> Mapping[str, str]:
        """The secret, from the copied address. Raises `LoginFailed` "login.wrong_address" and as `sign_in` does."""
        ...


class PastedLogin(Protocol):
    """A login under way in some browser; used once."""

    @property
    def url(self) -> str: ...


@runtime_checkable
class Revokes(Connector, Protocol):
    """A network where a program can give its access key back."""

    def revoke(self, account: Account) -> str | None:
        """Makes the key worth nothing there. None: done; else the code of what still works and a person ends there
        ("revoke.elsewhere", "revoke.app_password"). Raises `SzpaltaError` when the network could not be asked."""
        ...


@runtime_checkable
class ListsOlder(Connector, Protocol):
    """A network whose list of posts can be entered in the middle, so that a listing that broke off goes on there."""

    def older_posts(self, account: Account, since: datetime, remote_id: str, at: datetime) -> Iterator[RemotePost]:
        """The own posts since `since` that are older than the post `remote_id` of `at`, newest first."""
        ...


@runtime_checkable
class NamesMetrics(Connector, Protocol):
    """A network whose calls name the metrics they want, so that a dropped one fails all of a call (`Unanswerable`)."""

    def named_post_readings(
        self, account: Account, remote_ids: tuple[str, ...], metrics: frozenset[str]
    ) -> dict[str, tuple[Reading, ...]]:
        """As `post_readings`, of these metrics only."""
        ...

    def named_profile_readings(self, account: Account, metrics: frozenset[str]) -> tuple[Reading, ...]:
        """As `profile_readings`, of these metrics only."""
        ...


@runtime_checkable
class TellsDays(Connector, Protocol):
    """A network that knows the figures of the profile on past days."""

    def day_readings(self, account: Account, first: date, last: date) -> Iterator[tuple[date, tuple[Reading, ...]]]:
        """Stocks and true daily figures of the profile from `first` to `last`, oldest first; days without are absent."""
        ...


@runtime_checkable
class ReadsAgain(Connector, Protocol):
    """A network whose kept answers can be read a second time, when the program understands more of them than before."""

    def readings_from(self, body: bytes) -> Mapping[str | None, tuple[Reading, ...]]:
        """The figures in an answer by the post's remote id, None for the profile itself; empty: it holds none."""
        ...
