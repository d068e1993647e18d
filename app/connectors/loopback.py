"""Where the browser comes back to after a login: one address on this computer, heard for five minutes at most (RFC 8252)."""

from __future__ import annotations

import hmac
import html
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

from app.connectors.base import LoginFailed

HOST = "127.0.0.1"
PATH = "/szpalta/login"
PATIENCE_S = 300.0
_LARGEST = 16_384
_HEAD_S = 5.0
_STEP_S = 0.2
_HEADERS = (
    "Content-Type: text/html; charset=utf-8",
    "Content-Security-Policy: default-src 'none'",
    "Cache-Control: no-store",
    "Referrer-Policy: no-referrer",
    "X-Content-Type-Options: nosniff",
    "Connection: close",
)


@dataclass(frozen=True, slots=True)
class _Visit:
    method: str
    target: str
    host: str

    def states(self) -> list[str]:
        return parse_qs(urlsplit(self.target).query).get("state", [])


@dataclass
class LoopbackListener:
    """Listens from `with` on; `redirect_uri` is what the network is told. Only a visit with the state of the login is
    answered with a page and ends the listening; everything else is refused and changes nothing.

    `port` 0 takes any free one. Raises `LoginFailed` "login.port_taken".
    """

    seconds: Callable[[], float]
    done: str
    """What the page says: that one may go back to the program."""
    port: int = 0
    _socket: socket.socket = field(init=False, repr=False)

    def __enter__(self) -> LoopbackListener:
        try:
            self._socket = socket.create_server((HOST, self.port), backlog=5)
        except OSError as error:
            raise LoginFailed("login.port_taken", port=self.port) from error
        self._socket.settimeout(_STEP_S)
        self.port = self._socket.getsockname()[1]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    @property
    def redirect_uri(self) -> str:
        return f"http://{HOST}:{self.port}{PATH}"

    def wait(self, state: str, cancelled: Callable[[], bool] = lambda: False, patience_s: float = PATIENCE_S) -> str:
        """The address the browser came back to. Raises `LoginFailed` "login.timeout" or "login.cancelled"."""
        ends_at = self.seconds() + patience_s
        while self.seconds() < ends_at:
            if cancelled():
                raise LoginFailed("login.cancelled")
            with suppress(TimeoutError):
                connection, _ = self._socket.accept()
                with connection:
                    visit = self._hear(connection)
                    if visit is not None and self._is_ours(visit, state):
                        self._socket.close()
                        _say(connection, "200 OK", self.done)
                        return f"http://{HOST}:{self.port}{visit.target}"
                    _say(connection, "400 Bad Request", "")
        raise LoginFailed("login.timeout")

    def _is_ours(self, visit: _Visit, state: str) -> bool:
        found = visit.states()
        return (
            visit.method == "GET"
            and visit.host == f"{HOST}:{self.port}"
            and urlsplit(visit.target).path == PATH
            and len(found) == 1
            and hmac.compare_digest(found[0].encode(), state.encode())
        )

    def _hear(self, connection: socket.socket) -> _Visit | None:
        """The head of a request; None when it is none, too long or too slow."""
        ends_at = self.seconds() + _HEAD_S
        heard = b""
        while b"\r\n\r\n" not in heard:
            rest = ends_at - self.seconds()
            if rest <= 0 or len(heard) > _LARGEST:
                return None
            connection.settimeout(rest)
            try:
                part = connection.recv(4096)
            except OSError:
                return None
            if not part:
                return None
            heard += part
        return _parsed(heard)


def _parsed(heard: bytes) -> _Visit | None:
    first, *lines = heard.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    words = first.split(" ")
    hosts = [line[5:].strip() for line in lines if line.lower().startswith("host:")]
    if len(words) != 3 or len(hosts) != 1 or not words[1].startswith("/"):
        return None
    try:
        urlsplit(words[1])
    except ValueError:
        return None
    return _Visit(words[0], words[1], hosts[0])


def _say(connection: socket.socket, status: str, text: str) -> None:
    """A page without script; a browser that is gone already is no problem."""
    body = f'<!doctype html><meta charset="utf-8"><title>Szpalta</title><p>{html.escape(text)}</p>' if text else ""
    head = "\r\n".join((f"HTTP/1.1 {status}", *_HEADERS, f"Content-Length: {len(body.encode())}", "", ""))
    with suppress(OSError):
        connection.settimeout(_HEAD_S)
        connection.sendall(head.encode() + body.encode())
        connection.shutdown(socket.SHUT_WR)
