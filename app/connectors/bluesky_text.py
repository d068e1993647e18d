"""What a text means on Bluesky: links, mentions and hashtags are told beside it, by offsets in its UTF-8 bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from app.domain.limits import clusters, link_spans

MAX_GRAPHEMES = 300
MAX_BYTES = 3000
MAX_TAG_GRAPHEMES = 64
_MENTION = re.compile(r"(?<![^\s(])@((?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z][a-zA-Z0-9-]*)")
"""A handle is a name of the domain name system after an @; longer texts are tried as handles by the caller."""
_TAG = re.compile(r"(?<!\S)[#＃](?!\ufe0f)([^\s\u00ad\u2060\u200a-\u200d\u20e2]+)")

Facet = dict[str, Any]


def facets(text: str, did_of: Callable[[str], str | None]) -> list[Facet]:
    """The links, mentions and hashtags of a text in its order. `did_of` gives the account of a handle; None: nobody has it,
    then it stays plain text."""
    found = [_link(text, start, end) for start, end in link_spans(text)]
    taken = [(facet["index"]["byteStart"], facet["index"]["byteEnd"]) for facet in found]
    for match in _MENTION.finditer(text):
        did = None if _overlaps(text, match, taken) else did_of(match.group(1).lower())
        if did is not None:
            found.append(_facet(text, *match.span(), {"$type": "app.bsky.richtext.facet#mention", "did": did}))
    for match in _TAG.finditer(text):
        tag = _without_punctuation(match.group(1))
        if _is_tag(tag) and not _overlaps(text, match, taken):
            end = match.start(1) + len(tag)
            found.append(_facet(text, match.start(), end, {"$type": "app.bsky.richtext.facet#tag", "tag": tag}))
    return sorted(found, key=lambda facet: int(facet["index"]["byteStart"]))


def too_long(text: str) -> tuple[int, int, str] | None:
    """(length, limit, unit "characters" or "bytes") of a text that does not fit into one post; None: it fits."""
    count = len(clusters(text))
    if count > MAX_GRAPHEMES:
        return count, MAX_GRAPHEMES, "characters"
    size = len(text.encode())
    return (size, MAX_BYTES, "bytes") if size > MAX_BYTES else None


def card_title(link: str) -> str:
    """What stands on a link card when nobody said it: the address as people read it."""
    return re.sub(r"^https?://(www\.)?", "", link, flags=re.IGNORECASE).rstrip("/")


def _link(text: str, start: int, end: int) -> Facet:
    address = text[start:end]
    if not address.lower().startswith(("http://", "https://")):
        address = f"https://{address}"
    return _facet(text, start, end, {"$type": "app.bsky.richtext.facet#link", "uri": address})


def _facet(text: str, start: int, end: int, feature: dict[str, str]) -> Facet:
    first = _bytes_before(text, start)
    last = first + len(text[start:end].encode())
    return {"index": {"byteStart": first, "byteEnd": last}, "features": [feature]}


def _bytes_before(text: str, at: int) -> int:
    return len(text[:at].encode())


def _overlaps(text: str, match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    start, end = _bytes_before(text, match.start()), _bytes_before(text, match.end())
    return any(start < last and first < end for first, last in taken)


def _without_punctuation(tag: str) -> str:
    while tag and unicodedata.category(tag[-1]).startswith("P"):
        tag = tag[:-1]
    return tag


def _is_tag(tag: str) -> bool:
    """Not only figures, and at most as long as the network takes."""
    meant = any(not char.isdigit() and not unicodedata.category(char).startswith("P") for char in tag)
    return meant and len(clusters(tag)) <= MAX_TAG_GRAPHEMES
