"""Publishing: claims what is due, writes the intent before the first byte, and records one of three outcomes.

The states and numbers are those of `domain.delivery`; one call of `publish_due` works through everything due now.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.connectors.base import (
    Account,
    Attachment,
    Connector,
    Idempotency,
    NotExecuted,
    OutcomeUnknown,
    Parcel,
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
from app.domain.errors import Refused, SzpaltaError
from app.domain.workspace import Profile
from app.services.delivery_steps import DeliverySteps
from app.services.settling import SettlingService
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

D = DeliveryState
BACKOFF = timedelta(seconds=30)
MARGIN = timedelta(seconds=30)


@dataclass(slots=True)
class PublishReport:
    """How many deliveries ended how in one run; `ids` per state."""

    ids: dict[str, list[int]] = field(default_factory=dict)
    paused: bool = False

    def note(self, state: DeliveryState, delivery_id: int) -> None:
        self.ids.setdefault(state.value, []).append(delivery_id)


class PublishingService:
    """`connector_for` and `account_for` answer per profile; `media_path` gives the file of a SHA-256.

    `failpoint` is called with a name between the steps; tests stop the process there.
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
        failpoint: Callable[[str], None] = lambda name: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._connector_for = connector_for
        self._account_for = account_for
        self._media_path = media_path
        self._deliveries = deliveries
        self._settling = settling
        self._failpoint = failpoint

    # reading
    def deliveries(self, *, states: tuple[DeliveryState, ...] | None = None) -> list[Delivery]:
        with self._store.read() as work:
            return work.deliveries.all(states=states)

    def delivery(self, delivery_id: int) -> tuple[Delivery, list[Attempt]]:
        with self._store.read() as work:
            return work.deliveries.get(delivery_id), work.deliveries.attempts(delivery_id)

    # running
    def publish_due(self, *, limit: int | None = None) -> PublishReport:
        """Works through everything due now, one delivery after another."""
        report = PublishReport()
        for row in self._settling.settle():
            report.note(row.state, row.id)
        while limit is None or sum(map(len, report.ids.values())) < limit:
            claimed = self._claim(report)
            if claimed is None:
                return report
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
            reason = self._why_not(work, delivery, now)
            if reason is not None:
                return self._deliveries.move(work, delivery, D.HELD, reason=reason, owner=None, lease_until=None), False
            moved = self._deliveries.show(work, delivery, D.LEASED)
            self._deliveries.record(work, self._deliveries.program, delivery, D.SCHEDULED, D.LEASED)
        self._failpoint("after claim")
        return moved, True

    def _why_not(self, work: UnitOfWork, delivery: Delivery, now: datetime) -> str | None:
        """Why a due delivery must not go out: too late, or not exactly what was approved (PUB-13, PUB-20)."""
        variant = work.posts.variant(delivery.variant_id)
        revision = work.posts.revision(delivery.revision_id)
        fingerprint = hashlib.sha256(revision.content.encode()).hexdigest()
        if not fingerprint == revision.sha256 == delivery.payload_sha256 == variant.approved_sha256:
            return "not_what_was_approved"
        if delivery.first_send_at is None and delivery.due_at is not None and now - delivery.due_at > LATE_PUBLISH:
            return "late"
        return None

    def _send(self, delivery: Delivery) -> Delivery:
        """Transitions 2 to 6: intent, network call, outcome."""
        with self._store.read() as work:
            profile = work.profiles.get(delivery.profile_id)
            content = json.loads(work.posts.revision(delivery.revision_id).content)
        connector = self._connector_for(profile)
        try:
            parcel = self._parcel(delivery, content)
        except Refused as refusal:
            with self._store.write() as work:
                return self._deliveries.move(work, delivery, D.HELD, reason=refusal.code, owner=None, lease_until=None)
        if connector is None:
            with self._store.write() as work:
                return self._deliveries.move(
                    work, delivery, D.HELD, reason="no_connection", owner=None, lease_until=None
                )
        intent = self._clock.boot_seconds()
        number = self._write_intent(delivery)
        if number is None:
            return self._again(delivery)
        self._failpoint("after intent")
        started = self._clock.now()
        if self._clock.boot_seconds() - intent > REQUEST_DEADLINE.total_seconds():  # slept meanwhile (PUB-06)
            return self._finish(delivery, number, D.RETRY_WAIT, Outcome.NOT_EXECUTED, "suspended", next_at=started)
        return self._call(connector, self._account_for(profile), parcel, delivery, number)

    def _call(
        self, connector: Connector, account: Account, parcel: Parcel, delivery: Delivery, number: int
    ) -> Delivery:
        """The network call and its three-way outcome. Whatever is not proved is unknown."""
        try:
            receipt = connector.publish(account, parcel)
        except NotExecuted as error:
            wait = timedelta(seconds=error.retry_after) if error.retry_after is not None else self._backoff(delivery)
            return self._finish(
                delivery, number, D.RETRY_WAIT, Outcome.NOT_EXECUTED, _told(error), next_at=self._clock.now() + wait
            )
        except Rejected as error:
            return self._finish(delivery, number, D.FAILED, Outcome.REJECTED, _told(error))
        except OutcomeUnknown as error:
            return self._unknown(connector, delivery, number, _told(error))
        except Exception as error:
            return self._unknown(connector, delivery, number, type(error).__name__)
        self._failpoint("after answer")
        return self._sent(delivery, number, receipt)

    def _write_intent(self, delivery: Delivery) -> int | None:
        """Transition 2, committed before any byte leaves (PUB-01). None: the lease is no longer ours."""
        now = self._clock.now()
        if delivery.lease_until is not None and delivery.lease_until - now < REQUEST_DEADLINE + MARGIN:
            return None
        with self._store.write() as work:
            number = work.deliveries.next_attempt_number(delivery.id)
            mine = work.deliveries.change(
                delivery.id,
                fence=delivery.fence,
                sources=(D.LEASED,),
                at=now,
                state=D.SENDING,
                first_send_at=delivery.first_send_at or now,
                attempts=number,
            )
            if not mine:
                return None
            work.deliveries.add_attempt(
                delivery_id=delivery.id,
                n=number,
                fence=delivery.fence,
                started_at=now,
                started_boot_s=self._clock.boot_seconds(),
                phase="publish",
                request_sha256=delivery.payload_sha256,
            )
            self._deliveries.record(work, self._deliveries.program, delivery, D.LEASED, D.SENDING)
        return number

    def _sent(self, delivery: Delivery, number: int, receipt: Receipt) -> Delivery:
        with self._store.write() as work:
            moved = self._deliveries.move(
                work,
                delivery,
                D.SENT,
                remote_id=receipt.remote_id,
                remote_url=receipt.url,
                owner=None,
                lease_until=None,
                reason=None,
            )
            self._deliveries.close(work, delivery, number, Outcome.OK, None, receipt.remote_id)
            if moved.state is D.SENT:
                self._deliveries.note_published(work, moved, receipt.at)
        self._failpoint("after commit")
        return moved

    def _finish(
        self, delivery: Delivery, number: int, state: DeliveryState, outcome: Outcome, told: str, **values: Any
    ) -> Delivery:
        with self._store.write() as work:
            moved = self._deliveries.move(work, delivery, state, reason=told, owner=None, lease_until=None, **values)
            self._deliveries.close(work, delivery, number, outcome, told, None)
        return moved

    def _unknown(self, connector: Connector, delivery: Delivery, number: int, told: str) -> Delivery:
        """Transition 6, then 12 at once for a network that can neither be asked nor be told twice."""
        moved = self._finish(delivery, number, D.RECONCILE, Outcome.UNKNOWN, told)
        if moved.state is D.RECONCILE and connector.capabilities.idempotency is Idempotency.BLIND:
            with self._store.write() as work:
                return self._deliveries.move(work, moved, D.NEEDS_HUMAN, reason=told)
        return moved

    # parts
    def _parcel(self, delivery: Delivery, content: Mapping[str, Any]) -> Parcel:
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
        step: timedelta = min(BACKOFF * 2 ** min(delivery.attempts, 7), timedelta(hours=1))
        return step * (1 + secrets.randbelow(250) / 1000)


def _told(error: SzpaltaError) -> str:
    """What the network said, in plain words, for the row and the person; never a secret (connectors see to that)."""
    return str(error.data.get("reason") or error.code)


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
