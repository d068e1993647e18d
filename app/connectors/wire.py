"""Sockets with one deadline for a whole call, and what is known about how far the call came.

httpx2 limits each read and write on its own: an answer that drips a byte a second would never end. Here every operation
gets what is left of the call's time. Calls block, so a call belongs to one thread.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpcore2
import httpx2

CONNECT_S = 10.0
"""Longest wait for one address of a host."""


class AddressRefused(httpcore2.ConnectError):
    """The host has an address that this call may not reach."""


@dataclass(slots=True)
class Course:
    """How far one call has come. `left`: something of the request may have gone out."""

    host: str
    ends_at: float
    may_reach: Callable[[str, str], bool] | None = None
    sending: bool = False
    left: bool = False

    def watch(self, event: str, info: dict[str, Any]) -> None:
        """The `trace` extension of httpx2. What is said to a proxy to make it connect is not the request yet."""
        if event.endswith("send_request_headers.started"):
            self.sending = info["request"].method != b"CONNECT"


class Wire(threading.local):
    """The call that this thread makes. `seconds` is a clock that goes on while the computer sleeps."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self.seconds = seconds
        self.course = Course("", 0.0)

    @contextmanager
    def call(self, host: str, deadline_s: float, may_reach: Callable[[str, str], bool] | None) -> Iterator[Course]:
        self.course = Course(host, self.seconds() + deadline_s, may_reach)
        yield self.course

    def rest(self, over: type[Exception]) -> float:
        """Seconds left; raises `over` when there are none."""
        rest = self.course.ends_at - self.seconds()
        if rest <= 0:
            raise over("the time of the call is over")
        return rest


class WireStream(httpcore2.NetworkStream):
    """A connection whose operations end with the call."""

    def __init__(self, stream: httpcore2.NetworkStream, wire: Wire) -> None:
        self._stream = stream
        self._wire = wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._wire.rest(httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        rest = self._wire.rest(httpcore2.WriteTimeout)
        self._wire.course.left = self._wire.course.left or self._wire.course.sending
        self._stream.write(buffer, rest)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        rest = self._wire.rest(httpcore2.ConnectTimeout)
        return WireStream(self._stream.start_tls(ssl_context, server_hostname, rest), self._wire)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class WireBackend(httpcore2.NetworkBackend):
    """Connects to one address of a host after the other, within the time of the call."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._backend = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        problem: Exception = httpcore2.ConnectError("no address")
        for address in self._addresses(host, port):
            rest = min(CONNECT_S, self._wire.rest(httpcore2.ConnectTimeout))
            try:
                stream = self._backend.connect_tcp(address, port, rest, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                problem = error
            else:
                return WireStream(stream, self._wire)
        raise problem

    def _addresses(self, host: str, port: int) -> list[str]:
        """In figures, so that the address that was looked at is the one that is reached (SEC-16)."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(error) from error
        addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
        may_reach = self._wire.course.may_reach
        if may_reach and host == self._wire.course.host and not all(may_reach(host, address) for address in addresses):
            raise AddressRefused("this address may not be reached")
        return addresses


def bind(client: httpx2.Client, wire: Wire) -> None:
    """Lets every pool of `client`, its proxies' too, open its connections through `wire`. httpx2 has no argument for it."""
    backend = WireBackend(wire)
    for transport in (client._transport, *client._mounts.values()):
        if isinstance(transport, httpx2.HTTPTransport):
            transport._pool._network_backend = backend
