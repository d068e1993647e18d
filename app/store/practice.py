"""The Practice network's own small database: accounts, posts, faults. Never part of a workspace's transaction.

Two processes may use one file at once: every write is one BEGIN IMMEDIATE, so a repeated key is seen by whoever
comes second.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

from app.domain.days import require_utc
from app.domain.errors import BadInput, Refused, StoreProblem
from app.domain.practice import (
    FaultKind,
    FaultScope,
    PracticeAccount,
    PracticeDraft,
    PracticeFault,
    PracticeMedia,
    PracticePost,
)
from app.store.practice_file import open_practice_file
from app.store.problems import expected_problems

KEY_CLASSES = frozenset({"A", "B", "D", "E"})
KEY_LIFE = timedelta(seconds=3600)
"""How long class B remembers a key."""

_POST_COLUMNS = """remote_id, published_at, format, text, link, first_comment, media, payload_sha256, idem_key"""


class PracticeStore:
    """All that is known on the Practice network. Raises `StoreProblem` when its file cannot be read or written."""

    def __init__(self, address: str, engine: Engine) -> None:
        self._address = address
        self._engine = engine

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()

    def account(self, network: str, handle: str, at: datetime) -> PracticeAccount:
        """The account, opened at `at` with usual settings when it was not there yet."""
        with self._reading() as connection:
            found = _find_account(connection, network, handle)
        if found is not None:
            return found
        seed = int.from_bytes(hashlib.blake2b(f"{network}/{handle}".encode(), digest_size=4).digest(), "big")
        with self._writing() as connection:
            connection.execute(
                text(
                    "INSERT INTO practice_account (network, handle, seed, since, key_class, list_lag_s)"
                    " VALUES (:network, :handle, :seed, :since, 'E', 0) ON CONFLICT DO NOTHING"
                ),
                {"network": network, "handle": handle, "seed": seed, "since": _to_text(at)},
            )
            created = _find_account(connection, network, handle)
        assert created is not None  # noqa: S101 - just inserted
        return created

    def accounts(self) -> tuple[PracticeAccount, ...]:
        """Every account, in the order they were opened."""
        with self._reading() as connection:
            rows = connection.execute(text("SELECT * FROM practice_account ORDER BY id")).mappings()
            return tuple(_account(row) for row in rows)

    def configure(self, account: PracticeAccount) -> None:
        """Keeps the account's seed, followers, since, key class and list lag.

        Raises `BadInput` "practice.key_class" for a class the network cannot play.
        """
        if account.key_class not in KEY_CLASSES:
            raise BadInput("practice.key_class", key_class=account.key_class, known=sorted(KEY_CLASSES))
        with self._writing() as connection:
            connection.execute(
                text(
                    "UPDATE practice_account SET seed = :seed, followers = :followers, since = :since,"
                    " key_class = :key_class, list_lag_s = :lag WHERE id = :id"
                ),
                {
                    "seed": account.seed,
                    "followers": account.followers,
                    "since": _to_text(account.since),
                    "key_class": account.key_class,
                    "lag": account.list_lag_s,
                    "id": account.id,
                },
            )

    def add_fault(self, account_id: int, fault: PracticeFault) -> None:
        """Faults of one kind of call wait in line; slowness stands beside the others.

        Raises `BadInput` "practice.fault" for a number of calls below 1 or seconds below 0.
        """
        if (fault.calls is not None and fault.calls < 1) or fault.seconds < 0:
            raise BadInput("practice.fault", kind=fault.kind.value, calls=fault.calls, seconds=fault.seconds)
        with self._writing() as connection:
            connection.execute(
                text(
                    "INSERT INTO practice_fault (account_id, kind, scope, calls, seconds, reason)"
                    " VALUES (:account_id, :kind, :scope, :calls, :seconds, :reason)"
                ),
                {
                    "account_id": account_id,
                    "kind": fault.kind.value,
                    "scope": fault.scope.value,
                    "calls": fault.calls,
                    "seconds": fault.seconds,
                    "reason": fault.reason,
                },
            )

    def faults(self, account_id: int) -> tuple[PracticeFault, ...]:
        """What is still to go wrong, first in line first."""
        with self._reading() as connection:
            return tuple(fault for _, fault in _waiting(connection, account_id, None))

    def clear_faults(self, account_id: int) -> None:
        """From now on everything works."""
        with self._writing() as connection:
            connection.execute(text("DELETE FROM practice_fault WHERE account_id = :id"), {"id": account_id})

    def take_faults(self, account_id: int, scope: FaultScope) -> tuple[PracticeFault, ...]:
        """What goes wrong in this call, counted down: at most one slowness and one other fault."""
        with self._reading() as connection:
            if not _waiting(connection, account_id, scope):
                return ()
        with self._writing() as connection:
            taken: dict[bool, PracticeFault] = {}
            for fault_id, fault in _waiting(connection, account_id, scope):
                slow = fault.kind is FaultKind.SLOW
                if slow not in taken:
                    taken[slow] = fault
                    _count_down(connection, fault_id, fault)
            return tuple(taken.values())

    def accept(self, account_id: int, draft: PracticeDraft) -> PracticePost:
        """Puts a post on the network, or gives back the one that the same key made before (class A, B).

        Raises `Refused` "practice.key_reused" when the key came with another content.
        """
        with self._writing() as connection:
            account = _account_by_id(connection, account_id)
            earlier = _made_by_key(connection, account, draft)
            if earlier is None:
                return _insert(connection, account, (draft,))[0]
            if earlier.payload_sha256 != draft.payload_sha256:
                raise Refused("practice.key_reused", remote_id=earlier.remote_id)
            return earlier

    def register(self, account_id: int, drafts: Iterable[PracticeDraft]) -> tuple[PracticePost, ...]:
        """Many posts of the past in one transaction, in the order given; keys are not looked at."""
        with self._writing() as connection:
            return _insert(connection, _account_by_id(connection, account_id), tuple(drafts))

    def posts(self, account_id: int, since: datetime, until: datetime) -> tuple[PracticePost, ...]:
        """Posts published from `since` to `until`, both included, newest first."""
        with self._reading() as connection:
            rows = connection.execute(
                text(
                    f"SELECT {_POST_COLUMNS} FROM practice_post WHERE account_id = :id"
                    " AND published_at BETWEEN :since AND :until ORDER BY published_at DESC, number DESC"
                ),
                {"id": account_id, "since": _to_text(since), "until": _to_text(until)},
            ).mappings()
            return tuple(_post(row) for row in rows)

    def find(self, account_id: int, remote_ids: Iterable[str]) -> tuple[PracticePost, ...]:
        """Those of the posts named that exist, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(
                text(
                    f"SELECT {_POST_COLUMNS} FROM practice_post WHERE account_id = :id"
                    " AND remote_id IN (SELECT value FROM json_each(:ids)) ORDER BY published_at, number"
                ),
                {"id": account_id, "ids": json.dumps(list(remote_ids))},
            ).mappings()
            return tuple(_post(row) for row in rows)

    def with_key(self, account_id: int, idem_key: str) -> PracticePost | None:
        """The newest post that carries a key."""
        with self._reading() as connection:
            return _by_key(connection, account_id, idem_key, datetime.min.replace(tzinfo=UTC))

    def effect_count(self, account_id: int) -> int:
        """How many posts the account has: what the world would see."""
        with self._reading() as connection:
            count = connection.execute(
                text("SELECT count(*) FROM practice_post WHERE account_id = :id"), {"id": account_id}
            ).scalar_one()
            return int(count)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with expected_problems(self._address), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            expected_problems(self._address),
            self._engine.connect().execution_options(write=True) as connection,
            connection.begin(),
        ):
            yield connection


