"""What the fetching of one profile carries along: whom to ask, where it stands, what came."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from app.connectors.base import Account, Capabilities, Connector
from app.domain.days import local_day
from app.domain.syncing import DONE, PARTS, SyncMark, SyncStep
from app.domain.workspace import Profile
from app.services.patient_writing import PatientWriter
from app.store.queries.fetching import packed
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

FIRST_LOOK = timedelta(days=730)
"""How far back the first fetch of a profile looks, where the network allows."""
OVERLAP = timedelta(days=3)
"""A later one looks back a little before the last: networks list new posts and comments late."""
LEASE = timedelta(minutes=1)
"""How long a profile counts as being fetched after the last sign of life of whoever fetches it."""
_RUNNING = "running"

T = TypeVar("T")


class Stopped(Exception):
    """A person stopped the fetching between two calls."""


@dataclass(slots=True)
class Tally:
    posts_new: int = 0
    posts_updated: int = 0
    figures_new: int = 0
    figures_unchanged: int = 0
    comments_new: int = 0
    questions_new: int = 0


class SyncSession:
    """One profile, one thread. `part` is what is being fetched; `tell` hears how far it is."""

    def __init__(
        self,
        profile: Profile,
        connector: Connector,
        store: Store,
        writer: PatientWriter,
        clock: Clock,
        *,
        tell: Callable[[SyncStep], None],
        cancel: Callable[[], bool],
    ) -> None:
        self.profile = profile
        self.connector = connector
        self.clock = clock
        self.began = clock.now()
        self.marks: dict[str, SyncMark] = {}
        self.tally = Tally()
        self._changed: dict[str, SyncMark | None] = {}
        self.part = PARTS[0]
        self._store = store
        self._writer = writer
        self._tell = tell
        self._cancel = cancel
        self.list_mark: str | None = None
        """What the network recognises the list of posts by that has just come."""
        self._answers: list[str] = []
        self._owner = uuid.uuid4().hex
        self._renewed = self.began

    # beginning
    def begin(self) -> bool:
        """Takes the profile, so that two programs do not both spend its calls. False: somebody fetches it just now."""

        def take(work: UnitOfWork) -> dict[str, SyncMark] | None:
            marks = work.fetching.marks(self.profile.id)
            held = marks.get(_RUNNING)
            if held is not None and held.until is not None and held.until > self.began:
                return None
            self._hold(work)
            return marks

        taken = self._writer.write(take)
        self.marks = taken or {}
        return taken is not None

    def ask_as(self, account: Account, *, keep: bool) -> None:
        """Whom to ask for; `keep`: whether answers are kept as they come."""
        known = self.marks.get("list")
        account = replace(account, list_mark=known.mark if known else None, note_list_mark=self._note_list_mark)
        self.account = replace(account, keep_answer=self._keep) if keep else account
        self.able: Capabilities = self.connector.capabilities_for(self.account)

    def _note_list_mark(self, mark: str) -> None:
        self.list_mark = mark

    @property
    def horizon(self) -> datetime:
        """The earliest moment that is asked about."""
        days = self.able.history_days
        return self.began - (min(FIRST_LOOK, timedelta(days=days)) if days else FIRST_LOOK)

    def today(self) -> date:
        return local_day(self.clock.now(), self.profile.zone)

    # on the way
    def go_on(self, share: float = 0.0) -> None:
        """Tells that `share` of the part is done. Raises `Stopped` when nobody wants the rest."""
        self.show((PARTS.index(self.part) + share) / len(PARTS))
        self.stop_if_wanted()

    def stop_if_wanted(self) -> None:
        if self._cancel():
            raise Stopped

    def as_they_come(self, rows: Iterable[T], size: int, store: Callable[[list[T], bool], None]) -> None:
        """Gives `rows`, `size` at a time, to `store(batch, whole)`: also those that had come when the network failed or
        somebody stopped it. `whole`: this was the last of them."""
        batch: list[T] = []
        whole = False
        try:
            for row in rows:
                if len(batch) == size:
                    full, batch = batch, []
                    store(full, False)
                batch.append(row)
                self.stop_if_wanted()
            whole = True
        finally:
            if batch or whole:
                store(batch, whole)

    def show(self, share: float, part: str | None = None) -> None:
        row = self.profile
        self._tell(SyncStep(row.id, row.name, row.network.value, part or self.part, share))

    def read(self, look: Callable[[UnitOfWork], T]) -> T:
        with self._store.read() as work:
            return look(work)

    def write(self, change: Callable[[UnitOfWork], T]) -> T:
        """One short transaction, with the answers that came since the last one."""
        came = tuple(self._answers)

        def whole(work: UnitOfWork) -> T:
            self._changed = {}
            work.fetching.keep_answers(self.profile.id, self.part, self.clock.now(), came)
            if self.clock.now() - self._renewed > LEASE / 4:
                self._hold(work)
            return change(work)

        done = self._writer.write(whole)
        del self._answers[: len(came)]
        self.marks = {part: mark for part, mark in (self.marks | self._changed).items() if mark is not None}
        return done

    def keep_rest(self) -> None:
        """Stores answers that no figure came of."""
        if self._answers:
            self.write(lambda work: None)

    def put_mark(self, work: UnitOfWork, part: str, mark: SyncMark | None) -> None:
        """Where a part stands; None: there is nothing left to go on with."""
        if mark == self.marks.get(part):
            return
        self._changed[part] = mark
        if mark is None:
            work.fetching.remove_mark(self.profile.id, part)
        else:
            work.fetching.put_mark(self.profile.id, part, mark)

    def end(self, work: UnitOfWork) -> None:
        """Lets the profile go."""
        work.fetching.remove_mark(self.profile.id, _RUNNING)

    def show_end(self) -> None:
        self.show(1.0, DONE)

    def _hold(self, work: UnitOfWork) -> None:
        self._renewed = self.clock.now()
        work.fetching.put_mark(self.profile.id, _RUNNING, SyncMark(self._owner, self._renewed + LEASE))

    def _keep(self, body: bytes) -> None:
        self._answers.append(packed(body))
