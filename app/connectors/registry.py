"""Which connector serves which connection: one dictionary, one line per network.

Keys: "practice" for every profile connected to the Practice network, "by_hand" for every one a person publishes to, the
network's name for its API.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.connectors.base import Connector
from app.domain.networks import Connection, Network

if TYPE_CHECKING:
    from app.connectors.http import Http
    from app.connectors.networks.practice import PracticeDatabase


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What connectors are given by the composition root. `now` is the present instant in UTC."""

    now: Callable[[], datetime]
    http: Http
    practice: PracticeDatabase
    practice_remarks: Path
    intranet: frozenset[str] = frozenset()
    """Hosts inside the own network that may be read although addresses like theirs are refused."""


def _practice(given: Surroundings) -> Connector:
    from app.connectors.networks.practice import PracticeConnector

    return PracticeConnector(given.practice, given.now, given.practice_remarks)


def _bluesky(given: Surroundings) -> Connector:
    from app.connectors.networks.bluesky import BlueskyConnector

    return BlueskyConnector(given.http, given.now)


def _mastodon(given: Surroundings) -> Connector:
    from app.connectors.networks.mastodon import MastodonConnector

    return MastodonConnector(given.http)


def _feed(given: Surroundings) -> Connector:
    from app.connectors.networks.feed import FeedConnector

    return FeedConnector(given.http, given.intranet)


def _by_hand(given: Surroundings) -> Connector:
    from app.connectors.networks.by_hand import ByHandConnector

    return ByHandConnector()


CONNECTORS: dict[str, Callable[[Surroundings], Connector]] = {
    "practice": _practice,
    "by_hand": _by_hand,
    Network.BLUESKY.value: _bluesky,
    Network.MASTODON.value: _mastodon,
    Network.OTHER.value: _feed,
}


def connector_key(connection: Connection, network: Network) -> str | None:
    """The key of the connector for a profile; None where no program reaches it (files only, not built)."""
    ways = {Connection.PRACTICE: "practice", Connection.BY_HAND: "by_hand", Connection.API: network.value}
    wanted = ways.get(connection)
    return wanted if wanted in CONNECTORS else None
