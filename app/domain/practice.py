"""What the Practice network keeps: its accounts, its posts and the trouble it was told to make.

Nothing here belongs to a workspace: the Practice network stands where Facebook or LinkedIn would stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FaultKind(StrEnum):
    """What an account can be told to do wrong."""

    SLOW = "slow"
    """Accepts, then waits `seconds` before answering."""
    REFUSE = "refuse"
    """Says no for good, with `reason`."""
    RATE_LIMIT = "rate-limit"
    """Says "too many calls" before doing anything; to be tried again after `seconds`."""
    LOSE_ANSWER = "lose-answer"
    """Does what was asked, but the answer never arrives."""
    FAIL_BEFORE = "fail-before"
    """Cannot be reached: nothing happens."""
    DROP_TOKEN = "drop-token"  # noqa: S105 - the name of a fault
    """The access key no longer works."""


class FaultScope(StrEnum):
    """Which calls a fault waits for."""

    PUBLISH = "publish"
    READ = "read"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class PracticeFault:
    """One instruction. `calls`: how many more calls it spoils, None: all of them until it is cleared."""

    kind: FaultKind
    scope: FaultScope = FaultScope.PUBLISH
    calls: int | None = 1
    seconds: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PracticeAccount:
    """One account on the Practice network; `network` is the network it imitates.

    `followers` is the stock at `since` (None: what is usual for the network). `key_class` says what a repeated publish
    call does: "A" the same key never posts twice, "B" the same within an hour, "D" and "E" every call posts.
    `list_lag_s`: how many seconds a new post stays out of the account's own list.
    """

    id: int
    network: str
    handle: str
    seed: int
    followers: int | None
    since: datetime
    key_class: str
    list_lag_s: float


@dataclass(frozen=True, slots=True)
class PracticeMedia:
    mime: str
    sha256: str
    alt_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeDraft:
    """What somebody wants to have on the network."""

    published_at: datetime
    format: str
    text: str
    link: str | None
    first_comment: str | None
    media: tuple[PracticeMedia, ...]
    payload_sha256: str
    idem_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePost(PracticeDraft):
    """What is on the network. `remote_id` always starts with "practice-"."""

    remote_id: str
