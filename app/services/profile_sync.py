"""Fetching one profile part after part: what has come is kept whatever happens next, and what went wrong is remembered."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from app.connectors.base import Account, NeedsReconnect, Unanswerable
from app.domain.errors import SzpaltaError
from app.domain.people import Actor
from app.domain.syncing import SyncReport, SyncTrouble
from app.domain.workspace import Profile
from app.services.lost_connection import note_lost
from app.services.sync_figures import FigureFetching
from app.services.sync_lists import fetch_comments, fetch_posts
from app.services.sync_session import Stopped, SyncSession
from app.store.unit import UnitOfWork

MOST_PATIENCE = timedelta(days=1)
"""A network that asks to be left alone for longer is asked again after this."""
_log = logging.getLogger("szpalta.sync")


class ProfileSync:
    """One profile, once. `account_for` may ask the keyring; `keep`: whether answers are kept as they come."""

    def __init__(self, session: SyncSession, account_for: Callable[[Profile], Account], *, keep: bool) -> None:
        self._session = session
        self._account_for = account_for
        self._keep = keep
        self._error: Exception | None = None
        self._stopped = False

    def run(self, waiting: SyncTrouble | None) -> SyncReport:
        """`waiting`: what the last fetch of this profile ended with."""
        session = self._session
        report = SyncReport(session.profile.id, session.profile.name, session.profile.network.value)
        if waiting is not None and waiting.until is not None and waiting.until > session.began:
            data = {"until": waiting.until}
            return replace(report, error="sync.waits", error_data=data, again_at=waiting.until)
        try:
            if not session.begin():
                return replace(report, skipped="running")
        except SzpaltaError as error:
            return with_error(report, error)
        self._fetch()
        again_at = self._again_at()
        try:
            session.write(lambda work: self._end(work, again_at))
        except SzpaltaError as error:
            self._error = self._error or error
        session.show_end()
        report = replace(report, skipped="cancelled" if self._stopped else None, again_at=again_at)
        return with_error(replace(report, **asdict(session.tally)), self._error)

    def _fetch(self) -> None:
        """Part after part. One that the network does not answer, or answers with nonsense, does not cost the others."""
        try:
            self._session.ask_as(self._account_for(self._session.profile), keep=self._keep)
            parts = self._parts()
        except Exception as error:
            self._note(error)
            return
        for name, fetch in parts:
            self._session.part = name
            try:
                fetch()
                self._session.keep_rest()
            except Stopped:
                self._stopped = True
                return
            except Exception as error:
                self._note(error)
                if isinstance(error, SzpaltaError) and not isinstance(error, Unanswerable):
                    return

    def _parts(self) -> list[tuple[str, Callable[[], None]]]:
        session, able = self._session, self._session.able
        figures = FigureFetching(session)
        parts: list[tuple[str, bool, Callable[[], None]]] = [
            ("profile", bool(able.profile_metrics), figures.fetch_profile),
            ("days", bool(able.profile_metrics), figures.fetch_days),
            ("posts", able.lists_posts, lambda: fetch_posts(session)),
            ("figures", bool(able.metrics), figures.fetch_posts),
            ("comments", able.reads_comments or able.reads_mentions, lambda: fetch_comments(session)),
        ]
        return [(name, fetch) for name, there, fetch in parts if there]

    def _note(self, error: Exception) -> None:
        """The first thing that went wrong is what is told."""
        expected = isinstance(error, SzpaltaError)
        _log.warning(
            "fetching %s of profile %s failed", self._session.part, self._session.profile.id, exc_info=not expected
        )
        self._error = self._error or error

    def _again_at(self) -> datetime | None:
        """When a network that asked to wait lets itself be asked again."""
        told = getattr(self._error, "retry_after", None)
        if told is None and isinstance(self._error, SzpaltaError):
            told = self._error.data.get("retry_after")
        if not isinstance(told, int | float) or told <= 0:
            return None
        return self._session.clock.now() + min(timedelta(seconds=told), MOST_PATIENCE)

    def _end(self, work: UnitOfWork, again_at: datetime | None) -> None:
        """Lets the profile go and remembers how it ended."""
        session = self._session
        now, profile_id = session.clock.now(), session.profile.id
        session.end(work)
        if self._error is None and self._stopped:
            return
        trouble = None
        if self._error is not None:
            code, data = _told(self._error)
            trouble = SyncTrouble(code, data, now, again_at)
        work.fetching.put_trouble(profile_id, trouble)
        if trouble is None:
            work.profiles.mark_fetched(profile_id, now)
            work.fetching.remove_lost_connection(profile_id)
        if isinstance(self._error, NeedsReconnect):
            note_lost(work, Actor(), now, profile_id, *_told(self._error))


def _told(error: Exception) -> tuple[str, dict[str, object]]:
    if isinstance(error, SzpaltaError):
        return error.code, dict(error.data)
    return "sync.unexpected", {"kind": type(error).__name__}


def with_error(report: SyncReport, error: Exception | None) -> SyncReport:
    if error is None:
        return report
    code, data = _told(error)
    return replace(report, error=code, error_data=data)
