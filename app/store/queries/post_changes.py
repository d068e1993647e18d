"""Changing posts that are known, and putting back what stood there before an import.

What an import changes it keeps, part by part, the first time only. A later fetch that changes a part makes that obsolete, as
a fetch is not taken back. Imports of a profile follow one another by their ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from app.store.schema.measuring import post_before, published_post
from app.store.types import stamp

PLACE = ("published_at", "day", "hour", "estimated")
"""These are one part of a post; every other column is one by itself."""
_PLACE = "place"

_CHUNK = 500

Values = Mapping[str, Any]
"""Of columns of a post, by name."""


def change_posts(
    connection: Connection,
    changes: Mapping[int, Values],
    before: Mapping[int, Values],
    import_run_id: int | None,
    seen_at: datetime | None = None,
) -> None:
    """Sets columns of posts, `before` holds what stands there. `import_run_id` None: a fetch, or what we did ourselves."""
    also = {} if seen_at is None else {"seen_at": seen_at}
    every = iter(changes.items())
    while part := dict(islice(every, _CHUNK)):
        if import_run_id is None:
            _forget(connection, part)
        else:
            _keep(connection, part, before, import_run_id)
        _set(connection, {post: {**values, **also} for post, values in part.items()})


def put_back(connection: Connection, profile_id: int, import_id: int, limit: int) -> int:
    """Puts back what an import changed of some posts, or, where a later one changed it again, gives it to that one to put
    back. How many posts it dealt with, at most `limit`: 0 when all are done."""
    b = post_before.c
    mine = b.import_run_id == import_id
    posts = list(connection.execute(select(b.published_post_id).where(mine).distinct().limit(limit)).scalars())
    of_these = b.published_post_id.in_(posts)
    later = (
        select(b.published_post_id, b.part, func.min(b.import_run_id))
        .where(of_these, b.import_run_id > import_id)
        .group_by(b.published_post_id, b.part)
    )
    next_runs = {(post, part): run for post, part, run in connection.execute(later)}
    back: dict[int, dict[str, Any]] = defaultdict(dict)
    given = []
    for post, part, was in connection.execute(select(b.published_post_id, b.part, b.was).where(mine, of_these)):
        if (run := next_runs.get((post, part))) is None:
            back[post] |= {name: _read(name, value) for name, value in was.items()}
        else:
            given.append({"post": post, "run": run, "which": part, "before": was})
    if given:
        same = (b.published_post_id == bindparam("post"), b.import_run_id == bindparam("run"))
        statement = update(post_before).where(*same, b.part == bindparam("which")).values(was=bindparam("before"))
        connection.execute(statement, given)
    _set(connection, _without_taken(connection, profile_id, back))
    connection.execute(delete(post_before).where(mine, of_these))
    return len(posts)


def _keep(
    connection: Connection, changes: Mapping[int, Values], before: Mapping[int, Values], import_run_id: int
) -> None:
    """A post the import itself added needs nothing: it goes with the import."""
    known = [post for post in changes if before[post].get("import_run_id") != import_run_id]
    if not known:
        return
    b = post_before.c
    query = select(b.published_post_id, b.part).where(b.import_run_id == import_run_id, b.published_post_id.in_(known))
    kept = {(post, part) for post, part in connection.execute(query)}
    rows = [
        {
            "published_post_id": post,
            "import_run_id": import_run_id,
            "part": part,
            "was": {name: _plain(before[post][name]) for name in (PLACE if part == _PLACE else (part,))},
        }
        for post in known
        for part in _parts(changes[post])
        if (post, part) not in kept
    ]
    if rows:
        connection.execute(insert(post_before), rows)


def _forget(connection: Connection, changes: Mapping[int, Values]) -> None:
    posts: dict[str, list[int]] = defaultdict(list)
    for post, values in changes.items():
        for part in _parts(values):
            posts[part].append(post)
    b = post_before.c
    for part, changed in posts.items():
        connection.execute(delete(post_before).where(b.published_post_id.in_(changed), b.part == part))


def _parts(names: Iterable[str]) -> set[str]:
    return {_PLACE if name in PLACE else name for name in names}


def _set(connection: Connection, changes: Mapping[int, Values]) -> None:
    """One statement for each set of columns that changes."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for post, values in changes.items():
        new = {f"new_{name}": value for name, value in values.items()}
        groups[tuple(sorted(values))].append({"post": post} | new)
    for names, rows in groups.items():
        statement = update(published_post).where(published_post.c.id == bindparam("post"))
        connection.execute(statement.values({name: bindparam(f"new_{name}") for name in names}), rows)


def _without_taken(connection: Connection, profile_id: int, back: Mapping[int, Values]) -> dict[int, Values]:
    """The same without ids of the network that another post has by now."""
    p = published_post.c
    names = [values["external_id"] for values in back.values() if "external_id" in values]
    query = select(p.external_id).where(p.profile_id == profile_id, p.external_id.in_(names))
    taken = set(connection.execute(query).scalars()) if names else set()
    kept = {
        post: {name: value for name, value in values.items() if name != "external_id" or value not in taken}
        for post, values in back.items()
    }
    return {post: values for post, values in kept.items() if values}


def _plain(value: Any) -> Any:
    """As JSON takes it."""
    if isinstance(value, datetime):
        return stamp(value)
    return value.isoformat() if isinstance(value, date) else value


def _read(name: str, value: Any) -> Any:
    reader = {"published_at": datetime.fromisoformat, "day": date.fromisoformat}.get(name)
    return reader(value) if reader is not None and value is not None else value
