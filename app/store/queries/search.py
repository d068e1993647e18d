"""Looking for posts by words; the folded key of a post holds its title and text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, or_, select

from app.store.schema.content import post


class SearchRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def after(
        self, words: Sequence[str], brand_id: int, now: datetime, until: datetime | None, limit: int
    ) -> list[int]:
        """Ids of posts with all `words` that are due from `now` on (before `until`), the nearest first."""
        within = [post.c.due_at >= now] + ([] if until is None else [post.c.due_at < until])
        query = select(post.c.id).where(post.c.brand_id == brand_id, *within, *_has(words))
        return list(self._connection.execute(query.order_by(post.c.due_at).limit(limit)).scalars())

    def before(
        self, words: Sequence[str], brand_id: int, now: datetime, since: datetime | None, limit: int
    ) -> list[int]:
        """As `after`, of posts whose time was before `now` (from `since` on)."""
        within = [post.c.due_at < now] + ([] if since is None else [post.c.due_at >= since])
        query = select(post.c.id).where(post.c.brand_id == brand_id, *within, *_has(words))
        return list(self._connection.execute(query.order_by(post.c.due_at.desc()).limit(limit)).scalars())

    def timeless(self, words: Sequence[str], brand_id: int, limit: int) -> list[int]:
        """Ids of posts with all `words` and no time, newest first."""
        query = select(post.c.id).where(post.c.brand_id == brand_id, post.c.due_at.is_(None), *_has(words))
        return list(self._connection.execute(query.order_by(post.c.id.desc()).limit(limit)).scalars())


def _has(words: Sequence[str]) -> list[ColumnElement[bool]]:
    """Each word in the key; what may be a piece of an address also in the link."""
    wanted: list[ColumnElement[bool]] = []
    for word in words:
        inside: ColumnElement[bool] = post.c.search_key.contains(word, autoescape=True)
        if any(sign in word for sign in "./:"):
            inside = or_(inside, post.c.link.contains(word, autoescape=True))
        wanted.append(inside)
    return wanted
