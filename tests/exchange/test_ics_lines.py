"""Folding and cutting over texts that tempt both to tear something apart."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.ics_lines import LINE_OCTETS, clean, cut, escape, fold


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("zwykły tekst\tz tabulatorem\n", "zwykły tekst\tz tabulatorem\n"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\x00\x1b\x1c\x7f\x9b\ufeff\ufffe\uffffb", "ab"),
        ("\ud83d\ude00 \ud83d", "😀 \ufffd"),
    ],
)
def test_cleaned_texts(text: str, wanted: str) -> None:
    assert clean(text) == wanted


def test_escapes_backslash_first() -> None:
    assert escape("C:\\New; a, b\n\\N") == rb"C:\\New\; a\, b\n\\N"


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab ż\n👩\u200d🇵🇱\u0301\u0600"), max_size=60), st.integers(1, 60))
def test_cuts_fall_between_clusters(tail: str, limit: int) -> None:
    for text in (tail, "🇵" * 401 + tail, "ab" * 200 + tail):
        short = cut(text, len(text) - len(tail) + limit)
        if short != text:
            whole = [found.end() for found in regex.finditer(r"\X", text)]
            room = len(text) - len(tail) + limit - 1
            best = max((end for end in whole if end <= room), default=room)
            assert short == text[:best].rstrip() + "…"


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("ab\\;,ż👩\u200d "), max_size=300))
def test_folds_tear_neither_letters_nor_escapes(text: str) -> None:
    line = text.replace("\\", "\\\\").encode()
    folded = fold(line)
    assert folded.replace(b"\r\n ", b"") == line
    pieces = folded.split(b"\r\n ")
    assert all(len(piece) <= LINE_OCTETS - (n > 0) for n, piece in enumerate(pieces))
    assert all((len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0 for piece in pieces)
    assert [piece.decode() for piece in pieces]
