"""For every connector in the registry: how to stand it up without a network, and an account to act for."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

from app.connectors.base import Account, Connector
from app.connectors.http import Http
from app.connectors.registry import CONNECTORS, Surroundings
from app.store.practice import open_practice
from app.system.clock import SetClock
from tests.fakes.bluesky_server import DID, HANDLE, PASSWORD, BlueskyServer
from tests.fakes.mastodon_server import TOKEN, MastodonServer, mastodon_server
from tests.fakes.practice import MORNING, REMARKS

Ask = Callable[[Mapping[str, str]], Mapping[str, str]]
World = tuple[Connector, Account, SetClock]


def surroundings(folder: Path, clock: SetClock, ending: ExitStack) -> Surroundings:
    http = ending.enter_context(closing(Http(clock.now, time.monotonic, proxy="")))
    return Surroundings(clock.now, http, open_practice(folder / "practice.db"), REMARKS, frozenset({"localhost"}))


def _practice(folder: Path, ending: ExitStack) -> World:
    clock = SetClock(MORNING)
    given = surroundings(folder, clock, ending)
    return CONNECTORS["practice"](given), Account(1, "linkedin", "palarnia"), clock


def _bluesky(folder: Path, ending: ExitStack) -> World:
    clock = SetClock(MORNING)
    server = ending.enter_context(closing(BlueskyServer(clock.now)))
    account = Account(1, "bluesky", HANDLE, server.url, {"password": PASSWORD}, DID, renew=kept_secret())
    return CONNECTORS["bluesky"](surroundings(folder, clock, ending)), account, clock


def _feed(folder: Path, ending: ExitStack) -> World:
    clock = SetClock(MORNING)
    account = Account(1, "other", "gazeta", "http://localhost:9/feed")
    return CONNECTORS["other"](surroundings(folder, clock, ending)), account, clock


def _by_hand(folder: Path, ending: ExitStack) -> World:
    clock = SetClock(MORNING)
    return CONNECTORS["by_hand"](surroundings(folder, clock, ending)), Account(1, "instagram", "palarnia"), clock


def kept_secret() -> Callable[[Mapping[str, str], Ask], Mapping[str, str]]:
    """Renewing as the program does it, with one caller: the newest secret is kept, an old one gets it without asking."""
    newest: list[Mapping[str, str]] = []

    def renew(stale: Mapping[str, str], ask: Ask) -> Mapping[str, str]:
        if not newest or newest[-1] == stale:
            newest.append(ask(stale))
        return newest[-1]

    return renew


def _mastodon(folder: Path, ending: ExitStack) -> World:
    clock = SetClock(MORNING)
    server = ending.enter_context(mastodon_server(clock.now))
    server.state.friends_answer = True
    connector = CONNECTORS["mastodon"](surroundings(folder, clock, ending))
    return connector, mastodon_account(connector, server), clock


def mastodon_account(connector: Connector, server: MastodonServer) -> Account:
    """An account as the program has it once it is connected."""
    account = Account(1, "mastodon", "@palarnia", server.url, {"token": TOKEN})
    known = connector.identify(account)
    return replace(account, external_id=known.external_id, handle=known.handle, facts=known.facts)


WORLDS: dict[str, Callable[[Path, ExitStack], World]] = {
    "bluesky": _bluesky,
    "by_hand": _by_hand,
    "mastodon": _mastodon,
    "other": _feed,
    "practice": _practice,
}
"""`ending` closes what a world opened when its test is over."""
BY_PERSON = frozenset({"by_hand"})
"""What is published there only a person knows; it has tests of its own."""
READ_ONLY = frozenset({"other"})
"""Nothing is published to these; what they list has tests of its own."""
