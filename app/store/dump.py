"""Everything in open formats: one JSON Lines file per table, the media, and a manifest (DB-17).

Works with a store that is read-only or damaged; what cannot be read is left out and counted. `load` is the way back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from app import __version__
from app.domain.history import GENESIS
from app.store.archive import ArchiveReader, ArchiveWriter, new_archive
from app.store.manifest import Manifest, media_member, table_member
from app.store.media_files import is_hash, media_file, sha256_of, wanted_media
from app.store.open_format import line_writer
from app.store.reading import Row, Unreadable, read_rows
from app.store.schema_version import HEAD, SCHEMA
from app.store.store import Store
from app.store.table_shapes import TableShape, table_shapes

SECRET_COLUMNS = frozenset({("connection", "sealed")})
"""(table, column) that no dump may hold (SEC-04)."""
_LINES = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ArchiveReport:
    """What a finished backup or dump holds. `unreadable`: rows left out per table, None where unknown."""

    file: str
    size: int
    content: str
    schema: int
    created_at: datetime
    rows: dict[str, int]
    media: int
    missing_media: tuple[str, ...]
    history_head: str
    unreadable: dict[str, int | None] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return not self.unreadable and not self.missing_media


def dump(store: Store, out: Path, *, now: datetime, media_folder: Path | None = None) -> ArchiveReport:
    """Writes the whole store into a new ZIP at `out` and reads it back before it gets its name.

    `media_folder`: where a server's workspace keeps its media. Raises `StoreProblem` "archive.exists", "store.full",
    "store.no_permission", "store.no_folder", "store.disk", "store.unreachable".
    """
    with new_archive(out, now) as (writer, folder):
        manifest = _write(store, writer, now, media_folder or store.media_folder)
        with ArchiveReader(folder / "archive.zip") as reader:
            reader.verify()
    return report_on(out, manifest)


def report_on(file: Path, manifest: Manifest) -> ArchiveReport:
    """A manifest as people are told about it."""
    return ArchiveReport(
        file=str(file),
        size=file.stat().st_size,
        content=manifest.content,
        schema=manifest.schema,
        created_at=manifest.created_at,
        rows=dict(manifest.rows),
        media=sum(member.name.startswith("media/") for member in manifest.members),
        missing_media=manifest.missing_media,
        history_head=manifest.history_head,
        unreadable=dict(manifest.unreadable),
    )


def _write(store: Store, writer: ArchiveWriter, now: datetime, media_folder: Path | None) -> Manifest:
    lost = Unreadable()
    with store.snapshot() as connection:
        shapes = [_without_secrets(shape) for shape in table_shapes(connection)]
        rows = {shape.name: _write_table(connection, writer, shape, lost) for shape in shapes}
        wanted = _tolerant(lambda: wanted_media(connection), files_in(media_folder))
        schema, revision = schema_of(connection)
        uid, head = workspace_uid(connection), history_head(connection)
    missing = write_media(writer, media_folder, wanted)
    return writer.finish(
        Manifest(
            content="tables",
            app_version=__version__,
            schema=schema,
            revision=revision,
            created_at=now,
            workspace_uid=uid,
            rows=rows,
            history_head=head,
            missing_media=tuple(missing),
            columns={shape.name: shape.kinds for shape in shapes},
            unreadable=lost,
        )
    )


def _without_secrets(shape: TableShape) -> TableShape:
    kinds = {name: kind for name, kind in shape.kinds.items() if (shape.name, name) not in SECRET_COLUMNS}
    return TableShape(shape.name, kinds, shape.key, shape.clustered)


def _write_table(connection: Connection, writer: ArchiveWriter, shape: TableShape, lost: Unreadable) -> int:
    """Gives the number of rows written."""
    count = 0
    lines = _lines(read_rows(connection, shape, lost), shape, lost)
    with writer.member(table_member(shape.name)) as member:
        while block := list(islice(lines, _LINES)):
            count += len(block)
            member.write(("\n".join(block) + "\n").encode())
    return count


def _lines(rows: Iterator[Row], shape: TableShape, lost: Unreadable) -> Iterator[str]:
    """A row whose values are no longer what they were (a damaged page can pass SQLite's checks) counts as unreadable."""
    line = line_writer(shape.kinds)
    for row in rows:
        try:
            made = line(row)
        except (ValueError, TypeError, OverflowError, OSError):
            lost[shape.name] = (lost.get(shape.name) or 0) + 1
            continue
        yield made


def schema_of(connection: Connection) -> tuple[int, str]:
    """Schema number and Alembic revision of a store."""
    revision = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()), revision
    return (SCHEMA if revision == HEAD else SCHEMA + 1 if revision > HEAD else SCHEMA - 1), revision


def history_head(connection: Connection) -> str:
    """The hash of the newest entry; what cannot be read counts as no history."""
    query = text("SELECT hash FROM history ORDER BY id DESC LIMIT 1")
    return str(_tolerant(lambda: connection.execute(query).scalar(), None) or GENESIS)


def workspace_uid(connection: Connection) -> str | None:
    return _tolerant(lambda: connection.execute(text("SELECT uid FROM workspace")).scalar(), None)


def _tolerant(read: Callable[[], T], otherwise: T) -> T:
    try:
        return read()
    except DatabaseError:
        return otherwise


def files_in(media_folder: Path | None) -> list[str]:
    """Hashes of all media files on the disk."""
    if media_folder is None or not media_folder.is_dir():
        return []
    return sorted(file.name for file in media_folder.iterdir() if is_hash(file.name))


def write_media(writer: ArchiveWriter, folder: Path | None, wanted: Iterable[str]) -> list[str]:
    """Adds the media files; gives those that are missing or no longer what their name says."""
    missing = []
    for sha256 in wanted:
        file = media_file(folder, sha256) if folder else None
        if file is None or not file.is_file() or not _is_whole(file, sha256):
            missing.append(sha256)
            continue
        writer.add_file(media_member(sha256), file, packed=False)
    return missing


def _is_whole(file: Path, sha256: str) -> bool:
    try:
        with file.open("rb") as stream:
            return sha256_of(stream)[0] == sha256
    except OSError:
        return False
