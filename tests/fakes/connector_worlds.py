"""For every connector in the registry: how to stand it up without a network, and an account to act for."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

from app.connectors.base import Account, Connector
from app.connectors.http import Http
from app.connectors.registry import CONNECTORS, Surroundings
from app.store.practice import open_practice
from app.system.clock import SetClock
from tests.fakes.practice import MORNING, REMARKS

World = tuple[Connector, Account, SetClock]


def surroundings(folder: Path, clock: SetClock, ending: ExitStack) -> Surroundings:
    http = ending.enter_context(closing(Http(clock.now, time.monotonic, proxy="")))
    return Surroundings(clock.now, http, open_practice(folder / "practice.db"), REMARKS)


def _practice(folder: Path, ending: ExitStack) -> World:
    clock = SetClock(MORNING)
    given = surroundings(folder, clock, ending)
    return CONNECTORS["practice"](given), Account(1, "linkedin", "palarnia"), clock


WORLDS: dict[str, Callable[[Path, ExitStack], World]] = {"practice": _practice}
"""`ending` closes what a world opened when its test is over."""
