"""What the answers of a Bluesky server (PDS) mean. The tables are data; whatever they do not list is unknown (PUB-07)."""

from __future__ import annotations

from datetime import datetime

from app.connectors.answers import Answer
from app.connectors.base import (
    NeedsReconnect,
    NotExecuted,
    OutcomeUnknown,
    RateLimited,
    ReadFailed,
    Rejected,
)
from app.connectors.network_problems import NetworkProblem
from app.domain.errors import SzpaltaError

OLD_TOKEN = frozenset({"ExpiredToken", "InvalidToken"})
"""Said with status 400 or 401 before anything is done: the session needs to be renewed."""
PUBLISHING: dict[int, type[SzpaltaError]] = {
    400: Rejected,
    401: NeedsReconnect,
    403: Rejected,
    404: Rejected,
    413: Rejected,
    429: RateLimited,
    501: Rejected,
}
"""A PDS checks access, limits and the record before it writes, so these say that nothing was done."""
READING: dict[int, type[SzpaltaError]] = {401: NeedsReconnect}
LOCKED_OUT = frozenset({"AccountTakedown", "AccountDeactivated", "RepoDeactivated", "RepoTakendown", "RepoSuspended"})
"""The account is switched off at its server."""
_MISSING = "Could not locate record"
_NO_SERVICE = "No service configured"
_REASON_LENGTH = 300


def error_of(answer: Answer) -> tuple[str, str]:
    """(name, message) of an error as the server gives it; empty texts where it gives none."""
    try:
        body = answer.object()
    except NetworkProblem:
        return "", ""
    name, message = body.get("error"), body.get("message")
    return name if isinstance(name, str) else "", message[:_REASON_LENGTH] if isinstance(message, str) else ""


def is_old_token(answer: Answer) -> bool:
    return answer.status in (400, 401) and error_of(answer)[0] in OLD_TOKEN


def is_missing(answer: Answer) -> bool:
    """Whether this proves that there is no such record; servers before 0.4 name the error otherwise."""
    name, message = error_of(answer)
    return answer.status in (400, 404) and (name == "RecordNotFound" or message.startswith(_MISSING))


def has_no_app_view(answer: Answer) -> bool:
    """Whether the server cannot answer because nothing counts for it: a PDS that stands alone."""
    name, message = error_of(answer)
    return name == "MethodNotImplemented" or message.startswith(_NO_SERVICE) or answer.status in (404, 501)


def publishing_problem(answer: Answer, now: datetime) -> SzpaltaError:
    """The error for an answer to a call that people see the effect of."""
    name, message = error_of(answer)
    reason = message or name or str(answer.status)
    kind = PUBLISHING.get(answer.status, OutcomeUnknown)
    if kind is RateLimited:
        return RateLimited(
            "network.rate_limited", answer.retry_after(now) or _until_reset(answer, now), host=answer.host
        )
    if kind is OutcomeUnknown:
        return OutcomeUnknown("bluesky.unclear", status=answer.status)
    if kind is NeedsReconnect or name in OLD_TOKEN:
        return NeedsReconnect("bluesky.reconnect", reason=reason)
    if name in LOCKED_OUT:
        return NeedsReconnect("bluesky.locked_out", reason=reason)
    return Rejected("bluesky.refused", reason=reason)


def preparing_problem(answer: Answer, now: datetime) -> SzpaltaError:
    """... to a call that may be repeated."""
    problem = publishing_problem(answer, now)
    if isinstance(problem, OutcomeUnknown):
        return NotExecuted("network.server_error", answer.retry_after(now), host=answer.host, status=answer.status)
    return problem


def reading_problem(answer: Answer) -> SzpaltaError:
    """... to a read."""
    name, message = error_of(answer)
    if READING.get(answer.status) is NeedsReconnect or name in OLD_TOKEN:
        return NeedsReconnect("bluesky.reconnect", reason=message or name)
    if name in LOCKED_OUT:
        return NeedsReconnect("bluesky.locked_out", reason=message or name)
    return ReadFailed("bluesky.not_read", reason=message or name or str(answer.status))


def _until_reset(answer: Answer, now: datetime) -> float | None:
    """Seconds until the server counts anew: `RateLimit-Reset` is an instant in seconds of the epoch."""
    said = answer.headers.get("ratelimit-reset", "")
    return max(0.0, int(said) - now.timestamp()) if said.isdecimal() else None
