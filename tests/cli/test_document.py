"""docs/command-line.md keeps up with the grammar."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.parser import build_parser
from app.system.words import Words
from tests.cli.test_without_window import leaves

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", leaves(build_parser(Words("en"))), ids=" ".join)
def test_every_command_is_described_with_an_example(words: tuple[str, ...]) -> None:
    assert f"szpalta {' '.join(words)}" in TEXT
