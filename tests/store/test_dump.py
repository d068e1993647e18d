import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.errors import BadInput, StoreProblem
from app.store import dump as dumping
from app.store.dump import dump
from app.store.load import load
from app.store.opening import open_store
from app.store.store import Store
from tests.fakes.damage import damage_one_page, store_with_holidays
from tests.fakes.filled_store import NOW, everything, fill
from tests.fakes.rewritten_archive import rewritten


def tables(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith("tables/")}


def test_a_dump_loads_into_an_equal_store(any_store: Store, tmp_path: Path) -> None:
    fill(any_store)
    report = dump(any_store, tmp_path / "d.zip", now=NOW)

    loaded = load(tmp_path / "d.zip", str(tmp_path / "copy.szpalta"))

    copy = open_store(str(tmp_path / "copy.szpalta"))
    assert everything(copy) == everything(any_store)
    assert loaded.rows == report.rows
    assert (loaded.history_entries, loaded.history_broken_at, loaded.roll_ups_rebuilt) == (4, None, False)
    copy.close()


@pytest.mark.postgres
def test_file_to_server_and_back_gives_the_same_dumps(
    store: Store, tmp_path: Path, new_postgres_url: Callable[[], str]
) -> None:
    fill(store)
    dump(store, tmp_path / "1.zip", now=NOW)
    url = new_postgres_url()
    load(tmp_path / "1.zip", url)
    server = open_store(url)
    dump(server, tmp_path / "2.zip", now=NOW)
    load(tmp_path / "2.zip", str(tmp_path / "back.szpalta"))
    back = open_store(str(tmp_path / "back.szpalta"))
    dump(back, tmp_path / "3.zip", now=NOW)

    assert tables(tmp_path / "1.zip") == tables(tmp_path / "2.zip") == tables(tmp_path / "3.zip")
    with server.writing() as connection:  # the next id follows the loaded ones
        new = connection.execute(
            text("INSERT INTO label (brand_id, name) VALUES (1, 'fresh') RETURNING id")
        ).scalar_one()
    assert new == 4
    server.close()
    back.close()


def test_the_lines_are_open_formats(store: Store, tmp_path: Path) -> None:
    fill(store)
    dump(store, tmp_path / "d.zip", now=NOW)
    found = {
        name: [json.loads(line) for line in data.splitlines()] for name, data in tables(tmp_path / "d.zip").items()
    }

    first, second, _ = found["tables/post.jsonl"]
    assert first["created_at"] == "2026-03-30T00:59:59.999999Z"
    assert first["due_at"] == "2026-03-30T00:59:59.999999Z"
    assert second["due_at"] is None
    assert found["tables/campaign.jsonl"][0]["starts_on"] == "2024-03-01"
    assert found["tables/observation.jsonl"][0]["day"] is None  # a lifetime figure
    assert found["tables/observation.jsonl"][0]["observed_at"] == "2026-03-30T00:59:59.000000Z"
    assert found["tables/member.jsonl"][0]["active"] is False
    assert found["tables/setting.jsonl"][0]["value"] == {"ż": [1, None, True, 0.5, '"\\'], "a": {"z": 1, "b": 2}}


def test_media_travel_and_missing_ones_are_named(store: Store, tmp_path: Path) -> None:
    fill(store)
    sha = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"  # "hello"
    with store.writing() as connection:
        connection.execute(text("UPDATE media SET sha256 = :sha WHERE id = 1"), {"sha": sha})
        connection.execute(text("UPDATE brand SET logo_sha256 = :sha WHERE id = 1"), {"sha": "ab" * 32})
    assert store.media_folder is not None
    store.media_folder.mkdir()
    (store.media_folder / sha).write_bytes(b"hello")

    report = dump(store, tmp_path / "d.zip", now=NOW)
    loaded = load(tmp_path / "d.zip", str(tmp_path / "copy.szpalta"))

    assert (report.media, report.missing_media, report.complete) == (1, ("ab" * 32,), False)
    assert (tmp_path / "copy.szpalta.media" / sha).read_bytes() == b"hello"
    assert loaded.missing_media == ("ab" * 32,)


