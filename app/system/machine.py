"""A stable id of this machine, so that a store opened on a second computer is noticed (DB-12).

The system's own id never leaves this function: only a hash bound to this program does.
"""

from __future__ import annotations

import hashlib
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from app.system.private_files import private_folder, write_private

SALT = "szpalta machine 1"
LINUX_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def machine_id(config: Path, system_id: Callable[[], str | None] | None = None) -> str:
    """32 hexadecimal digits. A machine without an id of its own gets a random one, kept in the `config` folder.

    Raises `Refused` "folder.not_writable" when even that cannot be kept.
    """
    found = (system_id or read_system_id)()
    if not found:
        found = _kept(config / "machine-id")
    return hashlib.sha256(f"{SALT}:{found}".encode()).hexdigest()[:32]


def _kept(path: Path) -> str:
    try:
        known = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        known = ""
    if len(known) == 32:
        return known
    new = secrets.token_hex(16)
    private_folder(path.parent)
    write_private(path, new.encode())
    return new


def read_system_id() -> str | None:
    """What the operating system calls this machine; None when it does not say."""
    if sys.platform == "win32":
        return _windows_id()
    elif sys.platform == "darwin":
        return _macos_id()
    else:
        return linux_id(LINUX_FILES)


def linux_id(files: tuple[Path, ...]) -> str | None:
    """The first usable id; an image that was never started says "uninitialized"."""
    for file in files:
        try:
            text = file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
        if len(text) == 32 and set(text) != {"0"}:
            return text
    return None


def _macos_id() -> str | None:
    command = ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    found = [line.split('"')[3] for line in answer.splitlines() if '"IOPlatformUUID"' in line and line.count('"') >= 4]
    return found[0] if found else None


def _windows_id() -> str | None:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return None
    else:
        return None
