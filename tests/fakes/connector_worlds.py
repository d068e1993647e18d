"""For every connector in the registry: how to stand it up without a network, and an account to act for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.connectors.base import Account, Connector
from app.connectors.registry import CONNECTORS, Surroundings
from app.store.practice import open_practice
from app.system.clock import SetClock
from tests.fakes.practice import MORNING, REMARKS


def _practice(folder: Path) -> tuple[Connector, Account, SetClock]:
    clock = SetClock(MORNING)
    given = Surroundings(clock.now, open_practice(folder / "practice.db"), REMARKS)
    return CONNECTORS["practice"](given), Account(1, "linkedin", "palarnia"), clock


WORLDS: dict[str, Callable[[Path], tuple[Connector, Account, SetClock]]] = {"practice": _practice}
