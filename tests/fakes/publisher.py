"""A publisher in a process of its own, to be killed: `python -m tests.fakes.publisher STORE FOLDER NAME START`.

START is the time of its clock when it begins (ISO, UTC); from there it runs at the usual speed.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from app.store.opening import open_store
from app.system.clock import SetClock
from tests.fakes.desk import Desk


class RunningClock(SetClock):
    """Starts where it is told and runs."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self._began = time.monotonic()

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=time.monotonic() - self._began)

    def boot_seconds(self) -> float:
        return self.now().timestamp()


def main(address: str, folder: str, name: str, start: str) -> None:
    desk = Desk(open_store(address), RunningClock(datetime.fromisoformat(start)), Path(folder), name)
    while True:
        desk.publishing.publish_due(limit=5)
        time.sleep(0.02)


if __name__ == "__main__":
    main(*sys.argv[1:])
