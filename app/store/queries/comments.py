"""Comments and mentions people left on profiles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from app.domain.published import OpenQuestion, RemoteRemark
from app.store.schema.measuring import published_post, remote_comment

_CHUNK = 500
_CHANGING = ("text", "is_question", "published_post_id")


class CommentRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upsert(self, profile_id: int, rows: Iterable[RemoteRemark]) -> tuple[int, int]:
        """Stores comments by the network's id; gives (new, changed). An edited text replaces the older one."""
        latest = list({row.external_id: row for row in rows}.values())
        new = changed = 0
        for start in range(0, len(latest), _CHUNK):
            chunk = latest[start : start + _CHUNK]
            known = self._known(profile_id, [row.external_id for row in chunk])
            fresh = [self._values(row) | {"profile_id": profile_id} for row in chunk if row.external_id not in known]
            if fresh:
                self._connection.execute(insert(remote_comment), fresh)
            new += len(fresh)
            changed += sum(self._edit(known[row.external_id], row) for row in chunk if row.external_id in known)
        return new, changed

    def all(self, profile_id: int, *, questions_only: bool = False, limit: int | None = None) -> list[RemoteRemark]:
        """Comments of a profile, newest first."""
        query = select(remote_comment).where(remote_comment.c.profile_id == profile_id)
        if questions_only:
            query = query.where(remote_comment.c.is_question == True)  # noqa: E712  SQL, not Python
        query = query.order_by(remote_comment.c.at.desc(), remote_comment.c.id.desc()).limit(limit)
        return [_remark(row) for row in self._connection.execute(query).mappings()]

    def count_questions(self, profile_id: int) -> int:
        """How many comments of a profile ask something."""
        query = select(func.count()).where(
            remote_comment.c.profile_id == profile_id,
            remote_comment.c.is_question == True,  # noqa: E712  SQL, not Python
        )
        return int(self._connection.execute(query).scalar_one())

    def unanswered_questions(self, since: datetime) -> list[OpenQuestion]:
        """What people asked on any profile since then and got no answer to, the longest waiting first."""
        rows = remote_comment.c
        answered = select(rows.parent_external_id).where(
            rows.is_own == True,  # noqa: E712  SQL, not Python
            rows.at >= since,
            rows.parent_external_id.is_not(None),
        )
        done = set(self._connection.execute(answered).scalars())
        query = (
            select(remote_comment, published_post.c.permalink, published_post.c.text.label("under"))
            .join(published_post, published_post.c.id == rows.published_post_id, isouter=True)
            .where(rows.is_question == True, rows.is_own == False, rows.at >= since)  # noqa: E712  SQL, not Python
            .order_by(rows.at, rows.id)
        )
        found = self._connection.execute(query).mappings()
        return [
            OpenQuestion(row["profile_id"], row["author"], row["text"], row["at"], row["under"] or "", row["permalink"])
            for row in found
            if row["external_id"] not in done
        ]

    def _known(self, profile_id: int, names: list[str]) -> dict[str, Any]:
        query = select(remote_comment).where(
            remote_comment.c.profile_id == profile_id, remote_comment.c.external_id.in_(names)
        )
        return {row["external_id"]: row for row in self._connection.execute(query).mappings()}

    def _edit(self, old: Any, row: RemoteRemark) -> bool:
        values = {name: value for name, value in self._values(row).items() if name in _CHANGING and value != old[name]}
        if values.get("published_post_id", 0) is None:
            del values["published_post_id"]
        if values:
            self._connection.execute(update(remote_comment).where(remote_comment.c.id == old["id"]).values(**values))
        return bool(values)

    @staticmethod
    def _values(row: RemoteRemark) -> dict[str, Any]:
        names = ("external_id", "parent_external_id", "kind", "author", "text", "at", "is_own", "is_question")
        return {name: getattr(row, name) for name in names} | {"published_post_id": row.post_id}


def _remark(row: Any) -> RemoteRemark:
    return RemoteRemark(
        external_id=row["external_id"],
        post_id=row["published_post_id"],
        parent_external_id=row["parent_external_id"],
        author=row["author"],
        text=row["text"],
        at=row["at"],
        is_own=row["is_own"],
        is_question=row["is_question"],
        kind=row["kind"],
    )
