"""The packs of posts: read where the store has them, made from the rows where something changed since.

A pack holds the posts of a profile whose ids lie side by side. Triggers drop it as soon as anything in it changes
(`store.triggers`), so one that is there is right.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, func, insert, literal_column, or_, select, text

from app.store.queries.latest import plain_rows, reckoned
from app.store.queries.post_pack import EPOCH, REAL, WHOLE, Packed, PostPack, pack
from app.store.schema.content import variant
from app.store.schema.measuring import CHUNK_BITS, observation, post_pack, post_total, published_post
from app.store.types import time_read

_MICROSECOND = timedelta(microseconds=1)
_TEXTS = ("text", "permalink")

Run = tuple[int, int, int]
"""A profile, and the first and the last chunk of some that follow each other."""


class PostPacks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(
        self, profiles: Iterable[int], first: date, last: date, unfinished: Mapping[int, Sequence[int]]
    ) -> Iterator[PostPack]:
        """Packs that hold all posts of some days, and others of theirs. What the `unfinished` imports of a profile brought
        does not count, so its packs do not."""
        wanted = list(profiles)
        kept = self._kept([number for number in wanted if number not in unfinished], first, last)
        for (number, _), (body, texts) in kept.items():
            yield PostPack(number, body, texts)
        for run in _runs(self._needed(wanted, first, last, unfinished) - kept.keys()):
            for made in self._made(run, unfinished.get(run[0], ())).values():
                yield PostPack(run[0], made.body, made.texts)

    def missing(self, profiles: Iterable[int], first: date, last: date) -> list[tuple[int, int]]:
        """Profile and chunk of the posts of some days that are in no pack."""
        wanted = list(profiles)
        k = post_pack.c
        there = select(k.profile_id, k.chunk).where(k.profile_id.in_(wanted))
        return sorted(
            self._needed(wanted, first, last) - {(row[0], row[1]) for row in plain_rows(self._connection, there)}
        )

    def make(self, chunks: Sequence[tuple[int, int]]) -> None:
        """Makes packs and keeps them; those that are there stay."""
        if self._connection.dialect.name == "postgresql":  # nobody changes, or packs too, what is being packed
            tables = "published_post, variant, observation, post_total, post_pack"
            self._connection.execute(text(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE NOWAIT"))
        for run in _runs(set(chunks) - self._there([number for number, _ in chunks])):
            rows = [
                {"profile_id": run[0], "chunk": chunk, "posts": one.posts, "first_day": date.fromordinal(one.first_day),
                 "last_day": date.fromordinal(one.last_day), "body": one.body, "texts": one.texts}
                for chunk, one in self._made(run).items()
            ]  # fmt: skip
            if rows:
                self._connection.execute(insert(post_pack), rows)

    def _there(self, profiles: Sequence[int]) -> set[tuple[int, int]]:
        k = post_pack.c
        query = select(k.profile_id, k.chunk).where(k.profile_id.in_(profiles))
        return {(row[0], row[1]) for row in plain_rows(self._connection, query)}

    def _kept(self, profiles: Sequence[int], first: date, last: date) -> dict[tuple[int, int], tuple[bytes, bytes]]:
        k = post_pack.c
        query = select(k.profile_id, k.chunk, k.body, k.texts).where(
            k.profile_id.in_(profiles), k.first_day <= last, k.last_day >= first
        )
        return {(row[0], row[1]): (bytes(row[2]), bytes(row[3])) for row in plain_rows(self._connection, query)}

    def _needed(
        self, profiles: Sequence[int], first: date, last: date, always: Container[int] = ()
    ) -> set[tuple[int, int]]:
        """Where the posts of some days lie; only those of `always` are looked for where all posts are packed."""
        p, k = published_post.c, post_pack.c
        posts = select(p.profile_id, func.count()).where(p.profile_id.in_(profiles)).group_by(p.profile_id)
        packed = select(k.profile_id, func.sum(k.posts)).where(k.profile_id.in_(profiles)).group_by(k.profile_id)
        done = {row[0]: row[1] for row in plain_rows(self._connection, packed)}
        counted = plain_rows(self._connection, posts)
        open_ = [number for number, count in counted if number in always or done.get(number, 0) != count]
        chunk = p.id.op(">>")(literal_column(str(CHUNK_BITS)))
        query = select(p.profile_id, chunk).where(p.profile_id.in_(open_), p.day.between(first, last)).distinct()
        return {(row[0], row[1]) for row in plain_rows(self._connection, query)}

    def _made(self, run: Run, unfinished: Sequence[int] = ()) -> dict[int, Packed]:
        """The packs of a run, by chunk."""
        posts = plain_rows(self._connection, _posts_of(run, unfinished))
        totals = {
            chunk: list(rows) for chunk, rows in _by_chunk(plain_rows(self._connection, _totals_of(run, unfinished)))
        }
        return {chunk: _packed(list(rows), totals.get(chunk, ())) for chunk, rows in _by_chunk(posts)}


def _by_chunk(rows: Sequence[Any]) -> Iterator[tuple[int, Iterator[Any]]]:
    return groupby(rows, lambda row: row[0] >> CHUNK_BITS)


def _ids(run: Run) -> tuple[int, int]:
    return run[1] << CHUNK_BITS, ((run[2] + 1) << CHUNK_BITS) - 1


def _posts_of(run: Run, unfinished: Sequence[int]) -> Select[Any]:
    p = published_post.c
    query = (
        select(
            p.id, p.day, p.hour, p.published_at, p.estimated, p.format, p.paid, variant.c.post_id, p.import_run_id,
            p.followers_at, p.text, p.permalink,
        )
        .select_from(published_post.outerjoin(variant, variant.c.id == p.variant_id))
        .where(p.profile_id == run[0], p.id.between(*_ids(run)))
        .order_by(p.id)
    )  # fmt: skip
    return query.where(or_(p.import_run_id.is_(None), p.import_run_id.not_in(unfinished))) if unfinished else query


def _totals_of(run: Run, unfinished: Sequence[int]) -> Select[Any]:
    """Post, metric, value and moment; what unfinished imports brought is left out."""
    o, source = observation.c, post_total.select().subquery()
    if unfinished:
        own = (o.profile_id == run[0]) & o.post_id.between(*_ids(run)) & (o.day == 0)
        source = reckoned(unfinished, own).subquery()
    t = source.c
    query = select(t.post_id, t.metric_id, t.value, t.observed_at)
    return query.where(t.profile_id == run[0], t.post_id.between(*_ids(run))).order_by(t.post_id, t.metric_id)


def _packed(rows: Sequence[Any], totals: Iterable[Any]) -> Packed:
    names = (*(name for name in WHOLE if name != "seen"), *REAL, *_TEXTS)
    columns: dict[str, Sequence[Any]] = dict(zip(names, zip(*rows, strict=True), strict=True))
    columns["published"] = [_microseconds(value) for value in columns["published"]]
    for name in ("estimated", "paid"):
        columns[name] = [None if value is None else int(value) for value in columns[name]]
    places = {number: place for place, number in enumerate(columns["post_id"])}
    seen = [0] * len(rows)
    found: dict[int, tuple[list[float | None], list[int]]] = {}
    for number, metric, value, at in totals:
        place = places.get(number)
        if place is None:
            continue
        if metric not in found:
            found[metric] = [None] * len(rows), [0] * len(rows)
        found[metric][0][place], found[metric][1][place] = value, at
        seen[place] = max(seen[place], at)
    return pack({**columns, "seen": seen}, found)


def _microseconds(value: Any) -> int | None:
    at = time_read(value)
    return None if at is None else (at - EPOCH) // _MICROSECOND


def _runs(chunks: Iterable[tuple[int, int]]) -> Iterator[Run]:
    """Chunks that follow each other together."""
    run: Run | None = None
    for profile, chunk in sorted(chunks):
        if run is not None and run[0] == profile and run[2] + 1 == chunk:
            run = profile, run[1], chunk
            continue
        if run is not None:
            yield run
        run = profile, chunk, chunk
    if run is not None:
        yield run


def wrong_packs(connection: Connection) -> tuple[int, int]:
    """How many packs are kept, and how many of them are not what the rows say."""
    k = post_pack.c
    packs, kept, wrong = PostPacks(connection), 0, 0
    query = select(k.profile_id, k.chunk, k.posts, k.first_day, k.last_day, k.body, k.texts)
    for profile, chunk, posts, first, last, body, texts in connection.execute(query):
        there = Packed(posts, first.toordinal(), last.toordinal(), bytes(body), bytes(texts))
        kept += 1
        wrong += packs._made((profile, chunk, chunk)).get(chunk) != there
    return kept, wrong
