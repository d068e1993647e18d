"""Calls to servers that behave, that do not answer, that answer too slowly, too much or with something else."""

from __future__ import annotations

import gzip
import logging
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import stamina
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from app import __version__
from app.connectors.base import NotExecuted, OutcomeUnknown, ReadFailed
from app.connectors.http import Http
from app.connectors.network_problems import (
    NetworkProblem,
    NoAnswer,
    NotSent,
    as_preparing,
    as_publishing,
    problem_of,
)
from tests.fakes.raw_server import answer, raw_server

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def now() -> datetime:
    return NOW


@pytest.fixture
def http() -> Iterator[Http]:
    made = Http(now, time.monotonic, proxy="")
    yield made
    made.close()


@pytest.fixture
def impatient() -> Iterator[None]:
    """Asks again as often as the program does, without the pauses between."""
    stamina.set_testing(True, attempts=10, cap=True)
    yield
    stamina.set_testing(False)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_says_who_it_is_and_gives_json(http: Http, httpserver: HTTPServer):
    httpserver.expect_request(
        "/a", headers={"User-Agent": f"Szpalta/{__version__}"}, query_string="q=%C5%BC"
    ).respond_with_json({"a": 1})
    assert http.read(httpserver.url_for("/a"), params={"q": "ż"}).object() == {"a": 1}


def test_nobody_there_is_proved_not_sent(http: Http):
    with pytest.raises(NotSent) as caught:
        http.send("POST", f"http://127.0.0.1:{free_port()}/", json={})
    assert caught.value.code == "network.unreachable"
    assert caught.value.data["host"] == "127.0.0.1"
    with pytest.raises(NotExecuted), as_publishing():
        raise caught.value


def test_an_unknown_name_is_proved_not_sent():
    error = RuntimeError("x")
    error.__cause__ = socket.gaierror(-2, "Name or service not known")
    assert problem_of(error, "nie.ma", False, 60).code == "network.name_unknown"


def test_a_connection_that_ends_after_the_request_is_unknown(http: Http):
    with raw_server(lambda connection, over: None) as server, pytest.raises(NoAnswer) as caught:
        http.send("POST", server.url, json={"status": "x"})
    assert caught.value.code == "network.broken"
    assert len(server.heard) == 1
    with pytest.raises(OutcomeUnknown), as_publishing():
        raise caught.value
    with pytest.raises(NotExecuted), as_preparing():
        raise caught.value


