"""Approved posts given to a network's own scheduler ahead of their time, each call with its intent committed before it.

A delivery stays `scheduled` while it lies at its network; `handed_over_at` keeps every publisher away from it. With no
`handed_over_id` the handing over has no known end: the network's own list of what waits there is looked at before anything
is repeated, and repeated only where the network knows the key again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from app.connectors.base import (
    POST,
    Idempotency,
    NeedsReconnect,
    NotExecuted,
    Operation,
    Parcel,
    Receipt,
    Rejected,
    Schedules,
    Step,
    StepKind,
)
from app.domain.connecting import NEEDS_RECONNECT
from app.domain.delivery import (
    LEASE,
    POLL,
    REQUEST_DEADLINE,
    Attempt,
    Delivery,
    DeliveryState,
    Outcome,
    failures,
    request_hash,
)
from app.domain.errors import SzpaltaError
from app.services.delivery_steps import DeliverySteps
from app.services.keeping_results import Results
from app.services.lost_connection import note_if_lost
from app.services.native_schedules import entries_of
from app.services.outbound import Outbound, Ready
from app.services.sending import backoff, key_lives, told
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

SCHEDULE = "schedule"
AHEAD = timedelta(minutes=2)
"""More than the network asks for: its clock may be ahead of ours."""


class NativeHandOver:
    """`may_begin` tells in a transaction whether a delivery may be given away now. `failpoint`: "before schedule", "after
    schedule"."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        deliveries: DeliverySteps,
        outbound: Outbound,
        results: Results,
        failpoint: Callable[[str], None],
        may_begin: Callable[[UnitOfWork, Delivery], bool],
    ) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries
        self._outbound = outbound
        self._results = results
        self._failpoint = failpoint
        self._may_begin = may_begin

    def needed(self, work: UnitOfWork) -> bool:
        """Whether something waits to be handed over that was not tried a moment ago."""
        now = self._clock.now()
        return any(_rested(row, work.deliveries.attempts(row.id), now) for row in work.deliveries.to_hand_over(now))

    def run(self) -> None:
        """Everything that may be handed over now."""
        now = self._clock.now()
        with self._store.read() as work:
            rows = [
                row for row in work.deliveries.to_hand_over(now) if _rested(row, work.deliveries.attempts(row.id), now)
            ]
        for row in rows:
            try:
                ready = self._outbound.ready(row)
            except SzpaltaError as problem:
                note_if_lost(self._store, self._clock.now(), row.profile_id, problem)
                continue  # publishing says so when its time comes
            if isinstance(ready.connector, Schedules) and self._fits(ready, row):
                self._settle_doubt(ready, row) if row.handed_over_at is not None else self._begin(ready, row)

    def _fits(self, ready: Ready, row: Delivery) -> bool:
        """Only what is one post, and far enough ahead but not too far."""
        able, now = ready.capabilities, self._clock.now()
        if able.schedule_from is None or row.due_at is None:
            return False
        one = [step.name for step in ready.steps if step.kind is StepKind.PUBLISH] == [POST]
        soon = row.due_at - now < able.schedule_from + AHEAD
        far = able.schedule_until is not None and row.due_at - now > able.schedule_until
        return row.handed_over_at is not None or (one and not soon and not far)

    def _begin(self, ready: Ready, row: Delivery) -> None:
        now = self._clock.now()
        with self._store.write() as work:
            as_read = work.deliveries.get(row.id)
            if as_read != row or not self._may_begin(work, row):
                return
            values = {"handed_over_at": now, "handed_over_for": row.due_at}
            sources = (DeliveryState.SCHEDULED,)
            if not work.deliveries.change(
                row.id, fence=row.fence, fence_to=row.fence + 1, sources=sources, at=now, **values
            ):
                return
            lying = work.deliveries.get(row.id)
        if self._prepare(ready, lying):
            self._schedule(ready, lying)

    def _prepare(self, ready: Ready, row: Delivery) -> bool:
        """Files first; nobody sees them. False: it was given up for now."""
        with self._store.read() as work:
            refs = work.parts.refs(row.id)
        for step in ready.steps:
            if step.kind is StepKind.PUBLISH or step.name in refs:
                continue
            receipt = self._call(row, step.name, request_hash(row, step.name), self._performing(ready, step, refs))
            if receipt is None:
                self._give_back(row)
                return False
            refs[step.name] = receipt.remote_id
        return True

    def _performing(self, ready: Ready, step: Step, refs: dict[str, str]) -> Callable[[], Receipt]:
        return lambda: ready.connector.perform(ready.account, ready.parcel, step, dict(refs))

    def _schedule(self, ready: Ready, row: Delivery) -> None:
        with self._store.read() as work:
            refs = work.parts.refs(row.id)
        connector, at = ready.connector, row.handed_over_for
        if not isinstance(connector, Schedules) or at is None:
            return
        receipt = self._call(
            row, SCHEDULE, _asked(row), lambda: connector.schedule(ready.account, _keyed(ready.parcel, row), at, refs)
        )
        if receipt is None and not self._in_doubt(row):
            self._give_back(row)

    def _call(self, row: Delivery, phase: str, asked: str, call: Callable[[], Receipt]) -> Receipt | None:
        """One call as an attempt of its own. None: it brought nothing, or nobody knows what."""
        number = self._intent(row, phase, asked)
        if number is None:
            return None
        begun = self._clock.boot_seconds()
        self._failpoint("before schedule" if phase == SCHEDULE else "before part")
        if self._clock.boot_seconds() - begun > REQUEST_DEADLINE.total_seconds():  # slept meanwhile (PUB-06)
            self._close(row, number, Outcome.NOT_EXECUTED, "suspended")
            return None
        try:
            receipt = call()
        except Exception as error:
            note_if_lost(self._store, self._clock.now(), row.profile_id, error)
            outcome, why = _outcome_of(error)
            self._close(row, number, outcome, why)
            return None
        self._failpoint("after schedule" if phase == SCHEDULE else "after file")
        self._results.keep(lambda work: self._keep(work, row, number, phase, receipt))
        return receipt

    def _intent(self, row: Delivery, phase: str, asked: str) -> int | None:
        """Committed before any byte leaves (PUB-01). None: it is no longer to be handed over, or not by us."""
        with self._store.write() as work:
            now_row = work.deliveries.get(row.id)
            same = (now_row.handed_over_at, now_row.due_at) == (row.handed_over_at, row.handed_over_for)
            if now_row.state is not DeliveryState.SCHEDULED or not same or not self._may_begin(work, now_row):
                return None
            number = work.deliveries.next_attempt_number(row.id)
            work.deliveries.add_attempt(
                delivery_id=row.id,
                n=number,
                fence=now_row.fence,
                started_at=self._clock.now(),
                started_boot_s=self._clock.boot_seconds(),
                phase=phase,
                request_sha256=asked,
            )
            return number

    def _keep(self, work: UnitOfWork, row: Delivery, number: int, phase: str, receipt: Receipt) -> None:
        self._deliveries.close(work, row, number, Outcome.OK, None, receipt.remote_id)
        if phase != SCHEDULE:
            self._deliveries.keep_part(work, row, phase, receipt)
            return
        self.note(work, row, receipt.remote_id)

    def note(self, work: UnitOfWork, row: Delivery, entry_id: str) -> None:
        work.deliveries.note_handed_over(row, entry_id, self._clock.now())
        at = row.handed_over_for.isoformat() if row.handed_over_for else ""
        self._deliveries.note(work, row, "handed_over", {"entry": entry_id, "due_at": at})

    def _close(self, row: Delivery, number: int, outcome: Outcome, why: str) -> None:
        self._results.keep(lambda work: self._deliveries.close(work, row, number, outcome, why, None))

    def _give_back(self, row: Delivery) -> None:
        """Proved: nothing of it waits at the network. It is for our own publisher again."""
        with self._store.write() as work:
            if work.deliveries.get(row.id).handed_over_id is None:
                self._deliveries.forget_hand_over(work, row)

    def _in_doubt(self, row: Delivery) -> bool:
        with self._store.read() as work:
            return any(
                try_.outcome in (None, Outcome.UNKNOWN) for try_ in _tries(row, work.deliveries.attempts(row.id))
            )

    def _settle_doubt(self, ready: Ready, row: Delivery) -> None:
        """The one that handed it over is gone, or got no answer. What waits at the network is proof; its absence none, so a
        call is repeated only where the network knows the key again. What stays in doubt is asked for after its time."""
        with self._store.read() as work:
            tries = _tries(row, work.deliveries.attempts(row.id))
        if not any(try_.outcome in (None, Outcome.UNKNOWN) for try_ in tries):
            self._give_back(row)
            return
        try:
            entries = entries_of(self._store, ready, row)
        except SzpaltaError as problem:
            note_if_lost(self._store, self._clock.now(), row.profile_id, problem)
            return
        if len(entries) == 1:
            self._results.keep(lambda work: self._found(work, row, tries[-1], entries[0]))
            return
        key_class, now = ready.capabilities.classes.get(Operation.SCHEDULE), self._clock.now()
        ahead = row.due_at is not None and row.due_at - now >= (ready.capabilities.schedule_from or LEASE) + AHEAD
        again = key_class is Idempotency.EXPIRING_KEY and key_lives(ready, tries[0].started_at, now)
        if not entries and ahead and (again or key_class is Idempotency.PERMANENT_KEY):
            self._results.keep(lambda work: self._close_open(work, row, tries))
            self._schedule(ready, row)

    def _found(self, work: UnitOfWork, row: Delivery, last: Attempt, entry_id: str) -> None:
        if last.finished_at is None:
            self._deliveries.close(work, row, last.n, Outcome.OK, None, entry_id)
        else:
            work.deliveries.note_late_answer(row.id, last.n, entry_id)
        self.note(work, row, entry_id)

    def _close_open(self, work: UnitOfWork, row: Delivery, tries: list[Attempt]) -> None:
        for try_ in tries:
            if try_.finished_at is None:
                self._deliveries.close(work, row, try_.n, Outcome.UNKNOWN, "abandoned", None)


