import json
import stat
import threading
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.errors import StoreProblem
from app.store import backup as backing_up
from app.store.archive import ArchiveReader
from app.store.backup import backup, backup_before_migration, verify_backup
from app.store.opening import create_store, open_store
from app.store.schema_version import SCHEMA
from app.store.store import Store
from tests.fakes.damage import damage_one_page, store_with_holidays
from tests.fakes.filled_store import NOW, fill
from tests.fakes.rewritten_archive import rewritten

HELLO = sha256(b"hello").hexdigest()


def add_media(store: Store, content: bytes, name: str = "") -> None:
    assert store.media_folder is not None
    store.media_folder.mkdir(exist_ok=True)
    (store.media_folder / (name or sha256(content).hexdigest())).write_bytes(content)


def name_media(store: Store, number: int, sha: str) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE media SET sha256 = :sha WHERE id = :n"), {"sha": sha, "n": number})


def test_a_backup_holds_everything_and_says_so(store: Store, tmp_path: Path) -> None:
    fill(store)
    name_media(store, 1, HELLO)
    name_media(store, 2, "ab" * 32)
    name_media(store, 3, "cd" * 32)
    add_media(store, b"hello")
    add_media(store, b"not what the name says", name="cd" * 32)

    out = tmp_path / "b.zip"
    report = backup(store, out, now=NOW)

    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert report.missing_media == ("ab" * 32, "cd" * 32)
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == ["store.sqlite", f"media/{HELLO}", "manifest.json"]
        manifest = json.loads(archive.read("manifest.json"))
        for member in manifest["members"]:
            data = archive.read(member["name"])
            assert (len(data), sha256(data).hexdigest()) == (member["size"], member["sha256"])
    with store.read() as work:
        assert manifest["history_head"] == work.history.head()
    assert (manifest["format"], manifest["content"], manifest["schema"]) == ("szpalta-archive", "database", SCHEMA)
    assert (manifest["created_at"], manifest["rows"]["post"]) == ("2026-11-22T10:00:00.000000Z", 3)
    assert manifest["workspace_uid"].startswith("uid 1")
    assert {file.name for file in tmp_path.iterdir()} == {
        "b.zip", "w.szpalta", "w.szpalta-wal", "w.szpalta-shm", "w.szpalta.media"
    }  # fmt: skip


def test_a_backup_is_one_moment_while_others_write(store: Store, tmp_path: Path) -> None:
    with store.writing() as connection:
        connection.execute(text("INSERT INTO setting (name, value, version) VALUES ('a', '0', 0), ('b', '0', 0)"))
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            with store.writing() as connection:
                connection.execute(text("UPDATE setting SET version = version + 1"))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(5):
            backup(store, tmp_path / f"{n}.zip", now=NOW)
    finally:
        done.set()
        writer.join()
    for n in range(5):
        with ArchiveReader(tmp_path / f"{n}.zip") as reader:
            verify_backup(reader, tmp_path / f"{n}.sqlite")
        copy = open_store(str(tmp_path / f"{n}.sqlite"), read_only=True)
        with copy.snapshot() as connection:
            assert len(set(connection.execute(text("SELECT version FROM setting")).scalars())) == 1
        copy.close()


def test_a_read_only_store_can_be_backed_up(store: Store, tmp_path: Path) -> None:
    fill(store)
    reading = open_store(store.address, read_only=True)
    assert backup(reading, tmp_path / "b.zip", now=NOW).rows["post"] == 3
    reading.close()


def test_nothing_is_replaced(store: Store, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(StoreProblem, match=r"archive\.exists"):
        backup(store, tmp_path / "b.zip", now=NOW)
    with pytest.raises(StoreProblem, match=r"store\.no_folder"):
        backup(store, tmp_path / "no" / "b.zip", now=NOW)
    assert (tmp_path / "b.zip").read_text() == "mine"


def test_a_backup_that_does_not_read_back_never_gets_its_name(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backing_up.examine
    copies = iter([True, False])
    monkeypatch.setattr(
        backing_up,
        "examine",
        lambda file: real(file) if next(copies) else (_ for _ in ()).throw(StoreProblem("store.damaged")),
    )
    with pytest.raises(StoreProblem, match=r"backup\.not_readable_back"):
        backup(store, tmp_path / "b.zip", now=NOW)
    assert not list(tmp_path.glob("*.zip"))
    assert not list(tmp_path.glob(".*"))


def test_a_damaged_store_makes_no_backup(tmp_path: Path) -> None:
    file = tmp_path / "w.szpalta"
    store_with_holidays(file)
    damage_one_page(file)
    damaged = open_store(str(file), read_only=True)
    with pytest.raises(StoreProblem, match=r"store\.damaged"):
        backup(damaged, tmp_path / "b.zip", now=NOW)
    damaged.close()
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.parametrize(
    ("change", "reason"), [({"schema": 0}, "schema"), ({"history_head": "0" * 64}, "history"), ({"rows": {}}, "rows")]
)
def test_a_manifest_that_says_otherwise_is_noticed(
    store: Store, tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    fill(store)
    backup(store, tmp_path / "b.zip", now=NOW)
    bad = rewritten(tmp_path / "b.zip", tmp_path / "bad.zip", {}, **change)
    with ArchiveReader(bad) as reader, pytest.raises(StoreProblem) as problem:
        verify_backup(reader, tmp_path / "copy.sqlite")
    assert problem.value.data["reason"] == reason


def test_before_a_migration_media_stay_out(store: Store, tmp_path: Path) -> None:
    fill(store)
    add_media(store, b"hello")
    first, second = (backup_before_migration(Path(store.address)) for _ in range(2))
    assert [first.name, second.name] == ["w-before-migration-1.zip", "w-before-migration-2.zip"]
    assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700
    with ArchiveReader(first) as reader:
        assert not reader.manifest.media
        assert verify_backup(reader, tmp_path / "copy.sqlite").rows["post"] == 3


@pytest.mark.postgres
def test_a_server_is_backed_up_in_open_formats(tmp_path: Path, new_postgres_url: Callable[[], str]) -> None:
    store = create_store(new_postgres_url())
    fill(store)
    assert backup(store, tmp_path / "b.zip", now=NOW).content == "tables"
    store.close()
