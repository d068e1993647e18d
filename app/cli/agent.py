"""`szpalta agent`: publishes what is due for as long as it runs, without a window; a line for everything that happens."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.delivery import DeliveryState
from app.domain.errors import SzpaltaError

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.services.publishing import PublishReport

LOOK_EVERY_S = 10.0
"""At least this often: somebody may have scheduled a post for now."""
SHORTEST_S = 0.5


def register(commands: Commands) -> None:
    t = commands.words.t
    agent = commands.add("agent", t("publish what is due for as long as it runs, without a window"), start)
    way = agent.add_mutually_exclusive_group()
    installs = t("let this computer start it by itself; says what to run")
    way.add_argument("--install", action="store_true", help=installs)
    way.add_argument("--uninstall", action="store_true", help=t("take that away again"))


def start(run: Run) -> None:
    if run.options.install or run.options.uninstall:
        from app.cli.agent_install import change

        change(run)
        return
    agent = Agent(run, threading.Event())
    with _stopped_by_signals(agent.stop):
        agent.work()


class Agent:
    """Works in rounds until `ended` is set; what is being sent then is brought to the end of its running step (PUB-18)."""

    def __init__(self, run: Run, ended: threading.Event) -> None:
        self._run = run
        self._ended = ended
        self._said = ""
        self._publishing = run.app.publishing
        self._publishing.kind = "agent"

    def stop(self) -> None:
        """Nothing more is begun."""
        self._publishing.closing = True
        self._ended.set()

    def work(self) -> None:
        name, t = self._run.app.workspaces.workspace().name, self._run.words.t
        self._tell(
            "started", t("The agent publishes for {workspace}. Ctrl+C stops it.", workspace=name), workspace=name
        )
        with self._publishing.lease.used():  # between two rounds it stays ours
            while not self._ended.is_set():
                self._round()
                self._ended.wait(self._pause_s())
        self._tell("stopped", t("The agent has stopped."))

    def _pause_s(self) -> float:
        """Until the next delivery asks for something."""
        try:
            moment = self._publishing.next_moment()
        except SzpaltaError:
            return LOOK_EVERY_S
        if moment is None:
            return LOOK_EVERY_S
        return min(max((moment - self._run.clock.now()).total_seconds(), SHORTEST_S), LOOK_EVERY_S)

    def _round(self) -> None:
        """One delivery after the other, each told at once. A store that is busy is asked later."""
        try:
            self._run.app.expire_overdue()
            while not self._ended.is_set():
                report = self._publishing.publish_due(limit=1)
                self._report(report)
                if not report.ids:
                    break
                self._run.refresh_calendars()
                self._run.back_up()
        except SzpaltaError as problem:
            self._once("problem", self._run.explain(problem), code=problem.code)

    def _report(self, report: PublishReport) -> None:
        t = self._run.words.t
        if report.elsewhere is not None:
            who = {"kind": report.elsewhere.kind, "machine": report.elsewhere.machine}
            self._once(
                "elsewhere", t("Another program publishes from this workspace: {kind} on {machine}.", **who), **who
            )
        elif report.paused:
            self._once("paused", t("Publishing is stopped for this workspace. Nothing goes out until it is resumed."))
        elif not report.ids:
            self._once("waiting", t("Nothing is due."))
        for state, ids in report.ids.items():
            self._said = ""
            self._tell("publications", self._line(state, ids), state=state, ids=ids)

    def _line(self, state: str, ids: list[int]) -> str:
        from app.system import labels

        return f"{labels.delivery_state(DeliveryState(state), self._run.words)}: {', '.join(map(str, ids))}"

    def _once(self, event: str, sentence: str, **data: object) -> None:
        """What stays as it is is said once."""
        if self._said != sentence:
            self._said = sentence
            self._tell(event, sentence, **data)

    def _tell(self, event: str, sentence: str, **data: object) -> None:
        now: datetime = self._run.clock.now()
        shown = f"{self._run.formats.moment(now, now)}  {sentence}"
        self._run.out.event({"at": now, "event": event, "sentence": sentence, **data}, shown)


@contextmanager
def _stopped_by_signals(stop: Callable[[], object]) -> Iterator[None]:
    """SIGTERM and the first Ctrl+C ask to stop; the second Ctrl+C ends the program at once."""

    def ask(number: int, frame: object) -> None:
        stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    names = [signal.SIGTERM, signal.SIGINT]
    if sys.platform == "win32":
        names.append(signal.SIGBREAK)
    before = {name: signal.signal(name, ask) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
