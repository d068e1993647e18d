"""What is special about Bluesky: keys chosen before the call, sessions that run out, servers that stand alone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from app.connectors.base import (
    Account,
    Attachment,
    NeedsReconnect,
    NotExecuted,
    OutcomeUnknown,
    Parcel,
    RateLimited,
    ReadFailed,
    Receipt,
    Rejected,
)
from app.connectors.bluesky_session import home_of
from app.connectors.http import Http
from app.connectors.networks.bluesky import BlueskyConnector
from app.domain.tids import tid_after
from app.system.clock import SetClock
from tests.fakes.bluesky_server import BLOB_LIMIT, DID, HANDLE, PASSWORD, BlueskyServer, uri_of
from tests.fakes.connector_worlds import kept_secret
from tests.fakes.practice import MORNING, parcel

CREATE = "com.atproto.repo.createRecord"
SIGN_IN = "com.atproto.server.createSession"
REFRESH = "com.atproto.server.refreshSession"


@dataclass
class World:
    clock: SetClock
    server: BlueskyServer
    connector: BlueskyConnector
    account: Account

    def publish(self, made: Parcel, refs: dict[str, str] | None = None) -> dict[str, Receipt]:
        """The steps that have no reference yet, one after the other."""
        refs = {} if refs is None else refs
        receipts = {}
        for step in self.connector.steps(self.account, made):
            if step.name not in refs:
                receipts[step.name] = self.connector.perform(self.account, made, step, refs)
                refs[step.name] = receipts[step.name].remote_id
        return receipts

    def look_up(self, made: Parcel) -> Receipt | None:
        (step,) = self.connector.steps(self.account, made)
        return self.connector.look_up(self.account, made, step, {})


@pytest.fixture
def world() -> Iterator[World]:
    with ExitStack() as ending:
        clock = SetClock(MORNING)
        server = ending.enter_context(closing(BlueskyServer(clock.now)))
        http = ending.enter_context(closing(Http(clock.now, time.monotonic, proxy="")))
        account = Account(1, "bluesky", HANDLE, server.url, {"password": PASSWORD}, DID, renew=kept_secret())
        yield World(clock, server, BlueskyConnector(http, clock.now), account)


@pytest.fixture
def photo(tmp_path: Path) -> Callable[[str, tuple[int, int]], Attachment]:
    def make(alt: str, size: tuple[int, int] = (40, 30)) -> Attachment:
        path = tmp_path / f"{alt}.png"
        Image.new("RGB", size).save(path)
        return Attachment(path, "image/png", "ab" * 32, alt)

    return make


# once and not twice
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


# sessions
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


# who it is
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


# what is sent
def test_a_thread_and_its_first_comment_hang_together(world: World):
    made = parcel("Pierwsza\n---\nDruga\n---\nTrzecia", first_comment="Adres w komentarzu")
    receipts = world.publish(made)
    assert list(receipts) == ["post", "thread:1", "thread:2", "comment"]
    key = made.remote_key
    replies = [world.server.records[tid_after(key, n)]["reply"] for n in (1, 2, 3)]
    parents = [reply["parent"]["uri"] for reply in replies]
    assert parents == [uri_of(key), uri_of(tid_after(key, 1)), uri_of(key)]
    assert {reply["root"]["uri"] for reply in replies} == {uri_of(key)}
    assert all(reply["parent"]["cid"] for reply in replies)


def test_a_thread_goes_on_where_it_broke_off(world: World):
    """PUB-11."""
    made, refs = parcel("Pierwsza\n---\nDruga\n---\nTrzecia"), dict[str, str]()
    world.server.instead["com.atproto.repo.getRecord"] = (500, {}, {})
    world.server.lose_answer.add(CREATE)
    with pytest.raises(OutcomeUnknown):
        world.publish(made, refs)
    world.publish(made, refs)
    assert world.server.texts() == ["Pierwsza", "Druga", "Trzecia"]


def test_an_answer_to_a_post_that_was_removed_meanwhile_is_refused(world: World):
    made = parcel("Pierwsza\n---\nDruga")
    with pytest.raises(Rejected) as refusal:
        world.publish(made, {"post": uri_of(made.remote_key)})
    assert refusal.value.code == "bluesky.parent_gone"


def test_pictures_carry_their_alt_text_and_shape(world: World, photo):
    made = parcel("Kubki", format="carousel", attachments=(photo("Kubek"), photo("Filiżanka", (30, 60))))
    refs: dict[str, str] = {}
    world.publish(made, refs)
    images = world.server.records[made.remote_key]["embed"]["images"]
    assert [(image["alt"], image["aspectRatio"]) for image in images] == [
        ("Kubek", {"width": 40, "height": 30}),
        ("Filiżanka", {"width": 30, "height": 60}),
    ]
    (listed,) = world.connector.recent_posts(world.account, MORNING)
    assert (listed.format, listed.media_count) == ("carousel", 2)


def test_a_link_becomes_a_card_and_beside_a_picture_it_stands_in_the_text(world: World, photo):
    world.publish(parcel("Menu", key="a", format="link", link="https://palarnia.pl/menu"))
    card = world.server.records[parcel(key="a").remote_key]["embed"]["external"]
    assert card == {"uri": "https://palarnia.pl/menu", "title": "palarnia.pl/menu", "description": ""}
    world.publish(parcel("Menu", key="b", format="image", link="https://palarnia.pl/menu", attachments=(photo("K"),)))
    assert "Menu\nhttps://palarnia.pl/menu" in world.server.texts()


def test_a_mention_is_resolved_and_an_unknown_one_stays_text(world: World):
    world.publish(made := parcel("Dzięki @anna.test i @nikt.test"))
    (facet,) = world.server.records[made.remote_key]["facets"]
    assert facet["features"] == [{"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:anna"}]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "a" * 301}, "bluesky.too_many_characters"),
        ({"text": "a\n---\n" + "👨‍👩‍👧" * 200}, "bluesky.too_many_bytes"),
        ({"text": "  "}, "bluesky.empty"),
        ({"format": "poll"}, "bluesky.format"),
        ({"first_comment": "a" * 301}, "bluesky.too_many_characters"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_sent(world: World, changes: dict[str, str], code: str):
    with pytest.raises(Rejected) as refusal:
        world.connector.steps(world.account, replace(parcel(), **changes))
    assert refusal.value.code == code


def test_files_that_do_not_fit_are_refused_before_anything_is_sent(world: World, photo, tmp_path: Path):
    def refused(*files: Attachment) -> str:
        with pytest.raises(Rejected) as refusal:
            world.connector.steps(world.account, parcel(format="image", attachments=files))
        return refusal.value.code

    film = Attachment(tmp_path / "film.mp4", "video/mp4", "cd" * 32, "")
    film.path.write_bytes(b"\0" * 10)
    assert refused(*(photo(str(n)) for n in range(5))) == "bluesky.too_many_images"
    assert refused(film, photo("Kubek")) == "bluesky.one_video"
    assert refused(replace(film, mime="video/quicktime")) == "bluesky.file_kind"


def test_a_server_that_takes_less_is_not_sent_more(world: World, photo):
    large = photo("Duży")
    large.path.write_bytes(b"\0" * (BLOB_LIMIT + 1))
    told = replace(world.account, facts=world.connector.identify(world.account).facts)
    made = parcel(format="image", attachments=(large,))
    with pytest.raises(Rejected) as refusal:
        world.connector.perform(told, made, world.connector.steps(told, made)[0], {})
    assert (refusal.value.code, refusal.value.data["limit"]) == ("bluesky.file_too_large", BLOB_LIMIT)
    assert world.server.calls["com.atproto.repo.uploadBlob"] == 0


def test_a_large_picture_is_made_to_fit_and_the_file_stays(world: World, photo):
    large = photo("Duży")
    Image.effect_noise((1600, 1200), 90).convert("RGB").save(large.path)
    before = large.path.read_bytes()
    assert len(before) > BLOB_LIMIT
    told = replace(world.account, facts=world.connector.identify(world.account).facts)
    made = parcel(format="image", attachments=(large,))
    receipt = world.connector.perform(told, made, world.connector.steps(told, made)[0], {})
    blob = json.loads(receipt.remote_id)
    assert blob["mimeType"] == "image/jpeg"
    assert 0 < blob["size"] <= BLOB_LIMIT
    assert large.path.read_bytes() == before


def test_a_film_is_handed_over_and_named_in_the_post(world: World, tmp_path: Path):
    film = Attachment(tmp_path / "film.mp4", "video/mp4", "cd" * 32, "Palenie kawy")
    film.path.write_bytes(b"film")
    world.publish(made := parcel("Film", format="video", attachments=(film,)))
    embed = world.server.records[made.remote_key]["embed"]
    assert (embed["$type"], embed["alt"]) == ("app.bsky.embed.video", "Palenie kawy")
    assert list(world.server.blobs.values()) == [b"film"]


# afterwards
def test_a_post_is_taken_back_and_taking_it_back_twice_is_no_error(world: World):
    uri = world.publish(parcel())["post"].remote_id
    world.connector.delete(world.account, uri)
    world.connector.delete(world.account, uri)
    assert world.server.texts() == []


def test_another_accounts_post_is_not_taken_back(world: World):
    with pytest.raises(Rejected):
        world.connector.delete(world.account, "at://did:plc:anna/app.bsky.feed.post/3jzfcijpj2z2a")
    assert not world.server.calls


# reading
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


def test_disconnecting_ends_the_session_and_names_the_password_that_stays(world: World):
    keys = world.server._new_session()
    secret = {"password": PASSWORD, "access": keys["accessJwt"], "refresh": keys["refreshJwt"]}
    account = replace(world.account, secret=secret, renew=None)
    assert world.connector.revoke(account) == "revoke.app_password"
    assert keys["refreshJwt"] not in world.server.sessions
    assert world.connector.revoke(account) == "revoke.app_password", "over already"
