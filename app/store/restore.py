"""The way back from a backup: everything is checked aside, then takes its place in one step (DB-09, SEC-20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.errors import StoreProblem
from app.domain.people import Actor
from app.store.archive import ArchiveReader
from app.store.backup import empty_secrets, verify_backup
from app.store.dump import dump
from app.store.engine import is_url, open_engine
from app.store.holding import Held, hold_everything
from app.store.load import check_space, copy_media, load, load_aside
from app.store.manifest import DATABASE, Manifest
from app.store.problems import expected_problems
from app.store.safe_files import staging
from app.store.schema_version import SCHEMA
from app.store.store import Store
from app.store.switching import replace_keeping, settle, take_place


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """`kept_aside`: where the store that was there stays, None when the place was free."""

    address: str
    created_at: datetime
    rows: dict[str, int]
    missing_media: tuple[str, ...]
    kept_aside: str | None
    held: Held


def restore(
    backup: Path,
    address: str,
    *,
    now: datetime,
    actor: Actor,
    keep_aside: bool = False,
    media_folder: Path | None = None,
) -> RestoreReport:
    """Makes a store at `address` of a backup. Its unfinished deliveries are held and publishing is paused.

    `keep_aside`: a store at `address` is renamed to `<name>.before-restore-<stamp>` (with its media); without it a
    taken place is refused. A server's database must be empty. All or nothing.

    Raises `StoreProblem` "store.exists", "store.in_use", "archive.newer_schema", "archive.no_space",
    "backup.not_readable_back", "store.full" and its like; `BadInput` "archive.missing", "archive.unreadable",
    "archive.refused", "archive.newer".
    """
    with ArchiveReader(backup) as reader:
        manifest = reader.manifest
        if manifest.schema > SCHEMA:
            raise StoreProblem("archive.newer_schema", file=str(backup), found=manifest.schema, known=SCHEMA)
        if is_url(address):
            return _into_server(reader, backup, address, now, actor, media_folder)
        return _into_file(reader, Path(address), now, actor, keep_aside=keep_aside)


def _into_file(reader: ArchiveReader, target: Path, now: datetime, actor: Actor, *, keep_aside: bool) -> RestoreReport:
    taken = target.exists()
    if taken and not keep_aside:
        raise StoreProblem("store.exists", address=str(target))
    check_space(reader, target.parent)
    with staging(target) as folder:
        file, media = folder / DATABASE, folder / "media"
        _build(reader, file, media)
        held = hold_in(str(file), now, actor, "restored", reader.manifest)
        settle(file)
        aside = None
        if taken:
            aside = replace_keeping(file, media, target, now)
        else:
            take_place(file, media, target)
    return _report(reader.manifest, str(target), held, aside)


def _build(reader: ArchiveReader, file: Path, media: Path) -> None:
    """The store as it was, verified, migrated when it is older, and closed."""
    if reader.manifest.content == "tables":
        load_aside(reader, file, media)
        return
    verify_backup(reader, file)
    copy_media(reader, media)
    with expected_problems(str(file)):
        if reader.manifest.schema < SCHEMA:
            from app.store.migrate import upgrade  # Alembic is only needed now

            upgrade(str(file))
        empty_secrets(file)


def _into_server(
    reader: ArchiveReader, backup: Path, url: str, now: datetime, actor: Actor, media_folder: Path | None
) -> RestoreReport:
    """A backup of a file goes through the open formats, whose loading proves that nothing was lost."""
    if reader.manifest.content == "tables":
        load(backup, url, media_folder=media_folder)
    else:
        with staging(backup) as folder:
            file = folder / DATABASE
            _build(reader, file, folder / "media")
            passing = Store(str(file), open_engine(str(file)))
            try:
                dump(passing, folder / "dump.zip", now=now, media_folder=folder / "media")
            finally:
                passing.close()
            load(folder / "dump.zip", url, media_folder=media_folder)
    held = hold_in(url, now, actor, "restored", reader.manifest)
    return _report(reader.manifest, url, held, None)


def hold_in(address: str, now: datetime, actor: Actor, action: str, manifest: Manifest | None = None) -> Held:
    """`hold_everything` on a store nobody has open."""
    facts = {} if manifest is None else {"made_at": manifest.created_at.isoformat(), "was_head": manifest.history_head}
    store = Store(address, open_engine(address))
    try:
        with store.writing() as connection:
            return hold_everything(connection, now, actor, action, facts)
    finally:
        store.close()


def _report(manifest: Manifest, address: str, held: Held, aside: Path | None) -> RestoreReport:
    return RestoreReport(
        address=address,
        created_at=manifest.created_at,
        rows=dict(manifest.rows),
        missing_media=manifest.missing_media,
        kept_aside=None if aside is None else str(aside),
        held=held,
    )
