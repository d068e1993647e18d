"""Signing in with the browser: who may end a login, and what an onlooker can do about it (nothing)."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import parse_qs, urlsplit

import pytest

from app.connectors.base import Account, LoginFailed, NeedsReconnect, ReadFailed, SignsIn
from app.connectors.http import Http
from app.connectors.loopback import LoopbackListener
from app.connectors.networks.mastodon import MastodonConnector
from app.connectors.oauth import Login, begin, finish
from app.system.clock import SetClock
from tests.fakes.browser import Browser, talk
from tests.fakes.mastodon_server import TOKEN, Fault, MastodonServer, mastodon_server
from tests.fakes.practice import MORNING

DONE = "Możesz wrócić do Szpalty & <b>zamknąć</b> tę kartę."
STATE = "s" * 43


@pytest.fixture
def server() -> Iterator[MastodonServer]:
    with mastodon_server(SetClock(MORNING).now) as running:
        yield running


@pytest.fixture
def http() -> Iterator[Http]:
    with closing(Http(SetClock(MORNING).now, time.monotonic, proxy="")) as made:
        yield made


@pytest.fixture
def connector(http: Http) -> MastodonConnector:
    return MastodonConnector(http)


def never() -> bool:
    return False


def test_the_whole_way_through_the_browser(connector: MastodonConnector, server: MastodonServer):
    """SEC-05."""
    browser = Browser(server)
    assert isinstance(connector, SignsIn)
    assert connector.sign_in(server.url, browser.open, DONE, never)["token"] == TOKEN
    browser.threads[0].join(5)
    page = browser.seen[0].decode()
    assert "Możesz wrócić do Szpalty &amp; &lt;b&gt;zamknąć&lt;/b&gt; tę kartę." in page
    assert "<script" not in page
    assert "Content-Security-Policy: default-src 'none'" in page
    app = server.apps["client-1"]
    assert app["redirect_uris"].startswith("http://127.0.0.1:")
    assert app["scopes"] == "profile read:accounts read:statuses read:notifications write:statuses write:media"


def test_every_login_has_its_own_state_verifier_and_client(
    http: Http, connector: MastodonConnector, server: MastodonServer
):
    """SEC-05."""
    first, second = (connector.begin_pasting(server.url) for _ in range(2))
    assert isinstance(first, Login)
    assert isinstance(second, Login)
    assert first.state != second.state
    assert first.verifier != second.verifier
    assert first.client.client_id != second.client.client_id
    assert len(first.state) >= 22
    assert len(first.verifier) >= 43
    for secret in (first.verifier, first.client.client_secret):
        assert secret not in first.url
        assert secret not in repr(first)


def test_others_cannot_end_a_login(connector: MastodonConnector, server: MastodonServer):
    """SEC-05."""
    good = b"GET /szpalta/login?code=x&state={state} HTTP/1.1\r\n"
    browser = Browser(server)
    browser.before = [
        b"GET /szpalta/login?code=x&state=" + b"w" * 43 + b" HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        b"GET /szpalta/login?code=x HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        good + b"Host: evil.example:{port}\r\n\r\n",
        good + b"Host: localhost:{port}\r\n\r\n",
        good + b"Host: 127.0.0.1:{port}\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        good + b"\r\n",
        b"POST /szpalta/login?code=x&state={state} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        b"GET /szpalta/login/x?code=x&state={state} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        b"GET /favicon.ico HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        b"GET /szpalta/login?state={state}&state=x HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
        b"\x16\x03\x01\r\n\r\n",
    ]
    assert connector.sign_in(server.url, browser.open, DONE, never)["token"] == TOKEN
    browser.threads[0].join(5)
    assert [answer.partition(b"\r\n")[0] for answer in browser.seen] == [
        *[b"HTTP/1.1 400 Bad Request"] * 11,
        b"HTTP/1.1 200 OK",
    ]
    assert all(answer.endswith(b"\r\n\r\n") for answer in browser.seen[:-1])


def test_only_one_visit_is_taken(http: Http):
    """SEC-05."""
    with LoopbackListener(time.monotonic, DONE) as listener:
        port = listener.port
        visit = f"GET /szpalta/login?code=a&state={STATE} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(visit)
            assert listener.wait(STATE).endswith(f"?code=a&state={STATE}")
        with pytest.raises(ConnectionRefusedError):
            talk(port, visit)


def test_it_listens_on_this_computer_only():
    """SEC-05."""
    with LoopbackListener(time.monotonic, DONE) as listener:
        assert listener._socket.getsockname()[0] == "127.0.0.1"
        assert listener.redirect_uri == f"http://127.0.0.1:{listener.port}/szpalta/login"


def test_a_closed_browser_ends_after_five_minutes():
    """SEC-05."""
    ticks = iter([0.0, 299.0, 301.0])
    with LoopbackListener(lambda: next(ticks), DONE) as listener, pytest.raises(LoginFailed) as caught:
        listener.wait(STATE)
    assert caught.value.code == "login.timeout"


def test_a_person_may_stop_waiting(connector: MastodonConnector, server: MastodonServer):
    """SEC-05."""
    with pytest.raises(LoginFailed) as caught:
        connector.sign_in(server.url, lambda url: None, DONE, lambda: True)
    assert caught.value.code == "login.cancelled"


def test_a_taken_port_is_said():
    """SEC-05."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listener = LoopbackListener(time.monotonic, DONE, port=taken.getsockname()[1])
        with pytest.raises(LoginFailed) as caught, listener:
            pass
    assert caught.value.code == "login.port_taken"


