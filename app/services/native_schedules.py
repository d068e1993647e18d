"""Posts a network keeps and publishes by itself: handed over ahead of their time, taken back when they must not go out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.connectors.base import Account, Connector, Rejected, Schedules
from app.domain.delivery import Delivery
from app.domain.errors import SzpaltaError
from app.domain.workspace import Profile
from app.store.store import Store
from app.system.clock import Clock


class NativeSchedules:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        connector_for: Callable[[Profile], Connector | None],
        account_for: Callable[[Profile], Account],
    ) -> None:
        self._store = store
        self._clock = clock
        self._connector_for = connector_for
        self._account_for = account_for

    def take_back(self, rows: Iterable[Delivery]) -> dict[int, str]:
        """Takes deliveries back from their networks; gives why for each that still lies there or has gone out."""
        return {row.id: why for row in rows if (why := self._take_back(row)) is not None}

    def take_back_unwanted(self) -> dict[int, str]:
        """As `take_back`, for everything that was cancelled or put on hold after it was handed over."""
        with self._store.read() as work:
            rows = work.deliveries.handed_over_unwanted()
        return self.take_back(rows)

    def _take_back(self, row: Delivery) -> str | None:
        with self._store.read() as work:
            profile = work.profiles.get(row.profile_id)
        connector = self._connector_for(profile)
        if not isinstance(connector, Schedules) or row.handed_over_id is None:
            return "no_connection"
        try:
            connector.unschedule(self._account_for(profile), row.handed_over_id)
        except Rejected as refusal:
            return refusal.code
        except SzpaltaError as problem:
            return problem.code
        except Exception as problem:
            return type(problem).__name__
        with self._store.write() as work:
            work.deliveries.taken_back(row.id, row.handed_over_id, self._clock.now())
        return None
