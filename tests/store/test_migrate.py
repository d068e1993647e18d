"""Migrations on a copy of the real ones plus a second revision written here."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from app.domain.errors import StoreProblem
from app.store.dump import dump
from app.store.engine import open_engine
from app.store.load import load
from app.store.migrate import current_revision, row_counts, upgrade
from app.store.opening import create_store, open_store, version_of
from app.store.schema import metadata
from app.store.schema_version import HEAD, SCHEMA
from app.store.sqlite_files import APPLICATION_ID
from app.store.store import Store
from app.store.triggers import create_triggers
from app.system.bundled import migrations_folder
from tests.fakes.filled_store import everything, fill

SECOND = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "zzzz", "{head}", None, None

def upgrade():
"""
WIDER_PARENTS = """
    for name in ("brand", "post"):
        with op.batch_alter_table(name, recreate="auto") as batch:
            batch.add_column(sa.Column("added", sa.Text(), nullable=False, server_default="new"))
            batch.alter_column("version", nullable=True, existing_type=sa.Integer())
"""
LOSES_ROWS = '    op.execute("DELETE FROM label WHERE id = 1")\n'
BREAKS_KEYS = '    op.execute("UPDATE label SET brand_id = 99")\n'
FORGETS_STRICT = """
    with op.batch_alter_table("label", recreate="always", table_kwargs={"sqlite_strict": False}) as batch:
        batch.add_column(sa.Column("added", sa.Text()))
"""
CLEANS_UP = "CHANGES_ROWS = ('setting',)\n" + SECOND + '    op.execute("DELETE FROM setting")\n'

KILLED = """
import os, signal, sys
from pathlib import Path
from app.store.load import load
from app.store.migrate import upgrade
def stop(stage):
    if stage == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)
upgrade(sys.argv[1], folder=Path(sys.argv[2]), failpoint=stop)
"""


