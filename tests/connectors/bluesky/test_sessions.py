"""Sessions of Bluesky that run out, whom a password belongs to, and where it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.connectors.base import NeedsReconnect, NotExecuted
from app.connectors.bluesky_session import home_of
from app.connectors.networks.bluesky import BlueskyConnector
from tests.connectors.bluesky.world import World
from tests.fakes.bluesky_server import BLOB_LIMIT, DID, HANDLE, PASSWORD
from tests.fakes.practice import parcel

SIGN_IN = "com.atproto.server.createSession"
REFRESH = "com.atproto.server.refreshSession"


def test_one_session_serves_many_calls(world: World):
    for number in range(5):
        world.publish(parcel(f"Post {number}", key=f"k{number}"))
    assert (world.server.calls[SIGN_IN], world.server.calls[REFRESH]) == (1, 0)


def test_an_expired_session_is_renewed_without_signing_in_and_the_post_goes_out_once(world: World):
    world.publish(parcel("Rano", key="a"))
    world.clock.advance(timedelta(hours=2))
    world.publish(parcel("Po południu", key="b"))
    assert (world.server.calls[SIGN_IN], world.server.calls[REFRESH]) == (1, 1)
    assert sorted(world.server.texts()) == ["Po południu", "Rano"]


def test_after_three_months_of_silence_it_signs_in_again(world: World):
    world.publish(parcel("Wiosna", key="a"))
    world.clock.advance(timedelta(days=91))
    world.publish(parcel("Lato", key="b"))
    assert world.server.calls[SIGN_IN] == 2


def test_a_withdrawn_password_needs_reconnecting_and_nothing_is_sent(world: World):
    stranger = replace(world.account, secret={"password": "withdrawn"}, renew=None)
    with pytest.raises(NeedsReconnect):
        replace(world, account=stranger).publish(parcel())
    assert world.server.texts() == []


def test_no_secret_is_in_an_error(world: World):
    stranger = replace(world.account, secret={"password": "hunter2-hunter2"}, renew=None)
    with pytest.raises(NeedsReconnect) as failure:
        world.connector.identify(stranger)
    assert "hunter2" not in f"{failure.value!r} {failure.value.__cause__!r} {stranger!r}"


def test_a_server_that_cannot_be_reached_is_proof_that_nothing_went_out(world: World):
    world.server.close()
    with pytest.raises(NotExecuted):
        world.publish(parcel())


def test_who_the_password_belongs_to(world: World):
    who = world.connector.identify(replace(world.account, external_id=None, handle=f"@{HANDLE}"))
    assert (who.external_id, who.handle, who.name) == (DID, HANDLE, "Palarnia Gdynia")
    assert who.facts == {"pds": world.server.url, "counts": True, "blob_bytes": BLOB_LIMIT}


def test_an_account_that_is_switched_off_is_told_at_once(world: World):
    world.server.active = False
    with pytest.raises(NeedsReconnect) as failure:
        world.connector.identify(world.account)
    assert failure.value.data["reason"] == "deactivated"


def test_an_entryway_names_the_server_that_holds_the_account(world: World):
    world.server.did_doc = {"service": [{"id": "#atproto_pds", "serviceEndpoint": "https://morel.example.com/"}]}
    doors = BlueskyConnector(world.connector._http, world.clock.now, frozenset({world.server.url}))
    assert doors.identify(world.account).facts["pds"] == "https://morel.example.com"
    assert world.connector.identify(world.account).facts["pds"] == world.server.url


@pytest.mark.parametrize(
    "place", ["http://pds.example.com", "https://a:b@pds.example.com", "https://pds.example.com/x", "file:///etc", 7]
)
def test_a_key_goes_only_to_a_plain_https_address(place: object):
    document = {"service": [{"id": "did:plc:a#atproto_pds", "serviceEndpoint": place}]}
    assert home_of("https://bsky.social", document) == "https://bsky.social"


def test_disconnecting_ends_the_session_and_names_the_password_that_stays(world: World):
    keys = world.server._new_session()
    secret = {"password": PASSWORD, "access": keys["accessJwt"], "refresh": keys["refreshJwt"]}
    account = replace(world.account, secret=secret, renew=None)
    assert world.connector.revoke(account) == "revoke.app_password"
    assert keys["refreshJwt"] not in world.server.sessions
    assert world.connector.revoke(account) == "revoke.app_password", "over already"
