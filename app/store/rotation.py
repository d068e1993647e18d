"""Automatic backups: at most hourly, only after a change, old ones thinned out (DB-07)."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.errors import BadInput
from app.store.archive import ArchiveReader
from app.store.backup import backup
from app.store.dump import ArchiveReport, history_head, workspace_uid
from app.store.row_counts import row_counts
from app.store.safe_files import file_problems, private_folder
from app.store.store import Store
from app.store.thinning import DEFAULT_CAP, Kept, thin

AT_MOST_EVERY = timedelta(hours=1)
_STAMP = "%Y%m%dT%H%M%SZ"


def automatic_backup(
    store: Store,
    folder: Path,
    now: datetime,
    *,
    every: timedelta = AT_MOST_EVERY,
    cap: int = DEFAULT_CAP,
    media_folder: Path | None = None,
) -> ArchiveReport | None:
    """A backup in `folder` when the store changed and the last one is `every` old; then thins the old ones out.

    None: nothing to do. Several workspaces may share the folder. Raises what `backup` raises.
    """
    if not backup_due(store, folder, now, every):
        return None
    uid = _uid(store)
    with file_problems(str(folder / "_")):
        private_folder(folder)
    _checkpoint(store)
    changed_at = _changed_at(store)
    out = folder / f"{_stem(store)}-{uid[:8]}-{now:{_STAMP}}.zip"
    if out.exists():  # this very second
        return None
    made = backup(store, out, now=now, media_folder=media_folder)
    if changed_at is not None:
        os.utime(out, ns=(changed_at, changed_at))
    rotate(folder, uid, now, cap)
    return made


def backup_due(store: Store, folder: Path, now: datetime, every: timedelta = AT_MOST_EVERY) -> bool:
    """Whether `automatic_backup` would write one: the newest one's name is looked at before anything else."""
    last = newest_backup(folder, _uid(store))
    return last is None or not (timedelta(0) <= now - last.at < every or not _changed_since(store, last))


def newest_backup(folder: Path, uid: str) -> Kept | None:
    """The newest automatic backup of a workspace; None when there is none, or no such folder."""
    try:
        return max(automatic_backups(folder, uid), key=lambda kept: kept.at, default=None)
    except OSError:
        return None


def automatic_backups(folder: Path, uid: str) -> list[Kept]:
    """The automatic backups of one workspace (by the first eight digits of its uid); files people named are not among
    them."""
    name = re.compile(rf".*-{re.escape(uid[:8])}-(\d{{8}}T\d{{6}}Z)\.zip")
    found = []
    for file in folder.iterdir():
        match = name.fullmatch(file.name)
        if match and file.is_file():
            at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
            found.append(Kept(file, at, file.stat().st_size))
    return found


def rotate(folder: Path, uid: str, now: datetime, cap: int = DEFAULT_CAP) -> list[Path]:
    """Removes the automatic backups that `thin` gives up; gives their files."""
    gone = [kept.file for kept in thin(automatic_backups(folder, uid), now, cap)]
    for file in gone:
        file.unlink(missing_ok=True)
    return gone


def _uid(store: Store) -> str:
    with store.snapshot() as connection:
        return workspace_uid(connection) or "new"


def _changed_since(store: Store, last: Kept) -> bool:
    """A file's own time of change, which its backup carries; a server's history and numbers of rows."""
    if store.is_file:
        return _changed_at(store) != last.file.stat().st_mtime_ns
    try:
        with ArchiveReader(last.file) as reader:
            before = (dict(reader.manifest.rows), reader.manifest.history_head)
    except BadInput:
        return True
    with store.snapshot() as connection:
        return (row_counts(connection), history_head(connection)) != before


def _changed_at(store: Store) -> int | None:
    """When the file was written last, in ns; a WAL counts only with something in it. None on a server."""
    if not store.is_file:
        return None
    file = Path(store.address)
    wal = file.with_name(file.name + "-wal")
    times = [one.stat() for one in (file, wal) if one.exists()]
    return max((one.st_mtime_ns for one in times if one.st_size), default=None)


def _checkpoint(store: Store) -> None:
    """Empties the WAL into the file, where nobody is in the way: closing the store changes the file no more then."""
    if store.is_file and not store.read_only:
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.rollback()


def _stem(store: Store) -> str:
    name = Path(store.address).stem if store.is_file else "workspace"
    return re.sub(r"[^A-Za-z0-9_-]+", "_", name)[:40] or "workspace"
