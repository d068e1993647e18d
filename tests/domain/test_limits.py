"""How long a text is to each network, and what stands in the way of sending it."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from app.domain.content import AttachedMedia
from app.domain.limits import check_variant, text_length
from app.domain.networks import RULES, Format, Network

X, BLUESKY = Network.X, Network.BLUESKY
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
POLAND = "\U0001f1f5\U0001f1f1"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
PIECES = [
    "a",
    "ą",
    "a\u0328",
    "e\u0301",
    " ",
    "\n",
    "Ж",
    "日",
    "한",
    "—",
    "😀",
    "👍\U0001f3fd",
    "❤\ufe0f",
    FAMILY,
    POLAND,
    SCOTLAND,
    "नि",
    "1\ufe0f\u20e3",
]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("abc", 3),
        ("Zażółć gęślą jaźń", 17),
        ("a\u0328", 1),  # ą in two code points
        ("日本", 4),
        ("한", 2),
        ("Привет", 6),
        ("😀", 2),
        ("👍\U0001f3fd", 2),
        ("❤\ufe0f", 2),
        ("1\ufe0f\u20e3", 2),
        (FAMILY, 2),
        (POLAND, 2),
        (POLAND * 2, 4),
        (SCOTLAND, 2),
        ("„cytat” – …", 12),
        ("https://jesion.pl", 23),
        ("https://jesion.pl/bardzo/dluga/sciezka?utm_source=x&utm_campaign=wiosna", 23),
        ("Zobacz https://jesion.pl.", 7 + 23 + 1),
        ("(https://jesion.pl)", 25),
        ("https://a.pl https://b.pl", 47),
        ("jesion.pl", 23),
        ("Jesion.com.pl/kawa?", 24),
        ("kawa.ziarnista", 14),
        ("ewa@jesion.pl", 13),
    ],
)
def test_x_counts_by_weight(text: str, length: int) -> None:
    assert text_length(text, X) == length


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_bluesky_counts_what_a_person_sees(pieces: list[str]) -> None:
    import unicodedata

    text = unicodedata.normalize("NFC", "".join(pieces))
    assert text_length(text, BLUESKY) == len(regex.findall(r"\X", text))


@given(st.text(alphabet=st.characters(min_codepoint=1, max_codepoint=0x10FF, exclude_categories=["Cs", "Cf", "Cn"])))
def test_x_counts_letters_marks_and_signs_of_light_scripts_one_each(text: str) -> None:
    import unicodedata

    plain = text.replace(".", "").replace(":", "").replace("/", "")
    assert text_length(plain, X) == len(unicodedata.normalize("NFC", plain))


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(list(Network)))
def test_lengths_are_never_negative_and_a_line_more_is_never_shorter(one: str, two: str, network: Network) -> None:
    assert 0 <= text_length(one, network) <= text_length(f"{one}\n{two}", network)


def codes(network: Network, text: str, kind: Format = Format.TEXT, link: str | None = None, files: int = 0, **words):
    media = [AttachedMedia(n, "ab" * 32, f"{n}.png", "image/png", "opis") for n in range(files)]
    return [(row.code, row.blocks) for row in check_variant(network, kind, text, link, media, **words)]


def test_a_text_of_just_the_limit_passes_and_one_more_does_not() -> None:
    for network in (X, BLUESKY, Network.LINKEDIN):
        limit = RULES[network].text_limit
        assert codes(network, "ą" * limit) == []
        assert codes(network, "ą" * (limit + 1)) == [("check.too_long", True)]


def test_the_link_counts_too() -> None:
    assert codes(X, "a" * 256, link="https://jesion.pl/bardzo/dluga/sciezka/jeszcze/dluzsza") == []
    assert codes(X, "a" * 257, link="https://jesion.pl") == [("check.too_long", True)]
    assert codes(X, "https://jesion.pl " + "a" * 256, link="https://jesion.pl") == []


def test_what_a_network_needs_and_does_not_take() -> None:
    assert codes(Network.INSTAGRAM, "Kawa", Format.IMAGE) == [("check.needs_media", True)]
    assert codes(Network.INSTAGRAM, "Kawa", Format.TEXT, files=1) == [("check.format", True)]
    assert codes(X, "Kawa", Format.IMAGE, files=5) == [("check.too_many_media", True)]
    assert codes(Network.INSTAGRAM, "#a " * 31, Format.IMAGE, files=1) == [("check.hashtags", True)]
    assert codes(X, " ") == [("check.empty", True)]


def test_words_of_the_brand_warn_and_do_not_block() -> None:
    assert codes(X, "Tani kubek", banned=["tani", "kub"], required=["jesion"]) == [
        ("check.banned_word", False),
        ("check.required_word", False),
    ]


def test_a_picture_without_an_alt_text_is_mentioned() -> None:
    bare = [
        AttachedMedia(1, "ab" * 32, "a.png", "image/png", " "),
        AttachedMedia(2, "cd" * 32, "b.mp4", "video/mp4", ""),
    ]
    assert [row.data for row in check_variant(X, Format.IMAGE, "Kawa", None, bare)] == [{"file": "a.png"}]
