"""Creates and migrates the schema: Alembic run from code, on a connection of its own with foreign keys off.

With foreign keys on, SQLite's batch mode (new table, copy, drop old) would silently delete cascading children. So keys
are off before BEGIN, and before COMMIT the foreign keys and the row counts are checked and the triggers re-created.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from app.domain.errors import StoreProblem
from app.store.engine import open_engine
from app.store.row_counts import row_counts
from app.store.schema_version import SCHEMA
from app.store.sqlite_files import APPLICATION_ID
from app.store.triggers import create_triggers, drop_triggers
from app.system.bundled import migrations_folder


def _config(folder: Path | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder or migrations_folder()).replace("%", "%%"))
    return config


def upgrade(
    address: str,
    target: str = "head",
    *,
    folder: Path | None = None,
    failpoint: Callable[[str], None] = lambda stage: None,
) -> None:
    """Brings a store to `target` in one transaction.

    Raises `StoreProblem` "store.migration_failed" and changes nothing when a foreign key breaks or rows get lost.
    A migration that means to change the number of rows names its tables in `CHANGES_ROWS`.
    `failpoint` is called at each stage, for tests that kill the process there.
    """
    engine = open_engine(address, foreign_keys=False)
    config = _config(folder)
    try:
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            before, strict = row_counts(connection), strict_tables(connection)
            revision = current_revision(connection)
            drop_triggers(connection)
            failpoint("triggers dropped")
            config.attributes["connection"] = connection
            command.upgrade(config, target)
            failpoint("migrated")
            _check(connection, before, _declared_changes(config, revision, target))
            _check_strict(connection, strict)
            if target == "head":  # an older store is only filled and brought here; triggers know the tables of today
                create_triggers(connection)
            if engine.dialect.name == "sqlite" and target == "head":
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
            failpoint("checked")
    finally:
        engine.dispose()


def current_revision(connection: Connection) -> str | None:
    """The Alembic revision a store is at, None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def strict_tables(connection: Connection) -> set[str]:
    """Names of the STRICT tables; none on PostgreSQL, which is always strict."""
    if connection.dialect.name != "sqlite":
        return set()
    return {row.name for row in connection.exec_driver_sql("PRAGMA table_list") if row.strict}


def _declared_changes(config: Config, revision: str | None, target: str) -> set[str]:
    script = ScriptDirectory.from_config(config)
    changed: set[str] = set()
    for step in script.iterate_revisions(target, revision or "base"):
        changed |= set(getattr(step.module, "CHANGES_ROWS", ()))
    return changed


def _check(connection: Connection, before: dict[str, int], may_change: set[str]) -> None:
    after = row_counts(connection)
    lost = {
        name: (count, after.get(name, 0))
        for name, count in before.items()
        if name not in may_change and after.get(name, 0) != count
    }
    if lost:
        raise StoreProblem("store.migration_failed", reason="rows", tables=sorted(lost))
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise StoreProblem("store.migration_failed", reason="keys", tables=sorted({row[0] for row in broken}))


def _check_strict(connection: Connection, before: set[str]) -> None:
    """A table rebuilt by hand loses its STRICT unless the migration says so again (DB-14)."""
    loose = sorted((before & set(inspect(connection).get_table_names())) - strict_tables(connection))
    if loose:
        raise StoreProblem("store.migration_failed", reason="strict", tables=loose)
