"""A feed is fetched like a profile: its entries are kept once, and a feed that has not changed is not sent again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from app.connectors.http import Http
from app.connectors.networks.feed import FeedConnector
from app.domain.networks import Connection, Network
from app.domain.syncing import SyncReport
from app.services.access_keys import AccessKeys
from app.services.profiles import NewProfile
from app.services.syncing import SyncService
from tests.fakes.desk import NOON, Desk, new_desk
from tests.fakes.feeds import item, rss


@pytest.fixture
def desk(any_store_url: str, tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(any_store_url, tmp_path, profiles=0)
    yield made
    made.close()


@pytest.fixture
def served(httpserver: HTTPServer) -> dict[str, bytes]:
    """What the server gives, with a mark of its own for each state."""
    state = {"body": rss(item(1, NOON - timedelta(days=1)))}

    def respond(request: Request) -> Response:
        mark = f'"{len(state["body"])}"'
        if request.headers.get("If-None-Match") == mark:
            return Response(status=304)
        return Response(state["body"], headers={"ETag": mark, "Content-Type": "application/rss+xml"})

    httpserver.expect_request("/rss").respond_with_handler(respond)
    return state


def fetch(desk: Desk, http: Http, keys: AccessKeys) -> SyncReport:
    connector = FeedConnector(http, ["localhost"])
    service = SyncService(desk.store, desk.clock, connector_for=lambda profile: connector, account_for=keys.account_for)
    (report,) = service.sync()
    return report


def test_new_entries_once_and_nothing_again(desk: Desk, served: dict[str, bytes], httpserver: HTTPServer):
    url = f"http://localhost:{httpserver.port}/rss"
    desk.profiles.add_profile(desk.owner, NewProfile(1, Network.OTHER, "Gazeta", "gazeta", Connection.API, url=url))
    keys = AccessKeys(desk.store, desk.clock, None, make_room=lambda: None)
    with closing(Http(desk.clock.now, time.monotonic, proxy="")) as http:
        first = fetch(desk, http, keys)
        assert (first.error, first.posts_new) == (None, 1)
        unchanged = fetch(desk, http, keys)
        assert (unchanged.error, unchanged.posts_new, unchanged.posts_updated) == (None, 0, 0)
        served["body"] = rss(item(1, NOON - timedelta(days=1)), item(2, NOON))
        more = fetch(desk, http, keys)
        assert (more.error, more.posts_new) == (None, 1)
    assert [answer.status_code for _, answer in httpserver.log] == [200, 304, 200]


def test_a_feed_inside_the_own_network_says_why_it_is_not_read(desk: Desk, httpserver: HTTPServer):
    url = f"http://127.0.0.1:{httpserver.port}/rss"
    desk.profiles.add_profile(desk.owner, NewProfile(1, Network.OTHER, "Gazeta", "gazeta", Connection.API, url=url))
    keys = AccessKeys(desk.store, desk.clock, None, make_room=lambda: None)
    with closing(Http(desk.clock.now, time.monotonic, proxy="")) as http:
        assert fetch(desk, http, keys).error == "network.address_refused"
    assert httpserver.log == []
