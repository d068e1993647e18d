import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.errors import StoreProblem
from app.store import opening
from app.store.migrate import upgrade
from app.store.opening import create_store, open_store
from app.store.schema_version import SCHEMA
from app.store.sqlite_files import sqlite_module


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(StoreProblem) as problem:
        act()
    return problem.value.code


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A healthy, closed store with a few hundred rows."""
    path = tmp_path / "w.szpalta"
    store = create_store(str(path))
    with store.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO setting (name, value, version) VALUES (?, '1', 1)", [(f"name {n}",) for n in range(500)]
        )
    store.close()
    return path


def set_pragma(path: Path, **values: int) -> None:
    connection = sqlite_module().connect(str(path))
    for name, value in values.items():
        connection.execute(f"PRAGMA {name}={value}")
    connection.commit()
    connection.close()


def test_a_healthy_store_opens_and_is_private(file: Path) -> None:
    store = open_store(str(file))
    with store.snapshot() as connection:
        assert connection.execute(text("SELECT count(*) FROM setting")).scalar_one() == 500
    for beside in file.parent.iterdir():
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600, beside
    store.close()


def test_nothing_there(tmp_path: Path) -> None:
    missing = tmp_path / "w.szpalta"
    assert code_of(lambda: open_store(str(missing))) == "store.missing"
    assert not missing.exists()


@pytest.mark.parametrize("content", [b"", None])
def test_an_emptied_file_is_not_a_new_store(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "w.szpalta"
    if content is None:  # SQLite's own idea of an empty database
        connection = sqlite_module().connect(str(path))
        connection.execute("PRAGMA journal_mode=WAL")
        connection.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    assert code_of(lambda: open_store(str(path))) == "store.empty"
    assert code_of(lambda: create_store(str(path))) == "store.exists"
    assert path.read_bytes() == before


def test_foreign_files(tmp_path: Path) -> None:
    words, other = tmp_path / "notes.txt", tmp_path / "other.db"
    words.write_text("zakupy: mleko, chleb\n" * 300, encoding="utf-8")
    connection = sqlite_module().connect(str(other))
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    before = words.read_bytes(), other.read_bytes()
    for path in (words, other, tmp_path):
        assert code_of(lambda path=path: open_store(str(path))) == "store.foreign"
    assert (words.read_bytes(), other.read_bytes()) == before


def test_damage_is_said(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(b"\xa5" * 100 + whole[100:])
    assert code_of(lambda: open_store(str(file))) == "store.foreign"  # nothing says any more that it was ours
    file.write_bytes(whole[: len(whole) // 2])
    assert code_of(lambda: open_store(str(file))) == "store.damaged"
    file.write_bytes(whole[:100] + b"\xa5" * 3996 + whole[4096:])
    assert code_of(lambda: open_store(str(file))) == "store.damaged"


def test_a_newer_store_only_opens_for_reading(file: Path) -> None:
    set_pragma(file, user_version=SCHEMA + 1)
    with pytest.raises(StoreProblem) as problem:
        open_store(str(file))
    assert (problem.value.code, problem.value.data["found"], problem.value.data["known"]) == (
        "store.newer",
        SCHEMA + 1,
        SCHEMA,
    )
    reading = open_store(str(file), read_only=True)
    with reading.snapshot() as connection:
        assert connection.execute(text("SELECT count(*) FROM setting")).scalar_one() == 500
    assert code_of(lambda: reading.write().__enter__()) == "store.read_only"
    reading.close()


def test_an_older_store_is_backed_up_and_migrated(file: Path) -> None:
    set_pragma(file, user_version=SCHEMA - 1)
    store = open_store(str(file))
    with store.snapshot() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == SCHEMA
        assert connection.execute(text("SELECT count(*) FROM setting")).scalar_one() == 500
    store.close()
    assert [path.name for path in (file.parent / "w.szpalta.backups").iterdir()] == ["w-before-migration-1.zip"]


def test_a_failed_migration_says_so_and_names_the_backup(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_pragma(file, user_version=SCHEMA - 1)
    before = file.read_bytes()

    def broken(address: str) -> None:
        upgrade(address, failpoint=lambda stage: 1 / 0 if stage == "checked" else None)  # type: ignore[arg-type, return-value]

    monkeypatch.setattr("app.store.migrate.upgrade", broken)
    with pytest.raises(StoreProblem) as problem:
        open_store(str(file))
    assert problem.value.code == "store.migration_failed"
    assert Path(str(problem.value.data["backup"])).is_file()
    assert file.read_bytes() == before


def test_too_little_room_for_a_migration(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_pragma(file, user_version=SCHEMA - 1)
    size = file.stat().st_size
    monkeypatch.setattr("app.store.backup.free_bytes", lambda folder: 2 * size - 1)
    with pytest.raises(StoreProblem) as problem:
        open_store(str(file))
    assert problem.value.code == "store.no_space"
    assert (problem.value.data["needed"], problem.value.data["free"]) == (2 * size, 2 * size - 1)
    monkeypatch.setattr("app.store.backup.free_bytes", lambda folder: 2 * size)
    open_store(str(file)).close()


def test_creating_never_touches_what_is_there(file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    assert code_of(lambda: create_store(str(file))) == "store.exists"
    assert file.read_bytes() == before
    assert code_of(lambda: create_store(str(tmp_path / "no" / "w.szpalta"))) == "store.no_folder"


def test_a_failed_creation_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no-such"):
        create_store(str(tmp_path / "w.szpalta"), revision="no-such")
    assert list(tmp_path.iterdir()) == []


def test_odd_names_are_only_names(tmp_path: Path) -> None:
    path = tmp_path / "zażółć %41?mode=memory#x 'y'.szpalta"
    create_store(str(path)).close()
    open_store(str(path)).close()
    assert all(file.name.startswith(path.name) for file in tmp_path.iterdir())
    assert path.stat().st_size > 0


@pytest.mark.postgres
def test_a_server_is_asked_the_same(new_postgres_url: Callable[[], str]) -> None:
    url = new_postgres_url()
    assert code_of(lambda: open_store(url)) == "store.empty"
    create_store(url).close()
    assert code_of(lambda: create_store(url)) == "store.exists"
    store = open_store(url)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    assert code_of(lambda: open_store(url)) == "store.newer"
    open_store(url, read_only=True).close()


def test_an_address_is_shown_without_its_password() -> None:
    url = "postgresql+psycopg://ola:s3cret@127.0.0.1:1/none"
    with pytest.raises(StoreProblem) as problem:
        opening.open_store(url)
    assert problem.value.code == "store.unreachable"
    assert "s3cret" not in str(problem.value)