def open_practice(path: Path) -> PracticeStore:
    """Opens the Practice network's file, making it (readable by its owner only) where there is none.

    Raises `StoreProblem` "store.foreign", "store.newer", "store.damaged", "store.locked", "store.full" or
    "store.cannot_open", each with `address`.
    """
    return PracticeStore(str(path), open_practice_file(path))


def _find_account(connection: Connection, network: str, handle: str) -> PracticeAccount | None:
    row = connection.execute(
        text("SELECT * FROM practice_account WHERE network = :network AND handle = :handle"),
        {"network": network, "handle": handle},
    ).mappings()
    return next((_account(found) for found in row), None)


def _account_by_id(connection: Connection, account_id: int) -> PracticeAccount:
    rows = connection.execute(text("SELECT * FROM practice_account WHERE id = :id"), {"id": account_id}).mappings()
    row = rows.first()
    if row is None:
        raise StoreProblem("practice.account_gone", account_id=account_id)
    return _account(row)


def _account(row: Any) -> PracticeAccount:
    return PracticeAccount(
        id=row["id"],
        network=row["network"],
        handle=row["handle"],
        seed=row["seed"],
        followers=row["followers"],
        since=_to_time(row["since"]),
        key_class=row["key_class"],
        list_lag_s=row["list_lag_s"],
    )


