"""A publisher in a process of its own, to be killed: `python -m tests.fakes.publisher STORE FOLDER NAME START [CLASSES]`.

START is the time of its clock when it begins (ISO, UTC); from there it runs at the usual speed, or SZPALTA_TEST_SPEED times
as fast. SZPALTA_TEST_KILL_AT names the point at which it kills itself: a failpoint of `PublishingService`, one of
`SteppingNetwork`, or "before reply", when the Practice network has accepted a post and is slow to say so.
SZPALTA_TEST_STOP_AT names one at which it stops (SIGSTOP) until it is told to go on;
SZPALTA_TEST_CLOCK a file that holds its time, instead of a clock that runs. With CLASSES, such as
"D" or "ABCDE", the profiles stand on networks of these classes in turn (`SteppingNetwork`).

`python -m tests.fakes.publisher serve` reads such calls as lines of JSON and forks a publisher for each: many deaths, one
start. One that stops is reported as "stopped"; the next line then lets it go on.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from app.connectors.base import Idempotency
from app.connectors.networks.practice import PracticeConnector
from app.domain.errors import StoreProblem
from app.store.opening import open_store
from app.system.clock import SetClock
from tests.fakes import compiled
from tests.fakes.desk import Desk, new_desk
from tests.fakes.keeping_network import KeepingNetwork
from tests.fakes.practice import REMARKS
from tests.fakes.stepping import SteppingNetwork

KILL_AT = "SZPALTA_TEST_KILL_AT"
STOP_AT = "SZPALTA_TEST_STOP_AT"
CLOCK = "SZPALTA_TEST_CLOCK"
SPEED = "SZPALTA_TEST_SPEED"
KEEPING = "keeping-"
"""Before CLASS: a `KeepingNetwork` of that class."""
ROUNDS = "SZPALTA_TEST_ROUNDS"
"""How many rounds it works before it ends by itself; without it, for ever."""
MOST = "SZPALTA_TEST_MOST"
"""How many posts it brings out before it ends by itself; without it, for ever."""
TOGETHER = "SZPALTA_TEST_TOGETHER"
"""With it, it says that it is there and begins when it is told, so that several begin together."""


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


class ToldClock(SetClock):
    """Its time stands in a file that a test writes, also while this process is stopped."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        return datetime.fromisoformat(self._file.read_text())

    def boot_seconds(self) -> float:
        return self.now().timestamp()


def die_at(point: str) -> None:
    """Ends this process as a power cut would, or stops it as a suspended computer, when `point` is the one it was told."""
    if os.environ.get(STOP_AT) == point:
        del os.environ[STOP_AT]
        os.kill(os.getpid(), signal.SIGSTOP)
    if os.environ.get(KILL_AT) == point:
        os.kill(os.getpid(), signal.SIGKILL)


def put_networks(desk: Desk, classes: str, point: Callable[[str], None] = lambda name: None) -> list[SteppingNetwork]:
    """One network for each class, all in one file; the profiles stand on them in turn."""
    file = desk.folder / "network.db"
    networks = [SteppingNetwork(file, desk.clock.now, Idempotency(letter), point) for letter in classes]
    with desk.store.read() as work:
        profiles = [profile.id for profile in work.profiles.all()]
    desk.connectors = {number: networks[place % len(networks)] for place, number in enumerate(profiles)}
    return networks


def main(address: str, folder: str, name: str, start: str, classes: str = "") -> None:
    told = os.environ.get(CLOCK)
    clock = ToldClock(Path(told)) if told else RunningClock(datetime.fromisoformat(start))
    desk = Desk(open_store(address), clock, Path(folder), name, die_at)
    if classes.startswith(KEEPING):
        kept = Idempotency(classes.removeprefix(KEEPING))
        desk.connector = KeepingNetwork(desk.folder / "network.db", desk.clock.now, kept, die_at)
    elif classes:
        put_networks(desk, classes, die_at)
    else:
        desk.connector = PracticeConnector(
            desk.practice_store, desk.clock.now, REMARKS, lambda seconds: die_at("before reply")
        )
    if os.environ.get(TOGETHER):
        print("there", flush=True)
        sys.stdin.readline()
    rounds = int(os.environ.get(ROUNDS, "0"))
    most = int(os.environ.get(MOST, "0"))
    while True:
        try:
            most -= sum(len(ids) for ids in desk.publishing.publish_due(limit=5).ids.values())
        except StoreProblem as problem:
            if problem.code != "store.locked":
                raise
        rounds -= 1
        if rounds == 0 or (MOST in os.environ and most <= 0):
            return
        time.sleep(0.02)


def serve() -> None:
    _load_all()
    while line := sys.stdin.readline():
        call = json.loads(line)
        child = os.fork()
        if child == 0:
            os.environ |= call["environment"]
            main(*call["arguments"])
            os._exit(0)
        status = os.waitpid(child, os.WUNTRACED)[1]
        if os.WIFSTOPPED(status):
            print("stopped", flush=True)
            sys.stdin.readline()
            os.kill(child, signal.SIGCONT)
            status = os.waitpid(child, 0)[1]
        print(os.waitstatus_to_exitcode(status), flush=True)


def _load_all() -> None:
    """Publishes once on a store of its own, so that no child has to import what is imported only when it is used, or to
    put together the same SQL."""
    compiled.share()
    with TemporaryDirectory() as folder:
        desk = new_desk(str(Path(folder) / "workspace.szpalta"), Path(folder))
        put_networks(desk, Idempotency.TWO_PHASE.value)
        desk.published()
        desk.close()
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main(*sys.argv[1:])
