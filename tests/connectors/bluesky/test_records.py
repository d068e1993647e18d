"""What a post on Bluesky is made of: threads, pictures, cards, mentions, films, and what does not fit."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from app.connectors.base import Attachment, OutcomeUnknown, Rejected
from app.domain.tids import tid_after
from tests.connectors.bluesky.world import CREATE, World
from tests.fakes.bluesky_server import BLOB_LIMIT, uri_of
from tests.fakes.practice import MORNING, parcel


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
