"""The part of the composition root that reaches servers: proxy and certificates of the settings, limits kept in the store."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.connectors.http import Http
from app.connectors.rates import Rates
from app.domain.errors import StoreProblem, SzpaltaError
from app.domain.rates import RateTold
from app.services.clock_watch import SKEW
from app.system.clock import Clock
from app.system.paths import Paths
from app.system.server_clocks import ServerClocks
from app.system.settings import SettingsFile

if TYPE_CHECKING:
    from app.store.store import Store

MOST_ASKED, ASKED_S = 3, 5.0
"""How many servers are asked for the time, and for how long each."""
_log = logging.getLogger("szpalta.rates")


class StoreShelf:
    """Keeps what servers say about their limits in the workspace; a store that is busy or full must not stop a call."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(self, account: str) -> Mapping[str, RateTold]:
        try:
            with self._store.read() as work:
                return work.rate_limits.of(account)
        except StoreProblem as problem:
            _log.warning("limits of networks are not read: %s", problem.code)
            return {}

    def save(self, account: str, bucket: str, told: RateTold) -> None:
        if self._store.read_only:
            return
        try:
            with self._store.write() as work:
                work.rate_limits.keep(account, bucket, told)
        except StoreProblem as problem:
            _log.warning("limits of networks are not kept: %s", problem.code)


def make_http(store: Store, clock: Clock, paths: Paths, clocks: ServerClocks) -> Http:
    settings = SettingsFile(paths.settings).load()
    return Http(
        clock.now,
        clock.boot_seconds,
        proxy=settings.proxy,
        ca_file=Path(settings.ca_file) if settings.ca_file else None,
        on_date=clocks.tell,
        rates=Rates(clock.now, clock.boot_seconds, StoreShelf(store)),
    )


def ask_time(http: Http, store: Store, clocks: ServerClocks) -> None:
    """Lets the servers of connected profiles say what time it is, one after another until one agrees with this computer."""
    with store.read() as work:
        told = [str(row.facts.get("pds") or row.base_url) for row in work.connections.all()]
    for address in list(dict.fromkeys(filter(None, told)))[:MOST_ASKED]:
        with suppress(SzpaltaError):
            http.send("HEAD", address, deadline_s=ASKED_S)
        if clocks.agree(SKEW.total_seconds()):
            return


def link_problem(http: Http, url: str) -> str | None:
    """Why a link of a post leads nowhere, as the code of a sentence; None: it can be read. Raises `ReadFailed`."""
    from app.connectors.safe_fetch import DEADLINE_S, LARGEST, is_public

    answer = http.read(url, deadline_s=DEADLINE_S, largest=LARGEST, may_reach=lambda host, address: is_public(address))
    return None if answer.is_good else "link.unreadable"
