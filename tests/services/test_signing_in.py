"""Signing in with the browser ends with a connected profile, and every other end is told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from app.connectors.base import Connector, LoginFailed
from app.connectors.http import Http
from app.connectors.networks.mastodon import MastodonConnector
from app.domain.errors import BadInput, Refused
from app.domain.networks import Connection
from app.services.signing_in import SigningInService
from tests.fakes.browser import Browser
from tests.fakes.desk import Desk
from tests.fakes.key_network import KeyNetwork
from tests.fakes.keyrings import OwnKeyring
from tests.fakes.mastodon_server import MastodonServer, mastodon_server
from tests.services.test_connecting import World


@pytest.fixture
def world(desk: Desk) -> World:
    return World(desk, KeyNetwork(), OwnKeyring())


@pytest.fixture
def server(world: World) -> Iterator[MastodonServer]:
    with mastodon_server(world.desk.clock.now) as running:
        yield running


@pytest.fixture
def service(world: World) -> Iterator[SigningInService]:
    with closing(Http(world.desk.clock.now, time.monotonic, proxy="")) as http:
        world.network = MastodonConnector(http)
        yield SigningInService(world.desk.store, world.service(), connector_for=lambda profile: reached(world))


def reached(world: World) -> Connector:
    return world.network


def never() -> bool:
    return False


def test_a_person_signs_in_and_the_profile_is_connected(
    world: World, server: MastodonServer, service: SigningInService
):
    assert service.offers(world.profile)
    report = service.connect(world.desk.owner, world.profile.id, server.url, Browser(server).open, "Done", never)
    assert (report.account_id, report.missing_rights) == ("1", ())
    assert world.profile.connection is Connection.API


def test_a_login_that_ends_without_a_key_connects_nothing(
    world: World, server: MastodonServer, service: SigningInService
):
    browser = Browser(server, {"error": "access_denied"})
    with pytest.raises(LoginFailed):
        service.connect(world.desk.owner, world.profile.id, server.url, browser.open, "Done", never)
    with pytest.raises(LoginFailed):
        service.connect(world.desk.owner, world.profile.id, server.url, lambda url: None, "Done", lambda: True)
    assert world.profile.connection is not Connection.API


def test_what_is_missing_is_said_before_a_browser_opens(world: World, service: SigningInService):
    opened: list[str] = []
    for server, code in ((None, "login.server_missing"), ("http://mastodon.example", "server.not_encrypted")):
        with pytest.raises(BadInput) as caught:
            service.connect(world.desk.owner, world.profile.id, server, opened.append, "Done", never)
        assert caught.value.code == code
    world.network = KeyNetwork()
    assert not service.offers(world.profile)
    with pytest.raises(Refused) as refused:
        service.connect(world.desk.owner, world.profile.id, "https://a.example", opened.append, "Done", never)
    assert refused.value.code == "login.not_offered"
    assert opened == []


def test_the_address_at_which_another_browser_ended_connects_too(
    world: World, server: MastodonServer, service: SigningInService
):
    begun = service.begin_pasting(world.desk.owner, world.profile.id, server.url)
    with pytest.raises(LoginFailed, match=r"login\.wrong_address"):
        service.finish_pasting(world.desk.owner, world.profile.id, begun, "https://a.example/?code=1")
    assert world.profile.connection is not Connection.API
    address = Browser(server).final_address(begun.url)
    report = service.finish_pasting(world.desk.owner, world.profile.id, begun, address)
    assert report.account_id == "1"
    assert world.profile.connection is Connection.API
