"""Where a test run keeps its files: in memory where there is room. On a disk each store costs a sixth more processor time,
and a wait for the disk at every commit."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

MEMORY, ROOM = Path("/dev/shm"), 1 << 30
"""Where files are kept in memory (Linux), and how many bytes must be free there."""
PREFIX = "sz-"
"""Short, since sockets lie below, and not the name of the program, which some tests look for in what others say."""


def new_folder() -> Path:
    """A folder of this process; those of runs that were killed are removed."""
    for abandoned in abandoned_folders(PREFIX):
        shutil.rmtree(abandoned, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=parents()[0]))


def parents() -> list[Path]:
    """Folders to keep files in, the best first."""
    return [*([MEMORY] if _is_roomy() else []), Path(tempfile.gettempdir())]


def abandoned_folders(prefix: str) -> Iterator[Path]:
    """Those named `prefix`, a process id and "-", whose process is gone."""
    for parent in {MEMORY, Path(tempfile.gettempdir()), Path("/tmp")}:
        for folder in parent.glob(f"{prefix}*"):
            owner = folder.name.removeprefix(prefix).split("-")[0]
            if owner.isdigit() and not Path(f"/proc/{owner}").exists() and Path("/proc/self").exists():
                yield folder


def _is_roomy() -> bool:
    """Programs must be able to run there too, which some containers do not let them."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        return False
    return not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
