"""Where fetching stands: marks per profile and part, when posts were asked about, answers kept as they came."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, or_, select, update

from app.domain.connecting import KEY_WORKS
from app.domain.syncing import AskedPost, KeptAnswer, SyncMark, SyncTrouble
from app.store.schema.connecting import connection, post_asked, raw_answer, sync_state
from app.store.schema.measuring import published_post

_CHUNK = 500
_TROUBLE = "trouble"

# Statements made once: a fetch runs each of them dozens of times.
_MINE = (sync_state.c.profile_id == bindparam("whose"), sync_state.c.part == bindparam("which"))
_CHANGE_MARK = (
    update(sync_state)
    .where(*_MINE)
    .values(mark=bindparam("mark"), until=bindparam("until"), done_at=bindparam("done_at"))
)
_NEW_MARK, _NO_MARK = insert(sync_state), delete(sync_state).where(*_MINE)
_NEW_ANSWER, _NEW_ASKED = insert(raw_answer), insert(post_asked)
_NOT_ASKED = delete(post_asked).where(post_asked.c.published_post_id.in_(bindparam("posts", expanding=True)))


class FetchingRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # marks
    def marks(self, profile_id: int) -> dict[str, SyncMark]:
        """By part."""
        query = select(sync_state).where(sync_state.c.profile_id == profile_id)
        rows = self._connection.execute(query).mappings()
        return {row["part"]: SyncMark(row["mark"], row["until"], row["done_at"]) for row in rows}

    def put_mark(self, profile_id: int, part: str, mark: SyncMark) -> None:
        """Puts or replaces a mark."""
        values = {"mark": mark.mark, "until": mark.until, "done_at": mark.done_at}
        if self._connection.execute(_CHANGE_MARK, values | {"whose": profile_id, "which": part}).rowcount == 0:
            self._connection.execute(_NEW_MARK, values | {"profile_id": profile_id, "part": part})

    def remove_mark(self, profile_id: int, part: str) -> None:
        self._connection.execute(_NO_MARK, {"whose": profile_id, "which": part})

    def tried(self) -> dict[int, datetime]:
        """When each profile was last fetched, well or not; profiles never fetched are absent."""
        last = func.max(sync_state.c.done_at, type_=sync_state.c.done_at.type)
        query = select(sync_state.c.profile_id, last).where(sync_state.c.done_at.is_not(None))
        return {row[0]: row[1] for row in self._connection.execute(query.group_by(sync_state.c.profile_id))}

    # troubles
    def put_trouble(self, profile_id: int, trouble: SyncTrouble | None) -> None:
        """What the last fetch ended with; None: nothing went wrong."""
        if trouble is None:
            self.remove_mark(profile_id, _TROUBLE)
            return
        told = json.dumps({"code": trouble.code, "data": dict(trouble.data)}, default=str)
        self.put_mark(profile_id, _TROUBLE, SyncMark(told, trouble.until, trouble.at))

    def troubles(self) -> dict[int, SyncTrouble]:
        """By profile; those whose last fetch ended well are absent."""
        rows = self._connection.execute(select(sync_state).where(sync_state.c.part == _TROUBLE)).mappings()
        return {row["profile_id"]: _trouble(row) for row in rows}

    def put_connection_problem(self, profile_id: int, code: str, data: Mapping[str, object]) -> None:
        """The profile has to be connected again."""
        values = {"problem": code, "problem_data": json.loads(json.dumps(dict(data), default=str))}
        self._change_connection(connection.c.profile_id == profile_id, **values)

    def remove_connection_problem(self, profile_id: int, code: str) -> None:
        """One that was mended. A problem of another kind stays."""
        mine = (connection.c.profile_id == profile_id, connection.c.problem == code)
        self._change_connection(*mine, problem=None, problem_data={})

    def remove_lost_connection(self, profile_id: int) -> None:
        """The access key works after all. A problem of another kind stays."""
        mine = (connection.c.profile_id == profile_id, connection.c.problem.not_in(KEY_WORKS))
        self._change_connection(*mine, problem=None, problem_data={})

    def _change_connection(self, *which: ColumnElement[bool], **values: Any) -> None:
        change = update(connection).where(*which).values(**values, version=connection.c.version + 1)
        self._connection.execute(change)

    # posts whose figures are asked for
    def posts_to_ask(self, profile_id: int, since: datetime) -> list[AskedPost]:
        """The posts published since then and those of the network itself never asked about, youngest first."""
        p, asked = published_post.c, post_asked.c.asked_at
        query = (
            select(p.id, p.external_id, p.published_at, p.day, asked)
            .join(post_asked, post_asked.c.published_post_id == p.id, isouter=True)
            .where(p.profile_id == profile_id)
            .where(or_(p.day >= since.date(), asked.is_(None) & p.import_run_id.is_(None)))
            .order_by(p.day.desc(), p.published_at.desc(), p.id.desc())
        )
        return [
            AskedPost(row.id, row.external_id, row.published_at or datetime.combine(row.day, time(), UTC), row.asked_at)
            for row in self._connection.execute(query)
        ]

    def mark_asked(self, post_ids: Iterable[int], at: datetime) -> None:
        """Remembers that the figures of these posts were asked for, whatever came."""
        wanted = list(dict.fromkeys(post_ids))
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            self._connection.execute(_NOT_ASKED, {"posts": chunk})
            self._connection.execute(_NEW_ASKED, [{"published_post_id": number, "asked_at": at} for number in chunk])

    # answers
    def keep_answers(self, profile_id: int, part: str, at: datetime, packed: Iterable[str]) -> None:
        """Answers of one moment, each as `packed` gives it."""
        rows = [{"profile_id": profile_id, "part": part, "at": at, "body": body} for body in packed]
        if rows:
            self._connection.execute(_NEW_ANSWER, rows)

    def answers(self, profile_id: int, after: int = 0, limit: int = _CHUNK) -> Iterator[KeptAnswer]:
        """Kept answers of a profile in the order they came, from after the one with the id `after`."""
        query = select(raw_answer).where(raw_answer.c.profile_id == profile_id, raw_answer.c.id > after)
        for row in self._connection.execute(query.order_by(raw_answer.c.id).limit(limit)).mappings():
            yield KeptAnswer(row["id"], row["part"], row["at"], zlib.decompress(b64decode(row["body"])))

    def answers_size(self) -> tuple[int, int]:
        """How many answers are kept, and the bytes they take."""
        query = select(func.count(), func.coalesce(func.sum(func.length(raw_answer.c.body)), 0)).select_from(raw_answer)
        count, size = self._connection.execute(query).one()
        return int(count), int(size)

    def drop_answers(self, before: datetime, limit: int = _CHUNK) -> int:
        """Removes up to `limit` answers of before then, the oldest first; how many went."""
        oldest = select(raw_answer.c.id).where(raw_answer.c.at < before).order_by(raw_answer.c.at).limit(limit)
        return self._connection.execute(delete(raw_answer).where(raw_answer.c.id.in_(oldest))).rowcount


def packed(body: bytes) -> str:
    """An answer as it is kept: compressed, as text. Compressing lets other threads run."""
    return b64encode(zlib.compress(body)).decode("ascii")


def _trouble(row: Mapping[Any, Any]) -> SyncTrouble:
    told = json.loads(row["mark"] or "{}")
    return SyncTrouble(told.get("code", ""), told.get("data", {}), row["done_at"], row["until"])
