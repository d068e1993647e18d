"""The log of a command: no file without a warning, and every warning in it once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.log_file import LazyLog


@pytest.fixture
def log(tmp_path: Path) -> Iterator[LazyLog]:
    made = LazyLog(tmp_path / "logs")
    yield made
    made.close()


@pytest.mark.parametrize("name", ["szpalta", "szpalta.cli"])
def test_each_warning_is_written_once(log: LazyLog, tmp_path: Path, name: str) -> None:
    for text in ("first", "second", "third"):
        logging.getLogger(name).warning(text)
    log.close()
    lines = (tmp_path / "logs" / "szpalta.log").read_text().splitlines()
    assert [line.rpartition(": ")[2] for line in lines] == ["first", "second", "third"]


def test_what_is_no_warning_opens_no_file(log: LazyLog, tmp_path: Path) -> None:
    logging.getLogger("szpalta.cli").info("nothing to see")
    assert not (tmp_path / "logs").exists() and not log.failed


def test_a_folder_that_cannot_be_made_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file in the way")
    log = LazyLog(tmp_path / "logs")
    try:
        logging.getLogger("szpalta.cli").warning("first")
        assert log.failed
    finally:
        log.close()