@pytest.fixture
def second(tmp_path: Path) -> Callable[[str], Path]:
    """Gives a migrations folder with one more revision, whose body is told."""

    def write(body: str) -> Path:
        folder = tmp_path / "migrations"
        shutil.copytree(migrations_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
        script = body if "def upgrade" in body else SECOND + body
        (folder / "versions" / "zzzz_second.py").write_text(script.replace("{head}", HEAD))
        return folder

    return write


def revision(store: Store) -> str | None:
    with store.snapshot() as connection:
        return current_revision(connection)


def triggers(store: Store) -> int:
    with store.snapshot() as connection:
        if connection.dialect.name == "sqlite":
            query = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        else:
            query = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
        return int(connection.execute(text(query)).scalar_one())


def indexes(store: Store) -> dict[str, list[str | None]]:
    with store.snapshot() as connection:
        tables = inspect(connection)
        return {
            str(index["name"]): index["column_names"]
            for name in tables.get_table_names()
            for index in tables.get_indexes(name)
            if not index.get("duplicates_constraint")
        }


OLDER = [f"{number:04d}" for number in range(1, SCHEMA)]
INDEXES = {
    str(index.name): [column.name for column in index.columns]
    for table in metadata.tables.values()
    for index in table.indexes
}


def test_the_migrations_make_the_tables_the_program_knows(any_store: Store) -> None:
    with any_store.snapshot() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version"}
        assert names == set(metadata.tables)
        for name in names:
            found = {column["name"] for column in inspect(connection).get_columns(name)}
            assert found == set(metadata.tables[name].columns.keys()), name
        assert indexes(any_store) == INDEXES


@pytest.mark.parametrize("old", OLDER)
def test_a_file_of_any_earlier_version_is_brought_up_to_date(tmp_path: Path, old: str) -> None:
    path = tmp_path / "old.szpalta"
    create_store(str(path), revision=old).close()
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA application_id={APPLICATION_ID}")
        file.execute(f"PRAGMA user_version={int(old)}")
    with closing(open_store(str(path))) as store:
        assert (revision(store), version_of(str(path))) == (HEAD, SCHEMA)
        assert indexes(store) == INDEXES


@pytest.mark.parametrize("old", OLDER)
def test_an_export_of_any_earlier_version_can_be_loaded(store: Store, tmp_path: Path, old: str) -> None:
    path, back = tmp_path / "old.szpalta", tmp_path / "back.szpalta"
    with closing(create_store(str(path), revision=old)) as before:
        with before.writing() as connection:
            connection.execute(text("INSERT INTO setting VALUES ('a', '1', 1)"))
        dump(before, tmp_path / "old.zip", now=datetime(2026, 11, 28, tzinfo=UTC))
    load(tmp_path / "old.zip", str(back))
    with closing(open_store(str(back))) as loaded:
        assert (revision(loaded), triggers(loaded)) == (HEAD, triggers(store))
        with loaded.snapshot() as connection:
            assert row_counts(connection)["setting"] == 1


def test_children_outlive_the_rebuilding_of_their_parent(any_store: Store, second: Callable[[str], Path]) -> None:
    fill(any_store)
    before = everything(any_store)
    made = triggers(any_store)

    upgrade(any_store.address, folder=second(WIDER_PARENTS))

    with any_store.snapshot() as connection:
        counts = row_counts(connection)
        assert connection.execute(text("SELECT DISTINCT added FROM post")).scalars().all() == ["new"]
    assert counts == {name: len(rows) for name, rows in before.items()}
    assert everything(any_store) == before
    assert triggers(any_store) == made > 0
    assert revision(any_store) == "zzzz"


def test_with_keys_on_the_children_would_have_gone(store: Store) -> None:
    """Why the keys are off: what a batch migration does, by hand on an ordinary connection."""
    fill(store)
    with store.writing() as connection:
        connection.execute(text("DROP TRIGGER IF EXISTS history_kept"))
        children = connection.execute(text("SELECT count(*) FROM revision")).scalar_one()
        connection.execute(text("DELETE FROM decision"))
        connection.execute(text("DELETE FROM delivery"))
        connection.execute(text("DROP TABLE variant"))
        assert (children, connection.execute(text("SELECT count(*) FROM revision")).scalar_one()) == (3, 0)


@pytest.mark.parametrize(("body", "reason"), [(LOSES_ROWS, "rows"), (BREAKS_KEYS, "keys"), (FORGETS_STRICT, "strict")])
def test_a_migration_that_does_harm_is_taken_back(
    store: Store, second: Callable[[str], Path], body: str, reason: str
) -> None:
    fill(store)
    before, made, at = everything(store), triggers(store), revision(store)
    with pytest.raises(StoreProblem) as problem:
        upgrade(store.address, folder=second(body))
    assert (problem.value.code, problem.value.data["reason"]) == ("store.migration_failed", reason)
    assert problem.value.data["tables"]
    assert (everything(store), triggers(store), revision(store)) == (before, made, at)


@pytest.mark.postgres
def test_a_server_takes_a_harmful_migration_back_too(
    new_postgres_url: Callable[[], str], second: Callable[[str], Path]
) -> None:
    store = create_store(new_postgres_url())
    fill(store)
    before, made = everything(store), triggers(store)
    with pytest.raises(StoreProblem, match="rows"):
        upgrade(store.address, folder=second("    op.execute('DELETE FROM setting')\n"))
    assert (everything(store), triggers(store)) == (before, made)
    store.close()


def test_a_migration_may_say_that_it_removes_rows(any_store: Store, second: Callable[[str], Path]) -> None:
    fill(any_store)
    upgrade(any_store.address, folder=second(CLEANS_UP))
    with any_store.snapshot() as connection:
        assert row_counts(connection)["setting"] == 0


@pytest.mark.parametrize("stage", ["triggers dropped", "migrated", "checked"])
def test_a_killed_migration_leaves_the_store_as_it_was(store: Store, second: Callable[[str], Path], stage: str) -> None:
    fill(store)
    before, made, at = everything(store), triggers(store), revision(store)
    store.close()

    command = [sys.executable, "-P", "-c", KILLED, store.address, str(second(WIDER_PARENTS)), stage]
    root = str(Path(__file__).resolve().parents[2])
    child = subprocess.run(command, env=os.environ | {"PYTHONPATH": root}, timeout=60, check=False)

    assert child.returncode == -signal.SIGKILL
    again = open_store(store.address)
    assert (everything(again), triggers(again), revision(again)) == (before, made, at)
    with again.snapshot() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
    again.close()


def test_triggers_can_be_made_twice(any_store: Store) -> None:
    before = triggers(any_store)
    engine = open_engine(any_store.address)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        create_triggers(connection)
    engine.dispose()
    assert triggers(any_store) == before
