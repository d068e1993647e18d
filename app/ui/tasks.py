"""The one bridge between threads and widgets.

`TaskRunner.run` does work on a pool thread and brings its answer to the main thread through one signal of one long-lived
object. An answer is dropped when its owner is gone, and that of a reading when it was cancelled; an error nobody asked for is
never lost. A job with a title tells how it really ended: one that was done before it could be stopped is done.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import count
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.system.clock import SystemClock
from app.ui.collecting import Collecting

T = TypeVar("T")
THREADS = 2
"""For reading and for jobs with a title each, so that a long job holds no reading up. More would not be faster, as only one
of Python's threads computes at a time, and would leave the window a smaller share."""
PATIENCE = 0.25
"""Seconds a reading waits for the one before it to end."""
KEPT = 50
"""Finished jobs the list remembers."""
TURNS = 3
"""Turns of the event loop until an answer is seen: what it adds to the window is shown, then laid out, then painted."""
_log = logging.getLogger("szpalta.tasks")


class JobState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Cancelled(Exception):
    """Raised inside work by `Progress` after `TaskHandle.cancel`."""


@dataclass(slots=True)
class Job:
    """One line of the background-work list; only work with a title has one. `share` is 0..1, None unknown; `note` says what
    it is at, a line for each thing."""

    title: str
    handle: TaskHandle
    started_at: datetime
    state: JobState = JobState.RUNNING
    share: float | None = None
    note: str = ""
    error: BaseException | None = None


class TaskHandle:
    """What the caller of `run` keeps. Safe to use from any thread."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Work that reports progress stops at its next report. No answer of a reading will be delivered."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()


class Progress:
    """Given to work that wants it: `report(share, note)` from the worker's thread."""

    def __init__(self, handle: TaskHandle, send: Callable[[float | None, str], None]) -> None:
        self._handle = handle
        self._send = send

    def __call__(self, share: float | None, note: str = "") -> None:
        """`share` 0..1 or None when unknown. Raises `Cancelled` once the task was cancelled."""
        if self._handle.cancelled:
            raise Cancelled
        self._send(share, note)


@dataclass(slots=True)
class _Task(Generic[T]):
    owner: QObject
    handle: TaskHandle
    done: Callable[[T], None] | None
    failed: Callable[[BaseException], None] | None
    progress: Callable[[float | None, str], None] | None
    stopped: Callable[[], None] | None
    job: Job | None

    def wanted(self) -> bool:
        return (self.job is not None or not self.handle.cancelled) and shiboken6.isValid(self.owner)


