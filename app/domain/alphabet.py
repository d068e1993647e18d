"""The order of names for people: the Polish alphabet, of which the English one is a part."""

from __future__ import annotations

from unicodedata import normalize

_PLACES = {letter: place for place, letter in enumerate("aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż")}


def in_alphabet(name: str) -> tuple[object, ...]:
    """A key to sort by: "Średnia" stands before "Zasięg", "łan" after "lada", signs and digits first, other writing last."""
    return (tuple(map(_place, name.casefold())), name)


def _place(letter: str) -> tuple[int, int]:
    base = letter if letter in _PLACES else normalize("NFKD", letter)[0]
    if base in _PLACES:
        return 1, _PLACES[base]
    return (2 if base.isalpha() else 0), ord(base)
