"""Interactions of a post: what each network counts, and when the sum is unknown (data 1.2, 1.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.domain.kpi import PostFigures
from app.domain.networks import Network

_APPROVAL = ("reactions", "likes")


class Parts(NamedTuple):
    """`core`: each must be known (the first known name of each counts); `extras`: added where the source gives them."""

    core: tuple[tuple[str, ...], ...]
    extras: tuple[str, ...] = ()


_THREE = Parts((_APPROVAL, ("comments",), ("shares",)))
_OTHER = Parts((_APPROVAL, ("comments",)), ("shares", "saves"))

PARTS: dict[str, Parts] = {
    Network.FACEBOOK: _THREE,
    Network.LINKEDIN: _THREE,
    Network.THREADS: _THREE,
    Network.MASTODON: _THREE,
    Network.BLUESKY: _THREE,
    Network.X: Parts(_THREE.core, ("saves",)),
    Network.TIKTOK: Parts(_THREE.core, ("saves",)),
    Network.INSTAGRAM: _OTHER,
    Network.YOUTUBE: Parts((_APPROVAL, ("comments",)), ("shares",)),
    Network.PINTEREST: Parts((("saves",),), ("reactions", "comments")),
    Network.OTHER: _OTHER,
}
"""Sharing is "shares" whatever the network calls it (reposts, retweets); approval reactions or likes. Clicks never count."""

NO_EXTRAS: frozenset[str] = frozenset()


def parts_of(network: str) -> Parts:
    return PARTS.get(network, _OTHER)


def extras_given(posts: Iterable[PostFigures]) -> dict[int, frozenset[str]]:
    """Which extra parts the data of each profile has at all. A part given for some posts is expected for every post."""
    found: dict[int, set[str]] = {}
    for post in posts:
        values = post.values
        if "interactions" not in values:
            for name in parts_of(post.network).extras:
                if name in values:
                    found.setdefault(post.profile_id, set()).add(name)
    return {profile: frozenset(names) for profile, names in found.items()}


def interactions(post: PostFigures, extras: Mapping[int, frozenset[str]]) -> float | None:
    """The network's own total where it gives one, else the sum of the parts its network counts; None when one is unknown.

    Unit: count. Source: definitions of public-data tools (clicks left out); parts per network in `PARTS`.
    """
    values = post.values
    given = values.get("interactions")
    if given is not None:
        return given
    total = 0.0
    for names in parts_of(post.network).core:
        part = next((values[name] for name in names if name in values), None)
        if part is None:
            return None
        total += part
    for name in extras.get(post.profile_id, NO_EXTRAS):
        if name not in values:
            return None
        total += values[name]
    return total
