"""Short transactions, one at a time, that wait for a database somebody else has locked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from app.domain.errors import StoreProblem
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

T = TypeVar("T")
PATIENCE = timedelta(minutes=3)
"""A backup on a slow disk or another program's long write holds the database for a minute; what was fetched meanwhile cost
calls that a network counts."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 15.0


class PatientWriter:
    """For the threads of one fetch. `pause` waits for seconds."""

    def __init__(self, store: Store, clock: Clock, pause: Callable[[float], None] = time.sleep) -> None:
        self._store = store
        self._clock = clock
        self._pause = pause
        self._one_at_a_time = threading.Lock()

    def write(self, change: Callable[[UnitOfWork], T]) -> T:
        """`change` in one transaction, from its start again while the database is locked; `change` must bear that.

        Raises `StoreProblem` "store.locked" when it stays locked for `PATIENCE`, and every other one at once.
        """
        ends_at = self._clock.boot_seconds() + PATIENCE.total_seconds()
        wait = FIRST_PAUSE_S
        while True:
            try:
                with self._one_at_a_time, self._store.write() as work:
                    return change(work)
            except StoreProblem as problem:
                if problem.code != "store.locked" or self._clock.boot_seconds() + wait > ends_at:
                    raise
            self._pause(wait)
            wait = min(2 * wait, LONGEST_PAUSE_S)
