"""Files that are whole or absent: private, flushed to disk, and never in the place of another one (SEC-24)."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import StoreProblem

WAL_FILES = ("-wal", "-shm", "-journal")
"""What SQLite may keep beside a database while it is open."""


@contextmanager
def file_problems(address: str) -> Iterator[None]:
    """Raises `StoreProblem` "store.full", "store.no_permission", "store.no_folder" or "store.disk" for an `OSError`."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            code = "store.full"
        elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
            code = "store.no_permission"
        elif isinstance(error, FileNotFoundError):
            code = "store.no_folder"
        else:
            code = "store.disk"
        raise StoreProblem(code, address=address, folder=str(Path(address).parent)) from error


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """A private folder beside `target`, on the same disk, removed with all in it at the end."""
    folder = target.parent / f".{target.name}.{secrets.token_hex(6)}"
    with file_problems(str(target)):
        folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def private_folder(folder: Path) -> None:
    """Makes a folder only its owner can enter; one that is there is left as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def new_private_file(path: Path) -> None:
    """An empty file only its owner can read. Raises `FileExistsError`."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def flush(path: Path) -> None:
    """Brings a file's bytes to the disk. Never for a database that is open (DB-13)."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Brings the folder's names to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish(temporary: Path, target: Path) -> None:
    """Gives a finished file its name in one step. Raises `FileExistsError` rather than replace what is there."""
    link_or_move(temporary, target)
    temporary.unlink(missing_ok=True)
    flush_folder(target.parent)


def link_or_move(source: Path, target: Path) -> None:
    """A second name for `source` where the disk knows links, else its only name. Raises `FileExistsError`."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # FAT and some network disks know no links
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        source.rename(target)


def link_or_copy(source: Path, target: Path) -> None:
    """The same bytes under a second name, as a link where the disk knows them."""
    try:
        os.link(source, target)
    except FileExistsError:
        return
    except OSError:
        shutil.copy2(source, target)


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free
