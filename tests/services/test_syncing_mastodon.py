"""Fetching through the whole of it, from a Mastodon server on loopback to the store, on good days and on bad ones."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import stamina

from app.connectors.base import Account
from app.connectors.http import Http
from app.connectors.networks.mastodon import MastodonConnector
from app.domain.kpi import FigureFilters
from app.domain.networks import Connection, Network
from app.domain.workspace import Profile
from app.services.syncing import SyncService
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.mastodon_server import TOKEN, Fault, MastodonServer, mastodon_server
from tests.fakes.syncing import NOW
from tests.fakes.workspace import add_profile, new_workspace

LISTING = "/api/v1/accounts/1/statuses"


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    """A server that is busy is asked again at once."""
    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)


@pytest.fixture
def server(clock: SetClock) -> Iterator[MastodonServer]:
    with mastodon_server(clock.now) as made:
        for number in range(90):
            status = made.state.add(made.state.handle, f"Wpis {number}", at=NOW - timedelta(hours=100 - number))
            status.likes = number
        made.state.add("ola@example.social", f"@{made.state.handle} Czy jest w zieleni?", at=NOW - timedelta(hours=2))
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_workspace(str(tmp_path / "w.szpalta"))
    add_profile(made, Network.MASTODON, "@palarnia", Connection.API)
    yield made
    made.close()


@pytest.fixture
def service(store: Store, clock: SetClock, server: MastodonServer) -> Iterator[SyncService]:
    with closing(Http(clock.now, time.monotonic, proxy="")) as http:
        connector = MastodonConnector(http)
        account = Account(1, "mastodon", "@palarnia", server.url, {"token": TOKEN})
        known = connector.identify(account)

        def account_for(profile: Profile) -> Account:
            return replace(account, external_id=known.external_id, facts=known.facts)

        yield SyncService(store, clock, connector_for=lambda profile: connector, account_for=account_for)


def _likes(store: Store) -> list[float]:
    with store.read() as work:
        found = work.figures.posts(FigureFilters(), date(2026, 11, 1), date(2026, 11, 30))
        return sorted(post.values["likes"] for post in found if "likes" in post.values)


def test_posts_figures_followers_and_questions_arrive(service: SyncService, store: Store) -> None:
    (report,) = service.sync()
    assert (report.error, report.posts_new, report.comments_new, report.questions_new) == (None, 90, 1, 1)
    assert _likes(store) == list(range(90))
    with store.read() as work:
        (day,) = work.figures.days(FigureFilters(), date(2026, 11, 22), date(2026, 11, 22))
        assert day.stocks == {"followers": 42}
    (again,) = service.sync()
    assert (again.posts_new, again.figures_new, again.comments_new) == (0, 0, 0)


def test_what_was_kept_gives_the_same_figures_again(service: SyncService, store: Store) -> None:
    (report,) = service.sync()
    with store.writing() as work:
        work.exec_driver_sql("DELETE FROM observation WHERE post_id > 0")
    assert _likes(store) == []
    new, _ = service.answers.read_again(1)
    assert _likes(store) == list(range(90))
    assert new > 0 and report.figures_new > 0


def test_a_listing_that_breaks_off_on_its_second_page_goes_on_there(
    service: SyncService, store: Store, server: MastodonServer
) -> None:
    calls = iter([False, True])
    older: list[str | None] = []
    answer = server.on_listing

    def breaking(request, number):  # type: ignore[no-untyped-def]
        made = answer(request, number)
        older.append(request.args.get("max_id"))
        if next(calls, False):
            made.set_data(b"<html>Maintenance</html>")
            made.content_type = "text/html"
        return made

    server.on_listing = breaking  # type: ignore[method-assign]
    (first,) = service.sync()
    assert (first.error, first.posts_new) == ("network.not_json", 40)
    broke_off_at, *_ = older[1:]
    older.clear()
    (second,) = service.sync()
    assert (second.error, second.posts_new) == (None, 50)
    assert broke_off_at in older[:2]  # after a look at what is new
    assert len(_likes(store)) == 90


def test_a_revoked_key_and_one_that_works_again(service: SyncService, server: MastodonServer) -> None:
    server.revoked = True
    (report,) = service.sync()
    assert (report.error, report.posts_new) == ("network.needs_reconnect", 0)
    server.revoked = False
    assert service.sync()[0].posts_new == 90


def test_a_page_of_html_instead_of_figures(service: SyncService, server: MastodonServer) -> None:
    server.faults.append(Fault("html", "GET", "/api/v1/statuses"))
    (report,) = service.sync()
    assert (report.error, report.posts_new) == ("network.not_json", 90)
    (again,) = service.sync()
    assert (again.error, again.figures_new) == (None, 90 * 4)


def test_a_server_that_wants_to_be_left_alone(service: SyncService, server: MastodonServer, clock: SetClock) -> None:
    server.faults += [Fault("429", "GET", LISTING)] * 5
    (report,) = service.sync()
    assert report.error == "network.rate_limited"
    assert report.again_at is not None
    server.faults.clear()
    assert service.sync()[0].error == "sync.waits"
    clock.set(report.again_at)
    assert service.sync()[0].posts_new == 90
