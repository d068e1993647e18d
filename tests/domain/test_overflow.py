from __future__ import annotations

import pytest

from app.domain.limits import text_length
from app.domain.networks import RULES, Network
from app.domain.overflow import fitting, whole_length


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
