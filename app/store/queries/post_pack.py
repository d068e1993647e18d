"""Posts of a profile packed as columns, eight bytes a value: fifty thousand are read in the time rows of two thousand take.

A pack is a length, a head in JSON (which metrics there are, and which of them all posts have) and the columns one after the
other: whole numbers, then for each metric its values and the moments they were observed. Texts and links stand apart, as JSON.
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from app.domain.measured_posts import UNKNOWN, Column

WHOLE = ("post_id", "day", "hour", "published", "estimated", "format", "paid", "own_id", "import_id", "seen")
"""Columns of whole numbers: `published` in microseconds and `seen` (the newest figure) in seconds since 1970."""
REAL = ("followers_at",)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WIDTH = 8
_LENGTH = 4
_UNKNOWN = float("nan")
_NOTHING = struct.pack("<d", _UNKNOWN)

Totals = Mapping[int, tuple[Sequence[float | None], Sequence[int]]]
"""By metric: the values of all posts, and when they were observed (0: never)."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What the store keeps of a pack."""

    posts: int
    first_day: int
    last_day: int
    body: bytes
    texts: bytes


def pack(columns: Mapping[str, Sequence[Any]], totals: Totals) -> Packed:
    """Packs posts, of which there is at least one. `columns`: those of `WHOLE` and `REAL`, None where unknown, the format in
    words, and "text" and "permalink"."""
    names = list(dict.fromkeys(columns["format"]))
    number = {name: place for place, name in enumerate(names)}
    whole = {**columns, "format": [number[name] for name in columns["format"]]}
    parts = [_whole(whole[name]) for name in WHOLE] + [reals(columns[name]) for name in REAL]
    for values, moments in totals.values():
        parts += [reals(values), _whole(moments)]
    full = [metric for metric, (values, _) in totals.items() if None not in values]
    head = json.dumps({"posts": len(columns["day"]), "formats": names, "metrics": list(totals), "full": full}).encode()
    body = b"".join((len(head).to_bytes(_LENGTH, "little"), head, *parts))
    texts = json.dumps([columns["text"], columns["permalink"]], ensure_ascii=False).encode()
    return Packed(len(columns["day"]), min(columns["day"]), max(columns["day"]), body, texts)


class PostPack:
    """A pack that is looked at: a column is unpacked when somebody asks for it."""

    def __init__(self, profile_id: int, body: bytes, texts: bytes) -> None:
        end = _LENGTH + int.from_bytes(body[:_LENGTH], "little")
        head = json.loads(body[_LENGTH:end])
        self.profile_id = profile_id
        self.posts: int = head["posts"]
        self.formats: list[str | None] = head["formats"]
        self._metrics = {number: place for place, number in enumerate(head["metrics"])}
        self._full = frozenset(head["full"])
        self._columns, self._texts = memoryview(body)[end:], texts

    def column(self, name: str) -> Column:
        """A column of `WHOLE` or `REAL`, None where unknown."""
        if name in REAL:
            return _known(self._numbers(len(WHOLE) + REAL.index(name), "d"))
        found = self._numbers(WHOLE.index(name), "q")
        if name == "format":
            return [self.formats[place] for place in found]
        return [None if value == UNKNOWN else value for value in found] if UNKNOWN in found else found

    def at(self, name: str, place: int) -> Any:
        """What one post has in a column."""
        real = name in REAL
        number = len(WHOLE) + REAL.index(name) if real else WHOLE.index(name)
        value = struct.unpack_from("<d" if real else "<q", self._columns, (number * self.posts + place) * _WIDTH)[0]
        if real:
            return None if value != value else value
        return self.formats[value] if name == "format" else None if value == UNKNOWN else value

    def raw_column(self, name: str) -> memoryview:
        """A column of `WHOLE` as it lies, eight bytes a number, the first byte the lowest."""
        return self._raw(WHOLE.index(name))

    def coded_formats(self, codes: Sequence[int]) -> bytes | memoryview:
        """A number for the format of each post, as it lies, from one for each of `formats`."""
        if codes == list(range(len(codes))):
            return self.raw_column("format")
        return _whole(map(codes.__getitem__, self._numbers(WHOLE.index("format"), "q")))

    def raw_values(self, metric_id: int) -> bytes | memoryview:
        """What the posts have of a metric as it lies, not a number where unknown."""
        place = self._metrics.get(metric_id)
        return _NOTHING * self.posts if place is None else self._raw(self._place(place))

    def values(self, metric_id: int) -> Column:
        """What the posts have of a metric, None where unknown."""
        place = self._metrics.get(metric_id)
        if place is None:
            return [None] * self.posts
        found = self._numbers(self._place(place), "d")
        return found if metric_id in self._full else _known(found)

    def moments(self, metric_id: int) -> Column:
        """When these were observed, in seconds since 1970; 0 where there is nothing."""
        place = self._metrics.get(metric_id)
        return [0] * self.posts if place is None else self._numbers(self._place(place) + 1, "q")

    @cached_property
    def texts(self) -> tuple[list[str], list[str | None]]:
        """Texts and links."""
        found = json.loads(self._texts)
        return found[0], found[1]

    def text(self, place: int) -> tuple[str, str | None]:
        """Text and link of one post."""
        texts, links = self.texts
        return texts[place], links[place]

    def _place(self, metric: int) -> int:
        return len(WHOLE) + len(REAL) + 2 * metric

    def _raw(self, place: int) -> memoryview:
        size = self.posts * _WIDTH
        return self._columns[place * size : (place + 1) * size]

    def _numbers(self, place: int, kind: str) -> list[Any]:
        column = array(kind, self._raw(place).tobytes())
        if sys.byteorder == "big":
            column.byteswap()
        return column.tolist()


def _known(values: list[float]) -> Column:
    return [None if value != value else value for value in values]


def _whole(values: Iterable[int | None]) -> bytes:
    return _bytes(array("q", [UNKNOWN if value is None else value for value in values]))


def reals(values: Iterable[float | None]) -> bytes:
    """Real numbers as they lie in a pack."""
    return _bytes(array("d", [_UNKNOWN if value is None else value for value in values]))


def _bytes(column: array[Any]) -> bytes:
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()
