"""Posts of a period with their latest figures, read as columns: a query for each network, with a join for each metric."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Integer, Select, func, null, or_, select, type_coerce

from app.domain.kpi import FigureFilters
from app.domain.measured_posts import Column, MeasuredPosts
from app.store.queries.post_columns import PostColumns, grown_at
from app.store.schema.connecting import post_asked
from app.store.schema.content import post, post_persona, variant
from app.store.schema.measuring import published_post
from app.store.types import time_read

MOST_JOINS = 24
"""Metrics of one query; SQLite joins at most 64 tables."""
_FIELDS = (
    "post_id", "profile_id", "day", "hour", "published", "is_estimated", "format", "text", "permalink", "is_paid",
    "followers_at", "own_id", "pillar_id", "campaign_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedMetric:
    """A stored metric and the names its values are given under."""

    id: int
    labels: tuple[str, ...]
    key: str | None = None


@dataclass(frozen=True, slots=True)
class PostQuery:
    """Which posts are read. `totals` holds the latest figures; those of `unfinished` imports do not count, nor what was made up
    for the `invented` profiles."""

    filters: FigureFilters
    first: date
    last: date
    unfinished: Sequence[int]
    invented: Sequence[int]
    totals: FromClause
    own: bool = True
    """Whether pillar, campaign and personas of our own posts are read."""

    @property
    def about_own(self) -> bool:
        """Whether our own posts themselves are looked at."""
        return self.own or self.filters.pillar_id is not None or self.filters.campaign_id is not None


class PostReading:
    """Takes the posts of one network after the other and puts them in the order of their days."""

    def __init__(self, connection: Connection, query: PostQuery) -> None:
        self._connection, self._query = connection, query
        self._fields: dict[str, list[Any]] = {name: [] for name in (*_FIELDS, "network", "seen")}
        self._values: dict[str, list[Column]] = {}
        self._count = 0

    def add(self, network: str, profiles: Sequence[int], metrics: Sequence[NamedMetric]) -> None:
        """The posts of the profiles of one network."""
        by_label: dict[str, list[NamedMetric]] = {}
        for one in metrics:
            for label in one.labels:
                by_label.setdefault(label, []).append(one)
        shared = any(len(same) > 1 for same in by_label.values())
        rows = self._rows(profiles, metrics, shared)
        if not rows:
            return
        columns = iter(zip(*rows, strict=True))
        for name in _FIELDS:
            self._fields[name].extend(next(columns))
        self._fields["network"].extend([network] * len(rows))
        values, moments, newest = _figures(metrics, columns, shared)
        self._fields["seen"].extend(newest)
        for label in dict.fromkeys((*self._values, *by_label)):
            same = [(values[one.id], moments.get(one.id, ())) for one in by_label.get(label, ())]
            before = self._values.setdefault(label, [[None] * self._count])
            before.append(_latest(same) if same else [None] * len(rows))
        self._count += len(rows)

    def posts(self, stocks: Mapping[tuple[int, int], float]) -> MeasuredPosts:
        """Oldest first. `stocks` are followers by profile and day."""
        values = self._values
        self._look_again()

        def measure(name: str) -> Column:
            return list(chain.from_iterable(values[name])) if name in values else [None] * self._count

        personas = self._personas() if self._query.own else {}
        made = PostColumns(self._fields, tuple(values), measure, stocks, personas)
        return MeasuredPosts(self._count, values, made.column, measure, made.row).by_day()

    def _look_again(self) -> None:
        """A figure has the moment it came to its value: where that was soon, its network may have said the same again since."""
        rows = enumerate(zip(self._fields["seen"], self._fields["day"], strict=True))
        early = {self._fields["post_id"][place]: place for place, (seen, day) in rows if seen and seen < grown_at(day)}
        if not early:
            return
        asked = post_asked.c
        query = select(asked.published_post_id, asked.asked_at)
        for number, at in plain_rows(
            self._connection, query.where(asked.published_post_id.between(min(early), max(early)))
        ):
            place, moment = early.get(number), time_read(at)
            if place is not None and moment is not None:
                self._fields["seen"][place] = max(self._fields["seen"][place], int(moment.timestamp()))

    def _rows(self, profiles: Sequence[int], metrics: Sequence[NamedMetric], shared: bool) -> Sequence[Any]:
        """Fields, then for each group of metrics their values, their moments when some share a name, and the newest moment."""
        p = published_post.c
        about = (post.c.pillar_id, post.c.campaign_id) if self._query.own else (null(), null())
        fields = (
            p.id, p.profile_id, p.day, p.hour, p.published_at, p.estimated, p.format, p.text, p.permalink, p.paid,
            p.followers_at, variant.c.post_id, *about,
        )  # fmt: skip
        rows: Sequence[Any] = self._some(profiles, fields, metrics[:MOST_JOINS], shared)
        for start in range(MOST_JOINS, len(metrics), MOST_JOINS):
            more = self._some(profiles, (p.id,), metrics[start : start + MOST_JOINS], shared)
            others = {row[0]: row[1:] for row in more}
            rows = [(*row, *others[row[0]]) for row in rows]
        return rows

    def _some(
        self, profiles: Sequence[int], fields: Sequence[Any], metrics: Sequence[NamedMetric], shared: bool
    ) -> Sequence[Any]:
        p, source = published_post.c, published_post.outerjoin(variant, variant.c.id == published_post.c.variant_id)
        if self._query.about_own:
            source = source.outerjoin(post, post.c.id == variant.c.post_id)
        values, moments = [], []
        for one in metrics:
            t = self._query.totals.alias()
            same = (t.c.profile_id == p.profile_id) & (t.c.post_id == p.id) & (t.c.metric_id == one.id)
            source = source.outerjoin(t, same)
            values.append(t.c.value)
            moments.append(t.c.observed_at)
        greatest = func.max if self._connection.dialect.name == "sqlite" else func.greatest
        newest = greatest(0, 0, *(func.coalesce(type_coerce(moment, Integer), 0) for moment in moments))
        query = select(*fields, *values, *(moments if shared else ()), newest).select_from(source)
        return plain_rows(self._connection, query.where(*_conditions(self._query, profiles)))

    def _personas(self) -> dict[int, tuple[int, ...]]:
        """Personas of our own posts among those read."""
        own = [number for number in self._fields["own_id"] if number is not None]
        if not own:
            return {}
        link = post_persona.c
        query = select(link.post_id, link.persona_id).where(link.post_id.between(min(own), max(own)))
        found: dict[int, tuple[int, ...]] = {}
        for number, persona in plain_rows(self._connection, query.order_by(link.post_id, link.persona_id)):
            found[number] = (*found[number], persona) if number in found else (persona,)
        return found


def plain_rows(connection: Connection, query: Select[Any]) -> Sequence[Any]:
    """As the driver gives them: fifty thousand rows of SQLAlchemy's take as long as the query."""
    cursor = connection.execute(query).cursor
    return [] if cursor is None else cursor.fetchall()


