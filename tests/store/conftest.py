"""Stores to work on, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.store import Store
from tests.fakes.new_stores import new_store


@pytest.fixture
def any_store(any_store_url: str) -> Iterator[Store]:
    """A new, empty store: the test runs once on each database."""
    store = new_store(any_store_url)
    yield store
    store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new, empty store in a file `w.szpalta`."""
    made = new_store(str(tmp_path / "w.szpalta"))
    yield made
    made.close()
