"""Whether this computer's clock can be trusted with publishing (PUB-19): by itself, by the latest time seen, by the networks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from app.domain.people import Actor, Right
from app.services.steps import allow
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock
from app.system.server_clocks import ServerClocks

BACK = timedelta(seconds=120)
"""How much earlier than the latest time ever seen here it may be."""
SKEW = timedelta(minutes=5)
"""How much the networks' clocks may differ, and how far the clock may jump ahead of the one that runs since the start."""
MARK_EVERY = timedelta(minutes=1)
PROBLEM = "clock_problem"
"""Name of the shared setting that holds the problem for every window to show: a code, or ""."""


class ClockWatch:
    """Publishing asks `check`, in several threads. `ask` lets the networks' servers say what time it is."""

    def __init__(
        self, clock: Clock, store: Store, servers: ServerClocks, ask: Callable[[], object] = lambda: None
    ) -> None:
        self._clock = clock
        self._store = store
        self._servers = servers
        self._ask = ask
        self._lock = threading.Lock()
        self._last: tuple[datetime, float] | None = None
        self._ahead_s = 0.0

    def listen(self, due: bool) -> None:
        """Asks the networks before something `due` goes out when none has told the time since the start or since the clock was
        set; and whenever it seems to have been set ahead."""
        with self._lock:
            self._note_jump(self._clock.now())
            due = due or self._ahead_s > SKEW.total_seconds()
        if due and not self._servers.agree(SKEW.total_seconds()):
            self._ask()

    def check(self, work: UnitOfWork) -> str | None:
        """Why nothing may go out: "clock.back", "clock.skew", "clock.jumped"; None: the clock can be trusted. Keeps the mark."""
        now, here = self._clock.now(), work.team.workspace()
        problem = self._problem(now, here.high_water)
        if problem is None and (here.high_water is None or now - here.high_water >= MARK_EVERY):
            work.team.keep_high_water(now)
        if (work.settings.get(PROBLEM) or None) != problem:
            work.settings.put(PROBLEM, problem or "")
        return problem

    def told(self) -> str | None:
        """The problem publishing met last, in whichever program; None: there is none."""
        with self._store.read() as work:
            return work.settings.get(PROBLEM) or None

    def confirm(self, actor: Actor) -> None:
        """A person says that the clock is right as it is."""
        with self._store.write() as work:
            allow(work, actor, Right.SCHEDULE, None)
            with self._lock:
                self._ahead_s, self._last = 0.0, None
            work.team.keep_high_water(self._clock.now())
            work.settings.put(PROBLEM, "")
            work.history.record(
                at=self._clock.now(), actor=actor, entity="workspace", entity_id=1, action="clock_confirmed"
            )

    def _problem(self, now: datetime, mark: datetime | None) -> str | None:
        with self._lock:
            self._note_jump(now)
            ahead = self._servers.ahead_s
            if ahead is not None and abs(ahead) <= SKEW.total_seconds():
                self._ahead_s = 0.0
            if mark is not None and now < mark - BACK:
                return "clock.back"
            if ahead is not None and abs(ahead) > SKEW.total_seconds():
                return "clock.skew"
            if self._ahead_s > SKEW.total_seconds():
                return "clock.jumped"
            self._ahead_s = 0.0
        return None

    def _note_jump(self, now: datetime) -> None:
        """A clock that ran ahead of the one that counts since the start was set, not waited for; until it is set back or a
        network agrees with it. One that was set back first and then right again is where it was. What the networks told
        before was about the clock as it was. Where the other one stands still during sleep it may have been sleep: then only
        the networks can tell."""
        boot = self._clock.boot_seconds()
        if self._last is not None:
            jump = (now - self._last[0]).total_seconds() - (boot - self._last[1])
            if abs(jump) > SKEW.total_seconds():
                self._servers.forget()
                self._ahead_s += jump if self._clock.boot_counts_sleep else 0.0
        self._last = (now, boot)
