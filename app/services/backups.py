"""Automatic backups of the open workspace: when one is due and where it goes (DB-07)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import StoreProblem
from app.store.rotation import AT_MOST_EVERY, backup_due, newest_backup

if TYPE_CHECKING:
    from app.services.keeping import StoreKeeping
    from app.store.dump import ArchiveReport
    from app.store.store import Store
    from app.system.clock import Clock

BLINK = 4 << 20
"""Bytes of database and media together that are backed up while a person waits for a window to close."""


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """`chosen` by a person: it is never made, since a missing one may be a disk that is not plugged in."""

    path: Path
    chosen: bool


@dataclass(frozen=True, slots=True)
class BackupState:
    """Where automatic backups go and the newest of this workspace there; None: there is none yet."""

    folder: Path
    chosen: bool
    newest_at: datetime | None
    newest_size: int | None


class BackupService:
    """`folder_of` names the folder of a workspace by its uid."""

    def __init__(
        self, store: Store, clock: Clock, keeping: StoreKeeping, folder_of: Callable[[str], BackupFolder]
    ) -> None:
        self._store = store
        self._clock = clock
        self._keeping = keeping
        self._folder_of = folder_of

    def state(self) -> BackupState:
        """What a person wants to know about the backups."""
        with self._store.read() as work:
            uid = work.team.workspace().uid
        folder = self._folder_of(uid)
        newest = newest_backup(folder.path, uid)
        return BackupState(folder.path, folder.chosen, newest.at if newest else None, newest.size if newest else None)

    def due(self, every: timedelta = AT_MOST_EVERY) -> bool:
        """Quickly: something changed and the newest backup is `every` old. Never for what is open for reading only."""
        if self._store.read_only:
            return False
        return backup_due(self._store, self._folder().path, self._clock.now(), every)

    def back_up(self, every: timedelta = AT_MOST_EVERY) -> ArchiveReport | None:
        """Writes a backup when one is due and thins the old ones out; None: nothing to do. Takes about a second per 20 MB.

        Raises `StoreProblem` "store.no_folder" for a chosen folder that is not there, and what a backup raises.
        """
        if self._store.read_only:
            return None
        folder = self._folder()
        if folder.chosen and not folder.path.is_dir():
            raise StoreProblem("store.no_folder", address=self._store.address, folder=str(folder.path))
        return self._keeping.automatic_backup(self._store, folder.path, every=every)

    def back_up_on_closing(self) -> ArchiveReport | None:
        """Whatever changed since the last one, however young; skipped where it would take longer than a blink."""
        return self.back_up(timedelta(0)) if self._is_small() else None

    def _folder(self) -> BackupFolder:
        with self._store.read() as work:
            return self._folder_of(work.team.workspace().uid)

    def _is_small(self) -> bool:
        if not self._store.is_file:
            return False
        total, media = Path(self._store.address).stat().st_size, self._store.media_folder
        for file in media.iterdir() if media is not None and media.is_dir() else ():
            total += file.stat().st_size
            if total > BLINK:
                return False
        return total <= BLINK
