"""From a claim to an outcome: each step with its intent committed before the first byte (transitions 2 to 6, 16)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.connectors.base import (
    Idempotency,
    NeedsReconnect,
    NotExecuted,
    OutcomeUnknown,
    Receipt,
    Rejected,
    Step,
    StepKind,
    StillWorking,
)
from app.domain.connecting import NEEDS_RECONNECT
from app.domain.delivery import (
    KEY_MARGIN,
    LEASE,
    REQUEST_DEADLINE,
    STILL_WORKING,
    Attempt,
    Delivery,
    DeliveryState,
    Outcome,
    doubted_since,
    failures,
    is_public,
    request_hash,
)
from app.domain.errors import SzpaltaError
from app.services.delivery_steps import DeliverySteps
from app.services.outbound import Ready
from app.services.publishing_stage import PublishingStage
from app.store.unit import UnitOfWork

D = DeliveryState
BACKOFF = timedelta(seconds=30)
LONGEST_WAIT = timedelta(days=1)
"""A network that asks to wait longer is asked again after a day."""
MARGIN = timedelta(seconds=30)
WORKING_WAIT = timedelta(seconds=15)
"""When a network that is still at work is asked again, unless it says when."""
RECONNECT_WAIT = timedelta(minutes=15)
"""How often the rest of a thread is tried whose profile must be connected again; connecting it tries at once."""


@dataclass(frozen=True)
class Sending(PublishingStage):
    """`lost` as `PublishingService` says; `stopping` tells between two steps that nothing more should be begun."""

    stopping: Callable[[UnitOfWork, Delivery], bool]
    lost: Callable[[int, NeedsReconnect], object]

    def send(self, delivery: Delivery) -> Delivery:
        """Everything that can be got ready first, then step by step, beginning with the first that is not done (PUB-11)."""
        try:
            ready = self.outbound.ready(delivery)
        except NeedsReconnect as problem:
            held = self._move(delivery, D.HELD, reason=NEEDS_RECONNECT, next_at=None)
            self.lost(delivery.profile_id, problem)
            return held
        except Rejected as refusal:
            return self._move(delivery, D.FAILED, reason=told(refusal), next_at=None)
        except SzpaltaError as problem:
            return self._move(delivery, D.HELD, reason=problem.code, next_at=None)
        with self.store.read() as work:
            refs, attempts = work.parts.refs(delivery.id), work.deliveries.attempts(delivery.id)
        step = ready.next_step(refs)
        if step is None or not may_try(ready, step, attempts, delivery, self.clock.now()):
            return self._move(delivery, D.RECONCILE, reason="key_too_old", next_at=None)
        sending = self._write_intent(delivery, step)
        return self._again(delivery) if sending is None else self._carry_on(ready, sending, step, refs)

    def _carry_on(self, ready: Ready, sending: Delivery, step: Step, refs: dict[str, str]) -> Delivery:
        """Calls until all steps are done or one is not."""
        while True:
            begun = self.clock.boot_seconds()
            self.failpoint("after intent")
            if self.clock.boot_seconds() - begun > REQUEST_DEADLINE.total_seconds():  # slept meanwhile (PUB-06)
                return self._not_executed(sending, "suspended", None)
            receipt = self._call(ready, sending, step, refs)
            if isinstance(receipt, Delivery):
                return receipt
            refs[step.name] = receipt.remote_id
            following = ready.next_step(refs)
            if following is None:
                return self._sent(sending, step, receipt)
            moved = self._next_step(sending, step, receipt, following)
            if moved is None or moved.state is not D.SENDING:
                return moved or self._again(sending)
            sending, step = moved, following

    def _call(self, ready: Ready, sending: Delivery, step: Step, refs: dict[str, str]) -> Receipt | Delivery:
        """The network call and its three-way outcome. Whatever is not proved is unknown."""
        try:
            receipt = ready.connector.perform(ready.account, ready.parcel, step, dict(refs))
        except StillWorking as error:
            wait = _asked_for(error.retry_after) or WORKING_WAIT
            return self._wait(sending, STILL_WORKING, wait)
        except NotExecuted as error:
            return self._not_executed(sending, told(error), error.retry_after)
        except NeedsReconnect as problem:
            waiting = self._wait_for_key(sending)
            self.lost(sending.profile_id, problem)
            return waiting
        except Rejected as error:
            return self._rejected(sending, told(error))
        except OutcomeUnknown as error:
            return self._unknown(sending, step, told(error))
        except Exception as error:
            return self._unknown(sending, step, type(error).__name__)
        self.failpoint("after answer")
        return receipt if receipt.remote_id else self._unknown(sending, step, "no_id")

    def _write_intent(self, delivery: Delivery, step: Step) -> Delivery | None:
        """Transition 2, committed before any byte leaves (PUB-01). None: the lease is over or no longer ours.

        On a full disk nothing is sent: the space kept back is for results. Raises `StoreProblem` "store.full".
        """
        now = self.clock.now()
        with self.store.write() as work:
            if delivery.lease_until is None:
                return None
            if delivery.lease_until - work.deliveries.lease_time(now) < REQUEST_DEADLINE + MARGIN:
                return None
            number = work.deliveries.next_attempt_number(delivery.id)
            more: dict[str, Any] = {"first_send_at": delivery.first_send_at or now, "attempts": number, "next_at": None}
            sending = self.deliveries.try_move(work, delivery, D.SENDING, **more)
            if sending is not None:
                self._add_attempt(work, sending, step, now)
        return sending

    def _add_attempt(self, work: UnitOfWork, sending: Delivery, step: Step, now: datetime) -> None:
        work.deliveries.add_attempt(
            delivery_id=sending.id,
            n=sending.attempts,
            fence=sending.fence,
            started_at=now,
            started_boot_s=self.clock.boot_seconds(),
            phase=step.name,
            request_sha256=request_hash(sending, step.name),
        )

    def _next_step(self, sending: Delivery, step: Step, receipt: Receipt, following: Step) -> Delivery | None:
        """What one step brought and the intent of the next, in one transaction: between them nothing can be in doubt.
        While nothing of it can be seen, a stop or a wish to cancel ends it here. None: it is no longer ours."""

        def record(work: UnitOfWork) -> Delivery | None:
            now = self.clock.now()
            values = self.deliveries.keep_part(work, sending, step.name, receipt)
            self.deliveries.close(work, sending, sending.attempts, Outcome.OK, None, receipt.remote_id)
            if self.stopping(work, sending) and not any(map(is_public, work.parts.refs(sending.id))):
                return self.deliveries.wait_or_cancel(work, sending, next_at=now, **values)
            values |= {"lease_until": work.deliveries.lease_time(now) + LEASE, "attempts": sending.attempts + 1}
            moved = self.deliveries.try_move(work, sending, D.SENDING, **values)
            if moved is not None:
                self._add_attempt(work, moved, following, now)
            return moved

        moved = self.results.keep(record)
        self.failpoint("after part")
        return moved

    def _sent(self, sending: Delivery, step: Step, receipt: Receipt) -> Delivery:
        def record(work: UnitOfWork) -> Delivery | None:
            values = self.deliveries.keep_part(work, sending, step.name, receipt)
            self.deliveries.close(work, sending, sending.attempts, Outcome.OK, None, receipt.remote_id)
            return self.deliveries.finish(work, sending, values)

        moved = self.results.keep(record)
        self.failpoint("after commit")
        return moved or self._again(sending)

    def _not_executed(self, sending: Delivery, reason: str, retry_after: float | None) -> Delivery:
        """Nothing happened, so the same key may try again; later when the network said when."""
        with self.store.read() as work:
            tries = failures(work.deliveries.attempts(sending.id))
        return self._wait(sending, reason, max(backoff(tries), _asked_for(retry_after) or timedelta(0)))

    def _wait(self, sending: Delivery, reason: str, wait: timedelta) -> Delivery:
        """Transition 4."""

        def record(work: UnitOfWork) -> Delivery:
            self.deliveries.close(work, sending, sending.attempts, Outcome.NOT_EXECUTED, reason, None)
            next_at = self.clock.now() + wait
            moved = self.deliveries.wait_or_cancel(work, sending, reason=reason, next_at=next_at)
            return moved or work.deliveries.get(sending.id)

        return self.results.keep(record)

    def _wait_for_key(self, sending: Delivery) -> Delivery:
        """Transition 4, and 14 while nothing of it can be seen: it is held like the profile's others. Half a thread stays
        where only its rest can still go out."""

        def record(work: UnitOfWork) -> Delivery:
            self.deliveries.close(work, sending, sending.attempts, Outcome.NOT_EXECUTED, NEEDS_RECONNECT, None)
            next_at = self.clock.now() + RECONNECT_WAIT
            moved = self.deliveries.wait_or_cancel(work, sending, reason=NEEDS_RECONNECT, next_at=next_at)
            if moved is None:
                return work.deliveries.get(sending.id)
            if moved.state is not D.RETRY_WAIT or any(map(is_public, work.parts.refs(sending.id))):
                return moved
            return self.deliveries.move(work, moved, D.HELD, reason=NEEDS_RECONNECT, next_at=None)

        return self.results.keep(record)

    def _rejected(self, sending: Delivery, reason: str) -> Delivery:
        """Transition 5. What is half out is for a person: a new try of it all would bring its beginning twice."""

        def record(work: UnitOfWork) -> Delivery:
            self.deliveries.close(work, sending, sending.attempts, Outcome.REJECTED, reason, None)
            if not any(map(is_public, work.parts.refs(sending.id))):
                return self.deliveries.move(work, sending, D.FAILED, reason=reason)
            moved = self.deliveries.move(work, sending, D.RECONCILE, reason=reason)
            return self.deliveries.move(work, moved, D.NEEDS_HUMAN, reason=reason)

        return self.results.keep(record)

    def _unknown(self, sending: Delivery, step: Step, reason: str) -> Delivery:
        """Transition 6, and what follows from it without asking anybody."""

        def record(work: UnitOfWork) -> Delivery:
            self.deliveries.close(work, sending, sending.attempts, Outcome.UNKNOWN, reason, None)
            return self.deliveries.move(work, sending, D.RECONCILE, reason=reason, next_at=None)

        moved = self.results.keep(record)
        self.failpoint("after unknown")
        if moved.state is not D.RECONCILE:
            return moved
        settled = self.results.keep(lambda work: settle_unasked(work, self.deliveries, self.clock.now(), moved, step))
        return settled or moved

    def _move(self, delivery: Delivery, state: DeliveryState, **values: Any) -> Delivery:
        with self.store.write() as work:
            return self.deliveries.move(work, delivery, state, **values)

    def _again(self, delivery: Delivery) -> Delivery:
        with self.store.read() as work:
            return work.deliveries.get(delivery.id)


def settle_unasked(
    work: UnitOfWork, deliveries: DeliverySteps, now: datetime, delivery: Delivery, step: Step
) -> Delivery | None:
    """What an unknown outcome means where nobody need be asked: a step without effect is done again (10), and a network that
    can neither be asked nor be told twice leaves it to a person (12). None: it must be asked."""
    if step.kind is not StepKind.PUBLISH:
        wait = backoff(failures(work.deliveries.attempts(delivery.id)))
        return deliveries.wait_or_cancel(work, delivery, next_at=now + wait) or work.deliveries.get(delivery.id)
    if step.idempotency is Idempotency.BLIND:
        return deliveries.move(work, delivery, D.NEEDS_HUMAN)
    return None


def may_try(ready: Ready, step: Step, attempts: list[Attempt], delivery: Delivery, now: datetime) -> bool:
    """Whether a step may go out although it was tried before and nobody knows how that ended (the guard of 1 and 2)."""
    since = doubted_since(attempts, delivery, step.name)
    if step.kind is not StepKind.PUBLISH or since is None:
        return True
    if step.idempotency is Idempotency.EXPIRING_KEY:
        return key_lives(ready, since, now)
    return step.idempotency in (Idempotency.PERMANENT_KEY, Idempotency.TWO_PHASE)


def key_lives(ready: Ready, since: datetime, now: datetime) -> bool:
    """Class B: whether the network surely still knows a key it was first given at `since`."""
    lasts = ready.capabilities.key_lasts
    return lasts is not None and now - since < lasts * (1 - KEY_MARGIN)


def backoff(tries: int) -> timedelta:
    """Doubles with every one of `tries` up to an hour, with up to a quarter of jitter."""
    step: timedelta = min(BACKOFF * 2 ** min(max(tries - 1, 0), 7), timedelta(hours=1))
    return step * (1 + secrets.randbelow(250) / 1000)


def told(error: SzpaltaError) -> str:
    """What a network that refused said, in plain words, else the code, for the row and the person; never a secret
    (connectors see to that). What the system says of a lost connection is in its own language, and no word for people."""
    said = error.data.get("reason") if isinstance(error, Rejected) else None
    return str(said or error.code)


def _asked_for(seconds: float | None) -> timedelta | None:
    if seconds is None or not seconds > 0:
        return None
    return timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()))