def test_a_secret_column_stays_home(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    monkeypatch.setattr(dumping, "SECRET_COLUMNS", frozenset({("profile", "external_id")}))
    dump(store, tmp_path / "d.zip", now=NOW)
    assert b"external_id 1" not in tables(tmp_path / "d.zip")["tables/profile.jsonl"]


def test_a_damaged_store_gives_what_it_can(tmp_path: Path) -> None:
    file = tmp_path / "w.szpalta"
    store_with_holidays(file)
    damage_one_page(file)

    damaged = open_store(str(file), read_only=True)
    report = dump(damaged, tmp_path / "d.zip", now=NOW)
    damaged.close()

    assert 900 < report.rows["holiday"] < 1000
    assert set(report.unreadable) == {"holiday"}
    assert not report.complete
    loaded = load(tmp_path / "d.zip", str(tmp_path / "copy.szpalta"))
    assert loaded.rows["holiday"] == report.rows["holiday"]


@pytest.mark.parametrize(
    ("table", "line", "code"),
    [
        ("label", b"not json\n", "load.bad_row"),
        ("label", b'{"id": 1}\n', "load.bad_row"),
        ("label", b"[" * 100_000 + b"\n", "load.bad_row"),
        ("post_label", b'{"post_id": 1, "label_id": 99}\n', "load.refused"),
        ("label", b'{"id": 1, "brand_id": 99, "name": "n"}\n', "load.refused"),
        ("label", b'{"id": "one", "brand_id": 1, "name": "n"}\n', "load.refused"),
    ],
)
def test_a_dump_that_does_not_fit_changes_nothing(
    store: Store, tmp_path: Path, table: str, line: bytes, code: str
) -> None:
    fill(store)
    dump(store, tmp_path / "d.zip", now=NOW)
    bad = rewritten(tmp_path / "d.zip", tmp_path / "bad.zip", {f"tables/{table}.jsonl": line})
    with pytest.raises(BadInput) as problem:
        load(bad, str(tmp_path / "copy.szpalta"))
    assert problem.value.code == code
    assert not list(tmp_path.glob("*copy*"))


@pytest.mark.postgres
def test_a_dump_that_does_not_fit_leaves_the_server_empty(
    store: Store, tmp_path: Path, new_postgres_url: Callable[[], str]
) -> None:
    fill(store)
    dump(store, tmp_path / "d.zip", now=NOW)
    bad = rewritten(tmp_path / "d.zip", tmp_path / "bad.zip", {"tables/label.jsonl": b""})
    url = new_postgres_url()
    with pytest.raises(BadInput, match=r"load\.refused"):
        load(bad, url)
    load(tmp_path / "d.zip", url)
    with pytest.raises(StoreProblem, match=r"store\.exists"):
        load(tmp_path / "d.zip", url)


def test_a_manifest_that_promises_more_is_refused(store: Store, tmp_path: Path) -> None:
    fill(store)
    rows = dump(store, tmp_path / "d.zip", now=NOW).rows
    bad = rewritten(tmp_path / "d.zip", tmp_path / "bad.zip", {}, rows=rows | {"label": 7})
    with pytest.raises(BadInput) as problem:
        load(bad, str(tmp_path / "copy.szpalta"))
    assert (problem.value.code, problem.value.data["tables"]) == ("load.counts", ["label"])


def test_load_never_replaces(store: Store, tmp_path: Path) -> None:
    dump(store, tmp_path / "d.zip", now=NOW)
    with pytest.raises(StoreProblem, match=r"store\.exists"):
        load(tmp_path / "d.zip", store.address)
    with pytest.raises(StoreProblem, match=r"archive\.exists"):
        dump(store, tmp_path / "d.zip", now=NOW)
