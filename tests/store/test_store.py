import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.errors import StaleEdit, StoreProblem
from app.store.opening import create_store, open_store
from app.store.queries.rows import edit
from app.store.reserve import SIZE, release, reserve, reserve_file
from app.store.schema.team import brand
from app.store.store import Store
from tests.fakes.filled_store import everything, fill

needs_root = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="mounting a small disk needs root"
)


def test_the_second_edit_of_the_same_version_is_refused(any_store: Store) -> None:
    fill(any_store)
    with any_store.writing() as connection:
        assert edit(connection, brand, 1, 1, {"name": "first"}) == 2
    with pytest.raises(StaleEdit) as stale, any_store.writing() as connection:
        edit(connection, brand, 1, 1, {"name": "second", "tone": "calm"})
    data = stale.value.data
    assert (data["table"], data["id"]) == ("brand", 1)
    assert data["mine"] == {"name": "second", "tone": "calm"}
    assert data["theirs"] == {"name": "first", "tone": 'tone 1 Zażółć\n"\\\t😀 =1+1'}
    with any_store.snapshot() as connection:
        assert connection.execute(text("SELECT name, version FROM brand WHERE id = 1")).one() == ("first", 2)


def test_an_error_takes_everything_back(any_store: Store) -> None:
    with pytest.raises(ZeroDivisionError), any_store.writing() as connection:
        connection.execute(text("INSERT INTO setting (name, value, version) VALUES ('a', '1', 1)"))
        raise ZeroDivisionError
    with any_store.snapshot() as connection:
        assert connection.execute(text("SELECT count(*) FROM setting")).scalar_one() == 0


def test_an_open_unit_is_joined(any_store: Store) -> None:
    with any_store.write() as outer, any_store.joined(outer) as inner:
        assert inner is outer
    with any_store.joined(None) as fresh:
        assert fresh.history.head()


def test_the_reserve_is_made_once_and_given_back(tmp_path: Path) -> None:
    store = tmp_path / "w.szpalta"
    assert not release(store)
    reserve(store)
    first = reserve_file(store).stat()
    reserve(store)
    assert (first.st_size, reserve_file(store).stat().st_mtime_ns) == (SIZE, first.st_mtime_ns)
    assert first.st_mode & 0o777 == 0o600
    assert release(store)
    assert not reserve_file(store).exists()


@needs_root
def test_a_full_disk_loses_nothing_and_the_reserve_helps(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        _fill_the_disk(disk)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def _fill_the_disk(disk: Path) -> None:
    store = create_store(str(disk / "w.szpalta"))
    reserve(disk / "w.szpalta")
    fill(store)
    before = everything(store)
    with (disk / "rubbish").open("wb", buffering=0) as rubbish, suppress(OSError):
        while rubbish.write(b"x" * 4096) == 4096:
            pass

    def write(size: int) -> None:
        with store.writing() as connection:
            connection.execute(
                text("INSERT INTO setting (name, value, version) VALUES ('big', :v, 1)"), {"v": f'"{"x" * size}"'}
            )

    with pytest.raises(StoreProblem, match=r"store\.full"):
        write(3_000_000)
    assert everything(store) == before
    assert release(disk / "w.szpalta")
    write(1_000_000)
    store.close()
    again = open_store(str(disk / "w.szpalta"))
    with again.snapshot() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    with pytest.raises(StoreProblem, match=r"store\.full"):
        reserve(disk / "w.szpalta")
    assert not reserve_file(disk / "w.szpalta").exists()
    again.close()
