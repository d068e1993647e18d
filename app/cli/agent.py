"""`szpalta agent`: publishes what is due for as long as it runs, without a window; a line for everything that happens."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING

from app.cli.agent_fetching import AgentFetching
from app.domain.delivery import DeliveryState
from app.domain.errors import SzpaltaError

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.services.publisher_loop import Waiting
    from app.services.publishing import PublishReport

_LOOK_S = 0.2
"""How soon a signal is seen. A handler only notes it: taking a lock there could stand in its own way."""


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
    asked: list[int] = []
    with _noted_signals(asked.append):
        Agent(run).work(lambda: bool(asked))


class Agent:
    """The publishing loop on a thread of its own, and what it says. `waiting` is what it sleeps on, an event by itself."""

    def __init__(self, run: Run, waiting: Waiting | None = None) -> None:
        from app.services.publisher_loop import Aside, PublisherLoop

        self._run = run
        self._said = ""
        self._failure: BaseException | None = None
        self._publishing = run.app.publishing
        self._publishing.kind = "agent"
        self._fetching = AgentFetching(run, self._tell, lambda: self._publishing.closing)
        self.loop = PublisherLoop(
            self._publishing,
            run.clock,
            told=self._heard,
            before=run.app.expire_overdue,
            asides=[*run.app.asides(), Aside(self._fetching.look)],
            waiting=waiting,
        )

    def work(self, is_asked_to_stop: Callable[[], bool]) -> None:
        """Until it is asked to stop; what is being sent then comes to the end of its running step (PUB-18)."""
        name, t = self._run.app.workspaces.workspace().name, self._run.words.t
        self._tell(
            "started", t("The agent publishes for {workspace}. Ctrl+C stops it.", workspace=name), workspace=name
        )
        thread = threading.Thread(target=self._publish, name="agent", daemon=True)
        thread.start()
        while thread.is_alive() and not is_asked_to_stop():
            thread.join(_LOOK_S)
        ended = self.loop.close()
        if self._failure is not None:
            raise self._failure
        left = t("A publication was still being sent; its outcome is looked up at the next start.")
        self._tell("stopped", t("The agent has stopped.") if ended else left)

    def _publish(self) -> None:
        try:
            with suppress(SzpaltaError):  # the loop says what is wrong with the store
                self._run.app.follow_zones()
            self.loop.run()
        except BaseException as error:
            self._failure = error

    def _heard(self, report: PublishReport) -> None:
        self._report(report)
        if report.ids:
            self._run.refresh_calendars()
            self._run.back_up()

    def _report(self, report: PublishReport) -> None:
        t = self._run.words.t
        for state, ids in report.ids.items():
            self._said = ""
            self._tell("publications", self._line(state, ids), state=state, ids=ids)
        if report.unwritten:
            named = ", ".join(map(str, report.unwritten))
            self._tell("unwritten", t("Handed to the network, its answer could not be written down: {ids}", ids=named))
        if report.elsewhere is not None:
            who = {"kind": report.elsewhere.kind, "machine": report.elsewhere.machine}
            self._once(
                "elsewhere", t("Another program publishes from this workspace: {kind} on {machine}.", **who), **who
            )
        elif (problem := report.store_problem or report.clock_problem) is not None:
            self._once("problem", self._explained(problem), code=problem)
        elif report.paused:
            self._once("paused", t("Publishing is stopped for this workspace. Nothing goes out until it is resumed."))
        else:
            self._once("waiting", t("Nothing is due."))

    def _explained(self, code: str) -> str:
        from app.system.sentences import explain_code

        return explain_code(code, {}, self._run.words, self._run.formats)

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
def _noted_signals(note: Callable[[int], object]) -> Iterator[None]:
    """SIGTERM and the first Ctrl+C are noted; the second Ctrl+C ends the program at once."""

    def noted(number: int, frame: object) -> None:
        note(number)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    names = [signal.SIGTERM, signal.SIGINT]
    if sys.platform == "win32":
        names.append(signal.SIGBREAK)
    before = {name: signal.signal(name, noted) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