def test_saying_no_at_the_network_is_told(connector: MastodonConnector, server: MastodonServer):
    """SEC-05."""
    browser = Browser(server, {"error": "access_denied", "error_description": "The resource owner denied the request."})
    with pytest.raises(LoginFailed) as caught:
        connector.sign_in(server.url, browser.open, DONE, never)
    assert (caught.value.code, caught.value.data["reason"]) == (
        "login.denied",
        "The resource owner denied the request.",
    )


def test_the_last_address_can_be_pasted_once(connector: MastodonConnector, server: MastodonServer):
    """SEC-05."""
    login = connector.begin_pasting(server.url)
    address = Browser(server).final_address(login.url)
    assert connector.finish_pasting(login, f"  {address}\n")["token"] == TOKEN
    with pytest.raises(LoginFailed) as caught:
        connector.finish_pasting(login, address)
    assert (caught.value.code, caught.value.data["reason"]) == ("login.refused", "The code is invalid")


@pytest.mark.parametrize(
    "address", ["", "http://127.0.0.1/", "http://[", "nonsense", "http://127.0.0.1/?code=a&state=wrong"]
)
def test_a_pasted_address_of_something_else_asks_nobody(
    connector: MastodonConnector, server: MastodonServer, address: str
):
    """SEC-05."""
    login = connector.begin_pasting(server.url)
    before = len(server.asked)
    with pytest.raises(LoginFailed) as caught:
        connector.finish_pasting(login, address)
    assert caught.value.code == "login.wrong_address"
    assert len(server.asked) == before


def test_a_code_of_another_login_is_worth_nothing(connector: MastodonConnector, server: MastodonServer):
    """SEC-05."""
    mine, theirs = connector.begin_pasting(server.url), connector.begin_pasting(server.url)
    stolen = parse_qs(urlsplit(Browser(server).final_address(theirs.url)).query)["code"][0]
    assert isinstance(mine, Login)
    with pytest.raises(LoginFailed) as caught:
        connector.finish_pasting(mine, f"{mine.redirect_uri}?code={stolen}&state={mine.state}")
    assert caught.value.code == "login.refused"


@pytest.mark.parametrize("kind", ["html", "503", "gone", "cut"])
def test_a_network_that_does_not_answer_is_told(connector: MastodonConnector, server: MastodonServer, kind: str):
    login = connector.begin_pasting(server.url)
    server.faults = [Fault(kind, path="/oauth/token")]
    with pytest.raises((ReadFailed, LoginFailed)):
        connector.finish_pasting(login, Browser(server).final_address(login.url))


def test_a_server_that_is_none_is_told(connector: MastodonConnector, server: MastodonServer):
    server.faults = [Fault("html", path="/api/v1/apps")]
    with pytest.raises(ReadFailed):
        connector.begin_pasting(server.url)
    with pytest.raises(NeedsReconnect):
        connector.begin_pasting("ftp://x")


def test_no_secret_stands_in_an_error(http: Http, connector: MastodonConnector, server: MastodonServer):
    """SEC-05."""
    login = connector.begin_pasting(server.url)
    assert isinstance(login, Login)
    with pytest.raises(LoginFailed) as caught:
        finish(http, login, f"{login.redirect_uri}?code=canary-code&state={login.state}")
    said = f"{caught.value} {caught.value.__cause__}"
    assert not any(
        secret in said for secret in ("canary-code", login.state, login.verifier, login.client.client_secret)
    )


def test_a_public_client_needs_no_secret(http: Http, server: MastodonServer):
    """SEC-05."""
    from app.connectors.oauth import OAuthClient

    login = begin(
        OAuthClient(f"{server.url}/oauth/authorize", f"{server.url}/oauth/token", "public"), "http://127.0.0.1/x"
    )
    with pytest.raises(LoginFailed):
        finish(http, login, f"http://127.0.0.1/x?code=a&state={login.state}")


def test_a_key_is_given_back_by_the_program_it_was_given_to(connector: MastodonConnector, server: MastodonServer):
    secret = connector.sign_in(server.url, Browser(server).open, DONE, never)
    assert connector.revoke(Account(1, "mastodon", "@palarnia", server.url, secret)) is None
    assert server.given_back == [TOKEN]
    pasted = Account(1, "mastodon", "@palarnia", server.url, {"token": TOKEN})
    assert connector.revoke(pasted) == "revoke.elsewhere"
    strange = Account(1, "mastodon", "@palarnia", server.url, {**secret, "client_secret": "x"})
    with pytest.raises(ReadFailed):
        connector.revoke(strange)
    assert server.given_back == [TOKEN]
