from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.word_differences import LONG, Fate, Piece, word_differences

K, R, A = Fate.KEPT, Fate.REMOVED, Fate.ADDED
WORDS = st.lists(
    st.sampled_from(["Kup", "teraz", "zażółć", " ", "  ", "\n", ",", "👩\u200d🍳", "e\u0301", "🇵🇱", "a"]), max_size=30
).map("".join)


def joined(pieces: tuple[Piece, ...], *fates: Fate) -> str:
    return "".join(piece.text for piece in pieces if piece.fate in fates)


@given(st.one_of(st.text(), WORDS), st.one_of(st.text(), WORDS))
def test_the_pieces_give_both_texts_again(before: str, after: str) -> None:
    pieces = word_differences(before, after)
    assert joined(pieces, K, R) == before
    assert joined(pieces, K, A) == after
    assert all(piece.text for piece in pieces)
    assert all(one.fate is not two.fate for one, two in pairwise(pieces))


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", ()),
        ("Bez zmian", "Bez zmian", ((K, "Bez zmian"),)),
        (
            "24 naczynia. Kup teraz, a kalendarz dotrze.",
            "24 naczynia. Zamów do 2 grudnia, a kalendarz dotrze.",
            ((K, "24 naczynia. "), (R, "Kup teraz"), (A, "Zamów do 2 grudnia"), (K, ", a kalendarz dotrze.")),
        ),
        ("Kawa", "Kawa i herbata", ((K, "Kawa"), (A, " i herbata"))),
        (
            "Piecze 👩\u200d🍳 dziś",
            "Piecze 👨\u200d🍳 dziś",
            ((K, "Piecze "), (R, "👩\u200d🍳"), (A, "👨\u200d🍳"), (K, " dziś")),
        ),
    ],
)
def test_words_are_compared_as_people_read_them(before: str, after: str, pieces: tuple[tuple[Fate, str], ...]) -> None:
    assert tuple((piece.fate, piece.text) for piece in word_differences(before, after)) == pieces


def test_very_long_texts_are_compared_by_lines() -> None:
    lines = [f"Wiersz {number} o kawie\n" for number in range(LONG)]
    after = [*lines[:40], "Nowy wiersz\n", *lines[41:]]
    pieces = word_differences("".join(lines), "".join(after))
    assert [(piece.fate, piece.text) for piece in pieces[1:3]] == [(R, lines[40]), (A, "Nowy wiersz\n")]
