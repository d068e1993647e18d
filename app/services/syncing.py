"""Fetching posts, figures and comments of connected profiles: several at once, each part after part."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.connectors.base import Account, Connector
from app.domain.errors import SzpaltaError
from app.domain.networks import Connection
from app.domain.syncing import SyncReport, SyncTrouble
from app.domain.workspace import Profile
from app.services.kept_answers import KeptAnswers, kept_days
from app.services.many_profiles import ManyProfiles, Progress
from app.services.patient_writing import PatientWriter
from app.services.profile_sync import ProfileSync, with_error
from app.services.sync_session import SyncSession
from app.store.store import Store
from app.system.clock import Clock

_NOT_ASKED = {Connection.NONE: "no_connection", Connection.BY_HAND: "by_hand"}
_log = logging.getLogger("szpalta.sync")


class SyncService:
    """`connector_for` gives None where a profile cannot be reached. `pause` waits for seconds."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        connector_for: Callable[[Profile], Connector | None],
        account_for: Callable[[Profile], Account],
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store = store
        self._clock = clock
        self._connector_for = connector_for
        self._given_account_for = account_for
        self._keyring = threading.Lock()
        self._writer = PatientWriter(store, clock, pause)
        self.answers = KeptAnswers(store, clock, self._writer, connector_for)

    def sync(
        self,
        profile_ids: int | Sequence[int] | None = None,
        *,
        progress: Progress = lambda share, step: None,
        cancel: Callable[[], bool] = lambda: False,
    ) -> list[SyncReport]:
        """Fetches these profiles, or all active ones; a report each, in their order.

        `progress` is called on the caller's thread; `cancel` is asked between calls, on any. A profile that fails does not
        stop the others; its report says what went wrong. Raises `NotFound` "profile.not_found", and what `progress` raises
        once the calls under way have ended.
        """
        chosen, troubles, keep = self._chosen(profile_ids)
        with ManyProfiles(chosen, progress, cancel) as many:
            for profile in chosen:
                fetch = self._fetch_of(profile, troubles.get(profile.id), keep, many)
                many.start(profile, fetch)
            reports = many.reports()
        if any(report.skipped is None for report in reports):
            self._thin()
        return reports

    def troubles(self) -> dict[int, SyncTrouble]:
        """What the last fetch of profiles ended with, by profile; those that ended well are absent."""
        with self._store.read() as work:
            return work.fetching.troubles()

    def _chosen(self, wanted: int | Sequence[int] | None) -> tuple[list[Profile], dict[int, SyncTrouble], bool]:
        with self._store.read() as work:
            troubles, keep = work.fetching.troubles(), kept_days(work) > 0
            if wanted is None:
                return work.profiles.all(status="active"), troubles, keep
            numbers = [wanted] if isinstance(wanted, int) else wanted
            return [work.profiles.get(number) for number in dict.fromkeys(numbers)], troubles, keep

    def _fetch_of(
        self, profile: Profile, trouble: SyncTrouble | None, keep: bool, many: ManyProfiles
    ) -> Callable[[], SyncReport]:
        """What a thread does for a profile. Connectors are made here, on the one thread that calls."""
        report = SyncReport(profile.id, profile.name, profile.network.value)
        if why := _NOT_ASKED.get(profile.connection):
            return lambda: replace(report, skipped=why)
        try:
            connector = self._connector_for(profile)
        except SzpaltaError as error:
            problem = with_error(report, error)
            return lambda: problem
        if connector is None:
            return lambda: replace(report, skipped="no_connector")
        session = SyncSession(
            profile, connector, self._store, self._writer, self._clock, tell=many.tell, cancel=many.is_cancelled
        )
        one = ProfileSync(session, self._account_for, keep=keep)
        return lambda: replace(report, skipped="cancelled") if many.is_cancelled() else one.run(trouble)

    def _account_for(self, profile: Profile) -> Account:
        """One thread at a time: it may make the keyring ask a person."""
        with self._keyring:
            return self._given_account_for(profile)

    def _thin(self) -> None:
        """What is too old goes another time when it does not go now."""
        try:
            self.answers.thin()
        except SzpaltaError as error:
            _log.warning("kept answers were not thinned: %s", error.code)
