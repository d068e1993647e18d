"""Addresses that lead inside the own network are not asked, however they are written (SEC-16)."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from app.connectors import safe_fetch
from app.connectors.base import ReadFailed
from app.connectors.http import Http
from app.connectors.safe_fetch import fetch, is_public
from tests.fakes.raw_server import answer, raw_server

KINDS = {"application/xml"}
LOCALHOST = {"localhost"}


@pytest.fixture
def http() -> Iterator[Http]:
    with closing(Http(lambda: datetime(2026, 3, 10, tzinfo=UTC), time.monotonic, proxy="")) as made:
        yield made


def refusal(http: Http, url: str, intranet: set[str] = frozenset()) -> str:
    with pytest.raises(ReadFailed) as failure:
        fetch(http, url, kinds=KINDS, intranet=intranet)
    return failure.value.code


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "::ffff:a00:1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "ff02::1",
        "nonsense",
    ],
)
def test_inside(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_outside(address: str):
    assert is_public(address)


def test_a_server_of_this_computer_is_refused_and_hears_nothing(http: Http, httpserver: HTTPServer):
    assert refusal(http, httpserver.url_for("/feed")) == "network.address_refused"
    assert refusal(http, f"http://127.0.0.1:{httpserver.port}/") == "network.address_refused"
    assert httpserver.log == []


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "[::1]"])
def test_figures_in_disguise_are_refused(http: Http, httpserver: HTTPServer, host: str):
    assert refusal(http, f"http://{host}:{httpserver.port}/") == "network.address_refused"
    assert httpserver.log == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a.example/", "http://", "http://a:b@a.example/", "feed"])
def test_other_addresses_are_refused(http: Http, url: str):
    assert refusal(http, url) == "fetch.address"


def test_a_host_of_the_intranet_may_be_read_by_its_name_only(http: Http, httpserver: HTTPServer):
    httpserver.expect_request("/feed").respond_with_data("<a/>", content_type="application/xml; charset=utf-8")
    url = f"http://localhost:{httpserver.port}/feed"
    assert fetch(http, url, kinds=KINDS, intranet=LOCALHOST).body == b"<a/>"
    assert refusal(http, url, {"wiki.local"}) == "network.address_refused"


def test_every_redirect_is_checked(http: Http, httpserver: HTTPServer):
    inside = f"http://127.0.0.1:{httpserver.port}/secret"
    httpserver.expect_request("/feed").respond_with_response(Response(status=302, headers={"Location": inside}))
    assert refusal(http, f"http://localhost:{httpserver.port}/feed", LOCALHOST) == "network.address_refused"
    assert [request.path for request, _ in httpserver.log] == ["/feed"]


def test_the_address_that_was_looked_at_is_the_one_that_is_reached(http: Http, httpserver: HTTPServer, monkeypatch):
    """A name server that answers differently the second time has nothing of it: nobody asks twice."""
    asked: list[str] = []

    def resolve(host: str, port: int, **more: object) -> list[tuple[object, ...]]:
        asked.append(host)
        address = "127.0.0.1" if len(asked) > 1 else "192.0.2.7"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert refusal(http, f"http://rebinding.example:{httpserver.port}/") == "network.address_refused"
    assert asked == ["rebinding.example"]
    assert httpserver.log == []


def test_a_page_instead_of_a_feed_says_so(http: Http, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data("<html>", content_type="text/html")
    assert refusal(http, f"http://localhost:{httpserver.port}/", LOCALHOST) == "fetch.kind"


def test_a_small_answer_that_unpacks_to_too_much_is_cut(http: Http, httpserver: HTTPServer):
    packed = gzip.compress(b"\0" * (safe_fetch.LARGEST + 1))
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/xml"}
    httpserver.expect_request("/").respond_with_response(Response(packed, headers=headers))
    assert refusal(http, f"http://localhost:{httpserver.port}/", LOCALHOST) == "network.too_large"


def test_the_time_is_over_for_all_redirects_together(http: Http, monkeypatch):
    """Each answer alone would be in time."""
    monkeypatch.setattr(safe_fetch, "DEADLINE_S", 0.5)

    def late(connection: socket.socket, over) -> None:
        over.wait(0.2)
        connection.sendall(answer(b"", "Location: /again", "Connection: close", status="302 Found"))

    began = time.monotonic()
    with raw_server(late) as server:
        assert refusal(http, server.url.replace("127.0.0.1", "localhost"), LOCALHOST) == "network.timeout"
    assert time.monotonic() - began < 2
    assert len(server.heard) <= 3
