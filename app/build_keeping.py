"""Workspaces as wholes on this machine: what makes, opens, checks and copies them, where their backups go, and who keeps
their keys."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.system.clock import Clock, SystemClock
from app.system.machine import machine_id
from app.system.paths import Paths, find_paths

if TYPE_CHECKING:
    from app.services.backups import BackupFolder
    from app.services.keeping import StoreKeeping
    from app.system.key_keeper import KeyKeeper


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


def make_keys(uid: Callable[[], str]) -> KeyKeeper:
    """The data keys of a workspace: in the system's keyring, or behind the passphrase in the file the environment names."""
    from app.system.key_keeper import KeyKeeper
    from app.system.passphrase import FILE_VARIABLE, read_passphrase
    from app.system.system_keyring import SystemKeyring

    def passphrase() -> str | None:
        named = os.environ.get(FILE_VARIABLE)
        return read_passphrase(Path(named)) if named else None

    return KeyKeeper(SystemKeyring(), uid, passphrase)
