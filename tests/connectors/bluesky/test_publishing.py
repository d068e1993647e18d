"""What is special about Bluesky: keys chosen before the call, so that a post goes out once and not twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.connectors.base import NeedsReconnect, OutcomeUnknown, RateLimited, ReadFailed, Rejected
from tests.connectors.bluesky.world import CREATE, World
from tests.fakes.bluesky_server import uri_of
from tests.fakes.practice import MORNING, parcel


def test_a_lost_answer_is_unknown_and_the_key_then_proves_the_post(world: World):
    made = parcel("Nowa mieszanka")
    world.publish(parcel("Zaloguj", key="other"))
    world.server.lose_answer.add(CREATE)
    with pytest.raises(OutcomeUnknown):
        world.publish(made)
    found = world.look_up(made)
    assert found is not None
    assert found.remote_id == uri_of(made.remote_key)
    assert world.server.texts().count("Nowa mieszanka") == 1


def test_sending_again_under_a_used_key_finds_the_first_post_and_writes_nothing(world: World):
    made = parcel("Nowa mieszanka")
    first = world.publish(made)["post"]
    world.clock.advance(timedelta(hours=3))
    again = world.publish(made)["post"]
    assert again == first
    assert world.server.texts() == ["Nowa mieszanka"]


def test_what_was_not_sent_is_proved_absent(world: World):
    assert world.look_up(parcel()) is None


def test_something_else_under_the_key_is_no_proof(world: World):
    world.publish(parcel("Cudzy tekst"))
    with pytest.raises(ReadFailed) as failure:
        world.look_up(parcel("Nasz tekst"))
    assert failure.value.code == "bluesky.key_taken"


def test_a_post_bears_the_time_it_went_out_not_the_time_of_its_key(world: World):
    world.clock.advance(timedelta(days=3))
    receipt = world.publish(parcel())["post"]
    assert receipt.at == MORNING + timedelta(days=3)
    assert [post.at for post in world.connector.recent_posts(world.account, receipt.at)] == [receipt.at]


def test_an_approval_without_a_key_is_refused_before_anything_is_sent(world: World):
    with pytest.raises(Rejected) as refusal:
        world.publish(replace(parcel(), remote_key=None))
    assert refusal.value.code == "bluesky.no_key"
    assert not world.server.calls


@pytest.mark.parametrize(
    ("status", "name", "kind"),
    [
        (400, "InvalidRequest", Rejected),
        (401, "AuthenticationRequired", NeedsReconnect),
        (403, "AccountTakedown", NeedsReconnect),
        (413, "PayloadTooLarge", Rejected),
        (500, "InternalServerError", OutcomeUnknown),
        (502, "UpstreamFailure", OutcomeUnknown),
        (418, "Teapot", OutcomeUnknown),
    ],
)
def test_what_an_answer_proves(world: World, status: int, name: str, kind: type[Exception]):
    """PUB-07, PUB-08, PT-12."""
    world.server.instead[CREATE] = (status, {"error": name, "message": "nie"}, {})
    with pytest.raises(kind) as failure:
        world.publish(parcel())
    assert type(failure.value) is kind
    assert world.server.texts() == []


def test_too_many_calls_wait_as_long_as_the_server_says(world: World):
    reset = int(world.clock.now().timestamp()) + 90
    world.server.instead[CREATE] = (429, {"error": "RateLimitExceeded"}, {"RateLimit-Reset": str(reset)})
    with pytest.raises(RateLimited) as failure:
        world.publish(parcel())
    assert failure.value.retry_after == 90


def test_a_post_is_taken_back_and_taking_it_back_twice_is_no_error(world: World):
    uri = world.publish(parcel())["post"].remote_id
    world.connector.delete(world.account, uri)
    world.connector.delete(world.account, uri)
    assert world.server.texts() == []


def test_another_accounts_post_is_not_taken_back(world: World):
    with pytest.raises(Rejected):
        world.connector.delete(world.account, "at://did:plc:anna/app.bsky.feed.post/3jzfcijpj2z2a")
    assert not world.server.calls
