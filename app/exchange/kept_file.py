"""A file kept up to date in a folder other programs watch and other people read: replaced whole or not touched at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import stat
import tempfile
import unicodedata
from pathlib import Path

from app.domain.errors import BadInput, StoreProblem, SzpaltaError

STALE_SECONDS = 600
"""A temporary file this much older than the newest one was left behind by a program that was killed."""
_NAME_LIMIT = 80
_MODE = 0o644
_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"})
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)", re.IGNORECASE)
_CODES = {
    errno.ENOSPC: "file.disk_full",
    errno.EDQUOT: "file.disk_full",
    errno.EFBIG: "file.disk_full",
    errno.EACCES: "file.no_permission",
    errno.EPERM: "file.no_permission",
    errno.EROFS: "file.read_only",
}


def file_name(name: str, suffix: str = ".ics") -> str:
    """`name` as an ASCII file name every system takes: letters, digits, "-", "_", no reserved Windows name.

    Names that lose letters on the way (other scripts) get eight digits of their hash, so that two of them stay two files.
    """
    folded = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    lost = any(char.isalnum() and not char.isascii() for char in plain)
    stem = re.sub(r"[^A-Za-z0-9_]+", "-", plain)[:_NAME_LIMIT].strip("-")
    if lost or not stem:
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        stem = f"{stem or 'calendar'}-{digest}"
    if _RESERVED.fullmatch(stem):
        stem = f"calendar-{stem}"
    return stem + suffix


def keep_file(path: Path, content: bytes) -> bool:
    """Makes `path` hold exactly `content`; False when it already did and nothing was written.

    Written beside it, flushed to the disk and moved over it in one step; readable by everybody. A link or pipe of that name
    is replaced, never followed. The folder must exist: a missing one may be a drive that is not plugged in.
    Raises `BadInput` "file.folder_missing", "file.not_a_folder", "file.is_a_folder"; `StoreProblem` "file.no_permission",
    "file.read_only", "file.disk_full", "file.in_use", "file.not_written".
    """
    try:
        _check_place(path)
        if _holds(path, content):
            return False
        _replace(path, content)
    except OSError as problem:
        raise _failure(problem, path, len(content)) from problem
    return True


def check_place(path: Path) -> None:
    """Raises as `keep_file` does where no file can lie."""
    try:
        _check_place(path)
    except OSError as problem:
        raise _failure(problem, path, 0) from problem


def _check_place(path: Path) -> None:
    if not path.parent.exists():
        raise BadInput("file.folder_missing", folder=str(path.parent))
    if not path.parent.is_dir():
        raise BadInput("file.not_a_folder", folder=str(path.parent))
    if path.is_dir() and not path.is_symlink():
        raise BadInput("file.is_a_folder", path=str(path))


def _holds(path: Path, content: bytes) -> bool:
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != len(content):
            return False
        return path.read_bytes() == content
    except (FileNotFoundError, PermissionError):
        return False


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_MODE)
        _remove_stale(path, temporary)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _flush_folder(path.parent)


def _remove_stale(path: Path, newest: Path) -> None:
    """Compared by the folder's own clock, which on a network share is not ours."""
    limit = newest.stat().st_mtime - STALE_SECONDS
    own = re.compile(re.escape(f".{path.name}.") + r"[a-z0-9_]{8}\.tmp")
    with contextlib.suppress(OSError):
        for old in path.parent.iterdir():
            if own.fullmatch(old.name) and old.lstat().st_mtime < limit:
                old.unlink()


def _flush_folder(folder: Path) -> None:
    """Makes the move itself last; Windows and some network drives have no such call."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _failure(problem: OSError, path: Path, size: int) -> SzpaltaError:
    if problem.errno in (errno.ENOENT, errno.ENOTDIR):
        return BadInput("file.folder_missing", folder=str(path.parent))
    # Windows refuses to replace a file that another program holds open.
    if getattr(problem, "winerror", None) in (5, 32, 33) and path.exists():
        return StoreProblem("file.in_use", path=str(path))
    code = _CODES.get(problem.errno or 0, "file.not_written")
    return StoreProblem(code, path=str(path), size=size, reason=problem.strerror or type(problem).__name__)
