"""Feeds are read like profiles: new entries once, in UTC, as plain text, and never by way of what their XML asks for."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from app.connectors.base import Account, Publishes, ReadFailed
from app.connectors.http import Http
from app.connectors.networks.feed import FeedConnector
from tests.fakes.feeds import ATOM, BILLION_LAUGHS, LOCAL_FILE, item, rss
from tests.fakes.practice import MORNING

RSS = "application/rss+xml; charset=utf-8"


@pytest.fixture
def connector() -> Iterator[FeedConnector]:
    with closing(Http(lambda: MORNING, time.monotonic, proxy="")) as http:
        yield FeedConnector(http, ["LOCALHOST"])


@pytest.fixture
def account(httpserver: HTTPServer) -> Account:
    return Account(1, "other", "palarnia", f"http://localhost:{httpserver.port}/feed")


def serve(httpserver: HTTPServer, body: bytes, kind: str = RSS, status: int = 200) -> None:
    httpserver.expect_request("/feed").respond_with_data(body, status=status, content_type=kind)


def test_entries_come_newest_first_in_utc_and_not_from_before(connector, account, httpserver):
    warsaw = timezone(timedelta(hours=1))
    times = [datetime(2026, 3, day, 9, 30, tzinfo=warsaw) for day in (1, 2, 3)]
    serve(httpserver, rss(*(item(n, at) for n, at in enumerate(times))))
    posts = list(connector.recent_posts(account, datetime(2026, 3, 2, 8, 30, tzinfo=UTC)))
    assert [(post.remote_id, post.at) for post in posts] == [
        ("post-2", datetime(2026, 3, 3, 8, 30, tzinfo=UTC)),
        ("post-1", datetime(2026, 3, 2, 8, 30, tzinfo=UTC)),
    ]
    assert posts[0].url == "https://palarnia.example/2"
    assert all(post.at.utcoffset() == timedelta(0) for post in posts)


def test_an_entry_without_a_name_is_known_by_its_link(connector, account, httpserver):
    serve(httpserver, rss(item(7, MORNING, guid=False)))
    assert [post.remote_id for post in connector.recent_posts(account, MORNING)] == ["https://palarnia.example/7"]


def test_hostile_html_becomes_plain_text(connector, account, httpserver):
    hostile = (
        "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&lt;b&gt;Kawa&lt;/b&gt; &amp;amp; mleko"
    )
    serve(httpserver, rss(item(1, MORNING, title="&lt;i&gt;Nowa&lt;/i&gt;", description=hostile)))
    (post,) = connector.recent_posts(account, MORNING)
    assert post.text == "Nowa\nKawa & mleko"


def test_an_atom_feed_of_alerts_names_the_page_itself(connector, account, httpserver):
    serve(httpserver, ATOM, "application/atom+xml")
    (post,) = connector.recent_posts(account, MORNING - timedelta(days=1))
    assert (post.remote_id, post.url, post.at) == ("tag:a,2", "https://gazeta.example/kawa", MORNING)
    assert post.text == "Palarnia w Gdyni\nDobra & mocna"


def test_a_feed_says_its_name(connector, account, httpserver):
    serve(httpserver, rss(item(1, MORNING)))
    who = connector.identify(account)
    assert (who.name, who.url, who.facts) == ("Palarnia & kawiarnia", "https://palarnia.example/", {"kind": "rss20"})


def test_it_only_lists(connector, account):
    able = connector.capabilities_for(account)
    assert able.lists_posts
    assert not (able.publish or able.metrics or able.profile_metrics or able.reads_comments or able.classes)
    assert not isinstance(connector, Publishes)


def test_a_feed_that_has_not_changed_is_not_sent_again(connector, account, httpserver):
    def respond(request: Request) -> Response:
        if request.headers.get("If-None-Match") == '"v1"':
            return Response(status=304)
        headers = {"ETag": '"v1"', "Last-Modified": "Tue, 10 Mar 2026 09:00:00 GMT", "Content-Type": RSS}
        return Response(rss(item(1, MORNING)), headers=headers)

    httpserver.expect_request("/feed").respond_with_handler(respond)
    marks: list[str] = []
    listed = list(connector.recent_posts(replace(account, note_list_mark=marks.append), MORNING))
    assert len(listed) == 1
    assert json.loads(marks[0]) == {"etag": '"v1"', "last-modified": "Tue, 10 Mar 2026 09:00:00 GMT"}
    assert list(connector.recent_posts(replace(account, list_mark=marks[0]), MORNING)) == []
    assert httpserver.log[1][0].headers["If-Modified-Since"] == "Tue, 10 Mar 2026 09:00:00 GMT"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (BILLION_LAUGHS, "feed.unsafe"),
        (LOCAL_FILE, "feed.unsafe"),
        (b"<rss><channel>", "feed.not_xml"),
        (b"\xff\xfe\x00nonsense", "feed.not_xml"),
        (b'<?xml version="1.0" encoding="martian"?><rss/>', "feed.not_xml"),
        (b"/etc/hostname", "feed.not_xml"),
        (b"", "feed.not_xml"),
        (b"<html><body>nie</body></html>", "feed.no_feed"),
        (rss("<item><guid>1</guid><title>Bez daty</title></item>"), "feed.no_dates"),
    ],
)
def test_what_is_no_feed_says_so(connector, account, httpserver, body: bytes, code: str):
    serve(httpserver, body)
    with pytest.raises(ReadFailed) as failure:
        list(connector.recent_posts(account, MORNING))
    assert failure.value.code == code


@pytest.mark.parametrize(("status", "code"), [(404, "feed.gone"), (410, "feed.gone"), (403, "feed.refused")])
def test_a_server_that_refuses(connector, account, httpserver, status: int, code: str):
    serve(httpserver, b"nie", "text/plain", status)
    with pytest.raises(ReadFailed) as failure:
        list(connector.recent_posts(account, MORNING))
    assert failure.value.code == code


def test_without_an_address_there_is_nothing_to_ask(connector, account):
    with pytest.raises(ReadFailed) as failure:
        connector.identify(replace(account, base_url=None))
    assert failure.value.code == "feed.no_address"


def test_inside_the_own_network_nothing_is_read(account, httpserver):
    with closing(Http(lambda: MORNING, time.monotonic, proxy="")) as http, pytest.raises(ReadFailed) as failure:
        FeedConnector(http).identify(account)
    assert failure.value.code == "network.address_refused"
    assert httpserver.log == []
