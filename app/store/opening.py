"""Creating and opening workspaces, with a clear answer to every state a file can be in (DB-03)."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine

from app.domain.errors import StoreProblem
from app.store.engine import APPLICATION_ID, is_url, open_engine
from app.store.problems import expected_problems
from app.store.schema_version import HEAD, SCHEMA
from app.store.store import Store


def create_store(address: str) -> Store:
    """A new, empty store at a path that does not exist yet, or in an empty PostgreSQL database.

    Raises `StoreProblem` "store.exists" rather than touch anything that is there.
    """
    from app.store.migrate import upgrade  # Alembic is only needed now

    if not is_url(address):
        _create_file(Path(address))
    elif _server_revision(address) is not None:
        raise StoreProblem("store.exists", address=address)
    with expected_problems(address):
        upgrade(address)
    return Store(address, open_engine(address))


def _create_file(path: Path) -> None:
    """Creates the empty file readable by its owner only, so that SQLite never widens its rights."""
    if not path.parent.is_dir():
        raise StoreProblem("store.no_folder", folder=str(path.parent))
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise StoreProblem("store.exists", address=str(path)) from None
    except PermissionError:
        raise StoreProblem("store.no_permission", address=str(path)) from None
    except OSError as error:
        raise StoreProblem("store.full" if error.errno == 28 else "store.disk", address=str(path)) from error


def open_store(address: str, *, read_only: bool = False) -> Store:
    """An existing store, migrated when it is older (after a verified backup).

    Raises `StoreProblem`: "store.missing", "store.empty", "store.foreign", "store.damaged", "store.newer"
    (a newer store still opens with `read_only`), "store.cannot_open", "store.unreachable".
    """
    version = _server_version(address) if is_url(address) else _file_version(Path(address))
    if version > SCHEMA and not read_only:
        raise StoreProblem("store.newer", address=address, found=version, known=SCHEMA)
    if version < SCHEMA and not read_only:
        _migrate(address)
    return Store(address, open_engine(address, read_only=read_only), read_only=read_only)


def _file_version(path: Path) -> int:
    """`user_version` of a file that is one of ours; raises `StoreProblem` for any other."""
    if not path.exists():
        raise StoreProblem("store.missing", address=str(path))
    if path.is_dir():
        raise StoreProblem("store.foreign", address=str(path))
    if path.stat().st_size == 0:
        raise StoreProblem("store.empty", address=str(path))
    engine = open_engine(str(path), read_only=True)
    try:
        with expected_problems(str(path)), engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    finally:
        engine.dispose()
    if found != APPLICATION_ID:
        raise StoreProblem("store.foreign", address=str(path))
    return version


def _server_version(url: str) -> int:
    revision = _server_revision(url)
    if revision is None:
        raise StoreProblem("store.empty", address=url)
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
    from app.store.backup import backup_before_migration
    from app.store.migrate import upgrade

    if not is_url(address):
        backup_before_migration(Path(address))
    with expected_problems(address):
        upgrade(address)
