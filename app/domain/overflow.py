"""Where a text no longer fits its network."""

from __future__ import annotations

import unicodedata

from app.domain.limits import text_length
from app.domain.networks import RULES, Network
from app.domain.threads import parts_as_sent, sent_spans, with_link

_LONGEST_SIGN = 40
"""Code points one counted sign may have; of a text far too long the rest need not be looked at."""


def whole_length(text: str, link: str | None, network: Network) -> int:
    """The length the network counts: the text with the link that goes out below it; of a thread its longest part."""
    return max(text_length(part, network) for part in parts_as_sent(text, link, network))


def fitting(text: str, link: str | None, network: Network) -> int:
    """How many code points from the start of `text` go out; all of them when nothing overflows. In a thread, where the
    first part that is too long overflows."""
    below = None if link and link in text else link
    for start, end in sent_spans(text, network):
        place = _fitting(text[start:end], below, network)
        if place < end - start:
            return start + place
        below = None
    return len(text)


def _fitting(text: str, link: str | None, network: Network) -> int:
    limit = RULES[network].text_limit
    over = text_length(with_link(text, link), network) - limit
    if over <= 0:
        return len(text)
    room = text_length(text, network) - over
    low, high = 0, min(len(text), limit * _LONGEST_SIGN)
    while low < high:
        middle = (low + high + 1) // 2
        if text_length(text[:middle], network) <= room:
            low = middle
        else:
            high = middle - 1
    while 0 < low < len(text) and _continues(text[low]):
        low -= 1
    return low


def _continues(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Mc") or char in ("\u200d", "\ufe0f")