def _outcome_of(error: Exception) -> tuple[Outcome, str]:
    """What is not proved is unknown (PUB-07)."""
    if isinstance(error, NeedsReconnect):
        return Outcome.NOT_EXECUTED, NEEDS_RECONNECT
    if isinstance(error, NotExecuted):
        return Outcome.NOT_EXECUTED, told(error)
    if isinstance(error, SzpaltaError):
        return Outcome.REJECTED if isinstance(error, Rejected) else Outcome.UNKNOWN, told(error)
    return Outcome.UNKNOWN, type(error).__name__


def _keyed(parcel: Parcel, row: Delivery) -> Parcel:
    """A key for this handing over: the same when it is repeated, another one after it was taken back."""
    began = row.handed_over_at
    return parcel if began is None else replace(parcel, idem_key=f"{parcel.idem_key}-{int(began.timestamp() * 1000)}")


def _asked(row: Delivery) -> str:
    began = row.handed_over_at.isoformat() if row.handed_over_at else ""
    return request_hash(row, f"{SCHEDULE}/{began}")


def _tries(row: Delivery, attempts: list[Attempt]) -> list[Attempt]:
    return [attempt for attempt in attempts if attempt.request_sha256 == _asked(row)]


def _rested(row: Delivery, attempts: list[Attempt], now: datetime) -> bool:
    """Whether it is time to try: not while another program may be at it, not what this network refused, later after failures."""
    last = attempts[-1] if attempts else None
    if row.handed_over_at is not None:
        begun = max(row.handed_over_at, last.started_at if last else row.handed_over_at)
        return now - begun >= (LEASE if last is None or last.finished_at is None else POLL)
    if any(attempt.phase == SCHEDULE and attempt.outcome is Outcome.REJECTED for attempt in attempts):
        return False
    tries = failures(attempts)
    return tries == 0 or last is None or last.finished_at is None or now - last.finished_at >= backoff(tries)
