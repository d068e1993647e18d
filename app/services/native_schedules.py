"""Posts a network keeps and publishes by itself: taken back when they must not go out, or not as they lie there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from app.connectors.base import Schedules
from app.domain.delivery import BEFORE_FIRST, QUIET, Delivery, DeliveryState
from app.domain.errors import Refused, SzpaltaError
from app.domain.same_post import Seen, Wanted, matches
from app.services.delivery_steps import DeliverySteps
from app.services.lost_connection import note_if_lost
from app.services.outbound import Outbound, Ready
from app.store.store import Store
from app.system.clock import Clock

D = DeliveryState
GONE = "schedule.gone"
OLD_WORDS_OUT = "old_words_out"
_SAME_TIME = timedelta(seconds=60)


class NativeSchedules:
    def __init__(self, store: Store, clock: Clock, deliveries: DeliverySteps, outbound: Outbound) -> None:
        self._store = store
        self._clock = clock
        self._deliveries = deliveries
        self._outbound = outbound

    def take_back(self, rows: Iterable[Delivery]) -> dict[int, str]:
        """Takes deliveries back from their networks; gives why for each that still lies there or has gone out."""
        return {row.id: why for row in rows if (why := self._take_back(row)) is not None}

    def take_back_unwanted(self) -> dict[int, str]:
        """As `take_back`, for everything that was changed, cancelled or put on hold after it was handed over."""
        with self._store.read() as work:
            rows = work.deliveries.handed_over_unwanted()
        return self.take_back(rows)

    def _take_back(self, row: Delivery) -> str | None:
        try:
            return self._ask_back(row)
        except SzpaltaError as problem:
            note_if_lost(self._store, self._clock.now(), row.profile_id, problem)
            why = problem.code
        except Exception as problem:
            why = type(problem).__name__
        if why == GONE or (row.state is D.HELD and self._is_over(row)):
            return self._gone(row)
        return why

    def _ask_back(self, row: Delivery) -> str | None:
        with self._store.read() as work:
            profile = work.profiles.get(row.profile_id)
        connector = self._outbound.connector_for(profile)
        if not isinstance(connector, Schedules):
            raise Refused("no_connection")
        found = [row.handed_over_id] if row.handed_over_id else self._look(row)
        if not found and self._too_early(row):
            return "handed_over_unsure"
        for entry_id in found:
            connector.unschedule(self._outbound.account_for(profile), entry_id)
        if not found:
            return self._gone(row)
        self._back(row)
        return None

    def _is_over(self, row: Delivery) -> bool:
        """Whether its time came while it could not be taken back."""
        return row.handed_over_for is not None and self._clock.now() > row.handed_over_for

    def _look(self, row: Delivery) -> list[str]:
        return entries_of(self._store, self._outbound.ready(row), row)

    def _too_early(self, row: Delivery) -> bool:
        """Whether a call that was begun may still have its effect."""
        return row.handed_over_at is not None and self._clock.now() - row.handed_over_at < QUIET

    def _back(self, row: Delivery) -> None:
        with self._store.write() as work:
            self._deliveries.forget_hand_over(work, row)

    def _gone(self, row: Delivery) -> str | None:
        """It does not wait there. Before its time somebody removed it there; afterwards it has most likely gone out: what can
        be asked for is (17), and where its words were changed meanwhile the new ones wait for a person."""
        now = self._clock.now()
        if row.handed_over_for is None or now < row.handed_over_for - BEFORE_FIRST:
            self._back(row)
            return None
        with self._store.write() as work:
            if row.state in (D.SCHEDULED, D.HELD):
                if row.due_at is not None:
                    self._deliveries.try_move(work, row, D.RECONCILE, fence_to=row.fence + 1, next_at=now)
                return GONE
            for newer in work.deliveries.of_variant(row.variant_id):
                if newer.state is D.SCHEDULED:
                    self._deliveries.try_move(work, newer, D.HELD, fence_to=newer.fence + 1, reason=OLD_WORDS_OUT)
            self._deliveries.note(work, row, "went_out_by_network", {"entry": row.handed_over_id})
            work.deliveries.taken_back(row, now)
        return GONE


def entries_of(store: Store, ready: Ready, row: Delivery) -> list[str]:
    """What waits at the network for the same time with the same words and belongs to no other delivery."""
    connector, at = ready.connector, row.handed_over_for
    if not isinstance(connector, Schedules) or at is None:
        return []
    entries = connector.scheduled(ready.account)
    with store.read() as work:
        owned = work.deliveries.handed_over_ids(row.profile_id, but=row.id)
    text = next(ready.text_of(step) for step in ready.steps if step.name == "post")
    wanted = Wanted(text, len(ready.parcel.attachments), at - _SAME_TIME, at + _SAME_TIME)
    seen = [Seen(entry.remote_id, entry.at, entry.text, entry.media_count) for entry in entries]
    return matches(wanted, seen, owned)
