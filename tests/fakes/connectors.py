"""A connector that answers what a test put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.connectors.base import (
    POST,
    Account,
    Capabilities,
    Idempotency,
    Identity,
    Operation,
    Parcel,
    ReadFailed,
    Receipt,
    Rejected,
    RemoteComment,
    RemotePost,
    Step,
    StepKind,
)
from app.domain.metrics import Reading

ALL = Capabilities(
    metrics=frozenset({"Reach"}), profile_metrics=frozenset({"Followers"}), reads_comments=True, lists_posts=True
)


@dataclass
class ScriptedConnector:
    """Fulfils `Connector`. `failing` names calls that raise the error beside them; `asked` lists the calls made."""

    followers: float | None = None
    posts: list[RemotePost] = field(default_factory=list)
    figures: dict[str, tuple[Reading, ...]] = field(default_factory=dict)
    remarks: list[RemoteComment] = field(default_factory=list)
    failing: dict[str, Exception] = field(default_factory=dict)
    capabilities: Capabilities = ALL
    asked: list[tuple[str, object]] = field(default_factory=list)

    def capabilities_for(self, account: Account) -> Capabilities:
        return self.capabilities

    def identify(self, account: Account) -> Identity:
        self._ask("identify", account.profile_id)
        return Identity("1", account.handle, account.handle, None)

    def recent_posts(self, account: Account, since: datetime) -> Iterator[RemotePost]:
        self._ask("recent_posts", since)
        yield from (post for post in self.posts if post.at >= since)

    def profile_readings(self, account: Account) -> tuple[Reading, ...]:
        self._ask("profile_readings", account.profile_id)
        return () if self.followers is None else (Reading("Followers", self.followers, "followers"),)

    def post_readings(self, account: Account, remote_ids: tuple[str, ...]) -> dict[str, tuple[Reading, ...]]:
        self._ask("post_readings", remote_ids)
        return {name: self.figures[name] for name in remote_ids if name in self.figures}

    def comments(self, account: Account, since: datetime) -> Iterator[RemoteComment]:
        self._ask("comments", since)
        yield from (remark for remark in self.remarks if remark.at >= since)

    def _ask(self, name: str, what: object) -> None:
        self.asked.append((name, what))
        if name in self.failing:
            raise self.failing[name]


class OneStep:
    """For networks of tests that publish in one call: `perform` is their `publish`."""

    capabilities: Capabilities

    def capabilities_for(self, account: Account) -> Capabilities:
        return self.capabilities

    def identify(self, account: Account) -> Identity:
        return Identity("1", account.handle, account.handle, None)

    def steps(self, account: Account, parcel: Parcel) -> tuple[Step, ...]:
        key_class = self.capabilities.classes.get(Operation.PUBLISH, Idempotency.BLIND)
        return (Step(POST, StepKind.PUBLISH, key_class),)

    def perform(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt:
        return self.publish(account, parcel)

    def publish(self, account: Account, parcel: Parcel) -> Receipt:
        raise Rejected("test.refused")

    def look_up(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt | None:
        raise ReadFailed("test.unasked")

    def recent_posts(self, account: Account, since: datetime) -> Iterator[RemotePost]:
        return iter(())

    def profile_readings(self, account: Account) -> tuple[Reading, ...]:
        return ()

    def post_readings(self, account: Account, remote_ids: tuple[str, ...]) -> dict[str, tuple[Reading, ...]]:
        return {}

    def comments(self, account: Account, since: datetime) -> Iterator[RemoteComment]:
        return iter(())


class FakeNetwork(OneStep):
    """Calls `act` for every publish call; counts what was accepted."""

    capabilities = Capabilities()
    published_at = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)

    def __init__(self, act: Callable[[Parcel], object] = lambda parcel: None) -> None:
        self.act = act
        self.parcels: list[Parcel] = []

    def publish(self, account: Account, parcel: Parcel) -> Receipt:
        self.act(parcel)
        self.parcels.append(parcel)
        return Receipt(f"remote-{len(self.parcels)}", None, self.published_at)