class TaskRunner(QObject):
    """Make one per application, on the main thread, and `close` it before the application ends."""

    jobs_changed = Signal()
    unexpected = Signal(object)
    """An exception no `failed` callback took; the window shows it."""
    _arrived = Signal(int, str, object)
    _turned = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = ThreadPoolExecutor(THREADS, thread_name_prefix="szpalta-task")
        self._workers = ThreadPoolExecutor(THREADS, thread_name_prefix="szpalta-job")
        self._tasks: dict[int, _Task[Any]] = {}
        self._numbers = count(1)
        self._settling = 0
        self._closed = False
        self._collecting = Collecting(self)
        self.jobs: list[Job] = []
        self._asked: deque[tuple[int, TaskHandle, Callable[[Progress], Any]]] = deque()
        self._begin = QTimer(self)
        self._begin.setSingleShot(True)
        self._begin.timeout.connect(self._begin_asked)
        self._one_reads = threading.Lock()
        self._turned.connect(self._settle, Qt.ConnectionType.QueuedConnection)
        self._waiting: deque[tuple[int, str, Any]] = deque()
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._deliver_one)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> list[Job]:
        """Titled jobs that have not ended, oldest first."""
        return [job for job in self.jobs if job.state is JobState.RUNNING]

    @property
    def is_idle(self) -> bool:
        """Nothing runs, nothing waits to be delivered, and what was delivered can be seen."""
        return not self._tasks and not self._settling

    def run(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        progress: Callable[[float | None, str], None] | None = None,
        *,
        title: str | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> TaskHandle:
        """Runs `work(progress)` on the pool. The others are called on the main thread while `owner` lives.

        A `title` makes it a job on the background-work list, where anybody can stop it: `stopped` hears of that once the work
        has ended.
        """
        handle = TaskHandle()
        if self._closed:  # the application is ending: nobody would get the answer
            handle.cancel()
            return handle
        job = Job(title, handle, SystemClock().now()) if title else None
        number = next(self._numbers)
        self._tasks[number] = _Task(owner, handle, done, failed, progress, stopped, job)
        if job is not None:
            self.jobs = [*self.running, *[row for row in self.jobs if row.state is not JobState.RUNNING][-KEPT:], job]
            self.jobs_changed.emit()
        if job is not None:
            self._workers.submit(self._work, number, handle, work)
        else:
            self._asked.append((number, handle, work))
            self._begin.start(0)
        return handle

    def _begin_asked(self) -> None:
        """Behind what this turn of the event loop still paints: readings would take half of Python's time from it."""
        while self._asked:
            self._readers.submit(self._read, *self._asked.popleft())

    def later(self, owner: QObject, done: Callable[[], None]) -> TaskHandle:
        """Calls `done` in a later turn of the event loop, after the answers that came before, while `owner` lives."""
        handle = TaskHandle()
        if self._closed:
            handle.cancel()
            return handle
        number = next(self._numbers)
        self._tasks[number] = _Task(owner, handle, lambda nothing: done(), None, None, None, None)
        self._send(number, "done", None)
        return handle

    def forget_finished(self) -> None:
        """Takes what has ended off the background-work list."""
        self.jobs = self.running
        self.jobs_changed.emit()

    def close(self) -> None:
        """Cancels everything and waits for the threads; nothing is delivered afterwards."""
        self._closed = True
        self._begin.stop()
        self._asked.clear()
        for task in self._tasks.values():
            task.handle.cancel()
        for pool in (self._readers, self._workers):
            pool.shutdown(wait=True, cancel_futures=True)
        self._turn.stop()
        self._waiting.clear()
        self._collecting.stop()
        self._tasks.clear()

    def _read(self, number: int, handle: TaskHandle, work: Callable[[Progress], Any]) -> None:
        """One after the other, unless one takes long: several at a time would be no faster."""
        alone = self._one_reads.acquire(timeout=PATIENCE)
        try:
            self._work(number, handle, work)
        finally:
            if alone:
                self._one_reads.release()

    def _work(self, number: int, handle: TaskHandle, work: Callable[[Progress], Any]) -> None:
        """On the worker's thread: whatever happens, exactly one ending is sent."""
        report = Progress(handle, lambda share, note: self._send(number, "progress", (share, note)))
        try:
            if handle.cancelled:
                raise Cancelled
            answer = work(report)
        except Cancelled:
            self._send(number, "cancelled", None)
        except BaseException as error:
            self._send(number, "failed", error)
        else:
            self._send(number, "done", answer)

    def _send(self, number: int, kind: str, value: object) -> None:
        if not self._closed:
            self._arrived.emit(number, kind, value)

    @Slot(int, str, object)
    def _take(self, number: int, kind: str, value: Any) -> None:
        if not self._closed:
            self._waiting.append((number, kind, value))
            self._turn.start(0)

    def _deliver_one(self) -> None:
        """One in each turn of the event loop: of answers that come together the window would be painted, and hear keys,
        only after the last."""
        if self._waiting:
            self._deliver(*self._waiting.popleft())
        if not self._waiting:
            self._turn.stop()

    def _deliver(self, number: int, kind: str, value: Any) -> None:
        task = self._tasks.get(number)
        if task is None:
            return
        if kind == "progress":
            if task.job is not None:
                task.job.share, task.job.note = value
                self.jobs_changed.emit()
            if task.wanted() and task.progress is not None:
                task.progress(*value)
            return
        del self._tasks[number]
        self._settling += 1
        try:
            self._end(task, kind, value)
        finally:
            self._turned.emit(TURNS)

    @Slot(int)
    def _settle(self, left: int) -> None:
        """Takes its turn behind everything the answer has asked of the event loop."""
        if left > 1:
            self._turned.emit(left - 1)
        else:
            self._settling -= 1

    def _end(self, task: _Task[Any], kind: str, value: Any) -> None:
        self._note_ending(task, kind, value)
        if kind == "failed":
            self._deliver_failure(task, value)
        elif not task.wanted():
            return
        elif kind == "done" and task.done is not None:
            task.done(value)
        elif kind == "cancelled" and task.stopped is not None:
            task.stopped()

    def _deliver_failure(self, task: _Task[Any], error: BaseException) -> None:
        if task.wanted() and task.failed is not None:
            task.failed(error)
            return
        _log.error("background work failed unseen", exc_info=error)
        if not task.handle.cancelled:
            self.unexpected.emit(error)

    def _note_ending(self, task: _Task[Any], kind: str, value: Any) -> None:
        if task.job is None:
            return
        task.job.state = JobState(kind)
        task.job.error = value if kind == "failed" else None
        self.jobs_changed.emit()
