"""Fetching posts, figures and comments of connected profiles: first ask the network, then write."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from app.connectors.base import Account, Connector, RemoteComment, RemotePost
from app.domain.days import LIFETIME, day_number, wall_time
from app.domain.errors import SzpaltaError
from app.domain.metrics import Observation, Reading
from app.domain.networks import Connection
from app.domain.published import RemoteRemark, SeenPost
from app.domain.questions import is_question
from app.domain.syncing import SyncReport
from app.domain.workspace import Profile
from app.store.store import Store
from app.system.clock import Clock

FIRST_LOOK = timedelta(days=730)
"""How far back the first sync of a profile looks, where the network allows."""
OVERLAP = timedelta(days=3)
"""A later sync looks back a little before the last one: networks list new posts and comments late."""
GROWING = timedelta(days=90)
"""Figures of older posts hardly move; they are asked for only when the post is seen for the first time."""
POSTS_AT_ONCE = 100
ROWS_AT_ONCE = 5000

T = TypeVar("T")
_log = logging.getLogger("szpalta.sync")


class _Cancelled(Exception):
    """The person stopped the sync between two calls."""


@dataclass(slots=True)
class _Fetched:
    """What the network answered about one profile so far, and what ended it early."""

    profile: tuple[Reading, ...] = ()
    posts: list[RemotePost] = field(default_factory=list)
    figures: dict[str, tuple[Reading, ...]] = field(default_factory=dict)
    comments: list[RemoteComment] = field(default_factory=list)
    error: Exception | None = None


class SyncService:
    """`connector_for` gives None where a profile cannot be reached; neither call may open the store."""

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

    def sync(
        self,
        profile_id: int | None = None,
        *,
        progress: Callable[[float], None] = lambda share: None,
        cancel: Callable[[], bool] = lambda: False,
    ) -> list[SyncReport]:
        """Fetches one profile or all active ones; a report each. `progress` hears 0..1; `cancel` is asked between calls.

        A profile that fails does not stop the others; its report says what went wrong. Raises `NotFound`
        "profile.not_found" for an unknown `profile_id`.
        """
        with self._store.read() as work:
            chosen = [work.profiles.get(profile_id)] if profile_id is not None else work.profiles.all(status="active")
        reports = []
        for number, profile in enumerate(chosen, start=1):
            reports.append(self._sync_one(profile, cancel))
            progress(number / len(chosen))
        return reports

    def _sync_one(self, profile: Profile, cancel: Callable[[], bool]) -> SyncReport:
        report = SyncReport(profile.id, profile.name, profile.network.value)
        if cancel():
            return replace(report, skipped="cancelled")
        if profile.connection in (Connection.NONE, Connection.BY_HAND):
            return replace(report, skipped="by_hand" if profile.connection is Connection.BY_HAND else "no_connection")
        fetched = _Fetched()
        try:
            connector = self._connector_for(profile)
            if connector is None:
                return replace(report, skipped="no_connector")
            self._fetch(profile, connector, fetched, cancel)
        except _Cancelled:
            report = replace(report, skipped="cancelled")
        except Exception as error:
            _log.warning("sync of profile %s stopped", profile.id, exc_info=not isinstance(error, SzpaltaError))
            fetched.error = error
        try:
            report = self._write(profile, fetched, report)
        except SzpaltaError as error:
            fetched.error = fetched.error or error
        return _with_error(report, fetched.error)

    # ask the network
    def _fetch(self, profile: Profile, connector: Connector, fetched: _Fetched, cancel: Callable[[], bool]) -> None:
        """Call by call, so that what has arrived is there when a later one fails."""
        account = self._account_for(profile)
        able = connector.capabilities
        since = self._since(profile, able.history_days)
        if able.profile_metrics:
            fetched.profile = connector.profile_readings(account)
        _stop_if(cancel)
        if able.lists_posts:
            for post in connector.recent_posts(account, since):
                fetched.posts.append(post)
        wanted = self._wanted(profile, fetched.posts) if able.metrics else []
        for start in range(0, len(wanted), POSTS_AT_ONCE):
            _stop_if(cancel)
            fetched.figures |= connector.post_readings(account, tuple(wanted[start : start + POSTS_AT_ONCE]))
        _stop_if(cancel)
        if able.reads_comments:
            for comment in connector.comments(account, since):
                fetched.comments.append(comment)

    def _since(self, profile: Profile, history_days: int | None) -> datetime:
        now = self._clock.now()
        longest = min(FIRST_LOOK, timedelta(days=history_days)) if history_days else FIRST_LOOK
        last = profile.fetched_at - OVERLAP if profile.fetched_at else now - longest
        return max(last, now - longest)

    def _wanted(self, profile: Profile, listed: Sequence[RemotePost]) -> list[str]:
        """Whose figures to ask for: posts listed now, those still young, and those we sent ourselves."""
        since = self._clock.now() - GROWING
        with self._store.read() as work:
            known = [post.external_id for post in work.metrics.posts(profile.id, since=since)]
            sent = work.metrics.sent_posts(profile.id, profile.zone, since)
        return list(dict.fromkeys([*(post.remote_id for post in listed), *known, *(row.external_id for row in sent)]))

    # then write
    def _write(self, profile: Profile, fetched: _Fetched, report: SyncReport) -> SyncReport:
        now = self._clock.now()
        with self._store.write() as work:
            listed = [_seen(post, profile.zone) for post in fetched.posts]
            there = {post.external_id for post in listed}
            sent = work.metrics.sent_posts(profile.id, profile.zone, now - FIRST_LOOK)
            own = [row for row in sent if row.external_id in fetched.figures and row.external_id not in there]
            posts = work.metrics.upsert_posts(profile.id, [*listed, *own], seen_at=now)
            work.metrics.link_own_posts(profile.id)
            named = [*fetched.figures, *(row.post_remote_id for row in fetched.comments if row.post_remote_id)]
            ids = work.metrics.post_ids(profile.id, named)
            readings = [*fetched.profile, *(one for some in fetched.figures.values() for one in some)]
            metrics = work.metrics.metric_ids(profile.network.value, readings)
        new = unchanged = 0
        for batch in _batches(_observations(profile, fetched, ids, metrics, now), ROWS_AT_ONCE):
            with self._store.write() as work:
                added, same = work.metrics.add_observations(batch)
            new, unchanged = new + added, unchanged + same
        comments, questions = self._write_comments(profile, fetched.comments, ids)
        if fetched.error is None and report.skipped is None:
            with self._store.write() as work:
                work.profiles.mark_fetched(profile.id, now)
        return replace(
            report,
            posts_new=posts.new,
            posts_updated=posts.updated,
            figures_new=new,
            figures_unchanged=unchanged,
            comments_new=comments,
            questions_new=questions,
        )

    def _write_comments(
        self, profile: Profile, comments: Iterable[RemoteComment], ids: dict[str, int]
    ) -> tuple[int, int]:
        """How many comments, and how many questions among them, were new."""
        new = questions = 0
        for batch in _batches((_remark(comment, ids) for comment in comments), ROWS_AT_ONCE):
            with self._store.write() as work:
                before = work.comments.count_questions(profile.id)
                new += work.comments.upsert(profile.id, batch)[0]
                questions += work.comments.count_questions(profile.id) - before
        return new, questions


def _stop_if(cancel: Callable[[], bool]) -> None:
    if cancel():
        raise _Cancelled


def _with_error(report: SyncReport, error: Exception | None) -> SyncReport:
    if error is None:
        return report
    if isinstance(error, SzpaltaError):
        return replace(report, error=error.code, error_data=error.data)
    return replace(report, error="sync.unexpected", error_data={"kind": type(error).__name__})


def _batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch


def _seen(post: RemotePost, zone_name: str) -> SeenPost:
    local = wall_time(post.at, zone_name).local
    return SeenPost(
        external_id=post.remote_id,
        day=local.date(),
        hour=local.hour,
        published_at=post.at,
        format=post.format,
        text=post.text,
        permalink=post.url,
    )


def _observations(
    profile: Profile, fetched: _Fetched, ids: dict[str, int], metrics: dict[tuple[str, str | None], int], now: datetime
) -> Iterator[Observation]:
    """Stocks of the profile belong to its calendar day today; figures of posts are lifetime figures."""
    today = day_number(wall_time(now, profile.zone).local.date())
    for one in fetched.profile:
        yield Observation(profile.id, 0, metrics[one.metric, one.key], today, now, one.value)
    for remote_id, readings in fetched.figures.items():
        if remote_id in ids:
            for one in readings:
                yield Observation(profile.id, ids[remote_id], metrics[one.metric, one.key], LIFETIME, now, one.value)


def _remark(comment: RemoteComment, ids: dict[str, int]) -> RemoteRemark:
    return RemoteRemark(
        external_id=comment.remote_id,
        post_id=ids.get(comment.post_remote_id) if comment.post_remote_id else None,
        parent_external_id=comment.parent_remote_id,
        author=comment.author,
        text=comment.text,
        at=comment.at,
        is_own=comment.is_own,
        is_question=not comment.is_own and is_question(comment.text),
        kind="comment" if comment.post_remote_id else "mention",
    )
