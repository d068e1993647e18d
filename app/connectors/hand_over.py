"""Hands one post over to a phone: a small server in the local network that shows this post and nothing else, for a while.

Whoever has the address, with its 256 random bits, sees the post; it is said on the screen as a QR code. Without a
certificate the way through the local network is not encrypted, which the person agrees to.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import shutil
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from urllib.parse import urlsplit

from app.connectors.hand_over_page import POLICY, page_of
from app.domain.errors import BadInput, Refused
from app.domain.handing_over import HandedFile, HandedPost
from app.system.words import Words

LASTS = timedelta(minutes=15)
_REQUEST_S = 30.0
_SHOWN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "video/quicktime"})
"""Kinds a browser may show; everything else is only saved."""


class HandOver:
    """Runs from its making until `close` or `ends_at`. `now` is the present instant in UTC."""

    def __init__(
        self, post: HandedPost, address: str, words: Words, now: Callable[[], datetime], lasts: timedelta = LASTS
    ) -> None:
        """Raises `BadInput` "hand_over.address", `Refused` "hand_over.not_opened"."""
        self._token = secrets.token_urlsafe(32)
        handler = _handler(self._token, page_of(post, words), {file.name: file for file in post.files})
        try:
            self._server = _Server((_own(address), 0), handler)
        except OSError as error:
            raise Refused("hand_over.not_opened", address=address, reason=error.strerror or "?") from error
        self.ends_at = now() + lasts
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        self._timer = threading.Timer(lasts.total_seconds(), self.close)
        self._timer.daemon = True
        self._closing = threading.Lock()
        self.is_open = True
        self._thread.start()
        self._timer.start()

    @property
    def url(self) -> str:
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}/{self._token}/"

    def qr_svg(self) -> str:
        import segno

        return str(segno.make_qr(self.url).svg_inline(scale=6, dark="#000", light="#fff"))

    def qr_text(self) -> str:
        import segno

        drawn = StringIO()
        segno.make_qr(self.url).terminal(drawn, compact=True)
        return drawn.getvalue()

    def close(self) -> None:
        with self._closing:
            if not self.is_open:
                return
            self.is_open = False
        self._timer.cancel()
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = False
    request_queue_size = 8

    def handle_error(self, request: object, client_address: object) -> None:
        """A phone that goes away is no event."""


def own_addresses() -> tuple[str, ...]:
    """The own IPv4 addresses in local networks, the one of the usual way out first. No byte is sent."""
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address of documentation: only the way there is looked up
            found.append(str(probe.getsockname()[0]))
        except OSError:
            pass
    try:
        named = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        found += [str(row[4][0]) for row in named]
    except OSError:
        pass
    return tuple(dict.fromkeys(address for address in found if _is_local(address)))


def _is_local(address: str) -> bool:
    read = ipaddress.ip_address(address)
    return read.is_private and not read.is_loopback and not read.is_unspecified


def _own(address: str) -> str:
    """One address in figures within a private network or on this computer; never all of them at once."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        raise BadInput("hand_over.address", address=address) from None
    if read.version != 4 or read.is_unspecified or not read.is_private:
        raise BadInput("hand_over.address", address=address)
    return str(read)


def _handler(token: str, page: bytes, files: dict[str, HandedFile]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = _REQUEST_S
        server_version = "Szpalta"
        sys_version = ""

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def _answer(self, with_body: bool) -> None:
            given, _, name = urlsplit(self.path).path.removeprefix("/").partition("/")
            if not hmac.compare_digest(given.encode(), token.encode()) or (name and name not in files):
                self._head(404, "text/plain; charset=utf-8", 0)
            elif not name:
                self._head(200, "text/html; charset=utf-8", len(page))
                if with_body:
                    self.wfile.write(page)
            else:
                self._send_file(files[name], with_body)

        def _send_file(self, file: HandedFile, with_body: bool) -> None:
            with file.path.open("rb") as source:
                kind = file.mime if file.mime in _SHOWN else "application/octet-stream"
                self._head(200, kind, file.path.stat().st_size, file.name)
                if with_body:
                    shutil.copyfileobj(source, self.wfile)

        def _head(self, status: int, kind: str, length: int, name: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(length))
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("Cache-Control", "no-store")
            if name:
                self.send_header("Content-Disposition", f'inline; filename="{name}"')
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing: the address is the key."""

    return Handler
