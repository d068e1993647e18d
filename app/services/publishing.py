"""Publishing: claims what is due, writes the intent before the first byte, and records one of three outcomes.

The states and numbers are those of `domain.delivery`; one call of `publish_due` works through everything due now.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from app.connectors.base import (
    Account,
    Attachment,
    Connector,
    Idempotency,
    NotExecuted,
    Operation,
    OutcomeUnknown,
    Parcel,
    Publishes,
    Receipt,
    Rejected,
)
from app.domain.delivery import (
    LATE_PUBLISH,
    LEASE,
    REQUEST_DEADLINE,
    Attempt,
    Delivery,
    DeliveryState,
    Outcome,
)
from app.domain.errors import Refused, StoreProblem, SzpaltaError
from app.domain.people import Actor
from app.domain.workflow import PostState
from app.domain.workspace import Profile
from app.services.delivery_steps import DeliverySteps
from app.services.seeing import brands_read, check_sees
from app.services.settling import SettlingService
from app.services.steps import content_of
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

D = DeliveryState
T = TypeVar("T")
_READY = (PostState.SCHEDULED, PostState.PUBLISHING)
"""States of a variant whose delivery may go out."""
BACKOFF = timedelta(seconds=30)
LONGEST_WAIT = timedelta(days=1)
"""A network that asks to wait longer is asked again after a day."""
MARGIN = timedelta(seconds=30)


@dataclass(slots=True)
class PublishReport:
    """How many deliveries ended how in one run; `ids` per state."""

    ids: dict[str, list[int]] = field(default_factory=dict)
    paused: bool = False

    def note(self, state: DeliveryState, delivery_id: int) -> None:
        self.ids.setdefault(state.value, []).append(delivery_id)


class PublishingService:
    """`connector_for` and `account_for` answer per profile; `media_path` gives the file of a SHA-256; `make_room` frees
    some space on a full disk.

    `failpoint` is called with a name between the steps ("before claim", "after claim", "after intent", "after answer",
    "after unknown", "after commit"); tests stop the process there.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        deliveries: DeliverySteps,
        settling: SettlingService,
        *,
        connector_for: Callable[[Profile], Connector | None],
        account_for: Callable[[Profile], Account],
        media_path: Callable[[str], Path],
        make_room: Callable[[], object] = lambda: None,
        failpoint: Callable[[str], None] = lambda name: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._connector_for = connector_for
        self._account_for = account_for
        self._media_path = media_path
        self._make_room = make_room
        self._deliveries = deliveries
        self._settling = settling
        self._failpoint = failpoint

    # reading
    def deliveries(self, actor: Actor, *, states: tuple[DeliveryState, ...] | None = None) -> list[Delivery]:
        """Deliveries of the brands the actor may see, by due time."""
        with self._store.read() as work:
            return work.deliveries.all(states=states, brand_ids=brands_read(work, actor))

    def delivery(self, actor: Actor, delivery_id: int) -> tuple[Delivery, list[Attempt]]:
        """Raises `NotFound` "delivery.not_found", also for a brand the actor may not see."""
        with self._store.read() as work:
            row = work.deliveries.get(delivery_id)
            brand_id = work.profiles.get(row.profile_id).brand_id
            check_sees(work, actor, brand_id, "delivery.not_found", delivery=delivery_id)
            return row, work.deliveries.attempts(delivery_id)

    # running
    def publish_due(self, *, limit: int | None = None) -> PublishReport:
        """Works through everything due now, at most `limit` deliveries, one after another."""
        report = PublishReport()
        for row in self._settling.settle():
            report.note(row.state, row.id)
        claims = 0
        while limit is None or claims < limit:
            claimed = self._claim(report)
            if claimed is None:
                break
            claims += 1
            delivery, ready = claimed
            if ready:
                delivery = self._send(delivery)
            report.note(delivery.state, delivery.id)
        return report

    def _claim(self, report: PublishReport) -> tuple[Delivery, bool] | None:
        """Transition 1 with its guards. The second value is False when the delivery was put on hold instead."""
        now = self._clock.now()
        self._failpoint("before claim")
        with self._store.write() as work:
            if work.team.workspace().publishing_paused:
                report.paused = True
                return None
            ways = sorted({p.connection.value for p in work.profiles.all() if self._connector_for(p) is not None})
            delivery = work.deliveries.claim_next(
                now=now, owner=self._deliveries.program.instance, lease=LEASE, connections=ways
            )
            if delivery is None:
                return None
            source = D.SCHEDULED if delivery.next_at is None else D.RETRY_WAIT
            self._deliveries.record(work, self._deliveries.program, delivery, source, D.LEASED)
            reason = self._why_not(work, delivery, now)
            if reason is not None:
                return self._deliveries.move(work, delivery, D.HELD, reason=reason, next_at=None), False
            self._deliveries.show(work, delivery, D.LEASED)
        self._failpoint("after claim")
        return delivery, True

    def _why_not(self, work: UnitOfWork, delivery: Delivery, now: datetime) -> str | None:
        """Why a due delivery must not go out: not exactly what was approved (PUB-13), or too late (PUB-20).

        Approved are the row that would be sent, the post as it stands and the profile it goes to: all must agree.
        """
        variant = work.posts.variant(delivery.variant_id)
        revision = work.posts.revision(delivery.revision_id)
        profile = work.profiles.get(delivery.profile_id)
        today = content_of(work, work.posts.get(variant.post_id), variant, profile)
        stored = hashlib.sha256(revision.content.encode()).hexdigest()
        hashes = {stored, revision.sha256, delivery.payload_sha256, variant.approved_sha256, today.fingerprint()}
        same = revision.variant_id == variant.id and profile.id == variant.profile_id
        if len(hashes) > 1 or not same or variant.state not in _READY:
            return "not_what_was_approved"
        if delivery.due_at is not None and now - delivery.due_at > LATE_PUBLISH:
            return "late"
        return None

    def _send(self, delivery: Delivery) -> Delivery:
        """Transitions 2 to 6: everything that can be got ready, intent, network call, outcome."""
        with self._store.read() as work:
            profile = work.profiles.get(delivery.profile_id)
            stored = work.posts.revision(delivery.revision_id).content
        connector = self._connector_for(profile)
        if not isinstance(connector, Publishes):
            return self._hold(delivery, "no_connection")
        try:
            parcel = self._parcel(delivery, stored)
            account = self._account_for(profile)
        except SzpaltaError as problem:
            return self._hold(delivery, problem.code)
        intent = self._clock.boot_seconds()
        sending = self._write_intent(delivery)
        if sending is None:
            return self._again(delivery)
        self._failpoint("after intent")
        if self._clock.boot_seconds() - intent > REQUEST_DEADLINE.total_seconds():  # slept meanwhile (PUB-06)
            return self._not_executed(sending, "suspended", None)
        return self._call(connector, account, parcel, sending)

    def _call(self, connector: Publishes, account: Account, parcel: Parcel, sending: Delivery) -> Delivery:
        """The network call and its three-way outcome. Whatever is not proved is unknown."""
        step = connector.steps(account, parcel)[0]
        try:
            receipt = connector.perform(account, parcel, step, {})
        except NotExecuted as error:
            return self._not_executed(sending, _told(error), error.retry_after)
        except Rejected as error:
            return self._finish(sending, D.FAILED, Outcome.REJECTED, _told(error))
        except OutcomeUnknown as error:
            return self._unknown(connector, sending, _told(error))
        except Exception as error:
            return self._unknown(connector, sending, type(error).__name__)
        self._failpoint("after answer")
        if not receipt.remote_id:
            return self._unknown(connector, sending, "no_id")
        return self._sent(sending, receipt)

    def _write_intent(self, delivery: Delivery) -> Delivery | None:
        """Transition 2, committed before any byte leaves (PUB-01). None: the lease is over or no longer ours.

        On a full disk nothing is sent: the space kept back is for results. Raises `StoreProblem` "store.full".
        """
        now = self._clock.now()
        if delivery.lease_until is None or delivery.lease_until - now < REQUEST_DEADLINE + MARGIN:
            return None
        with self._store.write() as work:
            number = work.deliveries.next_attempt_number(delivery.id)
            sending = self._deliveries.try_move(
                work,
                delivery,
                D.SENDING,
                first_send_at=delivery.first_send_at or now,
                attempts=number,
                next_at=None,
            )
            if sending is not None:
                work.deliveries.add_attempt(
                    delivery_id=delivery.id,
                    n=number,
                    fence=delivery.fence,
                    started_at=now,
                    started_boot_s=self._clock.boot_seconds(),
                    phase="publish",
                    request_sha256=delivery.payload_sha256,
                )
        return sending

    def _sent(self, sending: Delivery, receipt: Receipt) -> Delivery:
        def record(work: UnitOfWork) -> Delivery | None:
            moved = self._deliveries.try_move(
                work, sending, D.SENT, remote_id=receipt.remote_id, remote_url=receipt.url, reason=None
            )
            self._deliveries.close(work, sending, sending.attempts, Outcome.OK, None, receipt.remote_id)
            if moved is not None:
                self._deliveries.note_published(work, moved, receipt.at)
            return moved

        moved = self._keep_result(record)
        self._failpoint("after commit")
        return moved or self._again(sending)

    def _keep_result(self, record: Callable[[UnitOfWork], T]) -> T:
        """Writes down what the network answered; on a full disk once more, with the space kept back for it (DB-11).

        Should that fail too, the delivery stays `sending`: it is settled as unknown later and never sent again.
        """
        try:
            with self._store.write() as work:
                return record(work)
        except StoreProblem as problem:
            if problem.code != "store.full":
                raise
        self._make_room()
        with self._store.write() as work:
            return record(work)

    def _not_executed(self, sending: Delivery, told: str, retry_after: float | None) -> Delivery:
        """Transition 4: nothing happened, so the same key may try again; later when the network said when."""
        wait = self._backoff(sending)
        if retry_after is not None and retry_after > 0:
            wait = max(wait, timedelta(seconds=min(retry_after, LONGEST_WAIT.total_seconds())))
        return self._finish(sending, D.RETRY_WAIT, Outcome.NOT_EXECUTED, told, next_at=self._clock.now() + wait)

    def _finish(self, sending: Delivery, state: DeliveryState, outcome: Outcome, told: str, **values: Any) -> Delivery:
        def record(work: UnitOfWork) -> Delivery:
            moved = self._deliveries.move(work, sending, state, reason=told, **values)
            self._deliveries.close(work, sending, sending.attempts, outcome, told, None)
            return moved

        return self._keep_result(record)

    def _unknown(self, connector: Connector, sending: Delivery, told: str) -> Delivery:
        """Transition 6, then 12 at once for a network that can neither be asked nor be told twice."""
        moved = self._finish(sending, D.RECONCILE, Outcome.UNKNOWN, told)
        self._failpoint("after unknown")
        if moved.state is D.RECONCILE and connector.capabilities.classes.get(Operation.PUBLISH) is Idempotency.BLIND:
            return self._keep_result(lambda work: self._deliveries.move(work, moved, D.NEEDS_HUMAN, reason=told))
        return moved

    def _hold(self, delivery: Delivery, reason: str) -> Delivery:
        with self._store.write() as work:
            return self._deliveries.move(work, delivery, D.HELD, reason=reason, next_at=None)

    # parts
    def _parcel(self, delivery: Delivery, stored: str) -> Parcel:
        """What is handed to the network. Raises `Refused` when it, or one of its files, is not what was approved."""
        if hashlib.sha256(stored.encode()).hexdigest() != delivery.payload_sha256:
            raise Refused("not_what_was_approved")
        content: dict[str, Any] = json.loads(stored)
        attachments = []
        for item in content["media"]:
            path = self._media_path(item["sha256"])
            if not path.is_file() or _file_hash(path) != item["sha256"]:
                raise Refused("media_changed")
            attachments.append(Attachment(path, item["mime"], item["sha256"], item["alt_text"]))
        return Parcel(
            sha256=delivery.payload_sha256,
            format=content["format"],
            text=content["text"],
            link=content["link"],
            first_comment=content["first_comment"],
            attachments=tuple(attachments),
            idem_key=delivery.idem_key,
            remote_key=delivery.remote_key,
        )

    def _again(self, delivery: Delivery) -> Delivery:
        with self._store.read() as work:
            return work.deliveries.get(delivery.id)

    def _backoff(self, delivery: Delivery) -> timedelta:
        """Doubles with every try up to an hour, with up to a quarter of jitter."""
        step: timedelta = min(BACKOFF * 2 ** min(delivery.attempts - 1, 7), timedelta(hours=1))
        return step * (1 + secrets.randbelow(250) / 1000)


def _told(error: SzpaltaError) -> str:
    """What the network said, in plain words, for the row and the person; never a secret (connectors see to that)."""
    return str(error.data.get("reason") or error.code)


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
