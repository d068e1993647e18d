"""Access keys of networks, encrypted as they are, stay in the store they were given to (SEC-04)."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.people import Actor
from app.store.backup import backup, empty_secrets
from app.store.dump import dump
from app.store.load import load
from app.store.opening import create_store, open_store
from app.store.restore import restore
from app.store.salvage import salvage
from app.store.store import Store
from tests.fakes.filled_store import NOW, fill

CANARY = "v1.canary-of-the-sealed-key" * 400  # long enough to lie on pages of its own


@pytest.fixture
def keyed(store: Store) -> Store:
    fill(store)
    with store.writing() as connection:
        connection.execute(text("UPDATE connection SET sealed = :it"), {"it": CANARY})
    return store


def bytes_of(archive: Path) -> bytes:
    with zipfile.ZipFile(archive) as file:
        return b"".join(file.read(name) for name in file.namelist())


def sealed_in(address: str) -> list[str | None]:
    store = open_store(address)
    try:
        with store.snapshot() as connection:
            return list(connection.execute(text("SELECT sealed FROM connection")).scalars())
    finally:
        store.close()


def test_no_byte_of_a_key_is_in_a_backup_or_a_dump(keyed: Store, tmp_path: Path) -> None:
    """SEC-04."""
    backup(keyed, tmp_path / "b.zip", now=NOW)
    dump(keyed, tmp_path / "d.zip", now=NOW)
    for name in ("b.zip", "d.zip"):
        assert b"canary-of-the-sealed" not in bytes_of(tmp_path / name)
    assert {path.name for path in tmp_path.iterdir()} == {
        "b.zip", "d.zip", "w.szpalta", "w.szpalta-wal", "w.szpalta-shm"
    }  # fmt: skip
    assert sealed_in(keyed.address) == [CANARY] * 3


def test_what_comes_back_asks_for_the_keys_again(keyed: Store, tmp_path: Path) -> None:
    """SEC-03, SEC-04."""
    backup(keyed, tmp_path / "b.zip", now=NOW)
    dump(keyed, tmp_path / "d.zip", now=NOW)
    restored, loaded, salvaged = (str(tmp_path / f"{name}.szpalta") for name in ("restored", "loaded", "salvaged"))
    restore(tmp_path / "b.zip", restored, now=NOW, actor=Actor())
    load(tmp_path / "d.zip", loaded)
    keyed.close()
    salvage(Path(keyed.address), Path(salvaged), now=NOW, actor=Actor())
    for address in (restored, loaded, salvaged):
        assert sealed_in(address) == [None] * 3
        assert b"canary-of-the-sealed" not in Path(address).read_bytes()


def test_a_file_from_before_there_were_keys_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "w.szpalta"
    store = create_store(str(file))
    with store.writing() as connection:
        connection.execute(text("DROP TABLE connection"))
    store.close()
    empty_secrets(file)
    assert not file.with_name("w.szpalta-journal").exists()
