"""Archives as an attacker would send them."""

import json
import stat
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import BadInput, SzpaltaError
from app.store.archive import ArchiveReader, Limits
from app.store.backup import backup
from app.store.store import Store
from tests.fakes.filled_store import NOW, fill
from tests.fakes.rewritten_archive import rewritten


@pytest.fixture
def good(store: Store, tmp_path: Path) -> Path:
    fill(store)
    backup(store, tmp_path / "good.zip", now=NOW)
    return tmp_path / "good.zip"


def reason_of(file: Path, limits: Limits | None = None) -> object:
    with pytest.raises(BadInput) as problem, ArchiveReader(file, limits or Limits()) as reader:
        reader.verify()
    return problem.value.data.get("reason", problem.value.code)


def with_extra(good: Path, tmp_path: Path, write: Callable[[zipfile.ZipFile], None]) -> Path:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(good.read_bytes())
    with zipfile.ZipFile(bad, "a") as archive:
        write(archive)
    return bad


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("media/link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "C:\\evil", "extra.txt", "media/../../evil"])
def test_names_nobody_listed(good: Path, tmp_path: Path, name: str) -> None:
    assert reason_of(with_extra(good, tmp_path, lambda archive: archive.writestr(name, b"x"))) == "extra"


def test_links(good: Path, tmp_path: Path) -> None:
    assert reason_of(with_extra(good, tmp_path, lambda archive: archive.writestr(link(), b"/etc/passwd"))) == "link"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice(good: Path, tmp_path: Path) -> None:
    bad = with_extra(good, tmp_path, lambda archive: archive.writestr("store.sqlite", b"other"))
    assert reason_of(bad) == "duplicate"


@pytest.mark.parametrize(
    "member",
    [
        {"name": "../evil", "size": 1, "sha256": "a" * 64},
        {"name": "/evil", "size": 1, "sha256": "a" * 64},
        {"name": "media/" + "b" * 64, "size": 1, "sha256": "a" * 64},
        {"name": "media/../" + "a" * 64, "size": 1, "sha256": "a" * 64},
        {"name": "tables/a/../../b.jsonl", "size": 1, "sha256": "a" * 64},
        {"name": "store.sqlite", "size": -1, "sha256": "a" * 64},
        {"name": "store.sqlite", "size": 1, "sha256": "A" * 64},
        {"name": "store.sqlite", "size": True, "sha256": "a" * 64, "mode": 1},
        "store.sqlite",
    ],
)
def test_manifests_with_odd_members(good: Path, tmp_path: Path, member: object) -> None:
    with zipfile.ZipFile(good) as archive:
        manifest = json.loads(archive.read("manifest.json")) | {"members": [member]}
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
    assert reason_of(bad) == "manifest"


@pytest.mark.parametrize(
    "change",
    [
        {"content": "pickle"},
        {"created_at": "2026-11-22"},
        {"schema": "1"},
        {"revision": "../../x"},
        {"rows": {"post": -1}},
        {"rows": []},
        {"history_head": None},
        {"columns": {"post; DROP TABLE": {}}},
        {"unknown": 1},
    ],
)
def test_manifests_with_odd_values(good: Path, tmp_path: Path, change: dict[str, object]) -> None:
    assert reason_of(rewritten(good, tmp_path / "bad.zip", {}, **change)) == "manifest"


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"format": "szpalta-archive"}']
)
def test_manifests_that_are_none(tmp_path: Path, data: bytes) -> None:
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("manifest.json", data)
    assert reason_of(bad) == "manifest"


def test_files_that_are_no_archives(tmp_path: Path) -> None:
    assert reason_of(tmp_path / "none.zip") == "archive.missing"
    assert reason_of(tmp_path) == "not_a_file"
    (tmp_path / "text").write_text("hello")
    assert reason_of(tmp_path / "text") == "not_a_zip"
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("a.jpg", b"x")
    assert reason_of(tmp_path / "photos.zip") == "not_ours"


def test_a_later_format(good: Path, tmp_path: Path) -> None:
    bad = rewritten(good, tmp_path / "bad.zip", {}, format_version=2)
    with pytest.raises(BadInput, match=r"archive\.newer"):
        ArchiveReader(bad)


def test_bombs(good: Path, tmp_path: Path) -> None:
    zeros = b"\0" * 60_000_000
    bad = rewritten(good, tmp_path / "bad.zip", {"store.sqlite": zeros})
    assert bad.stat().st_size < 100_000
    assert reason_of(bad) == "ratio"
    assert reason_of(good, Limits(total=1000)) == "total"
    assert reason_of(good, Limits(members=1)) == "members"
    assert reason_of(good, Limits(manifest=100)) == "manifest"


def test_a_member_longer_than_it_says(good: Path, tmp_path: Path) -> None:
    """Both the manifest and the archive's own table lie about the size; the stream tells."""
    data = b"a" * 5000
    with zipfile.ZipFile(good) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["members"] = [{"name": "store.sqlite", "size": 100, "sha256": sha256(data[:100]).hexdigest()}]
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("store.sqlite", data)
        archive.writestr("manifest.json", json.dumps(manifest))
    raw = bytearray(bad.read_bytes())
    for sign, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = raw.index(sign) + offset
        raw[at : at + 4] = (100).to_bytes(4, "little")
    bad.write_bytes(raw)
    assert reason_of(bad) in ("size", "hash")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4))
def test_any_changed_byte_is_an_expected_refusal(good: Path, tmp_path: Path, places: list[tuple[float, int]]) -> None:
    data = bytearray(good.read_bytes())
    for share, value in places:
        data[int(share * len(data))] = value
    bad = tmp_path / "bad.zip"
    bad.write_bytes(data)
    try:
        with ArchiveReader(bad) as reader:
            reader.verify()
    except SzpaltaError:
        pass
    assert {file.name for file in tmp_path.iterdir()} <= {
        "good.zip", "bad.zip", "w.szpalta", "w.szpalta-wal", "w.szpalta-shm"
    }  # fmt: skip
    bad.unlink()
