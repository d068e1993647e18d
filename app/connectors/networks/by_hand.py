"""Publishing by hand: at its time a post goes to a person, and only a person can say that it is out.

To the program this is a network that takes everything and never answers: what it was given is settled by somebody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from app.connectors.base import (
    POST,
    Account,
    Capabilities,
    Idempotency,
    Identity,
    Operation,
    OutcomeUnknown,
    Parcel,
    ReadFailed,
    Receipt,
    RemoteComment,
    RemotePost,
    Step,
    StepKind,
)
from app.domain.handing_over import BY_HAND
from app.domain.metrics import Reading
from app.domain.networks import Format


class ByHandConnector:
    """Fulfils `Publishes`. Reaches nobody."""

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            publish=frozenset(Format),
            thread=True,
            first_comment=True,
            classes={Operation.PUBLISH: Idempotency.BLIND},
        )

    def capabilities_for(self, account: Account) -> Capabilities:
        return self.capabilities

    def identify(self, account: Account) -> Identity:
        return Identity("", account.handle, account.handle, None)

    def steps(self, account: Account, parcel: Parcel) -> tuple[Step, ...]:
        """A person takes the whole post at once, with its thread and its first comment."""
        return (Step(POST, StepKind.PUBLISH, Idempotency.BLIND),)

    def perform(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt:
        raise OutcomeUnknown(BY_HAND)

    def look_up(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt | None:
        raise ReadFailed(BY_HAND)

    def recent_posts(self, account: Account, since: datetime) -> Iterator[RemotePost]:
        return iter(())

    def profile_readings(self, account: Account) -> tuple[Reading, ...]:
        return ()

    def post_readings(self, account: Account, remote_ids: tuple[str, ...]) -> dict[str, tuple[Reading, ...]]:
        return {}

    def comments(self, account: Account, since: datetime) -> Iterator[RemoteComment]:
        return iter(())
