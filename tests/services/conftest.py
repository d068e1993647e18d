"""The desk on both databases for what touches claims, fences and history; on SQLite alone for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.connectors.base import Idempotency
from app.services.importing import ImportService
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes import warm_children
from tests.fakes.desk import Desk, new_desk
from tests.fakes.stepping import SteppingNetwork
from tests.fakes.syncing import NOW
from tests.fakes.workspace import new_workspace


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(str(tmp_path / "workspace.szpalta"), tmp_path)
    yield made
    made.close()


@pytest.fixture
def any_desk(any_store_url: str, tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(any_store_url, tmp_path)
    yield made
    made.close()


@pytest.fixture
def stepping(desk: Desk) -> Callable[[Idempotency], SteppingNetwork]:
    """Puts a network of a class in the place of the Practice network."""

    def put(key_class: Idempotency, **values: Any) -> SteppingNetwork:
        network = SteppingNetwork(desk.folder / "network.db", desk.clock.now, key_class, **values)
        desk.connector = network
        return network

    return put


@pytest.fixture
def store(any_store_url: str) -> Iterator[Store]:
    """The small workspace, without a profile: the test runs once on each database."""
    made = new_workspace(any_store_url)
    yield made
    made.close()


@pytest.fixture
def clock() -> SetClock:
    """Stands still at `NOW` of `tests.fakes.syncing`."""
    return SetClock(NOW)


@pytest.fixture
def children_are_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test that asks what a child does, and not how it is started."""
    warm_children.use(monkeypatch)


@pytest.fixture
def importing(store: Store, clock: SetClock) -> ImportService:
    return ImportService(store, clock)
