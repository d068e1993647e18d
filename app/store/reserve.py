"""A little disk kept back, so that on a full disk the rows about a post being sent can still be written (DB-11)."""

from __future__ import annotations

import os
from pathlib import Path

from app.store.safe_files import file_problems

SIZE = 5 << 20
"""Bytes kept back."""


def reserve(store: Path) -> None:
    """Makes the reserve beside the store, unless it is there. Raises `StoreProblem` "store.full" and its like."""
    file = reserve_file(store)
    if file.exists() and file.stat().st_size >= SIZE:
        return
    with file_problems(str(store)):
        handle = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(os.urandom(SIZE))  # zeros take no room on a disk that packs them
                out.flush()
                os.fsync(out.fileno())
        except OSError:
            file.unlink(missing_ok=True)
            raise


def release(store: Path) -> bool:
    """Gives the room back; False when there was no reserve any more."""
    file = reserve_file(store)
    if not file.exists():
        return False
    with file_problems(str(store)):
        file.unlink()
    return True


def reserve_file(store: Path) -> Path:
    return store.with_name(store.name + ".reserve")
