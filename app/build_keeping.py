"""Workspaces as wholes on this machine: what makes, opens, checks and copies them, and where their backups go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.system.clock import Clock, SystemClock
from app.system.machine import machine_id
from app.system.paths import Paths, find_paths

if TYPE_CHECKING:
    from app.services.backups import BackupFolder
    from app.services.keeping import StoreKeeping


def make_keeping(clock: Clock | None = None, paths: Paths | None = None) -> StoreKeeping:
    """What makes, opens, checks and copies workspaces as wholes on this machine."""
    from app.services.keeping import StoreKeeping

    here = paths or find_paths()
    return StoreKeeping(
        clock or SystemClock(),
        machine_id=machine_id(here.config),
        workspaces=here.workspaces,
        server_media=lambda uid: here.of_server(uid, "media"),
    )


def backup_folder(paths: Paths, uid: str) -> BackupFolder:
    """Where automatic backups of a workspace go: the folder a person chose, else the usual one."""
    from app.services.backups import BackupFolder
    from app.system.settings import SettingsFile

    chosen = SettingsFile(paths.settings).load().backup_folders.get(uid)
    return BackupFolder(Path(chosen) if chosen else paths.backups(uid), chosen is not None)
