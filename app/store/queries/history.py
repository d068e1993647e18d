"""The hash-chained history: recording, reading, verifying, erasing words."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, text

from app.domain.history import GENESIS, HistoryEntry, canonical, entry_hash, words_fingerprint
from app.domain.people import Actor
from app.store.queries.rows import add
from app.store.schema.publishing import history, history_words
from app.store.types import stamp

_WRITER_LOCK = 0x537A7061


def one_writer(connection: Connection) -> None:
    """One writing transaction at a time, to its end, on PostgreSQL as on SQLite (there BEGIN IMMEDIATE does it).

    The chain needs it for every entry. Taken before the first row it also rules out two transactions that wait for each
    other, and two that each decide on what the other is about to change.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER_LOCK})


class HistoryRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._alone = False
        self._head: str | None = None

    def record(
        self,
        *,
        at: datetime,
        actor: Actor,
        entity: str,
        entity_id: int,
        action: str,
        brand_id: int | None = None,
        facts: Mapping[str, object] | None = None,
        words: Mapping[str, object] | None = None,
        subject_id: int | None = None,
    ) -> int:
        """Appends one entry in the caller's transaction and gives its id.

        `facts`: codes, ids, numbers, states; `words`: free text and names, erasable. `subject_id`: the member the words
        are about, when they are about one.
        """
        if not self._alone:
            one_writer(self._connection)
            self._alone, self._head = True, None
        salt = secrets.token_hex(16)
        public = {
            "at": stamp(at),
            "actor_kind": actor.kind,
            "actor_id": actor.member_id,
            "instance": actor.instance,
            "brand_id": brand_id,
            "entity": entity,
            "entity_id": entity_id,
            "action": action,
            "facts": dict(facts or {}),
            "words_hash": words_fingerprint(salt, words) if words else None,
        }
        previous = self.head()
        self._head = entry_hash(previous, public)
        row_id = add(
            self._connection,
            history,
            **(public | {"at": at, "facts": canonical(public["facts"])}),  # type: ignore[arg-type]
            prev_hash=previous,
            hash=self._head,
        )
        if words:
            self._connection.execute(
                insert(history_words).values(history_id=row_id, salt=salt, words=dict(words), subject_id=subject_id)
            )
        return row_id

    def head(self) -> str:
        """The hash of the newest entry. Within a writing unit nobody else can append meanwhile."""
        if self._head is None:
            found = self._connection.execute(select(history.c.hash).order_by(history.c.id.desc()).limit(1)).scalar()
            self._head = str(found) if found else GENESIS
        return self._head

    def of(self, entity: str, entity_id: int) -> list[HistoryEntry]:
        """All entries about one thing, oldest first."""
        return list(self._entries(history.c.entity == entity, history.c.entity_id == entity_id))

    def latest(self, limit: int, since: datetime | None = None) -> list[HistoryEntry]:
        """The newest entries, newest first."""
        conditions = [history.c.at >= since] if since else []
        return list(self._entries(*conditions, newest_first=True, limit=limit))

    def newest_id(self) -> int:
        """The id of the newest entry, 0 in an empty history."""
        found = self._connection.execute(select(history.c.id).order_by(history.c.id.desc()).limit(1)).scalar()
        return int(found or 0)

    def speaks_of(self, entities: Collection[str], after: int) -> bool:
        """Whether an entry newer than `after` (an id) is about one of these kinds of things."""
        query = select(history.c.id).where(history.c.id > after, history.c.entity.in_(entities)).limit(1)
        return self._connection.execute(query).scalar() is not None

    def verify(self) -> tuple[int, int | None]:
        """Walks the chain: (entries checked, id of the first that does not fit or None)."""
        previous, count = GENESIS, 0
        with closing(self._rows()) as rows:
            for row in rows:
                count += 1
                if not _fits(row, previous):
                    return count, int(row["id"])
                previous = row["hash"]
        return count, None

    def erase_words(self, ids: list[int]) -> int:
        """Removes the words of these entries for good; the chain stays whole."""
        result = self._connection.execute(delete(history_words).where(history_words.c.history_id.in_(ids)))
        return result.rowcount

    def words_about(self, member_id: int) -> list[int]:
        """Entries whose words are about a member."""
        found = self._connection.execute(
            select(history_words.c.history_id).where(history_words.c.subject_id == member_id)
        )
        return list(found.scalars())

    def _entries(
        self, *conditions: Any, newest_first: bool = False, limit: int | None = None
    ) -> Iterator[HistoryEntry]:
        return (_entry(row) for row in self._rows(*conditions, newest_first=newest_first, limit=limit))

    def _rows(self, *conditions: Any, newest_first: bool = False, limit: int | None = None) -> Generator[RowMapping]:
        query = (
            select(history, history_words.c.words, history_words.c.salt, history_words.c.history_id)
            .join(history_words, history_words.c.history_id == history.c.id, isouter=True)
            .where(*conditions)
            .order_by(history.c.id.desc() if newest_first else history.c.id)
            .limit(limit)
        )
        with self._connection.execute(query.execution_options(yield_per=1000)) as result:
            yield from result.mappings()


def _fits(row: RowMapping, previous: str) -> bool:
    """Whether an entry follows `previous` and its words are those it was made with."""
    try:
        entry = _entry(row)
    except ValueError:  # its facts are no JSON any more
        return False
    if not isinstance(entry.facts, dict) or canonical(entry.facts) != row["facts"]:
        return False  # reads the same, but is not what was written
    if entry.prev_hash != previous or entry.hash != entry_hash(previous, _public(entry)):
        return False
    return entry.words is None or entry.words_hash == words_fingerprint(row["salt"], entry.words)


def _entry(row: RowMapping) -> HistoryEntry:
    names = ("id", "at", "actor_kind", "actor_id", "instance", "brand_id", "entity", "entity_id", "action")
    return HistoryEntry(
        **{name: row[name] for name in names},
        facts=json.loads(row["facts"]),
        words=row["words"],
        words_hash=row["words_hash"],
        prev_hash=row["prev_hash"],
        hash=row["hash"],
        erased=row["words_hash"] is not None and row["history_id"] is None,
    )


def _public(entry: HistoryEntry) -> dict[str, object]:
    return {
        "at": stamp(entry.at),
        "actor_kind": entry.actor_kind,
        "actor_id": entry.actor_id,
        "instance": entry.instance,
        "brand_id": entry.brand_id,
        "entity": entry.entity,
        "entity_id": entry.entity_id,
        "action": entry.action,
        "facts": dict(entry.facts),
        "words_hash": entry.words_hash,
    }
