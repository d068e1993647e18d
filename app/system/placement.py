"""Is a path a safe place for a database: on this machine's own disk, or synchronised, or on a network (DB-12)?

A store in a folder that a sync program copies, or on a network file system, can be damaged without anybody doing wrong.
Folders are known by the marks their programs leave, by those programs' own settings, and by their names.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.system.mounts import mount_of, network_name, read_mounts, windows_drive_is_remote


class PlacementKind(StrEnum):
    LOCAL = "local"
    SYNC = "sync"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Placement:
    """`name` is what to call it: the sync program ("Dropbox") or the network file system ("NFS"); empty when local."""

    kind: PlacementKind
    name: str = ""


NAMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"OneDrive(?: - .+|-.+)?", re.I), "OneDrive"),
    (re.compile(r"Dropbox(?: \(.+\)|-.+)?", re.I), "Dropbox"),
    (re.compile(r"iCloud ?Drive|com~apple~CloudDocs|Mobile Documents", re.I), "iCloud Drive"),
    (re.compile(r"Google ?Drive(?:-.+)?|Google Drive File Stream", re.I), "Google Drive"),
    (re.compile(r"Nextcloud\d*", re.I), "Nextcloud"),
    (re.compile(r"ownCloud\d*", re.I), "ownCloud"),
    (re.compile(r"pCloud ?Drive|pCloud ?Sync", re.I), "pCloud"),
    (re.compile(r"MEGAsync(?: Uploads)?|MEGA Cloud Drive", re.I), "MEGA"),
    (re.compile(r"Syncthing", re.I), "Syncthing"),
    (re.compile(r"Box Sync|Box-Box", re.I), "Box"),
    (re.compile(r"ProtonDrive(?:-.+)?|Proton Drive", re.I), "Proton Drive"),
    (re.compile(r"Yandex\.Disk", re.I), "Yandex Disk"),
)
"""A folder so called anywhere above the path."""

HOME_NAMES = {
    "mega": "MEGA",
    "box": "Box",
    "seafile": "Seafile",
    "my drive": "Google Drive",
    "mój dysk": "Google Drive",
}
"""Names too common to mean anything except directly in the home folder."""

MARKS: dict[str, str] = {
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".csync_journal.db": "ownCloud",
    ".megaignore": "MEGA",
    ".debris": "MEGA",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".sync/ID": "Resilio Sync",
}
"""Files and folders a sync program leaves at the top of what it copies."""

JOURNAL = re.compile(r"\._?sync_[0-9a-f]+\.db")
"""Nextcloud's and ownCloud's journal, at the top of a synchronised folder."""
MOST_ENTRIES = 5_000

ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
NEXTCLOUD_CONFIGS = {
    ".config/Nextcloud/nextcloud.cfg": "Nextcloud",
    ".var/app/com.nextcloud.desktopclient.nextcloud/config/Nextcloud/nextcloud.cfg": "Nextcloud",
    "Library/Preferences/Nextcloud/nextcloud.cfg": "Nextcloud",
    "AppData/Roaming/Nextcloud/nextcloud.cfg": "Nextcloud",
    ".config/ownCloud/owncloud.cfg": "ownCloud",
    "Library/Preferences/ownCloud/owncloud.cfg": "ownCloud",
    "AppData/Roaming/ownCloud/owncloud.cfg": "ownCloud",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a placement is judged by. `mounts` as `/proc/mounts` or `mount` prints it; "" when unknown."""

    home: Path
    environment: Mapping[str, str]
    mounts: str = ""
    platform: str = sys.platform
    drive_is_remote: Callable[[Path], bool] = field(default=windows_drive_is_remote)


def surroundings() -> Surroundings:
    """Those of this machine, now."""
    return Surroundings(Path.home(), os.environ, read_mounts())


def placement(path: Path, around: Surroundings | None = None) -> Placement:
    """Where `path` lies, which need not exist yet. Links are followed; nothing is changed on disk."""
    around = surroundings() if around is None else around
    if str(path).startswith(("\\\\", "//")) and around.platform == "win32":
        return Placement(PlacementKind.NETWORK, "SMB")
    real = Path(os.path.realpath(path))
    for place in dict.fromkeys((Path(path).absolute(), real)):
        name = _sync_program(place, around)
        if name:
            return Placement(PlacementKind.SYNC, name)
    if around.platform == "win32" and around.drive_is_remote(real):
        return Placement(PlacementKind.NETWORK, "SMB")
    mount = mount_of(real, around.mounts)
    remote = network_name(mount) if mount else None
    return Placement(PlacementKind.NETWORK, remote) if remote else Placement(PlacementKind.LOCAL)


def _sync_program(path: Path, around: Surroundings) -> str | None:
    for root, name in _configured(around):
        if _inside(path, root):
            return name
    for folder in path.parents if not path.is_dir() else (path, *path.parents):
        found = _by_name(folder, around.home) or _by_mark(folder)
        if found:
            return found
    return None


def _configured(around: Surroundings) -> Iterator[tuple[Path, str]]:
    """Folders that sync programs themselves say they copy."""
    for variable in ONEDRIVE_VARIABLES:
        if around.environment.get(variable):
            yield Path(around.environment[variable]), "OneDrive"
    yield from _dropbox_folders(around)
    for config, name in NEXTCLOUD_CONFIGS.items():
        for line in _text(around.home / config).splitlines():
            key, _, value = line.partition("=")
            if key.strip().endswith("localPath") and value.strip():
                yield Path(value.strip()), name
    cloud = around.home / "Library" / "Mobile Documents" / "com~apple~CloudDocs"
    for folder in ("Desktop", "Documents"):
        if around.platform == "darwin" and (cloud / folder).exists():
            yield around.home / folder, "iCloud Drive"


def _dropbox_folders(around: Surroundings) -> Iterator[tuple[Path, str]]:
    places = [around.home / ".dropbox"]
    places += [
        Path(around.environment[name]) / "Dropbox"
        for name in ("APPDATA", "LOCALAPPDATA")
        if around.environment.get(name)
    ]
    for place in places:
        try:
            accounts = json.loads(_text(place / "info.json") or "{}")
        except ValueError:
            continue
        for account in accounts.values() if isinstance(accounts, dict) else ():
            folder = account.get("path") if isinstance(account, dict) else None
            if isinstance(folder, str) and folder:
                yield Path(folder), "Dropbox"


def _by_name(folder: Path, home: Path) -> str | None:
    for pattern, name in NAMES:
        if pattern.fullmatch(folder.name):
            return name
    return HOME_NAMES.get(folder.name.casefold()) if folder.parent == home else None


def _by_mark(folder: Path) -> str | None:
    if (folder / ".dropbox").is_file():  # in the home folder a folder so called holds Dropbox's settings
        return "Dropbox"
    for mark, name in MARKS.items():
        if os.path.lexists(folder / mark):
            return name
    try:
        with os.scandir(folder) as entries:
            for _, entry in zip(range(MOST_ENTRIES), entries, strict=False):
                if JOURNAL.fullmatch(entry.name):
                    return "Nextcloud"
    except OSError:
        return None
    return None


def _inside(path: Path, root: Path) -> bool:
    """Whether `path` is `root` or below it, links of both followed."""
    roots = {root, Path(os.path.realpath(root))}
    return any(path == place or place in path.parents for place in roots)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[:1_000_000]
    except OSError:
        return ""
