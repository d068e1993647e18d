"""Where a text no longer fits its network."""

from __future__ import annotations

import unicodedata

from app.domain.limits import text_length
from app.domain.networks import RULES, Network

_LONGEST_SIGN = 40
"""Code points one counted sign may have; of a text far too long the rest need not be looked at."""


def whole_length(text: str, link: str | None, network: Network) -> int:
    """The length the network counts: the text with the link that goes out below it."""
    return text_length(with_link(text, link), network)


def with_link(text: str, link: str | None) -> str:
    """The text as it goes out: a link it does not hold already stands below it."""
    return text if not link or link in text else f"{text}\n{link}".strip()


def fitting(text: str, link: str | None, network: Network) -> int:
    """How many code points from the start of `text` go out; all of them when nothing overflows."""
    limit = RULES[network].text_limit
    over = whole_length(text, link, network) - limit
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
