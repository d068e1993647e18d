"""Publishing: claims what is due and brings it to an outcome; what is in doubt is settled first.

The states and numbers are those of `domain.delivery`; one call of `publish_due` works through everything due now.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from app.connectors.base import Account, Connector, NeedsReconnect
from app.domain.connecting import NEEDS_RECONNECT
from app.domain.delivery import LEASE, Attempt, Delivery, DeliveryState, Part
from app.domain.errors import StoreProblem
from app.domain.lateness import SPACE, SPACED_FROM, LateDecision
from app.domain.people import Actor
from app.domain.publishing import Publisher, StopScope
from app.domain.workflow import PostState
from app.domain.workspace import Profile
from app.services.clock_watch import ClockWatch
from app.services.delivery_steps import DeliverySteps
from app.services.keeping_results import Results
from app.services.late_posts import lateness
from app.services.native_hand_over import NativeHandOver
from app.services.native_schedules import NativeSchedules
from app.services.outbound import Outbound
from app.services.patient_writing import PatientWriter
from app.services.publisher_lease import PublisherLease
from app.services.reconciling import Reconciling
from app.services.seeing import brands_read, check_sees
from app.services.sending import Sending
from app.services.settling import SettlingService
from app.services.steps import content_of
from app.store.queries.deliveries import Barred, Spacing
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock
from app.system.server_clocks import ServerClocks

D = DeliveryState
LONG_AGO = timedelta(days=3650)
_READY = (PostState.SCHEDULED, PostState.PUBLISHING)
"""States of a variant whose delivery may go out."""


@dataclass(slots=True)
class PublishReport:
    """How many deliveries ended how in one run; `ids` per state. `elsewhere`: another program publishes from this store."""

    ids: dict[str, list[int]] = field(default_factory=dict)
    paused: bool = False
    elsewhere: Publisher | None = None
    clock_problem: str | None = None
    """Why this computer's clock cannot be trusted with publishing."""
    store_problem: str | None = None
    """Why nothing more can be begun: "publishing.disk_full", "publishing.store" as long as the store cannot be written."""
    unwritten: list[int] = field(default_factory=list)
    """Deliveries that were handed to their network and whose outcome could not be written down: that is looked up later."""

    def note(self, state: DeliveryState, delivery_id: int) -> None:
        self.ids.setdefault(state.value, []).append(delivery_id)


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known about one delivery, for whoever decides about it (PUB-15)."""

    delivery: Delivery
    attempts: list[Attempt]
    parts: list[Part]
    timeline: str | None
    """Where the profile's own posts can be looked at."""


