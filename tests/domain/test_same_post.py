"""Which post on a network is the one that was sent (PUB-10)."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.same_post import Seen, Wanted, matches, same_text

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WANTED = Wanted("Nowa mieszanka", 1, NOON - 120 * SECOND, NOON + 60 * SECOND)


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("Zażółć gęślą", unicodedata.normalize("NFD", "Zażółć gęślą")),
        ("Nowość: https://jesion.pl/kawa?utm_source=x dziś", "Nowość: https://t.co/abc dziś"),
        ("Nowość\nhttps://jesion.pl/kawa", "Nowość"),
        ("Nowość https://jesion.pl/bardzo/dlugi", "Nowość jesion.pl/bardzo/dl…"),
        ("Dzięki @ewa@mastodon.social!", "Dzięki @ewa!"),
        ("Raz\n\nDwa", "Raz Dwa"),
    ],
)
def test_what_networks_change_does_not_matter(sent: str, seen: str) -> None:
    assert same_text(sent) == same_text(seen)


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("**Nowość** i *kawa*, `kod`, ~~stara~~", "Nowość i kawa, kod, stara"),
        ("# Nowość\n- raz\n- dwa\n> cytat", "Nowość\nraz\ndwa\n\ncytat"),
        ("[Sklep](https://jesion.pl) 5 > 3", "Sklep 5 > 3"),
        ("2 * 3 * 4", "2  3  4"),
    ],
)
def test_markdown_that_a_server_took_as_such_does_not_matter(sent: str, seen: str) -> None:
    def found(*texts: str) -> list[str]:
        posts = [Seen(text, NOON, text, 0) for text in texts]
        return matches(Wanted(sent, 0, NOON, NOON), posts, ())

    assert found(seen, "Inna") == [seen]
    assert found(seen, sent) == [sent]


@pytest.mark.parametrize(
    ("sent", "seen"), [("1. dzień", "2. dzień"), ("Kawa?", "Kawa!"), ("***", ""), ("Kawa", "kawa")]
)
def test_nothing_but_markdown_is_overlooked(sent: str, seen: str) -> None:
    assert matches(Wanted(sent, 0, NOON, NOON), [Seen("other", NOON, seen, 0)], ()) == []


@pytest.mark.parametrize("other", ["Nowa mieszanka!", "nowa mieszanka", "Nowa", ""])
def test_other_words_are_another_post(other: str) -> None:
    assert same_text(other) != same_text(WANTED.text)


def test_time_files_and_owner_decide_too() -> None:
    seen = [
        Seen("early", NOON - 121 * SECOND, "Nowa mieszanka", 1),
        Seen("first", NOON - 120 * SECOND, "Nowa mieszanka", 1),
        Seen("last", NOON + 60 * SECOND, "Nowa mieszanka", 1),
        Seen("after", NOON + 61 * SECOND, "Nowa mieszanka", 1),
        Seen("without", NOON, "Nowa mieszanka", 0),
        Seen("owned", NOON, "Nowa mieszanka", 1),
        Seen("words", NOON, "Inna mieszanka", 1),
    ]
    assert matches(WANTED, seen, {"owned"}) == ["first", "last"]
