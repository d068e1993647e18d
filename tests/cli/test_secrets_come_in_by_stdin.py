"""No access key and no passphrase stands on a command line or in the environment of a child (SEC-04)."""

from __future__ import annotations

import argparse
import base64
import os
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app.cli.parser import build_parser
from app.system.child import run_aside
from app.system.key_keeper import DataKey, KeyWay
from app.system.words import Words
from tests.cli.test_without_window import leaves

SECRET = re.compile(r"secret|token|password|passphrase|access.?key", re.IGNORECASE)


def parser_of(parser: argparse.ArgumentParser, words: tuple[str, ...]) -> argparse.ArgumentParser:
    for word in words:
        groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        parser = groups[0].choices[word]
    return parser


def test_no_command_takes_a_secret_as_a_value() -> None:
    """SEC-04: other people of the computer see command lines."""
    grammar = build_parser(Words("en"))
    given = [
        (words, name)
        for words in leaves(grammar)
        for action in parser_of(grammar, words)._actions
        for name in (*action.option_strings, action.dest)
        if SECRET.search(name) and action.nargs != 0
    ]
    assert given == []


def seen_by_a_child(key: DataKey, *, progress: Callable[[float | None], None]) -> tuple[int, str]:
    command = Path("/proc/self/cmdline").read_text() if sys.platform == "linux" else ""
    return len(key.raw), "\n".join((*os.environ.values(), *sys.argv, command))


def test_a_child_is_lent_keys_through_its_pipe_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-04."""
    raw = b"0123456789abcdef0123456789abcdef"
    length, told = run_aside(
        partial(seen_by_a_child, DataKey("passphrase:x", KeyWay.PASSPHRASE, raw)), lambda share: None
    )
    assert length == 32
    for shape in (raw.decode(), raw.hex(), base64.b64encode(raw).decode()):
        assert shape not in told
