"""What is written about how posts did: posts seen, metric names, observations, audience figures."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, case, delete, func, insert, or_, select, text, update

from app.domain.days import LIFETIME
from app.domain.imports import ImportState
from app.domain.metrics import FigureRow, Observation, Reading
from app.domain.published import AudienceFigure, PublishedPost, SeenPost, UpsertedPosts
from app.store.queries import audience_changes, joint_imports, post_changes, published
from app.store.queries.latest import reckoned
from app.store.schema.measuring import (
    audience_figure,
    day_sum,
    import_run,
    joint_import,
    metric,
    observation,
    post_total,
    published_post,
)

BATCH = 1000
_LOCK = 0x4D65747269
"""First half of the PostgreSQL advisory locks: one writer of figures per profile."""

MetricName = tuple[str, str | None]
"""The network's own name and the neutral key, as a `Reading` has them."""

_SAME_VALUE = (
    "(SELECT CASE WHEN o.value = {{5}} THEN o.observed_at END FROM observation o WHERE o.profile_id = {{0}} "
    "AND o.post_id = {{1}} AND o.metric_id = {{2}} AND o.day = {{3}} AND o.observed_at {when} LIMIT 1)"
)
_BEFORE = _SAME_VALUE.format(when="<= {4} ORDER BY o.observed_at DESC")
_AFTER = _SAME_VALUE.format(when="> {4} ORDER BY o.observed_at")
_ADD = (
    "INSERT INTO observation (profile_id, post_id, metric_id, day, observed_at, value, import_id) "
    f"VALUES ({{0}}, {{1}}, {{2}}, {{3}}, COALESCE({_BEFORE}, {_AFTER}, {{4}}), {{5}}, {{6}}) ON CONFLICT DO NOTHING"
)
"""A figure that only repeats its neighbour in time takes the neighbour's key, so that it conflicts and is left out. Plain
VALUES, as INSERT … SELECT would cost a temporary table for each row."""
_PLAIN_SQLITE = (
    "INSERT INTO observation (profile_id, post_id, metric_id, day, observed_at, value, import_id) "
    "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_ANY_SQLITE = "SELECT EXISTS (SELECT 1 FROM observation WHERE profile_id = ? AND post_id BETWEEN ? AND ?)"
_ADD_SQLITE = _ADD.format(*(f"?{number}" for number in range(1, 8)))
_ADD_POSTGRESQL = _ADD.format(
    *(f"%({number})s::bigint" for number in range(5)), "%(5)s::double precision", "%(6)s::bigint"
)


class MetricRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._is_sqlite = connection.dialect.name == "sqlite"

    # posts
    def upsert_posts(
        self, profile_id: int, rows: Iterable[SeenPost], *, seen_at: datetime, import_run_id: int | None = None
    ) -> UpsertedPosts:
        """Stores posts of a profile; known ones are changed only where the new statement is better."""
        self._lock([profile_id])
        return published.upsert_posts(self._connection, profile_id, rows, seen_at, import_run_id)

    def link_own_posts(self, profile_id: int) -> int:
        """Joins posts seen on a profile to the variants we delivered there; how many were joined."""
        return published.link_own_posts(self._connection, profile_id)

    def rename_post(self, profile_id: int, before: str, external_id: str, *, import_run_id: int | None = None) -> None:
        """The network calls a post by another id now; its figures stay with it."""
        published.rename_post(self._connection, profile_id, before, external_id, import_run_id)

    def missing_posts(
        self,
        profile_id: int,
        source: str,
        first: date,
        last: date,
        present: Container[str],
        formats: Container[str | None],
    ) -> dict[int, bool]:
        """Posts of these formats whose mark is wrong: earlier files of `source` gave them for these days, the latest has or
        lacks them."""
        return published.missing_posts(self._connection, profile_id, source, first, last, present, formats)

    def mark_missing(self, marks: Mapping[int, bool], import_run_id: int) -> int:
        """Sets what `missing_posts` found; how many are marked newly."""
        return published.mark_missing(self._connection, marks, import_run_id)

    def posts(self, profile_id: int, *, since: datetime | None = None, limit: int | None = None) -> list[PublishedPost]:
        """The posts of a profile, newest day first; `since` leaves out those published before."""
        return published.published_posts(self._connection, profile_id, since=since, limit=limit)

    def told_videos(
        self, profile_id: int, formats: Sequence[str], days: tuple[date, date] | None, source: str | None
    ) -> list[PublishedPost]:
        """As `published.told_videos`."""
        return published.told_videos(self._connection, profile_id, formats, days, source)

    def post_ids(self, profile_id: int, external_ids: Iterable[str]) -> dict[str, int]:
        """The store's ids of posts by the network's; unknown ones are absent."""
        return published.post_ids(self._connection, profile_id, external_ids)

    def dated_posts(self, profile_id: int, names: Collection[str]) -> Iterator[tuple[str, date, datetime | None]]:
        """As `published.dated_posts`."""
        return published.dated_posts(self._connection, profile_id, names)

    def sent_posts(self, profile_id: int, zone_name: str, since: datetime) -> list[SeenPost]:
        """What we delivered to a profile since `since`, as the network would show it; day and hour in the zone."""
        return published.sent_posts(self._connection, profile_id, zone_name, since)

    # figures
    def totals(
        self, profile_id: int, post_ids: Iterable[int], metric_ids: Collection[int]
    ) -> dict[tuple[int, int], float]:
        """The latest known lifetime figures of some posts, by post and metric."""
        t, wanted = post_total.c, list(post_ids)
        found: dict[tuple[int, int], float] = {}
        for start in range(0, len(wanted), BATCH):
            query = select(t.post_id, t.metric_id, t.value).where(
                t.profile_id == profile_id, t.post_id.in_(wanted[start : start + BATCH]), t.metric_id.in_(metric_ids)
            )
            found |= {(post, one): value for post, one, value in self._connection.execute(query)}
        return found

    def sums_of_days(
        self, profile_id: int, post_ids: Collection[int], metric_ids: Collection[int]
    ) -> dict[tuple[int, int], float]:
        """The figures of single days of some posts, the latest known of each day added up, by post and metric."""
        o = observation.c
        of_days = o.post_id.in_(post_ids) & o.metric_id.in_(metric_ids) & (o.day != LIFETIME)
        d = reckoned([], (o.profile_id == profile_id) & of_days).subquery().c
        query = select(d.post_id, d.metric_id, func.sum(d.value)).group_by(d.post_id, d.metric_id)
        rows = self._connection.execute(query)
        return {(post, one): value for post, one, value in rows}

    def metric_ids(self, network: str, readings: Iterable[Reading]) -> dict[MetricName, int]:
        """The ids of the metrics of `readings`; unknown ones are created with their neutral key.

        A name that stands for two things in two exports ("Total followers": the stock, or the new ones of a day) is two
        metrics; the later one is called "name [key]".
        """
        wanted = {(reading.metric, reading.key) for reading in readings}
        known = self._metrics(network)
        if missing := [wish for wish in sorted(wanted, key=str) if _find(known, wish) is None]:
            if not self._is_sqlite:
                self._connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            known = self._metrics(network)
            for name, key in missing:
                self._create(network, known, name, key)
        return {wish: found for wish in wanted if (found := _find(known, wish)) is not None}

    def names(self) -> set[tuple[str | None, str]]:
        """Neutral key (None: none) and own name of every metric that files or networks brought."""
        return {(key, name) for key, name in self._connection.execute(select(metric.c.key, metric.c.name))}

    def of_days(self, profile_ids: Collection[int]) -> set[tuple[str | None, str]]:
        """As `names`, of what the daily figures of some profiles hold."""
        d = day_sum.c
        told = select(d.metric_id).where(d.profile_id.in_(profile_ids), d.format == "")
        rows = self._connection.execute(select(metric.c.key, metric.c.name).where(metric.c.id.in_(told)))
        return {(key, name) for key, name in rows}

    def _metrics(self, network: str) -> dict[str, tuple[int, str | None]]:
        rows = self._connection.execute(
            select(metric.c.name, metric.c.id, metric.c.key).where(metric.c.network == network)
        )
        return {name: (number, key) for name, number, key in rows}

    def _create(self, network: str, known: dict[str, tuple[int, str | None]], name: str, key: str | None) -> None:
        if _find(known, (name, key)) is not None:
            return
        if name in known and known[name][1] is None:
            self._connection.execute(update(metric).where(metric.c.id == known[name][0]).values(key=key))
            known[name] = (known[name][0], key)
            return
        full = f"{name} [{key}]" if name in known else name
        result = self._connection.execute(insert(metric).values(network=network, name=full, key=key))
        assert result.inserted_primary_key is not None  # noqa: S101
        known[full] = (int(result.inserted_primary_key[0]), key)

    def known_days(self, profile_id: int) -> set[tuple[int, int]]:
        """Metric and day of every daily figure and stock of the profile itself."""
        o = observation.c
        query = select(o.metric_id, o.day).where(o.profile_id == profile_id, o.post_id == 0, o.day > 0).distinct()
        return {(row.metric_id, row.day) for row in self._connection.execute(query)}

    def add_observations(self, rows: Iterable[Observation]) -> tuple[int, int]:
        """Appends figures; gives (new, unchanged). The triggers keep totals and day sums.

        A figure that repeats what was known of the same post, metric and day just before it or just after it is not
        stored again, so that a file read twice, whenever, adds nothing.
        """
        source = iter(rows)
        new = seen = 0
        while batch := list(islice(source, BATCH)):
            self._lock(sorted({row.profile_id for row in batch}))
            new += self._add_batch(batch)
            seen += len(batch)
        return new, seen - new

    def _add_batch(self, batch: Sequence[Observation]) -> int:
        moments = {row.observed_at for row in batch}
        seconds = {moment: int(moment.timestamp()) for moment in moments}
        return self._add_rows(
            [
                (r.profile_id, r.post_id, r.metric_id, r.day, seconds[r.observed_at], float(r.value), r.import_id)
                for r in batch
            ]
        )

    def add_figures(self, rows: Sequence[FigureRow], *, only_new: bool = False) -> int:
        """As `add_observations`, for plain values of one profile and import; how many were new. `only_new`: their posts had no
        figures before. Of what was known the import counts as a further teller."""
        new = 0
        if not self._is_sqlite:
            self._lock(sorted({row[0] for row in rows}))
        at_once = len(rows) if only_new else BATCH
        for start in range(0, len(rows), at_once or 1):
            new += self._add_rows(rows[start : start + at_once], only_new)
        if rows and (import_id := rows[0][6]) is not None and new < len(rows) and not only_new:
            joint_imports.tell_again(self._connection, import_id, rows)
        return new

    def _add_rows(self, rows: Sequence[FigureRow], only_new: bool = False) -> int:
        if self._is_sqlite:
            statement = _PLAIN_SQLITE if only_new or self._all_first(rows) else _ADD_SQLITE
            return self._connection.exec_driver_sql(statement, list(rows)).rowcount
        named: list[Any] = [{str(number): value for number, value in enumerate(row)} for row in rows]
        return self._connection.exec_driver_sql(_ADD_POSTGRESQL, named).rowcount

    def _all_first(self, values: Sequence[FigureRow]) -> bool:
        """True when no figure has a neighbour in time: one each in the batch, and their posts have none yet."""
        if len({row[:4] for row in values}) < len(values):
            return False
        profiles, posts = {row[0] for row in values}, {row[1] for row in values}
        bounds = [(profile, min(posts), max(posts)) for profile in profiles]
        return not any(self._connection.exec_driver_sql(_ANY_SQLITE, bound).scalar() for bound in bounds)

    def _lock(self, profile_ids: Iterable[int]) -> None:
        """On PostgreSQL two writers of one profile's figures wait for each other; SQLite has one writer anyway."""
        if not self._is_sqlite:
            for number in profile_ids:
                self._connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": (_LOCK << 24) + number})

    def corrected_days(self, profile_id: int, import_id: int, days: Sequence[int]) -> set[tuple[int, int]]:
        """Metric and day of the figures of these days that an import tells otherwise than was known before it."""
        new, old = observation.alias(), observation.alias()
        same = [new.c[name] == old.c[name] for name in ("profile_id", "post_id", "metric_id", "day")]
        query = select(new.c.metric_id, new.c.day).where(
            new.c.profile_id == profile_id, new.c.post_id == 0, new.c.day.in_(days), new.c.import_id == import_id,
            select(old.c.day).where(*same, old.c.observed_at != new.c.observed_at).exists(),
        )  # fmt: skip
        return {(metric_id, day) for metric_id, day in self._connection.execute(query)}

    def grown_posts(self, profile_id: int, import_id: int, post_ids: Iterable[int]) -> set[int]:
        """Those of some posts that were known before an import and have figures of it."""
        o, p = observation.c, published_post.c
        known = or_(p.import_run_id.is_(None), p.import_run_id != import_id)
        query = (
            select(o.post_id)
            .join(published_post, p.id == o.post_id)
            .where(o.profile_id == profile_id, o.post_id.in_(list(post_ids)), o.import_id == import_id, known)
        )
        return set(self._connection.execute(query.distinct()).scalars())

    def superseded_numbers(self, profile_id: int, import_id: int) -> list[int]:
        """As `joint_imports.superseded`."""
        return joint_imports.superseded(self._connection, profile_id, import_id)

    def forget_numbers(self, numbers: Collection[int]) -> None:
        """As `joint_imports.forget_numbers`."""
        joint_imports.forget_numbers(self._connection, numbers)

    # undoing an import
    def leave_import(self, profile_id: int, import_id: int) -> None:
        """As `joint_imports.leave`."""
        self._lock([profile_id])
        joint_imports.leave(self._connection, import_id)

    def posts_of_import(self, profile_id: int, import_id: int) -> list[int]:
        """Ids of the posts that have figures no other import tells (0: the profile itself), from one walk through the
        profile."""
        own = observation.c.import_id.in_(joint_imports.alone(self._connection, [import_id]))
        query = select(observation.c.post_id).where(observation.c.profile_id == profile_id, own).distinct()
        return list(self._connection.execute(query).scalars())

    def remove_figures(self, profile_id: int, import_id: int, post_ids: Sequence[int]) -> int:
        """Deletes an import's figures of some posts that no other tells; the triggers restore what was known before."""
        o = observation.c
        own = o.import_id.in_(joint_imports.alone(self._connection, [import_id]))
        statement = delete(observation).where(o.profile_id == profile_id, o.post_id.in_(list(post_ids)), own)
        return self._connection.execute(statement).rowcount

    def remove_posts_of_import(self, profile_id: int, import_id: int, limit: int = BATCH) -> int:
        """Deletes posts an import added, except those others have figures of by now; these belong to the first import that
        has some, or to none once a fetch has. Gives how many it dealt with, at most `limit`: 0 when all are done."""
        p, o = published_post.c, observation.c
        query = select(p.id).where(p.profile_id == profile_id, p.import_run_id == import_id).limit(limit)
        mine = list(self._connection.execute(query).scalars())
        measured = select(o.post_id).where(o.profile_id == profile_id, o.post_id == p.id).correlate(published_post)
        self._connection.execute(delete(published_post).where(p.id.in_(mine), ~measured.exists()))
        several = select(joint_import.c.joint_id).where(joint_import.c.import_run_id == import_run.c.id)
        of_run = or_(o.import_id == import_run.c.id, o.import_id.in_(several))
        others = select(func.min(import_run.c.id)).where(import_run.c.id != import_id, of_run)
        heir = others.where(o.profile_id == profile_id, o.post_id == p.id).correlate(published_post).scalar_subquery()
        owner = case((measured.where(o.import_id.is_(None)).exists(), None), else_=heir)
        self._connection.execute(update(published_post).where(p.id.in_(mine)).values(import_run_id=owner))
        return len(mine)

    def forget_import(self, import_id: int) -> None:
        """Once what only an import told is gone, it stands beside no figure any more."""
        joint_imports.forget(self._connection, import_id)

    def put_back_posts(self, profile_id: int, import_id: int, limit: int = BATCH // 2) -> int:
        """As `post_changes.put_back`."""
        self._lock([profile_id])
        return post_changes.put_back(self._connection, profile_id, import_id, limit)

    # audience
    def add_audience(self, profile_id: int, rows: Iterable[AudienceFigure], import_run_id: int | None = None) -> int:
        """Adds audience figures that are not there yet, keyed by dimension, metric, days and bucket; how many."""
        shared = {"profile_id": profile_id, "import_run_id": import_run_id}
        values = [shared | audience_changes.keys_of(row) | audience_changes.values_of(row) for row in rows]
        if values:
            self._connection.execute(insert(audience_figure), values)
        return len(values)

    def change_audience(self, profile_id: int, rows: Iterable[AudienceFigure], import_run_id: int | None = None) -> int:
        """As `audience_changes.change`."""
        return audience_changes.change(self._connection, profile_id, rows, import_run_id)

    def repeat_audience(self, profile_id: int, rows: Iterable[AudienceFigure], import_run_id: int) -> None:
        """As `audience_changes.repeat`."""
        audience_changes.repeat(self._connection, profile_id, rows, import_run_id)

    def take_audience_back(self, profile_id: int, import_id: int) -> None:
        """As `audience_changes.take_back`."""
        audience_changes.take_back(self._connection, profile_id, import_id)

    def audience_kinds(self, profile_ids: Collection[int]) -> list[tuple[str, str]]:
        """What the audience tables of some profiles are divided by, and what each counts; those of unfinished imports do not
        count."""
        a = audience_figure.c
        unfinished = select(import_run.c.id).where(import_run.c.state == ImportState.WRITING.value)
        query = select(a.dimension, a.metric).where(
            a.profile_id.in_(profile_ids), or_(a.import_run_id.is_(None), a.import_run_id.not_in(unfinished))
        )
        return [(row.dimension, row.metric) for row in self._connection.execute(query.distinct())]

    def audience(self, profile_id: int) -> list[AudienceFigure]:
        """All audience figures of a profile, the newest period first, as they stood in the file within one table. Those of
        unfinished imports do not count."""
        a = audience_figure.c
        unfinished = select(import_run.c.id).where(import_run.c.state == ImportState.WRITING.value)
        query = select(audience_figure).where(
            a.profile_id == profile_id, or_(a.import_run_id.is_(None), a.import_run_id.not_in(unfinished))
        )
        rows = self._connection.execute(query.order_by(a.last_day.desc(), a.dimension, a.metric, a.id)).mappings()
        return [
            AudienceFigure(
                row["dimension"],
                row["bucket"],
                row["metric"],
                row["value"],
                row["unit"],
                row["at_most"],
                _day(row["first_day"]),
                _day(row["last_day"]),
            )
            for row in rows
        ]


def _find(known: dict[str, tuple[int, str | None]], wish: MetricName) -> int | None:
    """The id of a metric that has this name and key; a reading without a key takes the name's own."""
    name, key = wish
    for title in (name, f"{name} [{key}]"):
        if title in known and (key is None or known[title][1] == key):
            return known[title][0]
    return None


def _day(number: int) -> date | None:
    return date.fromordinal(number) if number else None
