"""Creating and opening workspaces, with a clear answer to every state a file can be in (DB-03)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from app.domain.errors import StoreProblem
from app.store.engine import connect_file, drop_empty_wal, is_url, open_engine, sqlite_is_safe
from app.store.problems import expected_problems, shown
from app.store.safe_files import WAL_FILES, file_problems, new_private_file
from app.store.schema_version import HEAD, SCHEMA
from app.store.sqlite_files import APPLICATION_ID
from app.store.store import Store
from app.store.writer_lock import WriterLock


def create_store(address: str, *, revision: str = "head", one_writer: bool | None = None) -> Store:
    """A new, empty store at a path that does not exist yet, or in an empty PostgreSQL database.

    An older Alembic `revision` is asked for by those who fill it from an older export and migrate it afterwards.
    `one_writer` as in `open_store`. Raises `StoreProblem` "store.exists" rather than touch anything that is there,
    "store.no_folder", "store.no_permission", "store.full", "store.disk", "store.unreachable".
    """
    from app.store.migrate import upgrade  # Alembic is only needed now

    lock = _writer_lock(address, one_writer)
    try:
        if not is_url(address):
            _create_file(Path(address))
        elif _server_revision(address) is not None:
            raise StoreProblem("store.exists", address=shown(address))
        with _removed_when_it_fails(address), expected_problems(address):
            upgrade(address, revision)
    except BaseException:
        _release(lock)
        raise
    return Store(address, open_engine(address), lock=lock)


def _create_file(path: Path) -> None:
    """Creates the empty file readable by its owner only, so that SQLite never widens its rights."""
    if not path.parent.is_dir():
        raise StoreProblem("store.no_folder", address=str(path), folder=str(path.parent))
    try:
        with file_problems(str(path)):
            new_private_file(path)
    except StoreProblem as problem:
        if isinstance(problem.__cause__, FileExistsError):
            raise StoreProblem("store.exists", address=str(path)) from None
        raise


@contextmanager
def _removed_when_it_fails(address: str) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if not is_url(address):
            for suffix in ("", *WAL_FILES):
                Path(address + suffix).unlink(missing_ok=True)
        raise


def _writer_lock(address: str, one_writer: bool | None) -> WriterLock | None:
    if is_url(address):
        return None
    if one_writer is None:
        one_writer = not sqlite_is_safe()
    return WriterLock(Path(address)) if one_writer else None


def _release(lock: WriterLock | None) -> None:
    if lock is not None:
        lock.release()


def version_of(address: str) -> int:
    """The schema version of an existing store, as `schema_version.SCHEMA` counts. Raises as `open_store` does."""
    return _server_version(address) if is_url(address) else _file_version(Path(address))


def open_store(address: str, *, read_only: bool = False, one_writer: bool | None = None) -> Store:
    """An existing store, migrated when it is older (after a verified backup).

    `one_writer`: whether a second process that opens the file for writing is refused; by default only where this
    SQLite is too old for two (`engine.sqlite_is_safe`).

    Raises `StoreProblem`: "store.missing", "store.empty", "store.foreign", "store.damaged", "store.newer"
    (a newer store still opens with `read_only`), "store.second_writer", "store.migration_failed" (data `reason`,
    `backup`), "store.no_space", "store.cannot_open", "store.unreachable".
    """
    version = version_of(address)
    if version > SCHEMA and not read_only:
        raise StoreProblem("store.newer", address=shown(address), found=version, known=SCHEMA)
    lock = None if read_only else _writer_lock(address, one_writer)
    try:
        if version < SCHEMA and not read_only:
            _migrate(address)
    except BaseException:
        _release(lock)
        raise
    return Store(address, open_engine(address, read_only=read_only), read_only=read_only, lock=lock)


def _file_version(path: Path) -> int:
    """`user_version` of a file that is one of ours; raises `StoreProblem` for any other."""
    if not path.exists():
        raise StoreProblem("store.missing", address=str(path))
    if path.is_dir():
        raise StoreProblem("store.foreign", address=str(path))
    if path.stat().st_size == 0:
        raise StoreProblem("store.empty", address=str(path))
    try:
        with expected_problems(str(path)), closing(connect_file(path, read_only=True)) as connection:
            (found,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        drop_empty_wal(path)
    if found == 0 and tables == 0:
        raise StoreProblem("store.empty", address=str(path))
    if found != APPLICATION_ID:
        raise StoreProblem("store.foreign", address=str(path))
    return int(version)


def _server_version(url: str) -> int:
    revision = _server_revision(url)
    if revision is None:
        raise StoreProblem("store.empty", address=shown(url))
    if revision == HEAD:
        return SCHEMA
    return SCHEMA + 1 if revision > HEAD else SCHEMA - 1


def _server_revision(url: str) -> str | None:
    engine: Engine = open_engine(url)
    try:
        with expected_problems(url), engine.connect() as connection:
            there = connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar_one_or_none()
            if there is None:
                return None
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
            return None if found is None else str(found)
    finally:
        engine.dispose()


def _migrate(address: str) -> None:
    """Raises `StoreProblem` "store.migration_failed" with the store as it was; the backup made first is named."""
    from app.store.backup import backup_before_migration
    from app.store.migrate import upgrade

    backup = None if is_url(address) else str(backup_before_migration(Path(address)))
    try:
        with expected_problems(address):
            upgrade(address)
    except StoreProblem as problem:
        raise StoreProblem(problem.code, **(problem.data | {"address": shown(address), "backup": backup})) from problem
    except Exception as error:
        raise StoreProblem(
            "store.migration_failed", address=shown(address), reason=type(error).__name__, tables=[], backup=backup
        ) from error
