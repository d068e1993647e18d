"""The table of contents of a backup or dump: what is inside, how much, and its SHA-256."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from app.domain.errors import BadInput
from app.store.media_files import is_hash
from app.store.types import stamp

FORMAT = "szpalta-archive"
FORMAT_VERSION = 1
NAME = "manifest.json"
DATABASE = "store.sqlite"
KINDS = frozenset({"integer", "real", "text", "flag", "json", "time", "second", "day", "day_or_none"})
"""How a column stands in a dump: `second` is a time in whole seconds, `day_or_none` a day whose 0 becomes null."""

_TABLE = re.compile(r"tables/[a-z][a-z0-9_]{0,62}\.jsonl")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_REVISION = re.compile(r"[0-9a-z_]{1,64}")


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside: size in bytes, SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`content`: "database" (a SQLite file) or "tables" (JSON Lines). `history_head`: the newest link of the chain.

    `media`: False when media were left out on purpose; `missing_media` were named by the store and not on the disk.
    `columns`: kind per column and table, only for tables. `unreadable`: rows a damaged store did not give back
    (None: nobody can say how many).
    """

    content: str
    app_version: str
    schema: int
    revision: str
    created_at: datetime
    workspace_uid: str | None
    rows: Mapping[str, int]
    history_head: str
    media: bool = True
    missing_media: tuple[str, ...] = ()
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unreadable: Mapping[str, int | None] = field(default_factory=dict)
    members: tuple[Member, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all members together, unpacked."""
        return sum(member.size for member in self.members)


def table_member(table: str) -> str:
    return f"tables/{table}.jsonl"


def media_member(sha256: str) -> str:
    return f"media/{sha256}"


def as_json(manifest: Manifest) -> bytes:
    values = asdict(manifest) | {"created_at": stamp(manifest.created_at)}
    text = json.dumps({"format": FORMAT, "format_version": FORMAT_VERSION} | values, ensure_ascii=False, indent=1)
    return text.encode()


def from_json(data: bytes, file: str) -> Manifest:
    """Raises `BadInput` "archive.unreadable" for anything that is not a manifest, "archive.newer" for a later format."""
    try:
        values = json.loads(data)
        if values.pop("format") != FORMAT:
            raise BadInput("archive.unreadable", file=file, reason="not_ours")
        version = values.pop("format_version")
        if version != FORMAT_VERSION:
            raise BadInput("archive.newer", file=file, found=version, known=FORMAT_VERSION)
        return _checked(values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadInput("archive.unreadable", file=file, reason="manifest") from error


def _checked(values: dict[str, Any]) -> Manifest:
    """A manifest whose names and numbers are what they should be; raises `ValueError` and its like otherwise."""
    members = tuple(_member(**row) for row in values.pop("members"))
    made = Manifest(
        **values
        | {
            "created_at": datetime.fromisoformat(values["created_at"]),
            "missing_media": tuple(values["missing_media"]),
            "members": members,
        }
    )
    content_names = {DATABASE} if made.content == "database" else {table_member(table) for table in made.rows}
    right = (
        made.content in ("database", "tables")
        and isinstance(made.schema, int)
        and bool(_REVISION.fullmatch(made.revision))
        and made.created_at.tzinfo is not None
        and isinstance(made.history_head, str)
        and all(isinstance(count, int) and count >= 0 for count in made.rows.values())
        and all(_NAME.fullmatch(name) for table, row in made.columns.items() for name in (table, *row))
        and all(kind in KINDS for row in made.columns.values() for kind in row.values())
        and len({member.name for member in members}) == len(members)
        and {member.name for member in members if not member.name.startswith("media/")} == content_names
        and (made.content == "database" or set(made.columns) == set(made.rows))
    )
    if not right:
        raise ValueError
    return made


def _member(name: str, size: int, sha256: str) -> Member:
    known = name == DATABASE or _TABLE.fullmatch(name) or name == media_member(sha256)
    if not known or not is_hash(sha256) or not isinstance(size, int) or size < 0:
        raise ValueError
    return Member(name, size, sha256)
