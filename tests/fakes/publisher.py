"""A publisher in a process of its own, to be killed: `python -m tests.fakes.publisher STORE FOLDER NAME START [CLASS]`.

START is the time of its clock when it begins (ISO, UTC); from there it runs at the usual speed, or SZPALTA_TEST_SPEED times
as fast. SZPALTA_TEST_KILL_AT names the point at which it kills itself: a failpoint of `PublishingService`, one of
`SteppingNetwork`, or "before reply", when the Practice network has accepted a post and is slow to say so. With CLASS the
network is a `SteppingNetwork` of that class.

`python -m tests.fakes.publisher serve` reads such calls as lines of JSON and forks a publisher for each: many deaths, one
start.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from app.connectors.base import Idempotency
from app.connectors.networks.practice import PracticeConnector
from app.domain.errors import StoreProblem
from app.store.opening import open_store
from app.system.clock import SetClock
from tests.fakes.desk import Desk
from tests.fakes.practice import REMARKS
from tests.fakes.stepping import SteppingNetwork

KILL_AT = "SZPALTA_TEST_KILL_AT"
SPEED = "SZPALTA_TEST_SPEED"
ROUNDS = "SZPALTA_TEST_ROUNDS"
"""How many rounds it works before it ends by itself; without it, for ever."""


class RunningClock(SetClock):
    """Starts where it is told and runs."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self._began = time.monotonic()
        self._speed = float(os.environ.get(SPEED, "1"))

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=(time.monotonic() - self._began) * self._speed)

    def boot_seconds(self) -> float:
        return self.now().timestamp()


def die_at(point: str) -> None:
    """Ends this process as a power cut would, when `point` is the one it was told."""
    if os.environ.get(KILL_AT) == point:
        os.kill(os.getpid(), signal.SIGKILL)


def main(address: str, folder: str, name: str, start: str, key_class: str = "") -> None:
    desk = Desk(open_store(address), RunningClock(datetime.fromisoformat(start)), Path(folder), name, die_at)
    if key_class:
        network = SteppingNetwork(desk.folder / "network.db", desk.clock.now, Idempotency(key_class), die_at)
        desk.connector = network
    else:
        desk.connector = PracticeConnector(
            desk.practice_store, desk.clock.now, REMARKS, lambda seconds: die_at("before reply")
        )
    rounds = int(os.environ.get(ROUNDS, "0"))
    while True:
        try:
            desk.publishing.publish_due(limit=5)
        except StoreProblem as problem:
            if problem.code != "store.locked":
                raise
        rounds -= 1
        if rounds == 0:
            return
        time.sleep(0.02)


def serve() -> None:
    for line in sys.stdin:
        call = json.loads(line)
        child = os.fork()
        if child == 0:
            os.environ |= call["environment"]
            main(*call["arguments"])
            os._exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main(*sys.argv[1:])
