"""Puts a finished store file in its place, in one step, with the one that was there kept aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.domain.errors import StoreProblem
from app.store.engine import open_engine
from app.store.media_files import is_hash
from app.store.problems import expected_problems
from app.store.safe_files import (
    WAL_FILES,
    file_problems,
    flush,
    flush_folder,
    link_or_copy,
    link_or_move,
    private_folder,
    publish,
)
from app.store.sqlite_files import sqlite_module
from app.store.store import media_folder_of


def settle(file: Path) -> None:
    """Makes a closed store one single file again, without a WAL beside it, and brings it to the disk."""
    with expected_problems(str(file)):
        engine = open_engine(str(file))
        try:
            with engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None  # noqa: S101  it was just opened
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                connection.rollback()
        finally:
            engine.dispose()
    with file_problems(str(file)):
        for suffix in WAL_FILES:
            beside(file, suffix).unlink(missing_ok=True)
        flush(file)


def take_place(file: Path, media: Path, target: Path) -> None:
    """Moves a new store and its media to a place where nothing is. Raises `StoreProblem` "store.exists".

    A WAL that outlived its store would be played into the new one; it stays as `<name>-wal.left-over`.
    """
    with file_problems(str(target)):
        if not target.exists():
            _set_aside_wal(target, lambda suffix: beside(target, suffix + ".left-over"))
        _add_media(media, target)
        try:
            publish(file, target)
        except FileExistsError:
            raise StoreProblem("store.exists", address=str(target)) from None


def replace_keeping(file: Path, media: Path, target: Path, now: datetime) -> Path:
    """Moves a store to where another one is; gives the name under which that one stays, with its media.

    The name `target` always holds one of the two. Raises `StoreProblem` "store.in_use" while somebody has it open.
    """
    aside = aside_name(target, now)
    _close_keeping(target, aside)
    with file_problems(str(target)):
        old_media = media_folder_of(target)
        if old_media.is_dir():
            kept = media_folder_of(aside)
            private_folder(kept)
            for old in old_media.iterdir():
                if is_hash(old.name):
                    link_or_copy(old, kept / old.name)
        _add_media(media, target)
        _set_aside_wal(target, lambda suffix: beside(aside, suffix))
        link_or_move(target, aside)
        file.replace(target)
        flush_folder(target.parent)
    return aside


def aside_name(target: Path, now: datetime) -> Path:
    """`<name>.before-restore-<UTC stamp>`, with a number when that is taken."""
    name = f"{target.name}.before-restore-{now:%Y%m%dT%H%M%SZ}"
    candidate, number = target.with_name(name), 2
    while candidate.exists():
        candidate, number = target.with_name(f"{name}-{number}"), number + 1
    return candidate


def beside(file: Path, suffix: str) -> Path:
    return file.with_name(file.name + suffix)


def _close_keeping(target: Path, aside: Path) -> None:
    """Closes the old store for good. SQLite throws the WAL of a damaged one away, so it gets a second name before."""
    wal, kept = beside(target, "-wal"), beside(aside, "-wal")
    with file_problems(str(target)):
        if wal.exists():
            link_or_copy(wal, kept)
    whole = True
    try:
        whole = _close_for_good(target)
    finally:
        if whole:
            kept.unlink(missing_ok=True)


def _close_for_good(target: Path) -> bool:
    """Brings what the WAL still holds into the file, which SQLite does only when nobody else has the store open.

    False for a damaged store or a file of somebody else. Raises `StoreProblem` "store.in_use".
    """
    module = sqlite_module()
    connection = module.connect(f"{target.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=1.0)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    except module.DatabaseError as error:
        if "locked" in str(error):
            raise StoreProblem("store.in_use", address=str(target)) from error
        return False
    finally:
        connection.close()
    return True


def _set_aside_wal(target: Path, name: Callable[[str], Path]) -> None:
    for suffix in WAL_FILES:
        if beside(target, suffix).exists():
            beside(target, suffix).replace(name(suffix))


def _add_media(media: Path, target: Path) -> None:
    """Adds media to those of `target`: a name is a content, so nothing is replaced."""
    if not media.is_dir():
        return
    place = media_folder_of(target)
    private_folder(place)
    for file in media.iterdir():
        link_or_copy(file, place / file.name)
    flush_folder(place)