def _figures(
    metrics: Sequence[NamedMetric], columns: Iterator[Column], shared: bool
) -> tuple[dict[int, Column], dict[int, Column], Column]:
    """Values and moments by metric, and the newest moment of each post, from columns as `_rows` has them."""
    values: dict[int, Column] = {}
    moments: dict[int, Column] = {}
    newest: Column = ()
    for start in range(0, max(len(metrics), 1), MOST_JOINS):
        some = metrics[start : start + MOST_JOINS]
        values |= {one.id: next(columns) for one in some}
        moments |= {one.id: next(columns) for one in some} if shared else {}
        now = next(columns)
        newest = list(map(max, newest, now)) if newest else now
    return values, moments, newest


def _latest(same: Sequence[tuple[Column, Column]]) -> Column:
    """Of metrics that mean the same the value observed last: two exports call one thing by two names."""
    found, at = same[0]
    for column, moments in same[1:]:
        newer = [
            value is not None and (before is None or moment > then)
            for value, moment, before, then in zip(column, moments, found, at, strict=True)
        ]
        found = [value if new else before for new, value, before in zip(newer, column, found, strict=True)]
        at = [moment if new else then for new, moment, then in zip(newer, moments, at, strict=True)]
    return found


def _conditions(query: PostQuery, profiles: Sequence[int]) -> list[ColumnElement[bool]]:
    p, filters = published_post.c, query.filters
    found: list[ColumnElement[bool]] = [
        p.profile_id.in_(list(profiles)), p.day.between(query.first, query.last), *posts_of(query.invented),
    ]  # fmt: skip
    if query.unfinished:
        found.append(or_(p.import_run_id.is_(None), p.import_run_id.not_in(list(query.unfinished))))
    if filters.formats is not None:
        found.append(p.format.in_(filters.formats))
    if filters.paid is not None:
        found.append(p.paid == filters.paid)
    if filters.pillar_id is not None:
        found.append(post.c.pillar_id == filters.pillar_id)
    if filters.campaign_id is not None:
        found.append(post.c.campaign_id == filters.campaign_id)
    if filters.persona_id is not None:
        meant = select(post_persona.c.post_id).where(post_persona.c.persona_id == filters.persona_id)
        found.append(variant.c.post_id.in_(meant))
    return found


def posts_of(invented: Sequence[int]) -> list[ColumnElement[bool]]:
    """Of profiles with made-up figures only the posts a file told of."""
    p = published_post.c
    return [or_(p.import_run_id.is_not(None), p.profile_id.not_in(list(invented)))] if invented else []