def _waiting(
    connection: Connection, account_id: int, scope: FaultScope | None
) -> tuple[tuple[int, PracticeFault], ...]:
    """Faults in line for one kind of call (None: for every kind), with their row numbers."""
    rows = connection.execute(
        text(
            "SELECT * FROM practice_fault WHERE account_id = :id"
            " AND (:scope IS NULL OR scope = :scope OR scope = 'any') ORDER BY id"
        ),
        {"id": account_id, "scope": None if scope is None else scope.value},
    ).mappings()
    return tuple(
        (
            row["id"],
            PracticeFault(
                FaultKind(row["kind"]), FaultScope(row["scope"]), row["calls"], row["seconds"], row["reason"]
            ),
        )
        for row in rows
    )


def _count_down(connection: Connection, fault_id: int, fault: PracticeFault) -> None:
    if fault.calls is None:
        return
    if fault.calls == 1:
        connection.execute(text("DELETE FROM practice_fault WHERE id = :id"), {"id": fault_id})
    else:
        connection.execute(text("UPDATE practice_fault SET calls = calls - 1 WHERE id = :id"), {"id": fault_id})


def _by_key(connection: Connection, account_id: int, idem_key: str, after: datetime) -> PracticePost | None:
    rows = connection.execute(
        text(
            f"SELECT {_POST_COLUMNS} FROM practice_post WHERE account_id = :id AND idem_key = :key"
            " AND published_at > :oldest ORDER BY number DESC LIMIT 1"
        ),
        {"id": account_id, "key": idem_key, "oldest": _to_text(after)},
    ).mappings()
    return next((_post(row) for row in rows), None)


def _made_by_key(connection: Connection, account: PracticeAccount, draft: PracticeDraft) -> PracticePost | None:
    if account.key_class not in ("A", "B"):
        return None
    oldest = draft.published_at - KEY_LIFE if account.key_class == "B" else datetime.min.replace(tzinfo=UTC)
    return _by_key(connection, account.id, draft.idem_key, oldest)


def _insert(
    connection: Connection, account: PracticeAccount, drafts: tuple[PracticeDraft, ...]
) -> tuple[PracticePost, ...]:
    """Adds rows numbered on from the account's last one; ids do not depend on the order accounts were opened in."""
    last = connection.execute(
        text("SELECT coalesce(max(number), 0) FROM practice_post WHERE account_id = :id"), {"id": account.id}
    ).scalar_one()
    tag = hashlib.blake2b(f"{account.network}/{account.handle}".encode(), digest_size=4).hexdigest()
    rows = [
        _row(account.id, number, f"practice-{tag}-{number}", draft) for number, draft in enumerate(drafts, last + 1)
    ]
    if rows:
        connection.execute(
            text(
                f"INSERT INTO practice_post (account_id, number, {_POST_COLUMNS}) VALUES (:account_id, :number,"
                " :remote_id, :published_at, :format, :text, :link, :first_comment, :media, :payload_sha256, :idem_key)"
            ),
            rows,
        )
    return tuple(_post(row) for row in rows)


def _row(account_id: int, number: int, remote_id: str, draft: PracticeDraft) -> dict[str, Any]:
    return {
        "account_id": account_id,
        "number": number,
        "remote_id": remote_id,
        "published_at": _to_text(draft.published_at),
        "format": draft.format,
        "text": draft.text,
        "link": draft.link,
        "first_comment": draft.first_comment,
        "media": json.dumps([[item.mime, item.sha256, item.alt_text] for item in draft.media], ensure_ascii=False),
        "payload_sha256": draft.payload_sha256,
        "idem_key": draft.idem_key,
    }


def _post(row: Any) -> PracticePost:
    return PracticePost(
        remote_id=row["remote_id"],
        published_at=_to_time(row["published_at"]),
        format=row["format"],
        text=row["text"],
        link=row["link"],
        first_comment=row["first_comment"],
        media=tuple(PracticeMedia(*item) for item in json.loads(row["media"])),
        payload_sha256=row["payload_sha256"],
        idem_key=row["idem_key"],
    )


def _to_text(moment: datetime) -> str:
    """UTC, always the same width, so that text order is time order."""
    return require_utc(moment).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _to_time(written: str) -> datetime:
    return datetime.fromisoformat(written)
