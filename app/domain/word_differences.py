"""What changed between two texts, word by word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, takewhile

from app.domain.limits import clusters

LONG = 6000
"""Texts with more characters than this are compared by lines, so that the comparison stays quick."""


class Fate(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. Kept and added pieces joined give the later text, kept and removed ones the earlier."""

    fate: Fate
    text: str


def word_differences(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces in reading order; where words were replaced, the old ones stand before the new ones."""
    if before == after:
        return (Piece(Fate.KEPT, after),) if after else ()
    cut = _tokens if max(len(before), len(after)) <= LONG else _lines
    old, new = cut(before), cut(after)
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    rest = min(len(old), len(new)) - head
    pairs = zip(reversed(old), reversed(new), strict=False)
    tail = min(rest, sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)))
    pieces = [Piece(Fate.KEPT, "".join(old[:head]))]
    pieces += _compared(old[head : len(old) - tail], new[head : len(new) - tail])
    pieces.append(Piece(Fate.KEPT, "".join(old[len(old) - tail :])))
    return _joined(_without_islands(pieces))


def _tokens(text: str) -> list[str]:
    """Words, stretches of blanks, and every other sign by itself; what a reader sees as one sign stays whole."""
    found: list[str] = []
    for kind, group in groupby(clusters(text), _kind):
        rows = list(group)
        found += rows if kind == "sign" else ["".join(rows)]
    return found


def _kind(cluster: str) -> str:
    if cluster.isspace():
        return "blank"
    return "word" if cluster[0].isalnum() or cluster[0] == "_" else "sign"


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _compared(old: list[str], new: list[str]) -> list[Piece]:
    matcher = SequenceMatcher(str.isspace, old, new)
    pieces: list[Piece] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(Fate.KEPT, "".join(old[a:b])))
        else:
            pieces += [Piece(Fate.REMOVED, "".join(old[a:b])), Piece(Fate.ADDED, "".join(new[c:d]))]
    return pieces


def _without_islands(pieces: Iterable[Piece]) -> list[Piece]:
    """A blank kept between two changed words belongs to the change: it is easier to read in one stretch."""
    rows = [piece for piece in pieces if piece.text]
    found: list[Piece] = []
    for place, piece in enumerate(rows):
        inside = 0 < place < len(rows) - 1 and piece.text.isspace() and "\n" not in piece.text
        if piece.fate is Fate.KEPT and inside:
            found += [Piece(Fate.REMOVED, piece.text), Piece(Fate.ADDED, piece.text)]
        else:
            found.append(piece)
    return found


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Neighbouring changes become one removed and one added piece."""
    found: list[Piece] = []
    for changed, group in groupby(pieces, lambda piece: piece.fate is not Fate.KEPT):
        rows = list(group)
        for fate in (Fate.REMOVED, Fate.ADDED) if changed else (Fate.KEPT,):
            text = "".join(piece.text for piece in rows if piece.fate is fate)
            if text:
                found.append(Piece(fate, text))
    return tuple(found)
