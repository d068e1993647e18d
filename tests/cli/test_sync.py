"""`szpalta sync` on a terminal, stopped half-way; and `szpalta fetching`."""

from __future__ import annotations

import io
import sys

import pytest

from app.cli.progress_line import ProgressLine
from app.services.many_profiles import Progress
from app.services.syncing import SyncService
from tests.cli.conftest import Command


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_how_far_it_is(on: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    answer = on("sync")
    assert answer.code == 0
    shown = terminal.getvalue().split("\r")
    assert any(line.startswith("100%") for line in shown)
    assert any("Facebook" in line and "posts" in line for line in shown)
    assert shown[-2].strip() == ""  # the line is gone at the end


def test_json_and_pipes_see_nothing_of_it(on: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert on("sync").err == ""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    on("sync", "--json")
    assert terminal.getvalue() == ""


def test_stopped_it_says_that_the_next_fetch_goes_on(on: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(service: SyncService, chosen: object, *, progress: Progress) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(SyncService, "sync", stopped)
    answer = on("sync")
    assert answer.code == 130
    assert "the next fetch goes on from there" in answer.err


def test_a_shorter_line_leaves_nothing_of_a_longer_one() -> None:
    terminal = Terminal()
    with ProgressLine(terminal) as line:
        line.show("Instagram")
        line.show("X")
        line.show("X")
    assert terminal.getvalue() == "\rInstagram\rX        \r \r"


def test_choices_of_fetching(on: Command) -> None:
    assert on("fetching", "--json").json() == {"every_minutes": 60, "keep_days": 90, "kept": 0, "size": 0}
    told = on("fetching", "--every", "off", "--keep-days", "30", "--json").json()
    assert (told["every_minutes"], told["keep_days"]) == (None, 30)
    assert "Data is fetched: only when somebody asks." in on("fetching").out
    assert on("fetching", "--every", "0").code == 2
    refused = on("fetching", "--every", "7")
    assert (refused.code, "cannot be fetched every 7 minutes" in refused.err) == (1, True)
