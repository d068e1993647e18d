"""Interactions of a post: what each network counts, and when the sum is unknown (data 1.2, 1.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.domain.measured_posts import Column, MeasuredPosts, span_of
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


def extras_given(posts: MeasuredPosts) -> dict[int, frozenset[str]]:
    """Which extra parts the data of each profile has at all. A part given for some posts is expected for every post."""
    return posts.once("extras", _extras)


def _extras(posts: MeasuredPosts) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    total, networks = posts.metric("interactions"), posts.column("network")
    for profile, places in posts.places("profile_id").items():
        for name in parts_of(networks[places[0]]).extras:
            column = posts.metric(name)
            if any(column[place] is not None and total[place] is None for place in places):
                found.setdefault(profile, set()).add(name)
    return {profile: frozenset(names) for profile, names in found.items()}


def interactions_of(posts: MeasuredPosts, extras: Mapping[int, frozenset[str]]) -> Column:
    """Of each post the network's own total where it gives one, else the sum of the parts its network counts; None when one is
    unknown.

    Unit: count. Source: definitions of public-data tools (clicks left out); parts per network in `PARTS`.
    """
    return posts.derived(("interactions", frozenset(extras.items())), lambda whole: _interactions(whole, extras))


def _interactions(posts: MeasuredPosts, extras: Mapping[int, frozenset[str]]) -> Column:
    found, networks = list(posts.metric("interactions")), posts.column("network")
    core: dict[tuple[str, ...], Column] = {}
    for profile, places in posts.places("profile_id").items():
        parts = parts_of(networks[places[0]])
        for names in parts.core:
            if names not in core:
                core[names] = first_known([posts.metric(name) for name in names])
        columns = [core[names] for names in parts.core]
        columns += [posts.metric(name) for name in extras.get(profile, NO_EXTRAS)]
        span = span_of(places)
        own = [column[span] if span else [column[place] for place in places] for column in columns]
        sums = [None if None in row else sum(row, 0.0) for row in zip(*own, strict=True)]
        for place, value in zip(places, sums, strict=True):
            if found[place] is None:
                found[place] = value
    return found


def first_known(columns: Sequence[Column]) -> Column:
    """Of each post the value of the first column that has one."""
    found = columns[0]
    for column in columns[1:]:
        if None in found:
            found = [other if one is None else one for one, other in zip(found, column, strict=True)]
    return found
