"""Where the program keeps its things on this machine, per person: data, configuration, cache, logs.

`SZPALTA_HOME` puts all four into one folder of one's own choice (portable use, tests). Linux follows the XDG folders.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from app.system.private_files import private_folder

OWN_HOME = "SZPALTA_HOME"


class Paths(NamedTuple):  # the first frame waits for it, and a dataclass takes longer
    """Four folders; nothing is made on disk before `make`."""

    data: Path
    config: Path
    cache: Path
    logs: Path

    def make(self) -> Paths:
        """Makes what is missing, closed to others (0700). Raises `Refused` "folder.not_writable"."""
        for folder in (self.data, self.config, self.cache, self.logs):
            private_folder(folder)
        return self

    @property
    def settings(self) -> Path:
        """The settings of this person on this machine."""
        return self.config / "settings.json"

    @property
    def workspaces(self) -> Path:
        """Where new workspaces are put unless a person says otherwise."""
        return self.data / "workspaces"

    @property
    def demo(self) -> Path:
        """The demo workspace, for the window and the command line alike."""
        return self.workspaces / "demo" / "demo.szpalta"

    def backups(self, workspace_uid: str) -> Path:
        """Where automatic backups of a workspace go unless a person chose another folder."""
        return self.data / "backups" / _plain(workspace_uid)

    def unsaved(self, workspace_uid: str) -> Path:
        """The file that keeps what was typed in a workspace until the workspace has it."""
        return self.data / "unsaved" / f"{_plain(workspace_uid)}.json"

    def of_server(self, workspace_uid: str, kind: str) -> Path:
        """Where this machine keeps something ("media", "practice") of a workspace on a server.

        The uid may come from an archive of somebody else: one that is not ours never becomes a path.
        """
        return self.data / f"{_plain(workspace_uid)}.{kind}"


def _plain(workspace_uid: str) -> str:
    if re.fullmatch(r"[0-9a-f]{32}", workspace_uid):
        return workspace_uid
    import hashlib

    return hashlib.sha256(workspace_uid.encode("utf-8", "replace")).hexdigest()[:32]


def find_paths(
    environment: Mapping[str, str] | None = None, platform: str = sys.platform, home: Path | None = None
) -> Paths:
    """The folders of this person. `platform` as `sys.platform` names it."""
    environment = os.environ if environment is None else environment
    own = environment.get(OWN_HOME)
    if own:
        base = Path(own).expanduser().absolute()
        return Paths(base / "data", base / "config", base / "cache", base / "logs")
    home = Path.home() if home is None else home
    if platform == "win32":
        return _windows(environment, home)
    if platform == "darwin":
        library = home / "Library"
        support = library / "Application Support" / "Szpalta"
        return Paths(support, support / "config", library / "Caches" / "Szpalta", library / "Logs" / "Szpalta")
    return _xdg(environment, home)


def _windows(environment: Mapping[str, str], home: Path) -> Paths:
    """All in the local profile: the roaming one is copied between machines, which a database must not be."""
    local = environment.get("LOCALAPPDATA")
    base = (Path(local) if local else home / "AppData" / "Local") / "Szpalta"
    return Paths(base / "data", base / "config", base / "cache", base / "logs")


def _xdg(environment: Mapping[str, str], home: Path) -> Paths:
    def folder(variable: str, usual: str) -> Path:
        given = environment.get(variable, "")
        return (Path(given) if given.startswith("/") else home / usual) / "szpalta"

    return Paths(
        data=folder("XDG_DATA_HOME", ".local/share"),
        config=folder("XDG_CONFIG_HOME", ".config"),
        cache=folder("XDG_CACHE_HOME", ".cache"),
        logs=folder("XDG_STATE_HOME", ".local/state") / "log",
    )
