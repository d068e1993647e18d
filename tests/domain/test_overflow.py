from __future__ import annotations

import pytest

from app.domain.limits import check_variant, text_length
from app.domain.networks import RULES, Format, Network
from app.domain.overflow import fitting, whole_length
from app.domain.threads import parts_as_sent


@pytest.mark.parametrize("network", [Network.X, Network.BLUESKY, Network.MASTODON, Network.LINKEDIN])
def test_what_fits_fits_and_one_more_does_not(network: Network) -> None:
    limit = RULES[network].text_limit
    text = "zażółć " * (limit // 5)
    place = fitting(text, None, network)
    assert text_length(text[:place], network) <= limit
    assert text_length(text[: place + 1], network) > limit


def test_a_text_that_fits_is_whole() -> None:
    assert fitting("Krótko", "https://example.com", Network.X) == 6


def test_the_link_below_takes_its_room() -> None:
    text, link = "a" * 270, "https://example.com/" + "x" * 60
    assert whole_length(text, link, Network.X) == 270 + 1 + 23
    assert fitting(text, link, Network.X) == 280 - 24


def test_a_picture_of_several_signs_is_not_cut_in_two() -> None:
    family = "👩\u200d👩\u200d👧"
    place = fitting("a" * 299 + family + "b", None, Network.BLUESKY)
    assert place in (299, 299 + len(family))
    accent = "e\u0301"
    assert fitting("a" * 300 + accent, None, Network.BLUESKY) == 300


def test_a_text_far_too_long_is_cut_at_the_same_place() -> None:
    assert fitting("a" * 100_000, None, Network.X) == 280


def test_each_part_of_a_thread_has_its_own_room() -> None:
    text = "a" * 280 + "\n---\n" + "b" * 281
    assert whole_length(text, None, Network.X) == 281
    assert fitting(text, None, Network.X) == 280 + 5 + 280
    assert fitting(text, None, Network.LINKEDIN) == len(text)
    assert fitting("a" * 300 + "\n---\nb", "https://example.com", Network.X) == 280 - 24
    found = check_variant(Network.X, Format.TEXT, text, None, ())
    assert [(check.code, check.data["part"], check.data["over"]) for check in found] == [("check.too_long", 2, 1)]


def test_the_link_goes_out_below_the_first_part() -> None:
    assert parts_as_sent("Raz\n---\nDwa", "https://a.pl", Network.MASTODON) == ("Raz\nhttps://a.pl", "Dwa")
    assert parts_as_sent("Raz\n---\nhttps://a.pl", "https://a.pl", Network.MASTODON) == ("Raz", "https://a.pl")
    assert parts_as_sent("Raz\n---\nDwa", None, Network.LINKEDIN) == ("Raz\n---\nDwa",)
