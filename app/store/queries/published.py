"""Posts seen on profiles: stored once per (profile, external id), never deleted because a later file lacks them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from app.domain.days import wall_time
from app.domain.post_links import post_mark
from app.domain.published import PublishedPost, SeenPost, UpsertedPosts
from app.domain.same_post import same_text
from app.store.queries.post_changes import PLACE, change_posts
from app.store.queries.rows import make
from app.store.schema.content import post, variant
from app.store.schema.measuring import import_run, published_post
from app.store.schema.publishing import delivery
from app.store.types import stamp

_CHUNK = 500
_SAID_LATE = timedelta(days=31)
"""Between when something was published and when somebody says so."""
_BEFORE_ID = re.compile(r".*[:_]")
"""What stands before a post's own id in names such as urn:li:share:1 and 12_34."""
_WRITTEN = ("external_id", *PLACE, "format", "text", "permalink", "paid", "variant_id", "followers_at")
_INSERT_SQLITE = (
    f"INSERT INTO published_post (id, profile_id, import_run_id, seen_at, {', '.join(_WRITTEN)}, missing_in_latest) "
    f"VALUES (?, ?, ?, ?{', ?' * len(_WRITTEN)}, 0)"
)


def upsert_posts(
    connection: Connection, profile_id: int, rows: Iterable[SeenPost], seen_at: datetime, import_run_id: int | None
) -> UpsertedPosts:
    """Stores posts; known ones are changed only where the new statement is better (see `_better`)."""
    latest = {row.external_id: row for row in rows}
    ids: dict[str, int] = {}
    changed: set[int] = set()
    new = 0
    for start in range(0, len(latest), _CHUNK):
        chunk = list(latest.values())[start : start + _CHUNK]
        known = _ids(connection, profile_id, [row.external_id for row in chunk])
        fresh = [row for row in chunk if row.external_id not in known]
        if known:
            stored = _stored(connection, profile_id, list(known))
            changes, before = {}, {}
            for row in chunk:
                old = stored.get(row.external_id)
                if old is not None and (better := _better(old, row)):
                    changes[old["id"]], before[old["id"]] = better, dict(old)
            change_posts(connection, changes, before, import_run_id, seen_at)
            changed |= changes.keys()
        if fresh:
            ids |= _insert(connection, profile_id, fresh, seen_at, import_run_id)
        new += len(fresh)
        ids |= known
    return UpsertedPosts(ids, new, frozenset(changed))


