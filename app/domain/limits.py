"""How long a text is as each network counts it, and what stands in the way of sending a variant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.content import AttachedMedia
from app.domain.networks import RULES, Format, Network
from app.domain.threads import parts_as_sent

_ENDINGS = (
    "com|org|net|pl|eu|de|io|info|biz|uk|us|fr|it|es|cz|sk|at|ch|nl|be|se|no|dk|fi|ua|lt|ie|ca|au|co|tv|me|ly|gg|ai|app|dev|"
    "shop|store|online|site|page|blog|tech|agency|studio|media|news|life|world|xyz|edu|gov"
)
_LINK = re.compile(
    r"https?://[^\s<>\"]+"
    rf"|(?<![\w@.\-/])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDINGS})(?![\w@-])(?!\.\w)(?:[/?#][^\s<>\"]*)?",
    re.IGNORECASE,
)
"""Addresses as X finds them: with a scheme, or bare names with a common ending (its full list of endings is longer)."""
_AFTER_LINK = ".,;:!?)]}'’”…"
_HASHTAG = re.compile(r"(?<!\w)#\w+")
_LINK_WEIGHT = 23
_JOINER = "\u200d"
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that count 1 on X (its published weights); all others count 2."""


def clusters(text: str) -> list[str]:
    """User-perceived characters as Unicode Annex 29 joins them, without its rules for Indic and old Korean syllables."""
    found: list[str] = []
    for char in text:
        if found and _joins(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _joins(cluster: str, char: str) -> bool:
    """Whether `char` still belongs to the user-perceived character `cluster`."""
    last = cluster[-1]
    if last == "\r" and char == "\n":
        return True
    if unicodedata.category(last) in ("Cc", "Zl", "Zp"):
        return False
    if unicodedata.category(char) in ("Mn", "Me", "Mc") or _extends(char):
        return True
    if last == _JOINER:
        return _is_picture(cluster[0]) and _is_picture(char)
    return _is_flag(char) and len(cluster) == 1 and _is_flag(cluster)


def _extends(char: str) -> bool:
    """Joiners, skin tones and the tag letters of regional flags."""
    return char in ("\u200c", _JOINER) or "\U0001f3fb" <= char <= "\U0001f3ff" or "\U000e0020" <= char <= "\U000e007f"


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _is_picture(char: str) -> bool:
    """Characters that are, or with a joiner can be, part of an emoji."""
    code = ord(char)
    arrows = 0x2190 <= code <= 0x21FF or 0x2B00 <= code <= 0x2BFF
    return (code >= 0x1F000 and not _is_flag(char)) or 0x2300 <= code <= 0x27BF or arrows


def _weight(cluster: str) -> int:
    """X counts an emoji 2 however many code points it has; everything else code point by code point."""
    if ord(cluster[0]) >= 0x1F000 or "\ufe0f" in cluster or "\u20e3" in cluster:
        return 2
    if len(cluster) > 1 and _is_picture(cluster[0]):
        return 2
    return sum(1 if any(low <= ord(char) <= high for low, high in _LIGHT) else 2 for char in cluster)


def _without_links(text: str) -> tuple[str, int]:
    """The text without its addresses, and how many there were. Punctuation after an address is no part of it."""
    count = 0

    def cut(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        address = match.group()
        return address[len(address.rstrip(_AFTER_LINK)) :]

    return _LINK.sub(cut, text), count


def link_spans(text: str) -> list[tuple[int, int]]:
    """Where the addresses in a text begin and end, without the punctuation after them."""
    found = ((match.start(), match.group().rstrip(_AFTER_LINK)) for match in _LINK.finditer(text))
    return [(start, start + len(address)) for start, address in found]


def text_length(text: str, network: Network) -> int:
    """Length in the network's own counting (see `NetworkRules.counting`)."""
    normal = unicodedata.normalize("NFC", text)
    counting = RULES[network].counting
    if counting == "graphemes":
        return len(clusters(normal))
    if counting == "weighted":
        rest, links = _without_links(normal)
        return sum(_weight(cluster) for cluster in clusters(rest)) + _LINK_WEIGHT * links
    return len(normal)


FILM_BYTES = {Network.BLUESKY: 50_000_000}
"""What a server takes in one piece where it, or a connection made before it was asked, does not say."""


def film_limit(network: Network, facts: Mapping[str, object]) -> int | None:
    """Bytes of the largest film a server takes, as its connection told; None: not known. Pictures are made to fit."""
    told = facts.get("video_bytes") or facts.get("blob_bytes")
    return told if isinstance(told, int) else FILM_BYTES.get(network)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to know before a variant goes out. `blocks`: it cannot be sent like this. `code` names the sentence."""

    code: str
    blocks: bool
    data: dict[str, object] = field(default_factory=dict)


def check_variant(
    network: Network,
    kind: Format,
    text: str,
    link: str | None,
    media: Sequence[AttachedMedia],
    banned: Sequence[str] = (),
    required: Sequence[str] = (),
) -> list[Check]:
    """Everything the network's rules and the brand's word lists say about a variant."""
    rules = RULES[network]
    found: list[Check] = []
    whole = text if not link or link in text else f"{text}\n{link}".strip()
    if not whole.strip() and not media:
        found.append(Check("check.empty", True))
    found += _too_long(text, link, network)
    if kind not in rules.formats:
        found.append(Check("check.format", True, {"network": rules.name, "format": kind.value}))
    if rules.needs_media and not media:
        found.append(Check("check.needs_media", True, {"network": rules.name}))
    if len(media) > max(rules.max_images, 1):
        found.append(Check("check.too_many_media", True, {"network": rules.name, "limit": rules.max_images}))
    tags = len(_HASHTAG.findall(whole))
    if rules.max_hashtags is not None and tags > rules.max_hashtags:
        found.append(Check("check.hashtags", True, {"network": rules.name, "count": tags, "limit": rules.max_hashtags}))
    found += [
        Check("check.no_alt_text", False, {"file": item.file_name})
        for item in media
        if item.mime.startswith("image/") and rules.alt_text_limit and not item.alt_text.strip()
    ]
    folded = whole.casefold()
    found += [Check("check.banned_word", False, {"word": word}) for word in banned if _has_word(folded, word)]
    found += [Check("check.required_word", False, {"word": word}) for word in required if not _has_word(folded, word)]
    return found


def _too_long(text: str, link: str | None, network: Network) -> list[Check]:
    """One check per text that is too long: each part of a thread is one, numbered from 1."""
    rules = RULES[network]
    parts = parts_as_sent(text, link, network)
    found = []
    for number, part in enumerate(parts, 1):
        length = text_length(part, network)
        if length > rules.text_limit:
            over = length - rules.text_limit
            data = {"network": rules.name, "length": length, "limit": rules.text_limit, "over": over}
            found.append(Check("check.too_long", True, data | ({"part": number} if len(parts) > 1 else {})))
    return found


def _has_word(folded: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", folded) is not None
