"""Fetching beside other work: networks are asked, and figures written, in a process of its own, which holds nobody up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from app.domain.networks import Connection
from app.domain.people import Actor, Right
from app.domain.syncing import SyncReport
from app.domain.workspace import Profile
from app.services.fetch_plan import FetchPlan
from app.services.many_profiles import Progress
from app.services.seeing import brands_read
from app.services.syncing import SyncService
from app.store.store import Store
from app.system.child import run_stoppable

_CONNECTED = frozenset({Connection.PRACTICE, Connection.API})


class FetchApart(Protocol):
    """Fetches some profiles in a process of its own: a function of a module with values that can be sent to one."""

    def __call__(
        self, profile_ids: Sequence[int], *, progress: Progress, cancel: Callable[[], bool]
    ) -> list[SyncReport]: ...


@dataclass(frozen=True, slots=True)
class Fetchable:
    """`mine`: the connected profiles this person may fetch; `others` how many more are connected."""

    mine: tuple[Profile, ...]
    others: int = 0


class FetchDesk:
    """`apart` gives the work with what it needs by now. None: this computer's database does not let two processes write, so
    everything is done here."""

    def __init__(
        self, store: Store, syncing: SyncService, plan: FetchPlan, apart: Callable[[], FetchApart] | None
    ) -> None:
        self._store = store
        self._syncing = syncing
        self.plan = plan
        self._apart = apart

    def fetchable(self, actor: Actor, brand_ids: Sequence[int] | None = None) -> Fetchable:
        """The connected profiles of the brands the actor sees; whoever may import figures may fetch them."""
        with self._store.read() as work:
            found = work.profiles.all(brand_ids=brands_read(work, actor, brand_ids), status="active")
        connected = [row for row in found if row.connection in _CONNECTED]
        mine = [row for row in connected if actor.member is None or actor.member.may(Right.IMPORT, row.brand_id)]
        return Fetchable(tuple(mine), len(connected) - len(mine))

    def due(self, actor: Actor) -> list[Profile]:
        """Those of all brands the actor sees whose data is to be fetched by itself now."""
        return self.plan.due(self.fetchable(actor).mine)

    def fetch(self, actor: Actor, profile_ids: Sequence[int], report: Progress) -> list[SyncReport]:
        """A report for each of them that the actor may fetch. What `report` raises stops it between two calls to a
        network and is raised here; what has come stays."""
        allowed = {row.id for row in self.fetchable(actor).mine}
        chosen = [number for number in profile_ids if number in allowed]
        if not chosen:
            return []
        if self._apart is not None:
            return run_stoppable(partial(self._apart(), chosen), report)
        return self._syncing.sync(chosen, progress=report)
