"""Several profiles at once on a few threads; whoever waits hears how far they are and can stop them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from types import TracebackType

from app.domain.syncing import SyncReport, SyncStep
from app.domain.workspace import Profile

THREADS = 4
"""Networks answer slowly, while what is done with their answers shares one processor."""
_LOOK_S = 0.2
"""How often whoever waits is asked whether they still want it."""

Progress = Callable[[float | None, SyncStep | None], None]
"""Hears the share of everything that is done, 0..1, and which profile came how far (None: none since the last time);
raises to stop the work."""


class ManyProfiles:
    """Leaving it waits for the calls under way."""

    def __init__(self, profiles: Sequence[Profile], progress: Progress, cancel: Callable[[], bool]) -> None:
        self._progress = progress
        self._cancel = cancel
        self._stopped = threading.Event()
        self._steps: SimpleQueue[SyncStep | None] = SimpleQueue()
        self._shares = {profile.id: 0.0 for profile in profiles}
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="szpalta-sync")
        self._futures: list[Future[SyncReport]] = []

    def __enter__(self) -> ManyProfiles:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is not None:
            self._stopped.set()
        self._pool.shutdown(wait=True)

    # for the threads
    def tell(self, step: SyncStep) -> None:
        self._steps.put(step)

    def is_cancelled(self) -> bool:
        return self._stopped.is_set() or self._cancel()

    # for whoever waits
    def start(self, profile: Profile, fetch: Callable[[], SyncReport]) -> None:
        future = self._pool.submit(fetch)
        future.add_done_callback(lambda done: self._end(profile))
        self._futures.append(future)

    def reports(self) -> list[SyncReport]:
        """Waits for all of them, in the order they were started."""
        left = len(self._futures)
        while left:
            try:
                step = self._steps.get(timeout=_LOOK_S)
            except Empty:
                self._progress(self._share, None)
                continue
            if step is None:
                left -= 1
            else:
                self._shares[step.profile_id] = step.share
            self._progress(self._share, step)
        return [future.result() for future in self._futures]

    def _end(self, profile: Profile) -> None:
        self._shares[profile.id] = 1.0
        self._steps.put(None)

    @property
    def _share(self) -> float:
        return sum(self._shares.values()) / len(self._shares)
