"""Publishing with everything real down to the bytes, on a Mastodon server on loopback that brings posts out by itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import stamina

from app.connectors.http import Http
from app.connectors.networks.mastodon import MastodonConnector
from app.domain.delivery import DeliveryState as D
from app.domain.networks import Network
from app.domain.publishing import StopScope
from app.services.planning import PostEdit
from tests.fakes.connector_worlds import mastodon_account
from tests.fakes.desk import HOUR, NOON, Desk, new_desk
from tests.fakes.mastodon_server import Fault, MastodonServer, mastodon_server

DUE = NOON + 3 * HOUR
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(str(tmp_path / "w.szpalta"), tmp_path, profiles=0)
    profile = made.profile(Network.MASTODON, "@palarnia")
    with made.store.write() as work:
        work.profiles.edit(profile.id, profile.version, {"hands_over": True})
    yield made
    made.close()


@pytest.fixture
def server(desk: Desk) -> Iterator[MastodonServer]:
    stamina.set_testing(True, attempts=3, cap=True)
    with mastodon_server(desk.clock.now) as made, closing(Http(desk.clock.now, time.monotonic, proxy="")) as http:
        desk.connector = MastodonConnector(http)
        desk.account = mastodon_account(desk.connector, made)
        yield made
    stamina.set_testing(False)


def waiting(server: MastodonServer) -> list[str]:
    return [entry["params"]["text"] for entry in server.state.scheduled.values()]


def out(server: MastodonServer) -> list[str]:
    server.state.live()
    return [status.text for status in server.state.own]


def posted(server: MastodonServer) -> int:
    """How often the server was asked to make a post."""
    return sum((method, path) == ("POST", "/api/v1/statuses") for method, path, _ in server.asked)


def run(desk: Desk, minutes: int = 20) -> None:
    for _ in range(minutes):
        desk.publishing.publish_due()
        desk.clock.advance(MINUTE)


def test_it_comes_out_while_the_program_is_off(desk: Desk, server: MastodonServer) -> None:
    post = desk.scheduled("Kawa", DUE, media=((desk.picture(), "Kubek"),))
    desk.publishing.publish_due()
    assert (waiting(server), out(server)) == (["Kawa"], [])
    desk.clock.set(DUE + HOUR)
    assert out(server) == ["Kawa"]
    later = desk.beside()
    later.connector, later.account = desk.connector, desk.account
    run(later, 3)
    row, there = later.delivery(post), server.state.own[0]
    assert (row.state, row.remote_id) == (D.SENT, there.id)
    assert row.remote_url == f"{server.url}/@palarnia/{there.id}"
    assert later.post(post).variants[0].published_at == DUE
    later.close()
    run(desk)
    assert out(server) == ["Kawa"] and len(there.media) == 1 and posted(server) == 1


def test_new_words_are_handed_over_anew(desk: Desk, server: MastodonServer) -> None:
    post = desk.scheduled("Stare", DUE)
    desk.publishing.publish_due()
    desk.planning.edit(desk.creator, post.id, PostEdit(text="Nowe"))
    desk.publishing.publish_due()
    assert waiting(server) == []
    desk.approval.submit(desk.creator, post.id)
    desk.approval.approve(desk.editor, post.id)
    run(desk, 2)
    assert waiting(server) == ["Nowe"]
    desk.clock.set(DUE)
    run(desk)
    assert out(server) == ["Nowe"] and desk.delivery(post).state is D.SENT


@pytest.mark.parametrize("kind", ["lost", "cut", "500"])
def test_a_lost_answer_is_found_in_the_list(desk: Desk, server: MastodonServer, kind: str) -> None:
    server.faults.append(Fault(kind))
    post = desk.scheduled("Kawa", DUE)
    desk.publishing.publish_due()
    assert (waiting(server), desk.delivery(post).handed_over_id) == (["Kawa"], None)
    desk.clock.advance(2 * MINUTE)
    desk.publishing.publish_due()
    assert desk.delivery(post).handed_over_id in server.state.scheduled
    desk.clock.set(DUE)
    run(desk)
    assert (out(server), posted(server), desk.delivery(post).state) == (["Kawa"], 1, D.SENT)


def test_a_stop_takes_back_what_waits_there(desk: Desk, server: MastodonServer) -> None:
    post = desk.scheduled("Kawa", DUE)
    desk.publishing.publish_due()
    assert waiting(server) == ["Kawa"]
    result = desk.stops.stop(desk.owner, StopScope.ALL, reason="Kryzys")
    assert (waiting(server), result.not_stopped) == ([], ())
    desk.clock.set(DUE)
    run(desk)
    assert out(server) == [] and desk.delivery(post).state is D.HELD