def test_silence_ends_with_the_deadline(http: Http):
    with raw_server(lambda connection, over: over.wait(30) and None) as server, pytest.raises(NoAnswer) as caught:
        http.send("POST", server.url, json={}, deadline_s=0.3)
    assert caught.value.code == "network.timeout"


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"])
def test_a_drip_ends_with_the_deadline(http: Http, head: bytes):
    def drip(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(head)
        while not over.wait(0.05):
            connection.sendall(b"H")

    started = time.monotonic()
    with raw_server(drip) as server, pytest.raises(NoAnswer) as caught:
        http.send("POST", server.url, json={}, deadline_s=0.5)
    assert caught.value.code == "network.timeout"
    assert time.monotonic() - started < 10


def test_a_computer_that_slept_before_the_first_byte_sends_nothing():
    """PUB-06."""
    ticks = iter([0.0, *[1000.0] * 50])
    slept = Http(now, lambda: next(ticks), proxy="")
    with raw_server(lambda connection, over: connection.sendall(answer())) as server:
        with pytest.raises(NotSent) as caught:
            slept.send("POST", server.url, json={})
        assert server.heard == []
    assert caught.value.code == "network.connect_timeout"
    slept.close()


def test_an_announced_two_gigabytes_are_not_fetched(http: Http):
    def boast(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n")
        over.wait(30)

    with raw_server(boast) as server, pytest.raises(NoAnswer) as caught:
        http.send("POST", server.url)
    assert caught.value.code == "network.too_large"


def test_an_endless_answer_is_cut(http: Http):
    def pour(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not over.is_set():
            connection.sendall(b"x" * 65_536)

    with raw_server(pour) as server, pytest.raises(ReadFailed) as caught:
        http.read(server.url)
    assert caught.value.code == "network.too_large"


def test_what_is_packed_is_measured_unpacked(http: Http):
    bomb = answer(gzip.compress(b"0" * 30_000_000), "Content-Encoding: gzip")
    with raw_server(lambda connection, over: connection.sendall(bomb)) as server, pytest.raises(NoAnswer) as caught:
        http.send("POST", server.url)
    assert caught.value.code == "network.too_large"


def test_a_page_instead_of_json_is_named(http: Http, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data("<h1>Zaloguj się</h1>", content_type="text/html; charset=utf-8")
    answered = http.send("POST", httpserver.url_for("/"))
    with pytest.raises(NoAnswer) as caught:
        answered.object()
    assert (caught.value.code, caught.value.data["kind"]) == ("network.not_json", "text/html")


def test_json_of_another_shape_or_too_deep_is_refused(http: Http, httpserver: HTTPServer):
    httpserver.expect_request("/list").respond_with_json([{"a": 1}, 2])
    httpserver.expect_request("/deep").respond_with_data("[" * 200_000, content_type="application/json")
    answered = http.read(httpserver.url_for("/list"))
    assert answered.array() == [{"a": 1}]
    with pytest.raises(NoAnswer):
        answered.object()
    with pytest.raises(NoAnswer):
        http.read(httpserver.url_for("/deep")).json()


@pytest.mark.usefixtures("impatient")
def test_a_busy_server_is_asked_again(http: Http, httpserver: HTTPServer):
    """PUB-17: what only reads is asked again."""
    httpserver.expect_ordered_request("/").respond_with_data("", 503)
    httpserver.expect_ordered_request("/").respond_with_data("", 429, {"Retry-After": "1"})
    httpserver.expect_ordered_request("/").respond_with_json({"a": 1})
    assert http.read(httpserver.url_for("/")).object() == {"a": 1}


@pytest.mark.usefixtures("impatient")
def test_a_server_that_stays_busy_is_given_up(http: Http, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data("", 502)
    with pytest.raises(ReadFailed) as caught:
        http.read(httpserver.url_for("/"))
    assert (caught.value.code, caught.value.data["status"]) == ("network.server_error", 502)
    assert len(httpserver.log) == 3


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("said", ["900", "Tue, 10 Mar 2026 09:15:00 GMT"])
def test_a_long_wait_is_told_not_waited(http: Http, httpserver: HTTPServer, said: str):
    httpserver.expect_request("/").respond_with_data("", 429, {"Retry-After": said})
    with pytest.raises(ReadFailed) as caught:
        http.read(httpserver.url_for("/"))
    assert (caught.value.code, caught.value.data["retry_after"]) == ("network.rate_limited", 900.0)
    assert len(httpserver.log) == 1


@pytest.mark.usefixtures("impatient")
def test_a_send_is_made_once_whatever_the_answer(http: Http, httpserver: HTTPServer):
    """PUB-17: what sends is not."""
    httpserver.expect_request("/").respond_with_data("", 503)
    assert http.send("POST", httpserver.url_for("/")).status == 503
    assert len(httpserver.log) == 1


def test_a_redirect_on_the_same_host_is_followed(http: Http, httpserver: HTTPServer):
    httpserver.expect_request("/old").respond_with_data("", 301, {"Location": "/new"})
    httpserver.expect_request("/new", headers={"Authorization": "Bearer a"}).respond_with_json({})
    assert http.read(httpserver.url_for("/old"), headers={"Authorization": "Bearer a"}).url.endswith("/new")


def test_a_secret_never_follows_to_another_host(http: Http, httpserver: HTTPServer):
    with raw_server(lambda connection, over: connection.sendall(answer(b'{"b": 2}'))) as other:
        httpserver.expect_request("/").respond_with_data("", 302, {"Location": other.url + "/"})
        with pytest.raises(ReadFailed) as caught:
            http.read(httpserver.url_for("/"), headers={"Authorization": "Bearer a"})
        assert caught.value.code == "network.redirected"
        assert other.heard == []
        assert http.read(httpserver.url_for("/")).object() == {"b": 2}


def test_redirects_end(http: Http, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data("", 302, {"Location": "/"})
    with pytest.raises(ReadFailed) as caught:
        http.read(httpserver.url_for("/"))
    assert caught.value.code == "network.redirected"
    assert len(httpserver.log) == 6


def test_addresses_can_be_refused_on_every_hop(http: Http, httpserver: HTTPServer):
    with pytest.raises(ReadFailed) as caught:
        http.read(httpserver.url_for("/"), may_reach=lambda host, address: not address.startswith("127."))
    assert caught.value.code == "network.address_refused"
    assert httpserver.log == []


@pytest.mark.parametrize("url", ["http://", "http://[::1", "ftp://127.0.0.1/", "nonsense", "http://a\x00b/"])
def test_an_address_that_is_none(http: Http, url: str):
    with pytest.raises(NotSent):
        http.send("GET", url)


def test_no_cookie_is_kept(http: Http, httpserver: HTTPServer):
    heard: list[str | None] = []

    def handle(request: Request) -> Response:
        heard.append(request.headers.get("Cookie"))
        return Response("{}", headers={"Set-Cookie": "who=me"})

    httpserver.expect_request("/").respond_with_handler(handle)
    http.read(httpserver.url_for("/"))
    http.read(httpserver.url_for("/"))
    assert heard == [None, None]


def test_the_clock_of_the_server_is_told(httpserver: HTTPServer):
    told: list[tuple[str, float]] = []
    http = Http(now, time.monotonic, proxy="", on_date=lambda host, ahead: told.append((host, ahead)))
    with raw_server(lambda c, over: c.sendall(answer(b"{}", "Date: Tue, 10 Mar 2026 09:10:00 GMT"))) as server:
        http.read(server.url)
    http.close()
    assert told == [("127.0.0.1", timedelta(minutes=10).total_seconds())]


def test_logs_hold_no_secret(http: Http, httpserver: HTTPServer, caplog: pytest.LogCaptureFixture):
    httpserver.expect_request("/a").respond_with_json({"access_token": "canary-body"})
    with caplog.at_level(logging.DEBUG):
        http.read(
            httpserver.url_for("/a"), headers={"Authorization": "Bearer canary-head"}, params={"code": "canary-query"}
        )
        http.send("POST", httpserver.url_for("/a"), form={"password": "canary-form"})
        with pytest.raises(NetworkProblem):
            http.send("POST", f"http://127.0.0.1:{free_port()}/?token=canary-url")
    said = "\n".join(record.getMessage() for record in caplog.records if record.name != "werkzeug")
    assert "GET localhost/a: 200" in said
    assert "canary" not in said
