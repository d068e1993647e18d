"""`szpalta agent`: rounds, what it says, and the file with which the computer starts it."""

from __future__ import annotations

import argparse
import io
import json
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.cli.agent import Agent, _noted_signals
from app.cli.agent_fetching import AgentFetching
from app.cli.agent_install import program
from app.cli.context import Run
from app.cli.output import Output
from app.connectors.base import Account, ReadFailed
from app.domain.errors import StoreProblem
from app.domain.people import Actor
from app.domain.workspace import Profile
from app.services.publishing import PublishReport
from app.system.clock import SetClock
from app.system.paths import find_paths
from app.system.settings import Settings
from app.system.words import Words
from tests.cli.conftest import Command


class Rounds:
    """Instead of waiting `between` happens, one after each round; after the last the agent is closed."""

    def __init__(self, *between: Callable[[], object]) -> None:
        self.between = list(between)
        self.agent: Agent | None = None

    def wait(self, timeout: float | None = None) -> bool:
        if self.between:
            self.between.pop(0)()
        else:
            assert self.agent is not None
            self.agent.loop.close(timedelta(0))
        return False

    def set(self) -> None: ...

    def clear(self) -> None: ...


def work(run: Run, *between: Callable[[], object]) -> list[dict[str, object]]:
    """What an agent says in one round more than there is something in between."""
    rounds = Rounds(*between)
    rounds.agent = Agent(run, rounds)
    rounds.agent.work(lambda: False)
    return said(run)


@pytest.fixture
def run(home: Path, team: Path) -> Run:
    options = argparse.Namespace(workspace=str(team), as_json=True)
    made = Run(options, Words("en"), find_paths(), Settings())
    made.out = Output(as_json=True, stream=io.StringIO())
    made.app.fetch_plan.fetch_every(Actor(), 0)  # it happens beside the rounds, at no certain time
    made.leave()
    return made


def said(run: Run) -> list[dict[str, object]]:
    assert isinstance(run.out._stream, io.StringIO)
    return [json.loads(line) for line in run.out._stream.getvalue().splitlines()]


def test_a_post_scheduled_meanwhile_goes_out_in_the_next_round(run: Run, on: Command) -> None:
    numbers = []

    def schedule() -> None:
        numbers.append(on("post", "add", "--profile", "facebook", "--text", "Kawa", "--json").json()["id"])
        on("post", "submit", numbers[0])
        on("post", "approve", numbers[0], "--as", "ola@example.com")
        on("post", "schedule", numbers[0], "--at", "now")

    with run:
        events = work(run, lambda: None, schedule, lambda: None)
    assert [row["event"] for row in events] == ["started", "waiting", "publications", "waiting", "stopped"]
    assert events[2]["state"] == "sent" and on("post", "show", numbers[0], "--json").json()["state"] == "published"


def test_what_stays_as_it_is_is_said_once(run: Run, on: Command) -> None:
    on("stop", "--reason", "r")
    with run:
        events = work(run, lambda: None, lambda: None, lambda: on("resume"))
    assert [row["event"] for row in events] == ["started", "paused", "waiting", "stopped"]


def test_a_store_that_is_busy_is_asked_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def busy() -> None:
        asked.append(1)
        raise StoreProblem("store.locked", address="x")

    with run:
        monkeypatch.setattr(run.app, "expire_overdue", busy)
        events = work(run, lambda: None, lambda: None)
    assert [row["event"] for row in events] == ["started", "problem", "stopped"] and len(asked) == 3


def test_what_nobody_expected_ends_it_and_is_not_swallowed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    with run:
        monkeypatch.setattr(run.app, "expire_overdue", broken)
        with pytest.raises(ZeroDivisionError):
            work(run)


def test_a_second_agent_says_who_publishes(run: Run, team: Path) -> None:
    other = Run(run.options, Words("en"), find_paths(), Settings())
    with other, run, other.app.publishing.lease.used():
        other.app.publishing.settle(PublishReport(), keep=True)
        events = work(run)
    assert [row["event"] for row in events] == ["started", "elsewhere", "stopped"]
    assert events[1]["kind"] == "once"


def test_a_clock_nobody_can_trust_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with run:
        monkeypatch.setattr(run.app.clock_watch, "check", lambda work: "clock.back")
        events = work(run)
    assert [(row["event"], row.get("code")) for row in events][1] == ("problem", "clock.back")


def test_signals_ask_once_and_then_end_it() -> None:
    asked: list[int] = []
    before = signal.getsignal(signal.SIGTERM)
    with _noted_signals(asked.append):
        signal.raise_signal(signal.SIGTERM)
        assert asked == [signal.SIGTERM]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="systemd")
def test_install_writes_a_unit_for_this_workspace(
    on: Command, szpalta: Command, team: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = on("agent", "--install", "--json").json()
    text = Path(made["file"]).read_text()
    assert Path(made["file"]).parent == tmp_path / "config" / "systemd" / "user"
    assert f'"agent" "--workspace" "{team}"' in text and f'ExecStart="{program()[0]}"' in text
    assert f'Environment="SZPALTA_HOME={tmp_path / "home"}"' in text
    assert any(step.startswith("systemctl --user enable") for step in made["run"])
    assert on("agent", "--uninstall", "--json").json()["changed"] is True
    assert "There is no such file" in on("agent", "--uninstall").out
    assert szpalta("agent", "--install", "-w", tmp_path / "missing.szpalta").code == 1
    assert "~/.pgpass" in szpalta("agent", "--install", "-w", "postgresql://me:pass@db/x").err
    assert not list((tmp_path / "config").rglob("*.service"))


def test_it_fetches_what_is_due_and_says_a_trouble_that_stays_once(run: Run) -> None:
    told: list[tuple[str, dict[str, object]]] = []
    fetching = AgentFetching(run, lambda event, sentence, **data: told.append((event, data)), lambda: False)
    with run:
        run.app.fetch_plan.fetch_every(Actor(), 60)
        fetching.look()
        assert [event for event, _ in told] == ["fetched"]
        assert told[0][1]["profile_ids"] == [1]
        fetching.look()
        assert len(told) == 1  # nothing is due yet
        at, run.app.syncing._account_for = run.clock.now(), _refuse  # type: ignore[method-assign]
        for hours in (2, 4):
            run.app.fetch_plan._clock = run.app.syncing._clock = SetClock(at + timedelta(hours=hours))
            fetching.look()
    assert [event for event, _ in told] == ["fetched", "not_fetched"]
    assert told[1][1]["code"] == "network.unreachable"


def test_a_closing_agent_begins_no_fetching(run: Run) -> None:
    with run:
        run.app.fetch_plan.fetch_every(Actor(), 60)
        AgentFetching(run, _never, lambda: True).look()


def _never(event: str, sentence: str, **data: object) -> None:
    raise AssertionError(sentence)


def _refuse(profile: Profile) -> Account:
    raise ReadFailed("network.unreachable")
