"""Posts seen on profiles: stored once per (profile, external id), never deleted because a later file lacks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from app.domain.days import wall_time
from app.domain.published import PublishedPost, SeenPost, UpsertedPosts
from app.store.queries.rows import make
from app.store.schema.content import post, variant
from app.store.schema.measuring import import_run, published_post
from app.store.schema.publishing import delivery

_CHUNK = 500
_PLACE = ("published_at", "day", "hour", "estimated")


def upsert_posts(
    connection: Connection, profile_id: int, rows: Iterable[SeenPost], seen_at: datetime, import_run_id: int | None
) -> UpsertedPosts:
    """Stores posts; known ones are changed only where the new statement is better (see `_better`)."""
    latest = {row.external_id: row for row in rows}
    ids: dict[str, int] = {}
    new = updated = 0
    for start in range(0, len(latest), _CHUNK):
        chunk = list(latest.values())[start : start + _CHUNK]
        stored = _stored(connection, profile_id, [row.external_id for row in chunk])
        fresh = [row for row in chunk if row.external_id not in stored]
        changes = {old["id"]: _better(old, r) for r in chunk if (old := stored.get(r.external_id)) is not None}
        _insert(connection, profile_id, fresh, seen_at, import_run_id)
        updated += _update(connection, changes, seen_at)
        new += len(fresh)
        ids |= {name: row["id"] for name, row in stored.items()}
        if fresh:
            ids |= _ids(connection, profile_id, [row.external_id for row in fresh])
    return UpsertedPosts(ids, new, updated)


def _stored(connection: Connection, profile_id: int, names: Sequence[str]) -> dict[str, RowMapping]:
    query = select(published_post).where(
        published_post.c.profile_id == profile_id, published_post.c.external_id.in_(list(names))
    )
    return {row["external_id"]: row for row in connection.execute(query).mappings()}


def _ids(connection: Connection, profile_id: int, names: Sequence[str]) -> dict[str, int]:
    p = published_post.c
    query = select(p.external_id, p.id).where(p.profile_id == profile_id, p.external_id.in_(list(names)))
    return {row.external_id: row.id for row in connection.execute(query)}


def _better(old: RowMapping, new: SeenPost) -> dict[str, Any]:
    """What changes: a known value replaces another or none, unknown replaces nothing; a stated date replaces an
    estimated one, never the reverse; an instant is not given up for a bare day."""
    changed: dict[str, Any] = {}
    if new.published_at is not None or (old["published_at"] is None and new.estimated <= old["estimated"]):
        changed |= {name: getattr(new, name) for name in _PLACE}
        if new.hour is None and new.day == old["day"]:
            changed["hour"] = old["hour"]
    for name in ("format", "text", "permalink", "paid", "variant_id", "followers_at"):
        value = getattr(new, name)
        if value is not None and value != "":
            changed[name] = value
    return {name: value for name, value in changed.items() if value != old[name]}


def _insert(
    connection: Connection, profile_id: int, rows: Sequence[SeenPost], seen_at: datetime, import_run_id: int | None
) -> None:
    shared = {"profile_id": profile_id, "seen_at": seen_at, "import_run_id": import_run_id}
    names = ("external_id", *_PLACE, "format", "text", "permalink", "paid", "variant_id", "followers_at")
    values = [shared | {name: getattr(row, name) for name in names} for row in rows]
    if values:
        connection.execute(insert(published_post), values)


def _update(connection: Connection, changes: Mapping[int, Mapping[str, Any]], seen_at: datetime) -> int:
    """One statement for each set of columns that changes; gives the number of posts."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for post_id, values in changes.items():
        if values:
            row = {f"new_{name}": value for name, value in values.items()}
            groups.setdefault(tuple(sorted(values)), []).append({"post": post_id, "at": seen_at} | row)
    for names, rows in groups.items():
        statement = (
            update(published_post)
            .where(published_post.c.id == bindparam("post"))
            .values({name: bindparam(f"new_{name}") for name in names} | {"seen_at": bindparam("at")})
        )
        connection.execute(statement, rows)
    return sum(len(rows) for rows in groups.values())


def mark_missing(
    connection: Connection, profile_id: int, source: str, first: date, last: date, present: Iterable[str]
) -> int:
    """Marks the posts that earlier files of `source` gave for these days and the latest lacks, and takes the mark off
    those it has; how many carry the mark newly. Posts with an estimated day are left alone."""
    p = published_post.c
    runs = select(import_run.c.id).where(import_run.c.source == source)
    query = select(p.id, p.external_id, p.missing_in_latest).where(
        p.profile_id == profile_id,
        p.day.between(first, last),
        p.estimated == False,  # noqa: E712  SQL, not Python
        p.import_run_id.in_(runs),
    )
    there = set(present)
    rows = connection.execute(query).all()
    judged = [(row.id, row.external_id not in there, row.missing_in_latest) for row in rows]
    changed = [(number, gone) for number, gone, before in judged if gone != before]
    if changed:
        statement = update(published_post).where(p.id == bindparam("post")).values(missing_in_latest=bindparam("gone"))
        connection.execute(statement, [{"post": number, "gone": gone} for number, gone in changed])
    return sum(gone for _, gone in changed)


def link_own_posts(connection: Connection, profile_id: int) -> int:
    """Joins posts seen on a profile to the variants we delivered there, by the network's id; how many were joined."""
    own = select(delivery.c.variant_id).where(
        delivery.c.profile_id == profile_id, delivery.c.remote_id == published_post.c.external_id
    )
    statement = (
        update(published_post)
        .where(
            published_post.c.profile_id == profile_id,
            published_post.c.variant_id.is_(None),
            own.correlate(published_post).exists(),
        )
        .values(variant_id=own.correlate(published_post).limit(1).scalar_subquery())
    )
    return connection.execute(statement).rowcount


def rename_post(connection: Connection, profile_id: int, before: str, external_id: str) -> None:
    """The network calls a post by another id now. One that was seen under its new id already stays as it is."""
    p = published_post.c
    seen = select(p.id).where(p.profile_id == profile_id, p.external_id == external_id)
    if connection.execute(seen).first() is None:
        statement = update(published_post).where(p.profile_id == profile_id, p.external_id == before)
        connection.execute(statement.values(external_id=external_id))


def published_posts(
    connection: Connection, profile_id: int, *, since: datetime | None = None, limit: int | None = None
) -> list[PublishedPost]:
    """The posts of a profile, newest day first. `since` leaves out those whose instant is known and earlier."""
    query = select(published_post).where(published_post.c.profile_id == profile_id)
    if since is not None:
        query = query.where(published_post.c.published_at >= since)
    query = query.order_by(published_post.c.day.desc(), published_post.c.id.desc()).limit(limit)
    return [make(PublishedPost, row) for row in connection.execute(query).mappings()]


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
