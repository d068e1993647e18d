"""What the program remembers for one person on one machine: one small JSON file, replaced as a whole.

No secrets: a password inside a database address is left out before the address is remembered.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.domain.days import require_utc
from app.domain.errors import BadInput
from app.system.private_files import private_folder, write_private
from app.system.words import LANGUAGES

THEMES = ("system", "light", "dark")
LONGEST_FILE = 1_000_000
REMEMBERED = 20
_log = logging.getLogger("szpalta.settings")


@dataclass(frozen=True, slots=True)
class KnownWorkspace:
    """A workspace opened here before. `location` is a file or a database address without its password.

    `store_id` is the id the store had: the same place with another id, or empty, is asked about (DB-03).
    """

    location: str
    store_id: str | None
    name: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Settings:
    """`language` None follows the system. `workspaces` newest first. `window` holds the window's own state as base64.
    `backup_folders`: where automatic backups go instead of the usual place, by the workspace's uid. `proxy`: None follows
    the system, "" uses none, else its address without a password. `ca_file`: certificates (PEM) to trust besides.
    `intranet`: hosts inside the own network whose feeds may be read."""

    language: str | None = None
    theme: str = "system"
    workspaces: tuple[KnownWorkspace, ...] = ()
    window: dict[str, str] = field(default_factory=dict)
    backup_folders: dict[str, str] = field(default_factory=dict)
    proxy: str | None = None
    ca_file: str | None = None
    intranet: tuple[str, ...] = ()

    def known(self, location: str) -> KnownWorkspace | None:
        """What is remembered of a place; None when it was never opened here."""
        place = without_password(location)
        return next((row for row in self.workspaces if row.location == place), None)

    def remember(self, location: str, store_id: str | None, name: str, now: datetime) -> Settings:
        """These settings with a workspace put first."""
        row = KnownWorkspace(without_password(location), store_id, name, require_utc(now))
        others = tuple(other for other in self.workspaces if other.location != row.location)
        return replace(self, workspaces=(row, *others)[:REMEMBERED])

    def forget(self, location: str) -> Settings:
        """These settings without a workspace; the workspace itself stays."""
        place = without_password(location)
        return replace(self, workspaces=tuple(row for row in self.workspaces if row.location != place))


def without_password(location: str) -> str:
    """A database address without the password in it; anything else as it is."""
    if "://" not in location:
        return location
    cleaned = re.sub(r"^([a-z][a-z0-9+.\-]*://[^/?#:@]*):[^/?#]*@", r"\1@", location, flags=re.IGNORECASE)
    cleaned = re.sub(r"([?&])(?:password|sslpassword|passfile)=[^&#]*&?", r"\1", cleaned, flags=re.IGNORECASE)
    return cleaned.rstrip("?&")


def checked_proxy(text: str) -> str:
    """The address of a proxy as it is kept: http or https, a host, no password. Raises `BadInput` "proxy.invalid"."""
    address = without_password(text.strip())
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or any(sign.isspace() for sign in address):
        raise BadInput("proxy.invalid")
    return address


class SettingsFile:
    """The settings on disk. A damaged file is put aside as `<name>.bad` and defaults are used."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Settings:
        """The settings; defaults when there are none or they cannot be read."""
        try:
            with self.path.open("rb") as file:
                content = file.read(LONGEST_FILE + 1)
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            _log.warning("settings cannot be read: %s", error.strerror)
            return Settings()
        try:
            if len(content) > LONGEST_FILE:
                raise ValueError("too long")
            return _from_json(json.loads(content))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, BadInput) as error:
            self._put_aside(error)
            return Settings()

    def save(self, settings: Settings) -> None:
        """Writes all settings at once. Raises `Refused` "folder.not_writable" or `OSError`."""
        private_folder(self.path.parent)
        content = asdict(settings)
        content["proxy"] = settings.proxy and without_password(settings.proxy)
        for row in content["workspaces"]:
            row["opened_at"] = row["opened_at"].isoformat()
        write_private(self.path, json.dumps(content, ensure_ascii=False, indent=2).encode())

    def _put_aside(self, error: Exception) -> None:
        _log.warning("settings are damaged and were put aside: %s", type(error).__name__)
        try:
            self.path.replace(self.path.with_name(self.path.name + ".bad"))
        except OSError as problem:
            _log.warning("damaged settings stay where they are: %s", problem.strerror)


def _from_json(content: dict[str, Any]) -> Settings:
    """Raises on anything of the wrong kind; a language or theme of a newer version falls back to the default."""
    language, theme = content.get("language"), content.get("theme")
    window, folders = (
        {_text(k): _text(v) for k, v in content.get(n, {}).items()} for n in ("window", "backup_folders")
    )
    return Settings(
        language=language if language in LANGUAGES else None,
        theme=theme if theme in THEMES else "system",
        workspaces=tuple(_workspace(row) for row in content.get("workspaces", [])),
        window=window,
        backup_folders=folders,
        proxy=_text_or_none(content.get("proxy")),
        ca_file=_text_or_none(content.get("ca_file")),
        intranet=tuple(_text(host).lower() for host in content.get("intranet", [])),
    )


def _workspace(row: dict[str, Any]) -> KnownWorkspace:
    store_id = row["store_id"]
    return KnownWorkspace(
        location=_text(row["location"]),
        store_id=_text_or_none(store_id),
        name=_text(row["name"]),
        opened_at=require_utc(datetime.fromisoformat(row["opened_at"])),
    )


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value
