"""Folders and files only their owner may read: 0700 and 0600 (Windows: the rights of the profile folder apply)."""

from __future__ import annotations

import os
from pathlib import Path

from app.domain.errors import Refused

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def private_folder(folder: Path) -> Path:
    """The folder, made when missing, with its parents; closed to others. Raises `Refused` "folder.not_writable"."""
    try:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        if os.name == "posix":
            folder.chmod(FOLDER_MODE)
    except OSError as error:
        raise Refused("folder.not_writable", folder=str(folder), reason=error.strerror or "") from error
    return folder


def write_private(path: Path, content: bytes) -> None:
    """Replaces the file as a whole or not at all: written beside it, flushed to disk, renamed. Raises `OSError`."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)  # 0600 by itself
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if os.name == "posix":
        _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
