"""A network of any class that publishes in steps and keeps what it was given in a file, so that it outlives a publisher.

Mishaps are queued in the file too. Networks of several classes may share a file. `point` is called inside a call that
publishes: "connected", "bytes sent", "committed".
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from app.connectors.base import (
    POST,
    Account,
    Capabilities,
    Idempotency,
    Identity,
    NeedsReconnect,
    NotExecuted,
    Operation,
    OutcomeUnknown,
    Parcel,
    RateLimited,
    ReadFailed,
    Receipt,
    Rejected,
    RemoteComment,
    RemotePost,
    Step,
    StepKind,
    StillWorking,
)
from app.domain.metrics import Reading
from app.domain.threads import thread_parts

_TABLES = """
PRAGMA journal_mode=WAL;
CREATE TABLE IF NOT EXISTS post (id INTEGER PRIMARY KEY, profile, key, step, text, media, at, parent);
CREATE TABLE IF NOT EXISTS file (id INTEGER PRIMARY KEY, name);
CREATE TABLE IF NOT EXISTS late (id INTEGER PRIMARY KEY, profile, key, step, text, media, at, parent, class);
CREATE TABLE IF NOT EXISTS mishap (id INTEGER PRIMARY KEY, step, kind, seconds);
"""
KEY_LASTS = timedelta(hours=1)
BEFORE = ("reject", "token", "working", "refused", "busy")


@dataclass(frozen=True)
class Effect:
    """A post people see. `parent` is the remote id of the post it answers."""

    remote_id: str
    profile: int
    step: str
    text: str
    at: datetime
    parent: str | None


@dataclass
class SteppingNetwork:
    path: Path
    now: Callable[[], datetime]
    key_class: Idempotency
    point: Callable[[str], None] = lambda name: None
    list_lag: timedelta = timedelta(0)
    first_comment: bool = True
    asked: list[str] = field(default_factory=list)
    """Calls of reading made in this process."""

    def __post_init__(self) -> None:
        with closing(self._open()) as file:
            file.executescript(_TABLES)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            publish=frozenset({"text", "image", "link"}),
            thread=True,
            first_comment=True,
            classes={Operation.PUBLISH: self.key_class},
            lists_posts=self.key_class is not Idempotency.BLIND,
            key_lasts=KEY_LASTS if self.key_class is Idempotency.EXPIRING_KEY else None,
            list_lag=self.list_lag,
        )

    def capabilities_for(self, account: Account) -> Capabilities:
        return self.capabilities

    def identify(self, account: Account) -> Identity:
        self.asked.append("identify")
        return Identity("1", account.handle, account.handle, None)

    # publishing
    def steps(self, account: Account, parcel: Parcel) -> tuple[Step, ...]:
        found = [Step(f"media:{n}", StepKind.PREPARE, self.key_class) for n in range(len(parcel.attachments))]
        if self.key_class is Idempotency.TWO_PHASE:
            found += [Step("box", StepKind.PREPARE, self.key_class), Step("ready", StepKind.WAIT, self.key_class)]
        names = [POST] + [f"thread:{n}" for n in range(1, len(thread_parts(parcel.text)))]
        if parcel.first_comment:
            names.append("comment")
        return (*found, *(Step(name, StepKind.PUBLISH, self.key_class) for name in names))

    def perform(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt:
        kind, seconds = self._mishap(step.name)
        if step.kind is not StepKind.PUBLISH:
            _stop_before(kind, seconds)
            return self._prepare(step, kind)
        self.point("connected")
        _stop_before(kind, seconds)
        self.point("bytes sent")
        row = self._row(account, parcel, step, refs)
        if kind == "late":
            self._put_late(row, self.now() + timedelta(seconds=seconds))
            raise OutcomeUnknown("test.timeout")
        remote_id = self._commit(row)
        self.point("committed")
        if kind == "lose":
            raise OutcomeUnknown("test.answer_lost")
        if kind == "html":
            raise ValueError("<html>")
        return Receipt(remote_id, f"https://network.invalid/{remote_id}", self.now())

    def look_up(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> Receipt | None:
        self._read("look_up")
        key = _key(self.key_class, parcel, step)
        with closing(self._open()) as file:
            row = file.execute(
                "SELECT id, at FROM post WHERE profile = ? AND key = ?", (account.profile_id, key)
            ).fetchone()
        return None if row is None else Receipt(str(row[0]), None, datetime.fromisoformat(row[1]))

    def recent_posts(self, account: Account, since: datetime) -> Iterator[RemotePost]:
        self._read("recent_posts")
        until = self.now() - self.list_lag
        posts = [post for post in self.effects() if post.profile == account.profile_id and since <= post.at <= until]
        with closing(self._open()) as file:
            media = dict(file.execute("SELECT id, media FROM post").fetchall())
        for post in reversed(posts):
            yield RemotePost(post.remote_id, post.at, post.text, None, None, media[int(post.remote_id)])

    def profile_readings(self, account: Account) -> tuple[Reading, ...]:
        return ()

    def post_readings(self, account: Account, remote_ids: tuple[str, ...]) -> dict[str, tuple[Reading, ...]]:
        return {}

    def comments(self, account: Account, since: datetime) -> Iterator[RemoteComment]:
        return iter(())

    # what tests do with it
    def go_wrong(self, *kinds: str, step: str = "", seconds: float = 0) -> None:
        """What happens to the next calls: "lose" the answer, "html" for an answer, "late" (posts after `seconds`), "refused"
        (not reached), "busy", "working", "token", "reject"; "unread" for a call of reading. `step` "": any."""
        with closing(self._open()) as file:
            file.executemany(
                "INSERT INTO mishap (step, kind, seconds) VALUES (?, ?, ?)", [(step, kind, seconds) for kind in kinds]
            )

    def effects(self) -> list[Effect]:
        """What the world sees now, oldest first."""
        with closing(self._open()) as file:
            self._bring_in_late(file)
            rows = file.execute("SELECT id, profile, step, text, at, parent FROM post ORDER BY id").fetchall()
        return [Effect(str(r[0]), r[1], r[2], r[3], datetime.fromisoformat(r[4]), r[5]) for r in rows]

    def steps_seen(self) -> list[str]:
        return [effect.step for effect in self.effects()]

    # parts
    def _prepare(self, step: Step, kind: str) -> Receipt:
        with closing(self._open()) as file:
            number = file.execute("INSERT INTO file (name) VALUES (?)", (step.name,)).lastrowid
        if kind == "lose":
            raise OutcomeUnknown("test.answer_lost")
        return Receipt(f"{step.name}-{number}", None, self.now())

    def _row(self, account: Account, parcel: Parcel, step: Step, refs: Mapping[str, str]) -> dict[str, object]:
        parts = thread_parts(parcel.text)
        place = int(step.name[7:]) if step.name.startswith("thread:") else 0
        before = POST if place <= 1 else f"thread:{place - 1}"
        return {
            "class": self.key_class.value,
            "profile": account.profile_id,
            "key": _key(self.key_class, parcel, step),
            "step": step.name,
            "text": parcel.first_comment if step.name == "comment" else parts[place],
            "media": len(parcel.attachments) if step.name == POST else 0,
            "parent": None if step.name == POST else refs[before],
        }

    def _commit(self, row: dict[str, object]) -> str:
        with closing(self._open()) as file:
            self._bring_in_late(file)
            file.execute("BEGIN IMMEDIATE")
            remote_id = self._insert(file, row | {"at": self.now().isoformat()})
            file.execute("COMMIT")
        return remote_id

    def _insert(self, file: sqlite3.Connection, row: dict[str, object]) -> str:
        found, key_class = None, Idempotency(str(row["class"]))
        if key_class not in (Idempotency.READABLE, Idempotency.BLIND):
            found = file.execute("SELECT id, at FROM post WHERE key = :key ORDER BY id DESC", row).fetchone()
        if found is not None and key_class is Idempotency.EXPIRING_KEY:
            known_until = datetime.fromisoformat(found[1]) + KEY_LASTS
            found = found if datetime.fromisoformat(str(row["at"])) < known_until else None
        if found is not None:
            return str(found[0])
        cursor = file.execute(
            "INSERT INTO post (profile, key, step, text, media, at, parent)"
            " VALUES (:profile, :key, :step, :text, :media, :at, :parent)",
            row,
        )
        return str(cursor.lastrowid)

    def _put_late(self, row: dict[str, object], at: datetime) -> None:
        with closing(self._open()) as file:
            file.execute(
                "INSERT INTO late (profile, key, step, text, media, at, parent, class)"
                " VALUES (:profile, :key, :step, :text, :media, :at, :parent, :class)",
                row | {"at": at.isoformat()},
            )

    def _bring_in_late(self, file: sqlite3.Connection) -> None:
        file.row_factory = sqlite3.Row
        for late in file.execute("SELECT * FROM late").fetchall():
            if datetime.fromisoformat(late["at"]) <= self.now():
                self._insert(file, dict(late))
                file.execute("DELETE FROM late WHERE id = ?", (late["id"],))
        file.row_factory = None

    def _mishap(self, step: str) -> tuple[str, float]:
        with closing(self._open()) as file:
            row = file.execute("SELECT * FROM mishap WHERE step IN ('', ?) ORDER BY id", (step,)).fetchone()
            if row is None:
                return "", 0.0
            file.execute("DELETE FROM mishap WHERE id = ?", (row[0],))
            return row[2], row[3]

    def _read(self, name: str) -> None:
        self.asked.append(name)
        if self._mishap("read")[0] == "unread":
            raise ReadFailed("test.unread")

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, isolation_level=None, timeout=10)


def _key(key_class: Idempotency, parcel: Parcel, step: Step) -> str:
    return f"{parcel.remote_key if key_class is Idempotency.PERMANENT_KEY else parcel.idem_key}/{step.name}"


def _stop_before(kind: str, seconds: float) -> None:
    match kind:
        case "reject":
            raise Rejected("test.rejected", reason="Za długie")
        case "token":
            raise NeedsReconnect("test.token", reason="needs_reconnect")
        case "working":
            raise StillWorking("test.working", seconds or None)
        case "refused":
            raise NotExecuted("network.unreachable")
        case "busy":
            raise RateLimited("test.busy", seconds)
