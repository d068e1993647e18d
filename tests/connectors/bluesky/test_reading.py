"""What is read of a Bluesky account: posts, figures, and servers that stand alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.connectors.bluesky.world import World
from tests.fakes.practice import MORNING, parcel


def test_answers_to_others_and_parts_of_a_thread_are_no_posts_of_the_profile(world: World):
    world.publish(parcel("Pierwsza\n---\nDruga", first_comment="Komentarz"))
    assert [post.text for post in world.connector.recent_posts(world.account, MORNING)] == ["Pierwsza"]


def test_a_long_history_comes_whole_and_only_as_far_back_as_asked(world: World):
    for number in range(120):
        world.publish(parcel(f"Post {number}", key=f"k{number}"))
        world.clock.advance(timedelta(minutes=1))
    assert len(list(world.connector.recent_posts(world.account, MORNING))) == 120
    assert len(list(world.connector.recent_posts(world.account, MORNING + timedelta(minutes=100)))) == 20


def test_figures_of_many_posts_are_asked_in_parts(world: World):
    uris = [world.publish(parcel(f"Post {n}", key=f"k{n}"))["post"].remote_id for n in range(30)]
    readings = world.connector.post_readings(world.account, tuple(uris))
    assert set(readings) == set(uris)
    assert {(r.metric, r.value, r.key) for r in readings[uris[0]]} >= {("likeCount", 12.0, "likes")}
    assert world.server.calls["app.bsky.feed.getPosts"] == 2


def test_a_server_that_stands_alone_publishes_and_its_figures_stay_unknown(world: World):
    world.server.counts = False
    who = world.connector.identify(world.account)
    alone = replace(world.account, facts=who.facts)
    uri = replace(world, account=alone).publish(parcel("Czy to działa?"))["post"].remote_id
    assert who.facts["counts"] is False
    assert world.connector.profile_readings(alone) == ()
    assert world.connector.post_readings(alone, (uri,)) == {}
    assert list(world.connector.comments(alone, MORNING)) == []
    assert [post.remote_id for post in world.connector.recent_posts(alone, MORNING)] == [uri]
    assert not world.connector.capabilities_for(alone).metrics


def test_kept_answers_are_read_again(world: World):
    kept: list[bytes] = []
    account = replace(world.account, keep_answer=kept.append)
    uri = world.publish(parcel())["post"].remote_id
    told = world.connector.post_readings(account, (uri,))
    own = world.connector.profile_readings(account)
    again = [world.connector.readings_from(body) for body in kept]
    assert again == [told, {None: own}]
    assert world.connector.readings_from(b"<html>") == {}
