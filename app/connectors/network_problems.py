"""What can go wrong between the program and a server, told by what is proved about the request.

`NotSent`: nothing of it left this machine, so it may be sent again. `NoAnswer`: it may have arrived.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2

from app.connectors.base import NotExecuted, OutcomeUnknown, ReadFailed
from app.connectors.wire import AddressRefused
from app.domain.errors import SzpaltaError


class NetworkProblem(SzpaltaError):
    """No answer that can be used; `code` and `data` say why."""


class NotSent(NetworkProblem):
    """Proved: nothing of the request left this machine."""


class NoAnswer(NetworkProblem):
    """The request may have arrived."""


def problem_of(error: Exception, host: str, left: bool, deadline_s: float) -> NetworkProblem:
    """What an exception of httpx2 means for a request of which something has `left` or not."""
    kind: type[NetworkProblem] = NoAnswer if left else NotSent
    causes = list(_causes(error))
    certificate = next((cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None)
    if certificate is not None:
        return kind("network.certificate", host=host, reason=certificate.verify_message)
    if any(isinstance(cause, AddressRefused) for cause in causes):
        return kind("network.address_refused", host=host)
    if isinstance(error, httpx2.ProxyError):
        return kind("network.proxy", host=host, reason=str(error))
    if isinstance(error, httpx2.TimeoutException):
        return kind("network.timeout" if left else "network.connect_timeout", host=host, seconds=round(deadline_s))
    if any(isinstance(cause, socket.gaierror | UnicodeError) for cause in causes):
        return kind("network.name_unknown", host=host)
    if not left:
        return kind("network.unreachable", host=host, reason=_reason(causes))
    return kind("network.broken", host=host)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _reason(causes: list[BaseException]) -> str:
    """What the operating system says; never the text of another error, which may hold an address with its query."""
    said = next((cause.strerror for cause in causes if isinstance(cause, OSError) and cause.strerror), None)
    return said or type(causes[0]).__name__


@contextmanager
def as_publishing() -> Iterator[None]:
    """For a step people see the effect of: not sent is `NotExecuted`, everything else `OutcomeUnknown`."""
    try:
        yield
    except NotSent as problem:
        raise _not_executed(problem) from problem
    except NetworkProblem as problem:
        raise OutcomeUnknown(problem.code, **problem.data) from problem


@contextmanager
def as_preparing() -> Iterator[None]:
    """For a step that may be repeated: every problem is `NotExecuted`."""
    try:
        yield
    except NetworkProblem as problem:
        raise _not_executed(problem) from problem


def _not_executed(problem: NetworkProblem) -> NotExecuted:
    data = dict(problem.data)
    wait = data.pop("retry_after", None)
    return NotExecuted(problem.code, wait if isinstance(wait, float) else None, **data)


@contextmanager
def as_reading() -> Iterator[None]:
    """For a read: every problem is `ReadFailed`."""
    try:
        yield
    except NetworkProblem as problem:
        raise ReadFailed(problem.code, **problem.data) from problem
