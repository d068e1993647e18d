"""A browser and the person before it: opens the network's page, says yes, and is sent back to the program."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.fakes.mastodon_server import MastodonServer


@dataclass
class Browser:
    server: MastodonServer
    answers: dict[str, str] = field(default_factory=dict)
    """What the network sends back instead of a code."""
    before: list[bytes] = field(default_factory=list)
    """Requests that others make before the person is done; {port} and {state} are filled in."""
    seen: list[bytes] = field(default_factory=list)
    """What each of them, then the browser, was answered."""
    threads: list[Thread] = field(default_factory=list)

    def open(self, url: str) -> None:
        self.threads.append(Thread(target=self._visit, args=(url,), daemon=True))
        self.threads[-1].start()

    def final_address(self, url: str) -> str:
        """Where the network sends the browser after the person said yes."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        app = self.server.apps[asked["client_id"]]
        assert asked["redirect_uri"] == app["redirect_uris"]
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.server.codes) + 1}"
        self.server.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'state': asked['state']} | (self.answers or {'code': code}))}"

    def _visit(self, url: str) -> None:
        place = urlsplit(self.final_address(url))
        state = parse_qs(place.query)["state"][0]
        for raw in self.before:
            self.seen.append(
                talk(place.port, raw.replace(b"{port}", str(place.port).encode()).replace(b"{state}", state.encode()))
            )
        self.seen.append(
            talk(place.port, f"GET {place.path}?{place.query} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
        )


def talk(port: int | None, raw: bytes) -> bytes:
    """All that is answered to these bytes."""
    with socket.create_connection(("127.0.0.1", port or 0), 10) as connection:
        connection.sendall(raw)
        heard = b""
        while part := connection.recv(65_536):
            heard += part
    return heard
