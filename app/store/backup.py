"""Backups: one file with the database, the media and a manifest, read back before it counts (DB-06 to DB-08).

A workspace on a server is backed up in open formats inside the same kind of file.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from app import __version__
from app.domain.errors import StoreProblem
from app.store.archive import ArchiveReader, ArchiveWriter, new_archive
from app.store.dump import (
    SECRET_COLUMNS,
    ArchiveReport,
    dump,
    history_head,
    report_on,
    schema_of,
    workspace_uid,
    write_media,
)
from app.store.engine import open_engine
from app.store.manifest import DATABASE, Manifest
from app.store.media_files import wanted_media
from app.store.problems import expected_problems
from app.store.row_counts import row_counts
from app.store.safe_files import file_problems, flush, free_bytes, new_private_file, private_folder
from app.store.sqlite_files import APPLICATION_ID, sqlite_module
from app.store.store import Store, media_folder_of


def backup(store: Store, out: Path, *, now: datetime, media_folder: Path | None = None) -> ArchiveReport:
    """Writes a backup to a new file `out`; media that the store names and the disk lacks are reported, not fatal.

    Raises `StoreProblem` "archive.exists", "store.damaged", "store.full", "store.no_permission", "store.no_folder",
    "store.disk", "backup.not_readable_back".
    """
    if not store.is_file:
        return dump(store, out, now=now, media_folder=media_folder)
    manifest = _back_up(store.engine, out, now, media_folder or store.media_folder)
    return report_on(out, manifest)


def _back_up(engine: Engine, out: Path, now: datetime, media_folder: Path | None, *, media: bool = True) -> Manifest:
    with new_archive(out, now) as (writer, folder):
        copy = folder / DATABASE
        copy_database(engine, copy, str(out))
        manifest = _write(writer, copy, now, media_folder, media=media)
        copy.unlink()
        with ArchiveReader(folder / "archive.zip") as reader:
            verify_backup(reader, folder / "read-back.sqlite")
    return manifest


def copy_database(engine: Engine, copy: Path, address: str) -> None:
    """A whole and compact copy of an open database without its access keys, made by SQLite itself (DB-13), brought to the
    disk."""
    with expected_problems(address), file_problems(address):
        new_private_file(copy)
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None  # noqa: S101  it was just opened
            try:
                raw.execute("VACUUM INTO ?", (str(copy),))
            except connection.dialect.dbapi.DatabaseError as error:  # type: ignore[union-attr]
                raise DatabaseError("VACUUM INTO", None, error) from error
        empty_secrets(copy)
        flush(copy)


def empty_secrets(file: Path) -> None:
    """Takes the access keys out of a database file nobody has open (SEC-04). Older files have no such columns.

    What SQLite lets go may stay in pages that are in use, so a file that held some is written anew from what is left.
    """
    module = sqlite_module()
    clean = file.with_name(file.name + ".clean")
    try:
        with closing(module.connect(str(file), isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=MEMORY")  # no second file that would keep them
            connection.execute("PRAGMA secure_delete=ON")
            if not sum(_emptied(connection, table, column) for table, column in sorted(SECRET_COLUMNS)):
                return
            new_private_file(clean)
            connection.execute("VACUUM INTO ?", (str(clean),))
    except module.DatabaseError as error:
        raise DatabaseError("UPDATE", None, error) from error
    clean.replace(file)


def _emptied(connection: Any, table: str, column: str) -> int:
    """How many values were taken out."""
    if column not in {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}:
        return 0
    done = connection.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE "{column}" IS NOT NULL')
    return int(done.rowcount)


def _write(writer: ArchiveWriter, copy: Path, now: datetime, media_folder: Path | None, *, media: bool) -> Manifest:
    facts = examine(copy)
    writer.add_file(DATABASE, copy)
    missing = write_media(writer, media_folder, facts.media) if media else []
    return writer.finish(
        Manifest(
            content="database",
            app_version=__version__,
            schema=facts.schema,
            revision=facts.revision,
            created_at=now,
            workspace_uid=facts.workspace_uid,
            rows=facts.rows,
            history_head=facts.history_head,
            media=media,
            missing_media=tuple(missing),
        )
    )


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """What a database file says about itself. `problems`: what SQLite's own full check found."""

    application_id: int
    schema: int
    revision: str
    workspace_uid: str | None
    rows: dict[str, int]
    history_head: str
    media: list[str]
    problems: list[str]


def examine(file: Path) -> DatabaseFacts:
    """Reads a database file that nobody has open, fully checked. Raises `StoreProblem` "store.damaged" and its like."""
    engine = open_engine(str(file), read_only=True)
    try:
        with expected_problems(str(file)), engine.connect() as connection:
            problems = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)
            schema, revision = schema_of(connection)
            return DatabaseFacts(
                application_id=int(connection.exec_driver_sql("PRAGMA application_id").scalar_one()),
                schema=schema,
                revision=revision,
                workspace_uid=workspace_uid(connection),
                rows=row_counts(connection),
                history_head=history_head(connection),
                media=wanted_media(connection),
                problems=[line for line in problems if line != "ok"] + [f"{row[0]} -> {row[2]}" for row in broken],
            )
    finally:
        engine.dispose()


def verify_backup(reader: ArchiveReader, copy: Path) -> DatabaseFacts:
    """Reads every byte of a backup back and opens its database at `copy`.

    Raises `BadInput` "archive.refused" for a wrong byte, `StoreProblem` "backup.not_readable_back" for a database that
    is not the one the manifest describes.
    """
    for member in reader.manifest.members:
        if member.name == DATABASE:
            reader.copy(member, copy)
        else:
            for _ in reader.stream(member):
                pass
    try:
        facts = examine(copy)
    except (StoreProblem, DatabaseError) as error:
        raise StoreProblem("backup.not_readable_back", file=reader.file, reason="opening") from error
    manifest = reader.manifest
    wrong = [
        name
        for name, right in (
            ("application", facts.application_id == APPLICATION_ID),
            ("integrity", not facts.problems),
            ("schema", (facts.schema, facts.revision) == (manifest.schema, manifest.revision)),
            ("rows", facts.rows == dict(manifest.rows)),
            ("history", facts.history_head == manifest.history_head),
        )
        if not right
    ]
    if wrong:
        raise StoreProblem("backup.not_readable_back", file=reader.file, reason=wrong[0])
    return facts


def backup_before_migration(path: Path) -> Path:
    """A verified backup (without media, which no migration touches) in `<name>.backups`; gives its file.

    Raises `StoreProblem` "store.no_space" unless twice the store's size is free, and all that `backup` raises.
    """
    folder = path.with_name(path.name + ".backups")
    wal = path.with_name(path.name + "-wal")
    with file_problems(str(path)):
        private_folder(folder)
        needed = 2 * (path.stat().st_size + (wal.stat().st_size if wal.exists() else 0))
        free = free_bytes(folder)
        now = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
    if free < needed:
        raise StoreProblem("store.no_space", address=str(path), needed=needed, free=free)
    engine = open_engine(str(path), read_only=True)
    try:
        out = _free_name(folder, f"{path.stem}-before-migration")
        _back_up(engine, out, now, media_folder_of(path), media=False)
    finally:
        engine.dispose()
    return out


def _free_name(folder: Path, stem: str) -> Path:
    number = 1
    while (folder / f"{stem}-{number}.zip").exists():
        number += 1
    return folder / f"{stem}-{number}.zip"
