"""What the status of an answer proves about a call that changes something (PUB-07, PUB-08): data per connector.

A status that a table does not name is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from app.connectors.answers import Answer
from app.connectors.base import NeedsReconnect, NotExecuted, OutcomeUnknown, Rejected


class Proof(Enum):
    REJECTED = auto()
    """Refused for good; nothing was done."""
    NEEDS_RECONNECT = auto()
    """The access key is not taken; nothing was done."""
    NOT_EXECUTED = auto()
    """Nothing was done, but it may be tried again."""
    DONE = auto()
    """What was asked for is so already."""
    UNKNOWN = auto()


OutcomeTable = Mapping[int, Proof]


def require_good(answer: Answer, table: OutcomeTable, reason: str, wait: float | None) -> None:
    """Does nothing for a status of success or what `table` calls done; otherwise raises what `table` says the status proves.

    `reason` is what the server said in its own words, `wait` the seconds it asks for.
    """
    if answer.is_good:
        return
    proof = table.get(answer.status, Proof.UNKNOWN)
    if proof is Proof.DONE:
        return
    data: dict[str, object] = {"host": answer.host, "status": answer.status}
    if proof is Proof.NEEDS_RECONNECT:
        raise NeedsReconnect("network.needs_reconnect", reason=reason, **data)
    if proof is Proof.REJECTED:
        raise Rejected("network.refused", reason=reason, **data)
    code = "network.rate_limited" if answer.status == 429 else "network.server_error"
    if proof is Proof.NOT_EXECUTED:
        raise NotExecuted(code, wait, **data)
    raise OutcomeUnknown(code, **data)
