"""Deliveries whose outcome nobody knows: the network is asked, by its class, and a person where it cannot tell (9 to 12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.connectors.base import Idempotency, Receipt, Step
from app.domain.delivery import (
    ASKING,
    BEFORE_FIRST,
    POLL,
    QUIET,
    REQUEST_DEADLINE,
    Attempt,
    Delivery,
    DeliveryState,
    doubted_since,
    request_hash,
)
from app.domain.errors import SzpaltaError
from app.domain.same_post import Seen, Wanted, matches
from app.services.handed_over import HandedOver
from app.services.lost_connection import note_if_lost
from app.services.outbound import Ready
from app.services.publishing_stage import PublishingStage
from app.services.sending import key_lives, settle_unasked, told

D = DeliveryState
K = Idempotency


@dataclass(frozen=True, slots=True)
class Doubt:
    """A step nobody knows the end of: first and last tried at `since` and `last`; `late` is an answer that came too late."""

    row: Delivery
    ready: Ready
    step: Step
    since: datetime
    last: datetime
    late: Attempt | None
    refs: dict[str, str]
    owned: set[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the network told. `receipt`: it is there; `absent`: proved that it is not; neither: it cannot tell (yet)."""

    receipt: Receipt | None = None
    absent: bool = False
    by: str = ""
    seen: int = 0
    hits: int = 0


