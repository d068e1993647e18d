"""The first fetch of ten profiles with 200 posts each, beside the bare time of the same requests at the same concurrency."""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import httpx2

from app.connectors.answers import Answer
from app.connectors.base import Account
from app.connectors.http import Http
from app.connectors.networks.mastodon import MastodonConnector
from app.domain.networks import Connection, Network
from app.domain.syncing import SyncReport
from app.domain.workspace import Profile
from app.services.many_profiles import THREADS
from app.services.syncing import SyncService
from app.system.clock import SetClock
from tests.fakes.mastodon_server import TOKEN, mastodon_server
from tests.fakes.workspace import add_profile, new_workspace

PROFILES = 10
POSTS = 200
MENTIONS = 10
PROCESSES = 2
ROUNDS = 5
TAKES_S = 0.05
"""How long an answer takes, as from a server in the same country. With answers at once the bench compares processors: that
is told beside it, without a limit."""
LIMIT = 1.3
_NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

Request = tuple[str, Mapping[str, str] | None, Mapping[str, Any] | None]


class Watched(Http):
    """Notes down what is read of each server, in its order."""

    def __init__(self) -> None:
        super().__init__(lambda: _NOW, time.monotonic, proxy="")
        self.asked: dict[str, list[Request]] = {}

    def read(self, url: str, **told: Any) -> Answer:
        self.asked.setdefault(url.split("/", 3)[2], []).append((url, told.get("headers"), told.get("params")))
        return super().read(url, **told)


@dataclass
class Measured:
    """Seconds of each round, and those of the processor in this process."""

    ours: list[float]
    bare: list[float]
    ours_busy: list[float]
    bare_busy: list[float]
    requests: int = 0

    @property
    def ratio(self) -> float:
        return median(self.ours) / median(self.bare)

    @property
    def own_ms(self) -> float:
        """Of the processor, for each request, beyond what the bare ones take."""
        return 1000 * (median(self.ours_busy) - median(self.bare_busy)) / self.requests


def _serve(count: int, takes_s: float, pipe: Pipe) -> None:
    """In a process of its own: so many servers with one account each, until the other end is closed."""
    with ExitStack() as ending:
        servers = [ending.enter_context(mastodon_server(lambda: _NOW, takes_s=takes_s)) for _ in range(count)]
        for server in servers:
            for number in range(POSTS):
                at = _NOW - timedelta(hours=POSTS - number)
                server.state.add(server.state.handle, f"Nowa kolekcja nr {number}: len, bawełna i wełna. " * 4, at=at)
            for number in range(MENTIONS):
                server.state.add(f"ania{number}", f"@{server.state.handle} Piękne!", at=_NOW - timedelta(hours=1))
        pipe.send([server.url for server in servers])
        pipe.poll(None)


def _fetch(folder: Path, http: Http, accounts: list[Account]) -> tuple[float, list[SyncReport]]:
    """Ours, into a new workspace."""
    store = new_workspace(str(folder / "w.szpalta"))
    profiles = [add_profile(store, Network.MASTODON, f"@p{n}", Connection.API, name=f"P{n}") for n in range(PROFILES)]
    by_profile = {row.id: replace(account, profile_id=row.id) for row, account in zip(profiles, accounts, strict=True)}
    connector = MastodonConnector(http)

    def account_for(profile: Profile) -> Account:
        return by_profile[profile.id]

    service = SyncService(store, SetClock(_NOW), connector_for=lambda profile: connector, account_for=account_for)
    begin = perf_counter()
    reports = service.sync()
    spent = perf_counter() - begin
    store.close()
    return spent, reports


def _bare(asked: list[list[Request]]) -> float:
    """The same requests, those of one profile after each other, on as many threads."""

    def one(requests: list[Request]) -> None:
        for url, headers, params in requests:
            client.get(url, headers=dict(headers or {}), params=dict(params) if params else None).raise_for_status()

    with httpx2.Client(trust_env=False) as client, ThreadPoolExecutor(THREADS) as pool:
        begin = perf_counter()
        list(pool.map(one, asked))
        return perf_counter() - begin


def _measure(accounts: list[Account]) -> Measured:
    told = Measured([], [], [], [])
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="szpalta-bench-") as folder, closing(Watched()) as http:
            busy = process_time()
            spent, reports = _fetch(Path(folder), http, accounts)
            told.ours_busy.append(process_time() - busy)
            found = [(row.error, row.posts_new, row.comments_new) for row in reports]
            if found != [(None, POSTS, MENTIONS)] * PROFILES:
                raise SystemExit(f"sync: not everything was fetched: {found}")
            told.ours.append(spent)
            asked = list(http.asked.values())
            told.requests = sum(map(len, asked))
            busy = process_time()
            told.bare.append(_bare(asked))
            told.bare_busy.append(process_time() - busy)
    return told


def main() -> None:
    """Prints the ratio with its limit; exits with 1 beyond it. Then, without a limit, the one with answers at once."""
    slow, at_once = _served(TAKES_S), _served(0.0)
    print(
        f"sync: {PROFILES} profiles x {POSTS} posts fetched and stored in {slow.ratio:.2f} x the bare time of the same "
        f"{slow.requests} requests on {THREADS} threads (at most {LIMIT}), each answered after {1000 * TAKES_S:.0f} ms "
        f"[{median(slow.ours):.2f} s, bare {median(slow.bare):.2f} s]"
    )
    print(
        f"sync: with answers at once {at_once.ratio:.2f} x, our own work {at_once.own_ms:.1f} ms of the processor a "
        f"request [{median(at_once.ours):.2f} s, bare {median(at_once.bare):.2f} s]"
    )
    if slow.ratio > LIMIT:
        raise SystemExit(1)


def _served(takes_s: float) -> Measured:
    """Against servers in processes of their own."""
    context = multiprocessing.get_context("spawn")
    pipes, processes, urls = [], [], []
    for _ in range(PROCESSES):
        near, far = context.Pipe()
        process = context.Process(target=_serve, args=(PROFILES // PROCESSES, takes_s, far), daemon=True)
        process.start()
        far.close()
        pipes.append(near)
        processes.append(process)
    try:
        for pipe in pipes:
            urls += pipe.recv()
        with closing(Watched()) as http:
            accounts = [_account(http, url) for url in urls]
        return _measure(accounts)
    finally:
        for pipe in pipes:
            pipe.close()
        for process in processes:
            process.join(10)


def _account(http: Http, url: str) -> Account:
    account = Account(1, "mastodon", "@palarnia", url, {"token": TOKEN})
    known = MastodonConnector(http).identify(account)
    return replace(account, external_id=known.external_id, facts=known.facts)


if __name__ == "__main__":
    sys.exit(main())
