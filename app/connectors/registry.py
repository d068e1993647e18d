"""Which connector serves which connection: one dictionary, one line per network.

Keys: "practice" for every profile connected to the Practice network, the network's name for its API.
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


CONNECTORS: dict[str, Callable[[Surroundings], Connector]] = {
    "practice": _practice,
    Network.BLUESKY.value: _bluesky,
    Network.MASTODON.value: _mastodon,
    Network.OTHER.value: _feed,
}


def connector_key(connection: Connection, network: Network) -> str | None:
    """The key of the connector for a profile; None where no program reaches it (files only, by hand, not built)."""
    wanted = {Connection.PRACTICE: "practice", Connection.API: network.value}.get(connection)
    return wanted if wanted in CONNECTORS else None
