"""Fetching figures: the profile's of today, those of past days where the network tells them, and those of its posts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

from app.connectors.base import TellsDays
from app.domain.days import LIFETIME, day_number, local_day
from app.domain.fading import FADING, is_due
from app.domain.metrics import Observation, Reading
from app.domain.published import SeenPost
from app.domain.syncing import SyncMark
from app.services.smaller_questions import Figures, SmallerQuestions
from app.services.sync_session import SyncSession
from app.store.unit import UnitOfWork

LATE = timedelta(days=3)
"""Networks correct the figures of a day for so long, so these days are asked about again."""
DAYS_AT_ONCE = 60
POSTS_AT_ONCE = 100
"""Posts whose figures are stored in one transaction: every one of them waits for the disk."""
GONE_FOR = timedelta(days=7)
"""A metric that a network refused is left out so long, then tried once more: some were only away for a while."""


class FigureFetching:
    def __init__(self, session: SyncSession) -> None:
        self._session = session
        able = session.able
        self._questions = SmallerQuestions(session.connector, session.account, able.metrics, able.profile_metrics)
        gone = session.marks.get("gone")
        if gone is not None and gone.done_at is not None and session.began - gone.done_at < GONE_FOR:
            told = json.loads(gone.mark or "{}")
            self._questions.gone_posts = frozenset(told.get("posts", ()))
            self._questions.gone_profile = frozenset(told.get("profile", ()))
        self._gone = self._refused

    # the profile
    def fetch_profile(self) -> None:
        """The stocks of today. The first value of a day stays; another one is a further observation of that day."""
        session = self._session
        session.go_on()
        readings = self._questions.profile_readings()
        today = session.today()

        def store(work: UnitOfWork) -> tuple[int, int]:
            self._note_gone(work)
            session.put_mark(work, "profile", SyncMark(done_at=session.began))
            return self._add(work, {(0, day_number(today)): readings})

        self._count(session.write(store))

    def fetch_days(self) -> None:
        """What the network knows of days before today, back to where it tells; what is known is not stored again."""
        session = self._session
        if not isinstance(session.connector, TellsDays):
            return
        last = session.today() - timedelta(days=1)
        mark = session.marks.get("days")
        zone = session.profile.zone
        if mark and mark.done_at and local_day(mark.done_at, zone) == session.today():
            return
        first = date.fromisoformat(mark.mark) - LATE if mark and mark.mark else local_day(session.horizon, zone)
        session.go_on()
        told = session.connector.day_readings(session.account, first, last)
        session.as_they_come(told, DAYS_AT_ONCE, lambda batch, whole: self._store_days(batch, last if whole else None))

    def _store_days(self, batch: list[tuple[date, tuple[Reading, ...]]], whole_until: date | None) -> None:
        session = self._session
        done = SyncMark((whole_until or batch[-1][0]).isoformat(), done_at=session.began if whole_until else None)
        fixed = day_number(session.today() - LATE)

        def store(work: UnitOfWork) -> tuple[int, int]:
            ids = work.metrics.metric_ids(session.profile.network.value, [one for _, some in batch for one in some])
            known = work.metrics.known_days(session.profile.id)
            rows = {
                (0, day_number(day)): tuple(
                    one
                    for one in some
                    if day_number(day) > fixed or (ids[one.metric, one.key], day_number(day)) not in known
                )
                for day, some in batch
            }
            session.put_mark(work, "days", done)
            return self._add(work, rows)

        self._count(session.write(store))

    # posts
    def fetch_posts(self) -> None:
        """Of those whose turn it is, the youngest first; what was asked about stays asked when it breaks off."""
        session = self._session
        wanted, sent = session.read(self._whose_turn)
        size = max(1, POSTS_AT_ONCE // session.able.posts_at_once)
        session.as_they_come(self._ask(wanted), size, lambda batch, whole: self._store_posts(batch, sent))

    def _ask(self, wanted: list[str]) -> Iterator[tuple[tuple[str, ...], Figures]]:
        """One call to the network after the other: whom it was about, and what came."""
        at_once = self._session.able.posts_at_once
        for start in range(0, len(wanted), at_once):
            self._session.go_on(start / len(wanted))
            names = tuple(wanted[start : start + at_once])
            yield names, self._questions.post_readings(names)

    def _whose_turn(self, work: UnitOfWork) -> tuple[list[str], dict[str, SeenPost]]:
        """The network's ids of the posts to ask about, and those we sent that no list has shown yet."""
        session = self._session
        profile, now = session.profile, session.began
        since = now - FADING[-1][0]
        rows = work.fetching.posts_to_ask(profile.id, since)
        sent = {row.external_id: row for row in work.metrics.sent_posts(profile.id, profile.zone, since)}
        unseen = {name: row for name, row in sent.items() if name not in work.metrics.post_ids(profile.id, sent)}
        due = [row.external_id for row in rows if is_due(row.published_at, row.asked_at, now)]
        return [*unseen, *due], unseen

    def _store_posts(self, batch: list[tuple[tuple[str, ...], Figures]], sent: dict[str, SeenPost]) -> None:
        session = self._session
        profile = session.profile
        names = [name for some, _ in batch for name in some]
        found = {name: readings for _, some in batch for name, readings in some.items()}
        if not names:
            return

        def store(work: UnitOfWork) -> tuple[int, int, int]:
            own = [sent[name] for name in names if name in sent and name in found]
            added = work.metrics.upsert_posts(profile.id, own, seen_at=session.clock.now()).new if own else 0
            ids = work.metrics.post_ids(profile.id, names)
            work.fetching.mark_asked(ids.values(), session.began)
            self._note_gone(work)
            return (
                *self._add(work, {(ids[name], LIFETIME): some for name, some in found.items() if name in ids}),
                added,
            )

        new, same, posts = session.write(store)
        self._count((new, same))
        session.tally.posts_new += posts

    # storing
    def _add(self, work: UnitOfWork, rows: dict[tuple[int, int], tuple[Reading, ...]]) -> tuple[int, int]:
        """Figures by post (0: the profile) and day."""
        profile = self._session.profile
        metrics = work.metrics.metric_ids(profile.network.value, [one for some in rows.values() for one in some])
        at = self._session.clock.now()

        def observations() -> Iterator[Observation]:
            for (post_id, day), some in rows.items():
                for one in some:
                    yield Observation(profile.id, post_id, metrics[one.metric, one.key], day, at, one.value)

        return work.metrics.add_observations(observations())

    def _count(self, added: tuple[int, int]) -> None:
        self._session.tally.figures_new += added[0]
        self._session.tally.figures_unchanged += added[1]

    @property
    def _refused(self) -> dict[str, list[str]]:
        return {"posts": sorted(self._questions.gone_posts), "profile": sorted(self._questions.gone_profile)}

    def _note_gone(self, work: UnitOfWork) -> None:
        """Remembers which metrics are refused, once they have changed."""
        if self._refused != self._gone:
            self._gone = self._refused
            self._session.put_mark(work, "gone", SyncMark(json.dumps(self._gone), done_at=self._session.began))