def _ids(connection: Connection, profile_id: int, names: Sequence[str]) -> dict[str, int]:
    if connection.dialect.name == "sqlite":  # one parameter, however many names: nothing to compile anew
        statement = (
            "SELECT external_id, id FROM published_post WHERE profile_id = ? "
            "AND external_id IN (SELECT value FROM json_each(?))"
        )
        return {row[0]: row[1] for row in connection.exec_driver_sql(statement, (profile_id, json.dumps(names)))}
    query = select(published_post.c.external_id, published_post.c.id).where(
        published_post.c.profile_id == profile_id, published_post.c.external_id.in_(names)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _stored(connection: Connection, profile_id: int, names: Sequence[str]) -> dict[str, RowMapping]:
    query = select(published_post).where(
        published_post.c.profile_id == profile_id, published_post.c.external_id.in_(list(names))
    )
    return {row["external_id"]: row for row in connection.execute(query).mappings()}


def _better(old: RowMapping, new: SeenPost) -> dict[str, Any]:
    """What changes: a known value replaces another or none, unknown replaces nothing; a stated date replaces an
    estimated one, never the reverse, and one estimated by the day alone no earlier one; an instant is not given up for a
    bare day."""
    changed: dict[str, Any] = {}
    later = new.estimated and new.hour is None and new.day > old["day"]
    if new.published_at is not None or (
        old["published_at"] is None and new.estimated <= old["estimated"] and not later
    ):
        changed |= {name: getattr(new, name) for name in PLACE}
        if new.hour is None and new.day == old["day"]:
            changed["hour"] = old["hour"]
    for name in ("format", "text", "permalink", "paid", "variant_id", "followers_at"):
        value = getattr(new, name)
        if value is not None and value != "":
            changed[name] = value
    return {name: value for name, value in changed.items() if value != old[name]}


def _insert(
    connection: Connection, profile_id: int, rows: Sequence[SeenPost], seen_at: datetime, import_run_id: int | None
) -> dict[str, int]:
    """The ids the store gave them."""
    if connection.dialect.name == "sqlite":
        return _insert_plain(connection, profile_id, rows, seen_at, import_run_id)
    shared = {"profile_id": profile_id, "seen_at": seen_at, "import_run_id": import_run_id}
    values = [shared | {name: getattr(row, name) for name in _WRITTEN} for row in rows]
    connection.execute(insert(published_post), values)
    return _ids(connection, profile_id, [row.external_id for row in rows])


def _insert_plain(
    connection: Connection, profile_id: int, rows: Sequence[SeenPost], seen_at: datetime, import_run_id: int | None
) -> dict[str, int]:
    """As SQLAlchemy would, in a third of the time: a file may hold a million posts. Whoever writes to SQLite is alone, so
    the ids can be given here."""
    first = (connection.execute(select(func.max(published_post.c.id))).scalar() or 0) + 1
    at = stamp(seen_at)
    values = [
        (
            number,
            profile_id,
            import_run_id,
            at,
            row.external_id,
            stamp(row.published_at) if row.published_at else None,
            row.day.toordinal(),
            row.hour,
            int(row.estimated),
            row.format,
            row.text,
            row.permalink,
            None if row.paid is None else int(row.paid),
            row.variant_id,
            row.followers_at,
        )
        for number, row in enumerate(rows, first)
    ]
    connection.exec_driver_sql(_INSERT_SQLITE, values)
    return {row.external_id: number for number, row in enumerate(rows, first)}


def missing_posts(
    connection: Connection,
    profile_id: int,
    source: str,
    first: date,
    last: date,
    present: Container[str],
    formats: Container[str | None],
) -> dict[int, bool]:
    """Posts of these formats that earlier files of `source` gave for these days and that are marked wrongly: True for those
    to be marked. Posts with an estimated day are left alone."""
    p = published_post.c
    runs = select(import_run.c.id).where(import_run.c.source == source)
    query = select(p.id, p.external_id, p.missing_in_latest, p.format).where(
        p.profile_id == profile_id,
        p.day.between(first, last),
        p.estimated == False,  # noqa: E712  SQL, not Python
        p.import_run_id.in_(runs),
    )
    found: dict[int, bool] = {}
    for number, name, before, kind in connection.execution_options(yield_per=_CHUNK).execute(query):
        if kind in formats and (name not in present) != before:
            found[number] = not before
    return found


def mark_missing(connection: Connection, marks: Mapping[int, bool], import_run_id: int) -> int:
    """Marks posts as missing in the latest file, or takes the mark off; how many carry it newly."""
    changes = {number: {"missing_in_latest": gone} for number, gone in marks.items()}
    before = {number: {"missing_in_latest": not gone} for number, gone in marks.items()}
    change_posts(connection, changes, before, import_run_id)
    return sum(marks.values())


def link_own_posts(connection: Connection, profile_id: int) -> int:
    """Joins posts seen on a profile to the variants we delivered there, by the network's id, else as `_link_by_hand`; how
    many were joined."""
    sent = select(delivery.c.remote_id).where(delivery.c.profile_id == profile_id, delivery.c.remote_id.is_not(None))
    own = select(delivery.c.variant_id).where(
        delivery.c.profile_id == profile_id, delivery.c.remote_id == published_post.c.external_id
    )
    statement = (
        update(published_post)
        .where(
            published_post.c.profile_id == profile_id,
            published_post.c.variant_id.is_(None),
            published_post.c.external_id.in_(sent),
            own.correlate(published_post).exists(),
        )
        .values(variant_id=own.correlate(published_post).limit(1).scalar_subquery())
    )
    return connection.execute(statement).rowcount + _link_by_hand(connection, profile_id)


def _link_by_hand(connection: Connection, profile_id: int) -> int:
    """Joins what people published by hand: by the address they gave of it, else by its text, where no other post of those
    days has the same."""
    p = published_post.c
    joined = select(p.variant_id).where(p.profile_id == profile_id, p.variant_id.is_not(None))
    sent = (
        select(delivery.c.remote_url, delivery.c.variant_id, variant.c.published_at)
        .add_columns(func.coalesce(variant.c.text, post.c.text).label("text"))
        .join(variant, variant.c.id == delivery.c.variant_id)
        .join(post, post.c.id == variant.c.post_id)
        .where(
            delivery.c.profile_id == profile_id,
            delivery.c.remote_id.is_(None),
            delivery.c.remote_url.is_not(None),
            variant.c.published_at.is_not(None),
            delivery.c.variant_id.not_in(joined),
        )
    )
    own = {row.variant_id: row for row in connection.execute(sent.order_by(delivery.c.id))}
    if not own:
        return 0
    days = [row.published_at.date() for row in own.values()]
    seen = select(p.id, p.external_id, p.permalink, p.text).where(
        p.profile_id == profile_id,
        p.variant_id.is_(None),
        p.day.between(min(days) - _SAID_LATE, max(days) + _SAID_LATE),
    )
    posts = connection.execute(seen.order_by(p.id)).all()
    by_mark = {post_mark(row.remote_url): number for number, row in own.items()}
    found: dict[int, int] = {}
    for row in posts:
        marks = (post_mark(row.permalink or ""), row.external_id, _BEFORE_ID.sub("", row.external_id))
        if (number := next((by_mark[mark] for mark in marks if mark in by_mark), None)) is not None:
            found.setdefault(number, row.id)
    left = [(same_text(row.text), number) for number, row in own.items() if number not in found]
    known = [(same_text(row.text or ""), row.id) for row in posts if row.id not in found.values()]
    found |= {number: post_id for text, number in left if (post_id := _only(text, left, known)) is not None}
    if found:
        statement = update(published_post).where(p.id == bindparam("post")).values(variant_id=bindparam("own"))
        connection.execute(statement, [{"post": post_id, "own": number} for number, post_id in found.items()])
    return len(found)


def _only(text: str, left: Sequence[tuple[str, int]], known: Sequence[tuple[str, int]]) -> int | None:
    """The one post with a text that one of ours has."""
    alike = [number for other, number in known if other == text]
    alone = sum(other == text for other, _ in left) == len(alike) == 1
    return alike[0] if text and alone else None


def rename_post(
    connection: Connection, profile_id: int, before: str, external_id: str, import_run_id: int | None
) -> None:
    """The network calls a post by another id now. One that was seen under its new id already stays as it is."""
    stored = _stored(connection, profile_id, [before, external_id])
    if external_id not in stored and (old := stored.get(before)) is not None:
        change_posts(connection, {old["id"]: {"external_id": external_id}}, {old["id"]: dict(old)}, import_run_id)


def published_posts(
    connection: Connection, profile_id: int, *, since: datetime | None = None, limit: int | None = None
) -> list[PublishedPost]:
    """The posts of a profile, newest day first. `since` leaves out those whose instant is known and earlier."""
    query = select(published_post).where(published_post.c.profile_id == profile_id)
    if since is not None:
        query = query.where(published_post.c.published_at >= since)
    query = query.order_by(published_post.c.day.desc(), published_post.c.id.desc()).limit(limit)
    return [make(PublishedPost, row) for row in connection.execute(query).mappings()]


def told_videos(
    connection: Connection, profile_id: int, formats: Sequence[str], days: tuple[date, date] | None, source: str | None
) -> list[PublishedPost]:
    """Posts of these formats that files gave for these days: those without an address that a file of `source` gave, or those
    with one. The first of any days for None."""
    p = published_post.c
    query = select(published_post).where(p.profile_id == profile_id, p.format.in_(formats))
    if source:
        runs = select(import_run.c.id).where(import_run.c.source.contains(source))
        query = query.where(p.permalink.is_(None), p.import_run_id.in_(runs))
    else:
        query = query.where(p.permalink.is_not(None), p.import_run_id.is_not(None))
    query = query.where(p.day.between(*days)) if days else query.limit(1)
    return [make(PublishedPost, row) for row in connection.execute(query.order_by(p.id)).mappings()]


def post_ids(connection: Connection, profile_id: int, names: Iterable[str]) -> dict[str, int]:
    """The store's ids of the posts of a profile with these ids of the network; unknown ones are absent."""
    wanted = list(dict.fromkeys(names))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = select(published_post.c.external_id, published_post.c.id).where(
            published_post.c.profile_id == profile_id, published_post.c.external_id.in_(wanted[start : start + _CHUNK])
        )
        found |= {row.external_id: row.id for row in connection.execute(query)}
    return found


def dated_posts(
    connection: Connection, profile_id: int, names: Collection[str]
) -> Iterator[tuple[str, date, datetime | None]]:
    """Of the posts with these ids of the network that are known: id, day and time. Estimated days are left out."""
    p, wanted = published_post.c, list(names)
    for start in range(0, len(wanted), _CHUNK):
        query = select(p.external_id, p.day, p.published_at, p.estimated).where(
            p.profile_id == profile_id, p.external_id.in_(wanted[start : start + _CHUNK])
        )
        for name, day, at, estimated in connection.execute(query):
            if not estimated:
                yield name, day, at


def sent_posts(connection: Connection, profile_id: int, zone_name: str, since: datetime) -> list[SeenPost]:
    """What we delivered to a profile since `since`, as the network would show it."""
    query = (
        select(delivery.c.remote_id, delivery.c.remote_url, delivery.c.variant_id, variant.c.published_at)
        .add_columns(variant.c.format, variant.c.text, post.c.text.label("post_text"))
        .join(variant, variant.c.id == delivery.c.variant_id)
        .join(post, post.c.id == variant.c.post_id)
        .where(delivery.c.profile_id == profile_id, delivery.c.remote_id.is_not(None), variant.c.published_at >= since)
        .order_by(delivery.c.id)
    )
    found = []
    for row in connection.execute(query):
        local = wall_time(row.published_at, zone_name).local
        found.append(
            SeenPost(
                external_id=row.remote_id,
                day=local.date(),
                hour=local.hour,
                published_at=row.published_at,
                format=row.format,
                text=row.text if row.text is not None else row.post_text,
                permalink=row.remote_url,
                variant_id=row.variant_id,
            )
        )
    return found
