"""An error of the disk that is only a full disk says so."""

from __future__ import annotations

import shutil
import sqlite3
from collections import namedtuple
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from app.domain.errors import StoreProblem
from app.store.problems import expected_problems

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(("free", "code"), [(0, "store.full"), (1 << 30, "store.disk")])
def test_a_file_that_cannot_grow_on_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, code: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(1 << 30, (1 << 30) - free, free))
    with pytest.raises(StoreProblem) as caught, expected_problems(str(tmp_path / "w.szpalta")):
        raise OperationalError("SELECT 1", {}, sqlite3.OperationalError("disk I/O error"))
    assert caught.value.code == code
