"""How long a text is as each network counts it, and what stands in the way of sending a variant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.content import AttachedMedia
from app.domain.networks import RULES, Format, Network

_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_HASHTAG = re.compile(r"(?<!\w)#\w+")
_LINK_WEIGHT = 23
_JOINER = "\u200d"
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that count 1 on X (its published weights); all others count 2."""


def _clusters(text: str) -> list[str]:
    """User-perceived characters, near enough for counting: marks, joiners, flags and skin tones stay with their base."""
    found: list[str] = []
    for char in text:
        joined = found and (
            unicodedata.combining(char)
            or unicodedata.category(char) in ("Mn", "Me")
            or char == _JOINER
            or "\ufe00" <= char <= "\ufe0f"
            or "\U0001f3fb" <= char <= "\U0001f3ff"
            or found[-1].endswith(_JOINER)
            or (_is_flag(char) and len(found[-1]) == 1 and _is_flag(found[-1]))
        )
        if joined:
            found[-1] += char
        else:
            found.append(char)
    return found


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _weight(cluster: str) -> int:
    code = ord(cluster[0])
    if len(cluster) == 1 and any(low <= code <= high for low, high in _LIGHT):
        return 1
    if len(cluster) > 1 and not _is_pictograph(cluster):
        return sum(_weight(char) for char in cluster)
    return 2


def _is_pictograph(cluster: str) -> bool:
    return any(ord(char) >= 0x1F000 or 0x2600 <= ord(char) <= 0x27BF or char == "\ufe0f" for char in cluster)


def text_length(text: str, network: Network) -> int:
    """Length in the network's own counting (see `NetworkRules.counting`)."""
    normal = unicodedata.normalize("NFC", text)
    counting = RULES[network].counting
    if counting == "graphemes":
        return len(_clusters(normal))
    if counting == "weighted":
        links = _LINK.findall(normal)
        rest = _LINK.sub("", normal)
        return sum(_weight(cluster) for cluster in _clusters(rest)) + _LINK_WEIGHT * len(links)
    return len(normal)


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
    length = text_length(whole, network)
    if not whole.strip() and not media:
        found.append(Check("check.empty", True))
    if length > rules.text_limit:
        data = {"network": rules.name, "length": length, "limit": rules.text_limit, "over": length - rules.text_limit}
        found.append(Check("check.too_long", True, dict(data)))
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


def _has_word(folded: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", folded) is not None
