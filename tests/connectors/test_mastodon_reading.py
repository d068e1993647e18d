"""Reading from Mastodon: texts as they were written, figures, comments, mentions, page after page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
import stamina
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.base import NeedsReconnect, ReadFailed, Unanswerable
from app.connectors.http import Http
from app.connectors.mastodon_server import facts_of, lacking
from app.connectors.mastodon_text import counted_length, plain_text
from app.connectors.networks.mastodon import MastodonConnector
from app.system.clock import SetClock
from tests.connectors.test_mastodon import World
from tests.fakes.connector_worlds import mastodon_account
from tests.fakes.mastodon_server import Fault, mastodon_server
from tests.fakes.practice import MORNING, parcel

LISTING = "/api/v1/accounts/1/statuses"


@pytest.fixture
def world() -> Iterator[World]:
    clock = SetClock(MORNING)
    stamina.set_testing(True, attempts=3, cap=True)
    with mastodon_server(clock.now) as server, closing(Http(clock.now, time.monotonic, proxy="")) as http:
        connector = MastodonConnector(http)
        yield World(server, connector, mastodon_account(connector, server), clock)
    stamina.set_testing(False)


@pytest.mark.parametrize(
    "text",
    [
        "Dzień dobry & <b>nie HTML</b> \"tak\" 'też'",
        "Pierwszy akapit\n\nDrugi\nz łamaniem",
        "Zajrzyj: https://sklep.example/bardzo/dluga/sciezka/do/produktu?utm_source=mastodon&utm_medium=social#opinie",
        "Dzięki, @ania@example.social i @palarnia! #kawa #ŻółtaŁódka",
        "👩‍👩‍👧‍👦 emoji i עברית",
    ],
)
def test_a_text_comes_back_as_it_was_written(world: World, text: str):
    world.publish(parcel(text))
    assert [post.text for post in world.connector.recent_posts(world.account, MORNING)] == [text]


@given(st.text())
def test_any_html_is_read(html: str):
    assert "\r" not in plain_text(html)


def test_unusual_html_keeps_its_words():
    assert (
        plain_text("<ul><li>a</li><li>b</li></ul><blockquote>c</blockquote>d<br>e&nbsp;f") == "a\nb\n\nc\n\nd\ne\xa0f"
    )
    assert plain_text("<h2>a</h2><h2>b</h2>c<hr>d<ul><li>e</ul>1. f<br>") == "a\n\nb\n\nc\n\nd\n\ne\n\n1. f"


def test_lengths_are_counted_as_the_server_does():
    assert counted_length("https://example.com/a/very/long/address", 23) == 23
    assert counted_length("a http://x.pl b", 23) == 27
    assert counted_length("@ania@example.social ok", 23) == 8
    assert counted_length("👩‍👩‍👧‍👦", 23) == 1


def test_posts_are_listed_page_after_page_and_not_from_before(world: World):
    for number in range(95):
        world.server.state.add("palarnia", f"Post {number}")
        world.clock.advance(timedelta(minutes=1))
    listed = list(world.connector.recent_posts(world.account, MORNING + timedelta(minutes=5)))
    assert [post.text for post in listed] == [f"Post {number}" for number in range(94, 4, -1)]
    assert sum(path == LISTING for _, path, _ in world.server.asked) == 3
    middle = listed[50]
    rest = list(world.connector.older_posts(world.account, MORNING + timedelta(minutes=5), middle.remote_id, middle.at))
    assert rest == listed[51:]


def test_answers_to_other_people_are_no_posts_but_threads_are(world: World):
    theirs = world.server.state.add("ania@example.social", "Hej")
    world.server.state.add("palarnia", "@ania@example.social cześć", theirs.id)
    world.publish(parcel("Raz\n---\nDwa"))
    assert [post.text for post in world.connector.recent_posts(world.account, MORNING)] == ["Dwa", "Raz"]


@pytest.mark.parametrize("version", ["4.5.2", "4.2.9"])
def test_figures_of_many_posts_with_and_without_batches(world: World, version: str):
    world.server.version = version
    account = replace(world.account, facts=world.connector.identify(world.account).facts)
    posts = [world.server.state.add("palarnia", f"{number}") for number in range(45)]
    posts[3].likes = 7
    before = len(world.server.asked)
    found = world.connector.post_readings(account, (*[post.id for post in posts], "404404"))
    assert len(found) == 45
    assert {reading.metric: (reading.value, reading.key) for reading in found[posts[3].id]} == {
        "favourites_count": (7.0, "likes"),
        "reblogs_count": (0.0, "shares"),
        "replies_count": (0.0, "comments"),
        "quotes_count": (0.0, None),
    }
    assert len(world.server.asked) - before == (3 if version == "4.5.2" else 46)


def test_a_figure_the_server_does_not_give_is_absent(world: World):
    body = b'{"id": "1", "favourites_count": null, "replies_count": 3, "reblogs_count": true, "quotes_count": "4"}'
    assert [reading.metric for reading in world.connector.readings_from(body)["1"]] == ["replies_count"]


def test_kept_answers_can_be_read_again(world: World):
    kept: list[bytes] = []
    account = replace(world.account, keep_answer=kept.append)
    post = world.server.state.add("palarnia", "a")
    figures = world.connector.post_readings(account, (post.id,))
    profile = world.connector.profile_readings(account)
    assert world.connector.readings_from(kept[0]) == figures
    assert world.connector.readings_from(kept[1]) == {None: profile}
    assert {reading.metric: reading.value for reading in profile}["followers_count"] == 42
    assert world.connector.readings_from(b"<html>") == {}


def test_comments_and_mentions_are_told_once_with_their_post(world: World):
    state = world.server.state
    post = world.publish(parcel("Pytanie?\n---\nCiąg dalszy", first_comment="Sklep"))["post"].remote_id
    world.clock.advance(timedelta(hours=1))
    answer = state.add("ania@example.social", "@palarnia Tak!", post)
    world.clock.advance(timedelta(hours=1))
    deeper = state.add("jan@example.social", "Też tak myślę", answer.id)
    world.clock.advance(timedelta(hours=1))
    own = state.add("palarnia", "@ania@example.social Dzięki", answer.id)
    world.clock.advance(timedelta(hours=1))
    mention = state.add("ola@example.social", "Polecam @palarnia")
    found = list(world.connector.comments(world.account, MORNING))
    assert [(one.remote_id, one.post_remote_id, one.parent_remote_id, one.is_own) for one in found] == [
        (answer.id, post, post, False),
        (deeper.id, post, answer.id, False),
        (own.id, post, answer.id, True),
        (mention.id, None, None, False),
    ]
    assert found[0].author == "@ania@example.social"
    later = list(world.connector.comments(world.account, MORNING + timedelta(hours=3)))
    assert [one.remote_id for one in later] == [own.id, mention.id]


def test_a_page_of_html_a_huge_answer_and_a_revoked_key_are_told(world: World):
    for kind, code in (("html", "network.not_json"), ("huge", "network.too_large")):
        world.server.faults = [Fault(kind, "GET", LISTING)]
        with pytest.raises(ReadFailed) as caught:
            list(world.connector.recent_posts(world.account, MORNING))
        assert caught.value.code == code
    world.server.revoked = True
    with pytest.raises(NeedsReconnect):
        list(world.connector.recent_posts(world.account, MORNING))


def test_a_right_that_is_missing_costs_only_what_needs_it(world: World):
    post = world.publish(parcel())["post"]
    world.server.forbidden = {"notices", "app_rights"}
    with pytest.raises(Unanswerable) as caught:
        list(world.connector.comments(world.account, MORNING))
    assert caught.value.data["reason"] == "This action is outside the authorized scopes"
    assert world.connector.identify(world.account).missing_rights == ()
    assert post.remote_id in world.connector.post_readings(world.account, (post.remote_id,))
    world.server.forbidden = {"whoami"}
    with pytest.raises(NeedsReconnect):
        world.connector.identify(world.account)


def test_a_busy_server_is_asked_again(world: World):
    world.publish(parcel())
    world.server.faults = [Fault("503", "GET", LISTING), Fault("lost", "GET", LISTING)]
    assert len(list(world.connector.recent_posts(world.account, MORNING))) == 1


def test_a_page_is_never_fetched_from_another_server(world: World):
    for number in range(45):
        world.server.state.add("palarnia", f"{number}")
    real = world.server.state.url
    world.server.state.url = "http://evil.example"
    listed = list(world.connector.recent_posts(world.account, MORNING))
    world.server.state.url = real
    assert len(listed) == 45


def test_facts_survive_being_kept_and_nonsense_in_them(world: World):
    assert facts_of(world.account.facts).kept() == dict(world.account.facts)
    odd = facts_of({"max_characters": "many", "mime_types": 5, "image_bytes": "x", "software": None, "batches": 1})
    assert (odd.max_characters, odd.mime_types, odd.image_bytes, odd.honours_keys) == (500, (), None, False)


def test_wider_rights_cover_narrower_ones():
    assert lacking(["read", "write"]) == ()
    assert lacking(["read:accounts", "read:statuses", "write:statuses"]) == ("read:notifications", "write:media")