class PublishingService:
    """`connector_for` and `account_for` answer per profile; `media_path` gives the file of a SHA-256; `make_room` frees
    some space on a full disk; `kind` says which program this is ("window", "agent", "once"); `lost` hears of a profile
    whose access key no longer works; `pause` waits for seconds while the database is locked.

    `failpoint` is called with a name between the steps ("before claim", "after claim", "after intent", "after answer",
    "after part", "after unknown", "before look", "after look", "after commit", and for a network's own scheduler "before
    schedule", "after schedule"); tests stop the process there.
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
        kind: str = "once",
        clock_watch: ClockWatch | None = None,
        lost: Callable[[int, NeedsReconnect], object] = lambda profile_id, problem: None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries
        self._settling = settling
        self._failpoint = failpoint
        self.kind = kind
        self.clock_watch = clock_watch or ClockWatch(clock, store, ServerClocks())
        self.lease = PublisherLease(store, clock, deliveries.program.instance or "")
        self.closing = False
        """True: nothing more is claimed, and what is being sent ends with its running step (PUB-18)."""
        results = Results(PatientWriter(store, clock, pause), make_room)
        self._outbound = Outbound(store, connector_for=connector_for, account_for=account_for, media_path=media_path)
        stage = (store, clock, deliveries, self._outbound, results, failpoint)
        self._sending = Sending(*stage, self._breaks_off, lost)
        self._reconciling = Reconciling(*stage)
        self._native = NativeSchedules(store, clock, deliveries, self._outbound)
        self._handing_over = NativeHandOver(*stage, self._may_begin)

    # reading
    def deliveries(self, actor: Actor, *, states: tuple[DeliveryState, ...] | None = None) -> list[Delivery]:
        """Deliveries of the brands the actor may see, by due time."""
        with self._store.read() as work:
            return work.deliveries.all(states=states, brand_ids=brands_read(work, actor))

    def delivery(self, actor: Actor, delivery_id: int) -> tuple[Delivery, list[Attempt]]:
        """Raises `NotFound` "delivery.not_found", also for a brand the actor may not see."""
        case = self.case(actor, delivery_id)
        return case.delivery, case.attempts

    def case(self, actor: Actor, delivery_id: int) -> Case:
        """Raises as `delivery`."""
        with self._store.read() as work:
            row = work.deliveries.get(delivery_id)
            profile = work.profiles.get(row.profile_id)
            check_sees(work, actor, profile.brand_id, "delivery.not_found", delivery=delivery_id)
            return Case(row, work.deliveries.attempts(row.id), work.parts.of(row.id), profile.url)

    def take_back(self, actor: Actor, delivery_id: int) -> str | None:
        """Takes back at once what must not go out as it is there; gives why that could not be. Raises as `delivery`."""
        self.case(actor, delivery_id)
        with self._store.read() as work:
            rows = [row for row in work.deliveries.handed_over_unwanted() if row.id == delivery_id]
        return self._native.take_back(rows).get(delivery_id)

    # running
    def publish_due(self, *, limit: int | None = None, report: PublishReport | None = None) -> PublishReport:
        """Works through everything due now, at most `limit` deliveries, one after another. A `report` that is given says what
        was done also when a `StoreProblem` ends it."""
        report = report or PublishReport()
        with self.lease.used():
            if not self.settle(report):
                return report
            claims = 0
            while limit is None or claims < limit:
                claimed = self.claim(report)
                if claimed is None:
                    break
                claims += 1
                self.bring_out(claimed, report)
            self.hand_over()
        return report

    def hand_over(self) -> bool:
        """Takes back from networks what they must not publish, and gives them what they may publish by themselves. True: what
        lies at a network changed."""
        if not self.hands_over_something():
            return False
        with self._store.write() as work:
            if self.lease.gain(work, self.kind) is not None:
                return False
            before = work.history.newest_id()
        self._native.take_back_unwanted()
        self._handing_over.run()
        with self._store.read() as work:
            return work.history.speaks_of({"delivery"}, before)

    def hands_over_something(self) -> bool:
        """Whether `hand_over` would have something to do."""
        with self._store.read() as work:
            return bool(work.deliveries.handed_over_unwanted()) or self._handing_over.needed(work)

    def settle(self, report: PublishReport, *, keep: bool = False) -> bool:
        """What was left behind or is in doubt. False: another program publishes from this store. `keep`: the lease is held also
        while there is nothing to do."""
        with self._store.read() as work:
            now = self._clock.now()
            report.elsewhere = self.lease.elsewhere(work)
            rows = work.deliveries
            needed = rows.overdue_leases(now) or rows.to_reconcile(now) or rows.handed_over_due(now)
            first = rows.next_moment(now - LONG_AGO)
            due, real = first is not None and first <= now, not work.team.workspace().is_demo
        if report.elsewhere is None and (needed or keep):
            with self._store.write() as work:
                report.elsewhere = self.lease.gain(work, self.kind)
        if report.elsewhere is not None:
            return False
        if real:
            self.clock_watch.listen(due)
        if needed:
            for row in self._settling.close_abandoned() + self._reconciling.run():
                report.note(row.state, row.id)
        return True

    def claim(self, report: PublishReport, busy: Collection[int] = ()) -> Delivery | None:
        """Transition 1 with its guards, for a profile that is not in `busy`. Given back is what is leased to us, or what was
        put on hold or skipped instead; None: nothing may go out now."""
        self._failpoint("before claim")
        with self._store.write() as work:
            report.elsewhere = self.lease.elsewhere(work)
            if self.closing or report.elsewhere is not None:
                return None
            report.clock_problem = self._wrong_clock(work)
            if report.clock_problem is not None:
                return None
            now = self._clock.now()
            barred = barred_now(work, busy)
            if barred is None:
                report.paused = True
                return None
            delivery = self._claim(work, barred, now)
            if delivery is None or delivery.state is not D.LEASED:
                return delivery
            self.lease.gain(work, self.kind)
            self._deliveries.show(work, delivery, D.LEASED)
        self._failpoint("after claim")
        return delivery

    def bring_out(self, delivery: Delivery, report: PublishReport) -> None:
        """What `claim` gave, to its outcome."""
        if delivery.state is D.LEASED:
            try:
                delivery = self._sending.send(delivery)
            except StoreProblem:
                if self._may_be_out(delivery.id):
                    report.unwritten.append(delivery.id)
                raise
        report.note(delivery.state, delivery.id)

    def _may_be_out(self, delivery_id: int) -> bool:
        """Whether its intent was written, so that it may have been handed to its network."""
        try:
            with self._store.read() as work:
                return work.deliveries.get(delivery_id).state is D.SENDING
        except StoreProblem:
            return True

    def reconnected(self, profile_id: int) -> None:
        """A profile can be reached again: what waited for that is tried at once."""
        now = self._clock.now()
        with self._store.write() as work:
            for row in work.deliveries.all(states=(D.RETRY_WAIT,), profile_id=profile_id):
                if row.reason == NEEDS_RECONNECT:
                    work.deliveries.change(row.id, fence=row.fence, sources=(D.RETRY_WAIT,), at=now, next_at=now)

    def next_moment(self) -> datetime | None:
        """When the next delivery asks for something (UTC); None: none does."""
        with self._store.read() as work:
            return work.deliveries.next_moment(self._clock.now())

    def _claim(self, work: UnitOfWork, barred: Barred, now: datetime) -> Delivery | None:
        ways = sorted({p.connection.value for p in work.profiles.all() if self._outbound.connector_for(p) is not None})
        claimed = work.deliveries.claim_next(
            now=now,
            owner=self._deliveries.program.instance or "",
            lease=LEASE,
            connections=ways,
            but=barred,
            spacing=Spacing(now - SPACED_FROM, now - SPACE),
        )
        if claimed is None:
            return None
        delivery, source = claimed
        self._deliveries.record(work, self._deliveries.program, delivery, source, D.LEASED)
        if not as_approved(work, delivery):
            return self._deliveries.move(work, delivery, D.HELD, reason="not_what_was_approved", next_at=None)
        late = lateness(work, delivery, now)
        if late is LateDecision.PUBLISH:
            return delivery
        state = D.SKIPPED if late is LateDecision.SKIP else D.HELD
        reason = LateDecision.ASK.value if late is LateDecision.SKIP else late.value
        return self._deliveries.move(work, delivery, state, reason=reason, next_at=None)

    def _wrong_clock(self, work: UnitOfWork) -> str | None:
        """A demo workspace lives at its own time and reaches nobody."""
        return None if work.team.workspace().is_demo else self.clock_watch.check(work)

    def _may_begin(self, work: UnitOfWork, delivery: Delivery) -> bool:
        """Whether a post may be given to its network ahead of its time."""
        barred = None if self.closing or self._wrong_clock(work) else barred_now(work, ())
        profile = work.profiles.get(delivery.profile_id)
        stopped = barred is None or profile.brand_id in barred.brand_ids or profile.network.value in barred.networks
        return not stopped and self.lease.elsewhere(work) is None and as_approved(work, delivery)

    def _breaks_off(self, work: UnitOfWork, sending: Delivery) -> bool:
        """Between two steps: whether the next should not be begun."""
        profile = work.profiles.get(sending.profile_id)
        stopped = any(stop.covers(profile.brand_id, profile.network.value) for stop in work.stops.open())
        paused = stopped or work.team.workspace().publishing_paused
        return self.closing or paused or work.deliveries.get(sending.id).cancel_wanted


def barred_now(work: UnitOfWork, busy: Collection[int]) -> Barred | None:
    """What may not be claimed; None: nothing may."""
    stops = work.stops.open()
    if work.team.workspace().publishing_paused or any(stop.scope is StopScope.ALL for stop in stops):
        return None
    return Barred(
        frozenset(stop.brand_id for stop in stops if stop.brand_id is not None),
        frozenset(stop.network for stop in stops if stop.network is not None),
        frozenset(busy),
    )


def as_approved(work: UnitOfWork, delivery: Delivery) -> bool:
    """Whether exactly what was approved would go out (PUB-13): the row that would be sent, the post as it stands and the
    profile it goes to must all agree."""
    variant = work.posts.variant(delivery.variant_id)
    revision = work.posts.revision(delivery.revision_id)
    profile = work.profiles.get(delivery.profile_id)
    today = content_of(work, work.posts.get(variant.post_id), variant, profile)
    stored = hashlib.sha256(revision.content.encode()).hexdigest()
    hashes = {stored, revision.sha256, delivery.payload_sha256, variant.approved_sha256, today.fingerprint()}
    same = revision.variant_id == variant.id and profile.id == variant.profile_id
    return len(hashes) == 1 and same and variant.state in _READY
