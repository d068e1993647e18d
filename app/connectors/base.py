"""What every connector offers. One file per network in `networks/`; `registry` names them.

Publishing answers in three ways: `Receipt` (proved done), `NotExecuted`/`Rejected` (proved not done) or `OutcomeUnknown`.
Anything else a connector raises from `publish` counts as unknown (PUB-07).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app.domain.errors import SzpaltaError
from app.domain.metrics import Reading


class Idempotency(StrEnum):
    """How a repeated publish call behaves (reliability 1.2)."""

    PERMANENT_KEY = "A"
    EXPIRING_KEY = "B"
    TWO_PHASE = "C"
    READABLE = "D"
    BLIND = "E"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a network can do through this connector. What is absent cannot be done."""

    publish: frozenset[str] = frozenset()
    """Formats (domain.networks.Format values) that `publish` accepts."""
    idempotency: Idempotency = Idempotency.BLIND
    metrics: frozenset[str] = frozenset()
    """Names of post metrics as the network gives them."""
    profile_metrics: frozenset[str] = frozenset()
    reads_comments: bool = False
    lists_posts: bool = False
    history_days: int | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Which profile to act for. `secret` is never logged or shown."""

    profile_id: int
    network: str
    handle: str
    base_url: str | None = None
    secret: str | None = field(default=None, repr=False)


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


@dataclass(frozen=True, slots=True)
class Receipt:
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


class Rejected(SzpaltaError):
    """The network refused for good; `data["reason"]` is what it said."""


class NeedsReconnect(Rejected):
    """The access key no longer works; the profile must be connected again."""


class OutcomeUnknown(SzpaltaError):
    """Nobody can say whether the post went out (timeout, lost answer, unreadable answer)."""


class ReadFailed(SzpaltaError):
    """A read call failed; ordinary retry is safe."""


class Connector(Protocol):
    """One network. Calls block; each is made outside any transaction."""

    @property
    def capabilities(self) -> Capabilities: ...

    def publish(self, account: Account, parcel: Parcel) -> Receipt:
        """Sends once. Raises `NotExecuted`, `Rejected` or `OutcomeUnknown`."""
        ...

    def recent_posts(self, account: Account, since: datetime) -> Iterator[RemotePost]:
        """The profile's own posts since `since`, newest first."""
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
