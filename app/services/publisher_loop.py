"""A publisher that runs: it wakes when something is due, or at once when it is told, until it is closed.

No Qt: the open window runs it on a thread of its own, the agent on its only one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.domain.delivery import REQUEST_DEADLINE
from app.domain.errors import StoreProblem, SzpaltaError
from app.services.publishing import PublishingService, PublishReport
from app.system.clock import Clock

AT_ONCE = 4
"""Profiles that are published to side by side."""
LOOK_EVERY = timedelta(seconds=30)
"""At least so often: somebody else may have made something due, or left something behind."""
ASIDE_EVERY = timedelta(minutes=5)
STORE_EVERY = timedelta(seconds=10)
"""How soon a store that could not be written is tried again."""
_log = logging.getLogger("szpalta.publishing")


class Waiting(Protocol):
    """What the loop sleeps on: `threading.Event`, or a fake that lets time pass."""

    def wait(self, timeout: float | None = None) -> bool: ...

    def set(self) -> None: ...

    def clear(self) -> None: ...


@dataclass(slots=True)
class Aside:
    """`work` may take its time now and then (checks of what goes out later): it runs beside the rounds and holds up neither
    them nor what else runs aside, and sooner when something `presses`. True: it changed something."""

    work: Callable[[], bool]
    presses: Callable[[], bool] = lambda: False
    begun_at: datetime | None = None
    running: Future[None] | None = None

    def is_due(self, now: datetime) -> bool:
        if self.running is not None and not self.running.done():
            return False
        since = None if self.begun_at is None else now - self.begun_at
        return since is None or not since < ASIDE_EVERY or (not since < LOOK_EVERY and self.presses())


class PublisherLoop:
    """`told` hears every report, on the loop's thread; `before` does what has to be done in every round; `changed` hears, on
    another thread, that something of `asides` changed something."""

    def __init__(
        self,
        publishing: PublishingService,
        clock: Clock,
        *,
        told: Callable[[PublishReport], None] = lambda report: None,
        before: Callable[[], object] = lambda: None,
        asides: Sequence[Aside] = (),
        changed: Callable[[], object] = lambda: None,
        at_once: int = AT_ONCE,
        waiting: Waiting | None = None,
    ) -> None:
        self._publishing = publishing
        self._clock = clock
        self._told = told
        self._before = before
        self._asides = asides
        self._changed = changed
        self._at_once = at_once
        self._bell: Waiting = waiting or threading.Event()
        self._closed = threading.Event()
        self._ended = threading.Event()

    def run(self) -> None:
        """Works until `close`. A store that is busy or full is looked at again later."""
        try:
            with self._publishing.lease.used(), self._pool() as pool:
                while not self._closed.is_set():
                    report = self._safe_round(pool)
                    with suppress(StoreProblem):
                        self._told(report)
                    self._look_aside(pool)
                    self._bell.wait(self._pause() if report.store_problem is None else STORE_EVERY.total_seconds())
                    self._bell.clear()
        finally:
            self._ended.set()

    def _safe_round(self, pool: ThreadPoolExecutor) -> PublishReport:
        report = PublishReport()
        try:
            self._round(pool, report)
        except StoreProblem as problem:
            report.store_problem = "publishing.disk_full" if problem.code == "store.full" else "publishing.store"
        return report

    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._at_once + len(self._asides), "publish")

    def _round(self, pool: ThreadPoolExecutor, report: PublishReport) -> None:
        """Everything due now: profiles side by side, the posts of one profile one after another."""
        self._before()
        if not self._publishing.settle(report, keep=True):
            return
        busy: dict[Future[None], int] = {}
        try:
            self._work(pool, report, busy)
        finally:
            wait(busy)  # the next round must not send to a profile that is still being sent to

    def _work(self, pool: ThreadPoolExecutor, report: PublishReport, busy: dict[Future[None], int]) -> None:
        while True:
            delivery = self._publishing.claim(report, set(busy.values())) if len(busy) < self._at_once else None
            if delivery is not None:
                busy[pool.submit(self._publishing.bring_out, delivery, report)] = delivery.profile_id
                continue
            if not busy:
                return
            for done in wait(busy, return_when="FIRST_COMPLETED").done:
                del busy[done]
                done.result()

    def _look_aside(self, pool: ThreadPoolExecutor) -> None:
        now = self._clock.now()
        for one in self._asides:
            if not self._closed.is_set() and one.is_due(now):
                one.begun_at, one.running = now, pool.submit(self._aside_safely, one.work)

    def _aside_safely(self, work: Callable[[], bool]) -> None:
        try:
            if work():
                self._changed()
        except SzpaltaError as problem:
            _log.warning("beside publishing: %s", problem.code)

    def wake(self) -> None:
        """Something was made due, resumed or connected: look at once."""
        self._bell.set()

    def close(self, patience: timedelta = REQUEST_DEADLINE) -> bool:
        """Claims nothing more and lets what runs come to its end (PUB-18). False: something still runs after `patience`; its
        row in the store makes even a hard end safe."""
        self._publishing.closing = True
        self._closed.set()
        self._bell.set()
        return self._ended.wait(patience.total_seconds())

    def _pause(self) -> float:
        """Seconds until something is due."""
        with suppress(StoreProblem):
            moment = self._publishing.next_moment()
            if moment is not None:
                return min(max((moment - self._clock.now()).total_seconds(), 0.0), LOOK_EVERY.total_seconds())
        return LOOK_EVERY.total_seconds()
