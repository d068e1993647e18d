"""One publisher at a time on a SQLite store (PUB-14): whoever holds the lease publishes, everybody edits."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.delivery import LEASE
from app.domain.publishing import Publisher
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock
from app.system.programs import has_ended


class PublisherLease:
    """`owner` is this program. Its threads share what it holds; the last one to leave gives it back."""

    def __init__(self, store: Store, clock: Clock, owner: str) -> None:
        self._store = store
        self._clock = clock
        self._owner = owner
        self._users = 0
        self._lock = threading.Lock()

    @contextmanager
    def used(self) -> Iterator[None]:
        """While it is open the lease, once gained, is kept; afterwards it is free at once and not only when it runs out."""
        with self._lock:
            self._users += 1
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                last = self._users == 0
            if last:
                self._give_back()

    def elsewhere(self, work: UnitOfWork) -> Publisher | None:
        """Who else has the lease. Whoever was killed has not: what it was sending has a lease of its own."""
        holder = None if work.publishers.several_may_claim else work.publishers.holder()
        if holder is None or holder.owner == self._owner or holder.lease_until <= self._clock.now():
            return None
        return None if has_ended(holder.owner) else holder

    def gain(self, work: UnitOfWork, kind: str) -> Publisher | None:
        """Holds or renews the lease in a transaction that writes. Gives whoever else has it."""
        others = self.elsewhere(work)
        if others is None and not work.publishers.several_may_claim:
            now, holder = self._clock.now(), work.publishers.holder()
            if holder is None or holder.owner != self._owner or holder.lease_until - now < LEASE * 2 / 3:
                work.publishers.hold(self._owner, kind, socket.gethostname(), now, now + LEASE)
        return others

    def _give_back(self) -> None:
        with self._store.read() as work:
            holder = work.publishers.holder()
        if holder is not None and holder.owner == self._owner:
            with self._store.write() as work:
                work.publishers.release(self._owner)
