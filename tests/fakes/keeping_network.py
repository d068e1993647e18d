"""A network that publishes in steps and also keeps posts until their time, in the same file: it outlives a publisher.

`point` is called inside `schedule` with "scheduled" when the entry is kept and the answer not given yet.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.connectors.base import (
    Account,
    Capabilities,
    Idempotency,
    NotExecuted,
    Operation,
    OutcomeUnknown,
    Parcel,
    Receipt,
    Rejected,
    RemotePost,
)
from tests.fakes.stepping import SteppingNetwork

_TABLE = (
    "CREATE TABLE IF NOT EXISTS waiting"
    " (id INTEGER PRIMARY KEY, profile INTEGER, key TEXT, text TEXT, media INTEGER, at TEXT)"
)


@dataclass
class KeepingNetwork(SteppingNetwork):
    """Mishaps of the step "schedule": "lose", "refused", "reject"; of "unschedule": "refused"."""

    def capabilities_for(self, account: Account) -> Capabilities:
        able = super().capabilities_for(account)
        classes = {**able.classes, Operation.SCHEDULE: self.key_class}
        return replace(able, classes=classes, schedule_from=timedelta(minutes=5))

    def schedule(self, account: Account, parcel: Parcel, at: datetime, refs: Mapping[str, str]) -> Receipt:
        kind = self._mishap("schedule")[0]
        if kind == "refused":
            raise NotExecuted("network.unreachable")
        if kind == "reject":
            raise Rejected("test.rejected", reason="Za dużo")
        number = self._keep(account, parcel, at)
        self.point("scheduled")
        if kind == "lose":
            raise OutcomeUnknown("test.answer_lost")
        return Receipt(number, None, at)

    def unschedule(self, account: Account, scheduled_id: str) -> None:
        if self._mishap("unschedule")[0]:
            raise NotExecuted("network.unreachable")
        self.bring_out_due()
        with closing(self._file()) as file:
            if file.execute("DELETE FROM waiting WHERE id = ?", (scheduled_id,)).rowcount == 0:
                raise Rejected("schedule.gone", reason="gone")

    def scheduled(self, account: Account) -> tuple[RemotePost, ...]:
        self._read("scheduled")
        with closing(self._file()) as file:
            rows = file.execute("SELECT id, at, text, media FROM waiting ORDER BY id").fetchall()
        return tuple(RemotePost(str(r[0]), datetime.fromisoformat(r[1]), r[2], None, None, r[3]) for r in rows)

    def waiting(self) -> list[str]:
        """The texts that wait."""
        with closing(self._file()) as file:
            return [str(row[0]) for row in file.execute("SELECT text FROM waiting ORDER BY id")]

    def forget_waiting(self) -> None:
        """Somebody removed it all there."""
        with closing(self._file()) as file:
            file.execute("DELETE FROM waiting")

    def be_well(self) -> None:
        """No more mishaps."""
        with closing(self._file()) as file:
            file.execute("DELETE FROM mishap")

    def bring_out_due(self) -> None:
        """The network's own clockwork."""
        with closing(self._file()) as file:
            rows = file.execute("SELECT id, profile, key, text, media, at FROM waiting").fetchall()
            for number, profile, key, text, media, at in rows:
                if datetime.fromisoformat(at) <= self.now():
                    file.execute("DELETE FROM waiting WHERE id = ?", (number,))
                    file.execute(
                        "INSERT INTO post (profile, key, step, text, media, at, parent)"
                        " VALUES (?, ?, 'post', ?, ?, ?, NULL)",
                        (profile, f"{key}-scheduled", text, media, at),
                    )

    def _keep(self, account: Account, parcel: Parcel, at: datetime) -> str:
        row = (account.profile_id, parcel.idem_key, parcel.text, len(parcel.attachments), at.isoformat())
        with closing(self._file()) as file:
            known = file.execute("SELECT id FROM waiting WHERE key = ?", (parcel.idem_key,)).fetchone()
            if known is not None and self.key_class is Idempotency.EXPIRING_KEY:
                return str(known[0])
            values = "INSERT INTO waiting (profile, key, text, media, at) VALUES (?, ?, ?, ?, ?)"
            return str(file.execute(values, row).lastrowid)

    def _file(self) -> sqlite3.Connection:
        file = self._open()
        file.execute(_TABLE)
        return file
