"""When data is fetched by itself, and how long answers of networks are kept: choices of a workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.domain.errors import BadInput
from app.domain.people import Actor, Right
from app.domain.workspace import Profile
from app.services.kept_answers import MOST_DAYS, kept_days
from app.services.kept_answers import SETTING as KEPT
from app.services.steps import allow
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

SETTING = "fetch_every_minutes"
USUAL = 60
"""Figures of the youngest posts move fast, so that they are asked for hourly; a fetch leaves out the posts whose time has not
come (`app/domain/fading.py`)."""
LEAST, MOST = 15, 24 * 60


@dataclass(frozen=True, slots=True)
class FetchChoices:
    """`every` None: data is fetched only when somebody asks. `days` 0: no answers are kept. `kept` answers take `size` bytes."""

    every: timedelta | None
    days: int
    kept: int
    size: int


class FetchPlan:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def choices(self) -> FetchChoices:
        with self._store.read() as work:
            kept, size = work.fetching.answers_size()
            return FetchChoices(_every(work), kept_days(work), kept, size)

    def fetch_every(self, actor: Actor, minutes: int) -> None:
        """0: never by itself. Raises `BadInput` "fetching.every"."""
        if minutes != 0 and not LEAST <= minutes <= MOST:
            raise BadInput("fetching.every", minutes=minutes, least=LEAST, most=MOST)
        self._put(actor, SETTING, minutes)

    def keep_answers(self, actor: Actor, days: int) -> None:
        """0: none. What is older goes with the next fetch. Raises `BadInput` "answers.days"."""
        if not 0 <= days <= MOST_DAYS:
            raise BadInput("answers.days", days=days, most=MOST_DAYS)
        self._put(actor, KEPT, days)

    def due(self, profiles: Sequence[Profile]) -> list[Profile]:
        """Those of them whose data is to be fetched now, whoever tried to fetch it last and however that ended."""
        with self._store.read() as work:
            every, tried = _every(work), work.fetching.tried()
        if every is None:
            return []
        before = self._clock.now() - every
        last = {row.id: max(filter(None, (row.fetched_at, tried.get(row.id))), default=None) for row in profiles}
        return [row for row in profiles if (at := last[row.id]) is None or at <= before]

    def _put(self, actor: Actor, name: str, value: int) -> None:
        with self._store.write() as work:
            allow(work, actor, Right.IMPORT, None)
            work.settings.put(name, value)


def _every(work: UnitOfWork) -> timedelta | None:
    told = work.settings.get(SETTING)
    minutes = told if isinstance(told, int) else USUAL
    return timedelta(minutes=minutes) if minutes else None
