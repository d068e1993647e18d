"""Offsets are worked out by hand in UTF-8: ż and ó take 2 bytes, ☕ takes 3, an emoji of the upper planes 4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.bluesky_text import MAX_BYTES, card_title, facets, too_long

NOBODY = {}.get
ANNA = {"anna.example.com": "did:plc:anna"}.get


def features(text, did_of=NOBODY):
    """(the part of the text that the facet's bytes cover, its feature without the type)."""
    found = []
    for facet in facets(text, did_of):
        covered = text.encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
        feature = dict(facet["features"][0])
        found.append((covered, feature.pop("$type").partition("#")[2], *feature.values()))
    return found


def test_offsets_are_those_of_bytes():
    (facet,) = facets("żółw ☕ https://palarnia.pl/menu", NOBODY)
    assert facet["index"] == {"byteStart": 12, "byteEnd": 36}


def test_a_link_without_a_scheme_leads_to_https():
    assert features("Menu: palarnia.pl/menu.") == [("palarnia.pl/menu", "link", "https://palarnia.pl/menu")]


def test_the_full_stop_after_a_link_is_no_part_of_it():
    assert features("(https://palarnia.pl).") == [("https://palarnia.pl", "link", "https://palarnia.pl")]


def test_a_mention_names_the_account_and_an_unknown_one_stays_text():
    assert features("Dzięki @Anna.example.com!", ANNA) == [("@Anna.example.com", "mention", "did:plc:anna")]
    assert features("Dzięki @bartek.example.com", ANNA) == []


def test_an_email_address_is_no_mention():
    asked = []
    assert [kind for _, kind, *_ in features("anna@example.com", asked.append)] == []
    assert asked == []


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#kawa i #żółw", ["kawa", "żółw"]),
        ("#kawa, (#tu nie) #2026 #3d.", ["kawa", "3d"]),
        ("a#b # #", []),
        ("＃珈琲", ["珈琲"]),
        ("#️⃣", []),
        ("#" + "a" * 64 + " #" + "b" * 65, ["a" * 64]),
    ],
)
def test_hashtags(text, tags):
    assert [feature[2] for feature in features(text) if feature[1] == "tag"] == tags


def test_a_hash_within_a_link_is_no_hashtag():
    assert [kind for _, kind, *_ in features("https://palarnia.pl/#menu")] == ["link"]


def test_everything_in_the_order_of_the_text():
    text = "#kawa u @anna.example.com: palarnia.pl"
    assert [kind for _, kind, *_ in features(text, ANNA)] == ["tag", "mention", "link"]


@given(st.text(alphabet="ab.ż☕😀#@/: \n-_pl", max_size=60))
def test_offsets_always_lie_between_characters_and_do_not_overlap(text):
    end = 0
    for facet in facets(text, lambda handle: "did:plc:x"):
        start, stop = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        assert end <= start < stop <= len(text.encode())
        text.encode()[start:stop].decode()
        end = stop


def test_three_hundred_characters_fit_whatever_they_are_made_of():
    family = "👨‍👩‍👧"
    assert too_long("ż" * 300) is None
    assert too_long("ż" * 301) == (301, 300, "characters")
    assert too_long(family * 166) is None
    assert too_long(family * 167) == (167 * 18, MAX_BYTES, "bytes")


def test_a_card_is_named_as_people_read_the_address():
    assert card_title("https://www.palarnia.pl/") == "palarnia.pl"
    assert card_title("http://palarnia.pl/menu?a=1") == "palarnia.pl/menu?a=1"
