"""Stop everything: for all, one brand or one network; what could not be stopped is named, and posts are resumed one by one."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.delivery import Delivery, DeliveryState
from app.domain.errors import BadInput, NotFound, Refused
from app.domain.names import clean_text
from app.domain.networks import Network
from app.domain.people import Actor, Right
from app.domain.publishing import Stop, StopScope
from app.services.delivery_steps import DeliverySteps
from app.services.native_schedules import NativeSchedules
from app.services.seeing import sees
from app.services.steps import allow
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

D = DeliveryState
_HOLDABLE = (D.SCHEDULED, D.RETRY_WAIT, D.LEASED)
_ON_THEIR_WAY = (D.SENDING, D.RECONCILE)


@dataclass(frozen=True, slots=True)
class NotStopped:
    """`why`: "sending", "reconcile", or why the network did not give a post back that it keeps."""

    delivery_id: int
    profile_id: int
    why: str


@dataclass(frozen=True, slots=True)
class StopResult:
    """`held`: ids of deliveries that wait for a new decision now."""

    stop: Stop
    held: tuple[int, ...]
    not_stopped: tuple[NotStopped, ...]


class StopService:
    def __init__(self, store: Store, clock: Clock, deliveries: DeliverySteps, schedules: NativeSchedules) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries
        self._schedules = schedules

    def stop(
        self,
        actor: Actor,
        scope: StopScope,
        brand_id: int | None = None,
        network: Network | None = None,
        reason: str = "",
    ) -> StopResult:
        """Puts everything of the scope that waits on hold and lets nothing more go out until the stop is lifted; then each
        post on hold needs a new decision. Posts that lie at a network are taken back.

        Raises `BadInput` "stop.scope" when the scope does not name what it stops, `NotPermitted`, `NotFound`.
        """
        if (scope is StopScope.BRAND) != (brand_id is not None) or (scope is StopScope.NETWORK) != (
            network is not None
        ):
            raise BadInput("stop.scope", scope=scope.value)
        with self._store.write() as work:
            allow(work, actor, Right.SCHEDULE, brand_id)
            stop = self._write(work, actor, scope, brand_id, network, clean_text(reason).strip())
            covered = [row for row in work.deliveries.all(states=_HOLDABLE + _ON_THEIR_WAY) if _covers(work, stop, row)]
            held = [self._hold(work, actor, row, stop) for row in covered if row.state in _HOLDABLE and row.due_at]
        left = [NotStopped(row.id, row.profile_id, row.state.value) for row in covered if row.state in _ON_THEIR_WAY]
        lying = [row for row in held if row is not None and row.handed_over_at is not None]
        kept = self._schedules.take_back(lying)
        left += [NotStopped(row.id, row.profile_id, kept[row.id]) for row in lying if row.id in kept]
        return StopResult(stop, tuple(row.id for row in held if row is not None), tuple(left))

    def lift(self, actor: Actor, stop_id: int) -> Stop:
        """Ends a stop. What it put on hold stays so until somebody decides about it.

        Raises `NotFound` "stop.not_found", `Refused` "stop.lifted" when it was lifted before.
        """
        now = self._clock.now()
        with self._store.write() as work:
            stop = work.stops.get(stop_id)
            if stop is None or not sees(work, actor, stop.brand_id):
                raise NotFound("stop.not_found", stop=stop_id)
            allow(work, actor, Right.SCHEDULE, stop.brand_id)
            if not work.stops.lift(stop_id, now):
                raise Refused("stop.lifted", stop=stop_id)
            if stop.scope is StopScope.ALL and not any(row.scope is StopScope.ALL for row in work.stops.open()):
                self._pause(work, False, None)
            self._record(work, actor, stop, "resumed")
            return work.stops.get(stop_id) or stop

    def open(self, actor: Actor) -> list[Stop]:
        """The stops that hold now, oldest first: those for everybody and those of brands the actor may see."""
        with self._store.read() as work:
            return [row for row in work.stops.open() if sees(work, actor, row.brand_id)]

    def _write(
        self,
        work: UnitOfWork,
        actor: Actor,
        scope: StopScope,
        brand_id: int | None,
        network: Network | None,
        reason: str,
    ) -> Stop:
        if brand_id is not None:
            work.team.brand(brand_id)
        number = work.stops.add(
            scope=scope.value,
            brand_id=brand_id,
            network=None if network is None else network.value,
            reason=reason or None,
            member_id=actor.member_id,
            since=self._clock.now(),
        )
        stop = next(row for row in work.stops.open() if row.id == number)
        if scope is StopScope.ALL:
            self._pause(work, True, reason or None)
        self._record(work, actor, stop, "stopped")
        return stop

    def _pause(self, work: UnitOfWork, paused: bool, reason: str | None) -> None:
        version = work.team.workspace().version
        work.team.edit_workspace(version, {"publishing_paused": paused, "pause_reason": reason})

    def _hold(self, work: UnitOfWork, actor: Actor, row: Delivery, stop: Stop) -> Delivery | None:
        return self._deliveries.try_move(
            work, row, D.HELD, actor=actor, fence_to=row.fence + 1, reason="stopped", next_at=None,
            evidence={"stop_id": stop.id},
        )  # fmt: skip

    def _record(self, work: UnitOfWork, actor: Actor, stop: Stop, action: str) -> None:
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity="stop",
            entity_id=stop.id,
            action=action,
            brand_id=stop.brand_id,
            facts={"scope": stop.scope.value, "network": stop.network},
            words={"reason": stop.reason} if stop.reason else None,
        )


def _covers(work: UnitOfWork, stop: Stop, row: Delivery) -> bool:
    profile = work.profiles.get(row.profile_id)
    return stop.covers(profile.brand_id, profile.network.value)
