"""Typed text that the workspace does not have yet, kept on this machine so that a crash loses nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.domain.days import WallTime
from app.domain.people import Actor
from app.system.clock import Clock
from app.system.private_files import private_folder, write_private

FIELDS = ("title", "text", "link")
VARIANT_FIELDS = ("text", "link", "first_comment")


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """What was typed for a post (None: a new one) when the program ended. `key` names it."""

    key: str
    post_id: int | None
    member_id: int | None
    brand_id: int
    name: str
    """The post's title or first words, for people."""
    at: datetime
    fields: Mapping[str, str] = field(default_factory=dict)
    variants: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    profile_ids: tuple[int, ...] = ()
    when: WallTime | None = None
    """The time of a post that is not in the workspace yet."""


class UnsavedService:
    """One small private file per workspace and person of this machine, replaced as a whole each time."""

    def __init__(self, file: Path, clock: Clock) -> None:
        self._file = file
        self._clock = clock
        self._lock = threading.Lock()

    def keep(self, text: UnsavedText) -> None:
        """Keeps this instead of what was kept under its key. Raises `OSError`, `Refused` "folder.not_writable"."""
        with self._lock:
            rows = {row.key: row for row in self._rows()} | {text.key: text}
            self._write(rows.values())

    def forget(self, key: str) -> None:
        """The workspace has it, or nobody wants it."""
        with self._lock:
            rows = self._rows()
            rest = [row for row in rows if row.key != key]
            if len(rest) < len(rows):
                self._write(rest)

    def found(self, actor: Actor) -> list[UnsavedText]:
        """What the acting member typed and nobody saved, newest first."""
        with self._lock:
            rows = [row for row in self._rows() if row.member_id == actor.member_id]
        return sorted(rows, key=lambda row: row.at, reverse=True)

    def _rows(self) -> list[UnsavedText]:
        """A file that cannot be read holds nothing."""
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
            return [_read(row) for row in told]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return []

    def _write(self, rows: Iterable[UnsavedText]) -> None:
        told = [_plain(row) for row in rows]
        if not told:
            self._file.unlink(missing_ok=True)
            return
        private_folder(self._file.parent)
        write_private(self._file, json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))


def _plain(row: UnsavedText) -> dict[str, Any]:
    return {
        "key": row.key,
        "post_id": row.post_id,
        "member_id": row.member_id,
        "brand_id": row.brand_id,
        "name": row.name,
        "at": row.at.astimezone(UTC).isoformat(),
        "fields": dict(row.fields),
        "variants": {str(number): dict(texts) for number, texts in row.variants.items()},
        "profile_ids": list(row.profile_ids),
        "when": [row.when.local.isoformat(), row.when.zone, row.when.fold] if row.when else None,
    }


def _read(row: Mapping[str, Any]) -> UnsavedText:
    return UnsavedText(
        key=str(row["key"]),
        post_id=row["post_id"],
        member_id=row["member_id"],
        brand_id=int(row["brand_id"]),
        name=str(row["name"]),
        at=datetime.fromisoformat(row["at"]),
        fields={name: str(row["fields"][name]) for name in FIELDS if name in row["fields"]},
        variants={
            int(number): {name: str(texts[name]) for name in VARIANT_FIELDS if name in texts}
            for number, texts in row["variants"].items()
        },
        profile_ids=tuple(int(number) for number in row["profile_ids"]),
        when=_when(row.get("when")),
    )


def _when(told: Sequence[Any] | None) -> WallTime | None:
    return WallTime(datetime.fromisoformat(told[0]), str(told[1]), int(told[2])) if told else None


class UnsavedNote:
    """What one open post wants kept. `write` may be called from any thread: it always writes what is wanted last."""

    def __init__(self, service: UnsavedService, key: str) -> None:
        self._service = service
        self.key = key
        self._lock = threading.Lock()
        self._wanted: UnsavedText | None = None
        self._written: UnsavedText | None = None

    def want(self, text: UnsavedText | None) -> bool:
        """None: nothing is unsaved. True when there is something to write."""
        self._wanted = text
        return self._wanted is not self._written

    def write(self) -> None:
        """Raises as `UnsavedService.keep`."""
        with self._lock:
            wanted = self._wanted
            if wanted is self._written:
                return
            if wanted is None:
                self._service.forget(self.key)
            else:
                self._service.keep(wanted)
            self._written = wanted
