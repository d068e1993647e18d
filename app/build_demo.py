"""The demo workspace's own wiring: the services of an `App`, with the Practice network's workshop door open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.build import App, new_app
from app.connectors.base import Account
from app.system.clock import SetClock, SystemClock
from app.system.machine import machine_id
from app.system.paths import Paths

if TYPE_CHECKING:
    from app.services.demo_cast import Desk


def make_demo(
    address: str,
    *,
    now: datetime | None = None,
    paths: Paths | None = None,
    progress: Callable[[float], None] = lambda share: None,
    past_days: int | None = None,
) -> None:
    """Makes the demo workspace at `address`, where nothing may be yet. Takes some seconds; `progress` hears 0..1.

    `past_days`: how long the company has been there; two years unless said otherwise.
    """
    from app.services.demo import PAST_DAYS, DemoService
    from app.system.bundled import bundled

    moment = now or SystemClock().now()
    clock = SetClock(moment)
    app = new_app(address, clock=clock, paths=paths)
    try:
        DemoService(_demo_desk(app, clock), bundled("demo")).make(moment, progress, past_days=past_days or PAST_DAYS)
    finally:
        app.close()


def _demo_desk(app: App, clock: SetClock) -> Desk:
    from app.services.demo_cast import Desk

    return Desk(
        store=app.store,
        clock=clock,
        workspaces=app.workspaces,
        strategy=app.strategy,
        members=app.members,
        profiles=app.profiles,
        planning=app.planning,
        scheduling=app.scheduling,
        approval=app.approval,
        deliveries=app.delivery_steps,
        publishing=app.publishing,
        afterwards=app.afterwards,
        syncing=app.syncing,
        media=app.media,
        personas=app.personas,
        campaigns=app.campaigns,
        tasks=app.tasks,
        practice=_PracticeForDemo(app),
        account_for=app.account_for,
        machine_id=machine_id(app.paths.config),
    )


class _PracticeForDemo:
    """The Practice network with its workshop door open: its past can be written and its moods set."""

    def __init__(self, app: App) -> None:
        self._store = app.practice_store
        self._clock = app.clock
        self.register_past = app.practice.register_past
        self.post_history = app.practice.post_history
        self.profile_history = app.practice.profile_history

    def set_up(self, account: Account, *, seed: int, followers: int, since: datetime) -> None:
        here = self._store.account(account.network, account.handle, since)
        self._store.configure(replace(here, seed=seed, followers=followers, since=since))

    def misbehave(self, account: Account, kind: str, seconds: float = 0.0, reason: str = "") -> None:
        from app.domain.practice import FaultKind, PracticeFault

        here = self._store.account(account.network, account.handle, self._clock.now())
        self._store.add_fault(here.id, PracticeFault(FaultKind(kind), seconds=seconds, reason=reason))
