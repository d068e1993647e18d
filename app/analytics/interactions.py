"""Interactions of a post: what each network counts, and when the sum is unknown (data 1.2, 1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from math import fsum
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from app.analytics.columns import first_known, known, metric, networks, places
from app.domain.kpi import DayFigures
from app.domain.measured_posts import MeasuredPosts, span_of
from app.domain.networks import Network

if TYPE_CHECKING:
    from app.analytics.columns import Flags, Reals

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
    summed, network_of = _without_total(posts), networks(posts)
    for profile, own in places(posts, "profile_id").items():
        for name in parts_of(network_of[profile]).extras:
            if name in posts.metrics and (known(metric(posts, name)[own]) & summed[own]).any():
                found.setdefault(profile, set()).add(name)
    return {profile: frozenset(names) for profile, names in found.items()}


def of_day(row: DayFigures, name: str) -> float | None:
    """What a profile's day says of a metric; None: unknown. "interactions" are the network's own total of the day where it gives
    one, else the sum of the parts it counts, as of posts."""
    if name != "interactions" or name in row.flows:
        return row.flows.get(name)
    parts = parts_of(row.network)
    core = [next((row.flows[part] for part in names if part in row.flows), None) for names in parts.core]
    known_parts = [value for value in core if value is not None]
    if len(known_parts) < len(core):
        return None
    return fsum([*known_parts, *(row.flows[extra] for extra in parts.extras if extra in row.flows)])


def interactions_of(posts: MeasuredPosts, extras: Mapping[int, frozenset[str]]) -> Reals:
    """Of each post the network's own total where it gives one, else the sum of the parts its network counts; unknown when one is.

    Unit: count. Source: definitions of public-data tools (clicks left out); parts per network in `PARTS`.
    """
    key = "interactions", frozenset(extras.items())
    return posts.derived(key, lambda whole: _interactions(whole, extras))  # type: ignore[no-any-return]


def _interactions(posts: MeasuredPosts, extras: Mapping[int, frozenset[str]]) -> Reals:
    summed, network_of = _without_total(posts), networks(posts)
    found = metric(posts, "interactions").copy()
    core: dict[tuple[str, ...], Reals] = {}
    for profile, own in places(posts, "profile_id").items():
        span = span_of(own) or own
        if not summed[span].any():
            continue
        parts = parts_of(network_of[profile])
        for names in parts.core:
            if names not in core:
                core[names] = first_known([metric(posts, name) for name in names])
        columns = [core[names][span] for names in parts.core]
        columns += [metric(posts, name)[span] for name in extras.get(profile, NO_EXTRAS)]
        found[span] = first_known([found[span], reduce(add, columns)])
    return found


def _without_total(posts: MeasuredPosts) -> Flags:
    return ~known(metric(posts, "interactions"))
