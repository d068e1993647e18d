"""A publisher in a process of its own, to be killed: `python -m tests.fakes.publisher STORE FOLDER NAME START`.

START is the time of its clock when it begins (ISO, UTC); from there it runs at the usual speed. SZPALTA_TEST_KILL_AT
names the point at which it kills itself: a failpoint of `PublishingService`, or "before reply", when the network has
accepted a post and is slow to say so.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from app.connectors.networks.practice import PracticeConnector
from app.store.opening import open_store
from app.system.clock import SetClock
from tests.fakes.desk import Desk
from tests.fakes.practice import REMARKS

KILL_AT = "SZPALTA_TEST_KILL_AT"


class RunningClock(SetClock):
    """Starts where it is told and runs."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self._began = time.monotonic()

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=time.monotonic() - self._began)

    def boot_seconds(self) -> float:
        return self.now().timestamp()


def die_at(point: str) -> None:
    """Ends this process as a power cut would, when `point` is the one it was told."""
    if os.environ.get(KILL_AT) == point:
        os.kill(os.getpid(), signal.SIGKILL)


def main(address: str, folder: str, name: str, start: str) -> None:
    desk = Desk(open_store(address), RunningClock(datetime.fromisoformat(start)), Path(folder), name, die_at)
    desk.connector = PracticeConnector(
        desk.practice_store, desk.clock.now, REMARKS, lambda seconds: die_at("before reply")
    )
    while True:
        desk.publishing.publish_due(limit=5)
        time.sleep(0.02)


if __name__ == "__main__":
    main(*sys.argv[1:])
