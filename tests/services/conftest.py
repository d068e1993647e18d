"""The desk on both databases for what touches claims, fences and history; on SQLite alone for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.desk import Desk, new_desk


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