@dataclass(frozen=True)
class Reconciling(PublishingStage):
    def run(self) -> list[Delivery]:
        """Settles what can be settled now; gives what moved."""
        with self.store.read() as work:
            waiting = work.deliveries.to_reconcile(self.clock.now())
        moved = [self._settle(row) for row in waiting]
        return [row for row in moved if row is not None and row.state is not D.RECONCILE]

    def _settle(self, row: Delivery) -> Delivery | None:
        if row.handed_over_for is not None:
            return HandedOver(self.store, self.clock, self.deliveries, self.outbound).settle(row)
        try:
            ready = self.outbound.ready(row)
        except SzpaltaError as problem:
            note_if_lost(self.store, self.clock.now(), row.profile_id, problem)
            return self._cannot_ask(row, told(problem))
        doubt = self._doubt(row, ready)
        if doubt is None:
            return self._on(row, ready)
        if doubt.late is not None and doubt.late.remote_ref:
            receipt = Receipt(doubt.late.remote_ref, None, doubt.late.started_at)
            return self._found(doubt, Answer(receipt, by="late_answer"))
        unasked = self.results.keep(
            lambda work: settle_unasked(work, self.deliveries, self.clock.now(), row, doubt.step)
        )
        if unasked is not None:
            return unasked
        mine = self._take_turn(row)
        return None if mine is None else self._ask(replace(doubt, row=mine))

    def _doubt(self, row: Delivery, ready: Ready) -> Doubt | None:
        """None: nothing is in doubt, every step or none of the next was tried under this key."""
        with self.store.read() as work:
            refs, attempts = work.parts.refs(row.id), work.deliveries.attempts(row.id)
            owned = work.parts.owned(row.profile_id, but=row.id)
        step = ready.next_step(refs)
        since = None if step is None else doubted_since(attempts, row, step.name)
        if step is None or since is None:
            return None
        tries = [attempt for attempt in attempts if attempt.request_sha256 == request_hash(row, step.name)]
        late = next((attempt for attempt in tries if attempt.remote_ref), None)
        return Doubt(row, ready, step, since, tries[-1].started_at, late, refs, owned | set(refs.values()))

    def _on(self, row: Delivery, ready: Ready) -> Delivery | None:
        """Nothing is in doubt: it is all out, or goes on with its next step."""
        with self.store.write() as work:
            if ready.next_step(work.parts.refs(row.id)) is None:
                return self.deliveries.finish(work, row, {})
            return self.deliveries.wait_or_cancel(work, row, next_at=self.clock.now())

    def _take_turn(self, row: Delivery) -> Delivery | None:
        """Transition 11: for one poll interval nobody else asks. None: somebody else has the turn."""
        next_at = self.clock.now() + POLL
        with self.store.write() as work:
            return self.deliveries.try_move(work, row, D.RECONCILE, fence_to=row.fence + 1, next_at=next_at)

    def _ask(self, doubt: Doubt) -> Delivery | None:
        self.failpoint("before look")
        try:
            answer = self._answer(doubt)
        except SzpaltaError as problem:
            note_if_lost(self.store, self.clock.now(), doubt.row.profile_id, problem)
            return self._unanswered(doubt, told(problem))
        except Exception as problem:
            return self._unanswered(doubt, type(problem).__name__)
        self.failpoint("after look")
        if answer.receipt is not None:
            return self._found(doubt, answer)
        if answer.absent:
            return self._absent(doubt, answer)
        quiet = QUIET + doubt.ready.capabilities.list_lag
        if self.clock.now() - doubt.last < quiet:
            return None
        return self._to_person(doubt.row, "several_found" if answer.hits > 1 else "not_found", answer)

    def _answer(self, doubt: Doubt) -> Answer:
        ready, now = doubt.ready, self.clock.now()
        if doubt.step.idempotency in (K.PERMANENT_KEY, K.TWO_PHASE):
            receipt = ready.connector.look_up(ready.account, ready.parcel, doubt.step, doubt.refs)
            proved = doubt.step.idempotency is K.PERMANENT_KEY or now - doubt.last >= QUIET
            return Answer(receipt, receipt is None and proved, "look_up")
        answer = self._look_through(doubt, now)
        quiet = REQUEST_DEADLINE + ready.capabilities.list_lag
        if doubt.step.idempotency is K.EXPIRING_KEY and answer.hits == 0 and key_lives(ready, doubt.since, now):
            return Answer(None, now - doubt.last >= quiet, answer.by, answer.seen)
        return answer

    def _look_through(self, doubt: Doubt, now: datetime) -> Answer:
        """The profile's own recent posts: exactly one that can only be this one proves it (PUB-10)."""
        since = doubt.since - BEFORE_FIRST
        posts = {post.remote_id: post for post in doubt.ready.connector.recent_posts(doubt.ready.account, since)}
        seen = [Seen(post.remote_id, post.at, post.text, post.media_count) for post in posts.values()]
        media = len(doubt.ready.parcel.attachments) if doubt.step.name == "post" else 0
        wanted = Wanted(doubt.ready.text_of(doubt.step), media, since, now)
        hits = matches(wanted, seen, doubt.owned)
        if len(hits) != 1:
            return Answer(by="recent_posts", seen=len(seen), hits=len(hits))
        post = posts[hits[0]]
        return Answer(Receipt(post.remote_id, post.url, post.at), by="recent_posts", seen=len(seen), hits=1)

    def _found(self, doubt: Doubt, answer: Answer) -> Delivery | None:
        """Transition 9, or on with the next step; what was found is kept with the try."""
        receipt, row = answer.receipt, doubt.row
        if receipt is None:
            return None
        with self.store.write() as work:
            values = self.deliveries.keep_part(work, row, doubt.step.name, receipt)
            work.deliveries.note_late_answer(row.id, row.attempts, receipt.remote_id)
            more = doubt.ready.next_step(work.parts.refs(row.id)) is not None
            evidence = {"by": answer.by, "remote_id": receipt.remote_id, "seen": answer.seen}
            if more:
                values |= {"next_at": self.clock.now(), "evidence": evidence}
                return self.deliveries.wait_or_cancel(work, row, **values)
            return self.deliveries.finish(work, row, values, evidence)

    def _absent(self, doubt: Doubt, answer: Answer) -> Delivery | None:
        """Transition 10: the same key may go out again."""
        with self.store.write() as work:
            evidence = {"by": answer.by, "absent": True, "seen": answer.seen}
            return self.deliveries.wait_or_cancel(work, doubt.row, next_at=self.clock.now(), evidence=evidence)

    def _unanswered(self, doubt: Doubt, reason: str) -> Delivery | None:
        if self.clock.now() - doubt.last < ASKING:
            return None
        return self._to_person(doubt.row, reason, Answer())

    def _cannot_ask(self, row: Delivery, reason: str) -> Delivery | None:
        """No connection, no key or no file: after the quiet time it is for a person."""
        waiting = row.first_send_at is not None and self.clock.now() - row.first_send_at < QUIET
        if waiting and reason != "no_connection":
            self._take_turn(row)
            return None
        return self._to_person(row, reason, Answer())

    def _to_person(self, row: Delivery, reason: str, answer: Answer) -> Delivery | None:
        """Transition 12."""
        evidence: dict[str, object] = {"why": reason}
        if answer.by:
            evidence |= {"by": answer.by, "seen": answer.seen, "hits": answer.hits}
        with self.store.write() as work:
            more: dict[str, Any] = {"next_at": None, "reason": row.reason or reason}
            return self.deliveries.try_move(work, row, D.NEEDS_HUMAN, evidence=evidence, **more)
