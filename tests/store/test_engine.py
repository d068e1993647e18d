import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.errors import StoreProblem
from app.store import engine
from app.store.engine import open_engine, sqlite_is_safe
from app.store.opening import open_store
from app.store.problems import problem_code
from app.store.store import Store

ADD_TEN = """
import sys
from sqlalchemy import text
from app.store.opening import open_store
store = open_store(sys.argv[1])
for _ in range(10):
    with store.writing() as connection:
        n = connection.execute(text("SELECT version FROM setting WHERE name = 'n'")).scalar_one()
        connection.execute(text("UPDATE setting SET version = :n WHERE name = 'n'"), {"n": n + 1})
store.close()
"""


def test_every_connection_of_the_pool_has_the_pragmas(store: Store) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "wal_autocheckpoint": 1000,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
    }
    connections = [store.engine.connect() for _ in range(4)]
    try:
        for connection in connections:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one_or_none() for name in expected}
            assert found | {"mmap_size": found["mmap_size"] or 0} == expected
    finally:
        for connection in connections:
            connection.close()


def test_all_tables_are_strict(store: Store) -> None:
    with store.snapshot() as connection:
        loose = [
            row.name
            for row in connection.exec_driver_sql("PRAGMA table_list")
            if row.type == "table" and not row.strict and row.name not in ("alembic_version", "sqlite_schema")
            if row.schema == "main"
        ]
    assert loose == []


def test_a_writing_unit_takes_the_lock_at_its_beginning(store: Store) -> None:
    """PUB-04."""
    other = open_engine(store.address)
    with store.writing(), other.connect() as late:
        late.exec_driver_sql("PRAGMA busy_timeout=0")
        late.rollback()
        with pytest.raises(Exception, match="locked") as problem:
            late.execution_options(write=True).begin()
        assert problem_code(problem.value) == "store.locked"  # type: ignore[arg-type]
    other.dispose()


def test_two_processes_lose_no_update(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("INSERT INTO setting (name, value, version) VALUES ('n', '0', 0)"))
    command = [sys.executable, "-P", "-c", ADD_TEN, store.address]
    root = str(Path(__file__).resolve().parents[2])
    children = [subprocess.Popen(command, env={"PYTHONPATH": root}) for _ in range(2)]
    assert [child.wait(60) for child in children] == [0, 0]
    with store.snapshot() as connection:
        assert connection.execute(text("SELECT version FROM setting")).scalar_one() == 20


def test_two_threads_lose_no_update(any_store: Store) -> None:
    with any_store.writing() as connection:
        connection.execute(text("INSERT INTO setting (name, value, version) VALUES ('n', '0', 0)"))

    def add_twenty() -> None:
        for _ in range(20):
            with any_store.writing() as connection:
                connection.execute(text("UPDATE setting SET version = version + 1"))

    threads = [threading.Thread(target=add_twenty) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with any_store.snapshot() as connection:
        assert connection.execute(text("SELECT version FROM setting")).scalar_one() == 60


def test_a_reading_unit_is_one_snapshot(any_store: Store) -> None:
    with any_store.snapshot() as reader:
        assert reader.execute(text("SELECT count(*) FROM setting")).scalar_one() == 0
        with any_store.writing() as writer:
            writer.execute(text("INSERT INTO setting (name, value, version) VALUES ('n', '0', 0)"))
        assert reader.execute(text("SELECT count(*) FROM setting")).scalar_one() == 0


@pytest.mark.parametrize(
    ("version", "safe"), [((3, 40, 1), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True)]
)
def test_which_sqlite_is_safe_for_two_writers(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], safe: bool
) -> None:
    class Module:
        sqlite_version_info = version

    monkeypatch.setattr(engine, "sqlite_module", lambda: Module)
    assert sqlite_is_safe() is safe


def test_below_the_safe_version_the_second_writer_is_told(store: Store) -> None:
    first = open_store(store.address, one_writer=True)
    with pytest.raises(StoreProblem, match=r"store\.second_writer"):
        open_store(store.address, one_writer=True)
    open_store(store.address, read_only=True, one_writer=True).close()
    with first.write():
        pass
    first.close()
    open_store(store.address, one_writer=True).close()


def test_a_full_disk_leaves_what_was_there(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("INSERT INTO setting (name, value, version) VALUES ('before', '1', 1)"))
    small = Store(store.address, open_engine(store.address))
    with small.engine.connect() as connection:  # the only connection in this pool
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(StoreProblem, match=r"store\.full"), small.writing() as connection:
        connection.execute(text("INSERT INTO setting (name, value, version) VALUES ('a', '1', 1)"))
        connection.execute(
            text("INSERT INTO setting (name, value, version) VALUES ('b', :v, 1)"), {"v": f'"{"x" * 99_000}"'}
        )
    with small.writing() as connection:
        connection.execute(text("INSERT INTO setting (name, value, version) VALUES ('small', '1', 1)"))
    with small.snapshot() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        names = connection.execute(text("SELECT name FROM setting ORDER BY name")).scalars().all()
    assert names == ["before", "small"]
    small.close()
