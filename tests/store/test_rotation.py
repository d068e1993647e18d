"""Automatic backups: when they are made, which stay, and that the newest one brings everything back."""

from __future__ import annotations

import os
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.people import Actor
from app.store.checking import full_check
from app.store.migrate import row_counts
from app.store.opening import open_store
from app.store.restore import restore
from app.store.rotation import automatic_backup, newest_backup
from app.store.store import Store
from tests.fakes.filled_store import NOW, fill


def touch(store: Store, when: datetime) -> None:
    """Sets the time of the store's last change."""
    for suffix in ("", "-wal"):
        file = Path(store.address + suffix)
        if file.exists():
            os.utime(file, (when.timestamp(), when.timestamp()))


def test_automatic_backups_come_hourly_and_after_changes(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "auto"
    touch(store, NOW - timedelta(days=1))
    first = automatic_backup(store, folder, NOW)
    assert first is not None
    assert Path(first.file).name == "w-new-20261122T100000Z.zip"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    touch(store, NOW + timedelta(minutes=30))
    assert automatic_backup(store, folder, NOW + timedelta(minutes=59)) is None  # too soon
    assert automatic_backup(store, folder, NOW + timedelta(minutes=60)) is not None
    assert automatic_backup(store, folder, NOW + timedelta(hours=9)) is None  # unchanged
    assert len(list(folder.iterdir())) == 2


def test_automatic_backups_of_a_server_follow_its_rows(any_store: Store, tmp_path: Path) -> None:
    if any_store.is_file:
        pytest.skip("a file is judged by its time of change")
    folder = tmp_path / "auto"
    assert automatic_backup(any_store, folder, NOW) is not None
    assert automatic_backup(any_store, folder, NOW + timedelta(hours=2)) is None
    with any_store.writing() as connection:
        connection.execute(text("INSERT INTO setting (name, value, version) VALUES ('a', '0', 0)"))
    assert automatic_backup(any_store, folder, NOW + timedelta(hours=4)) is not None


def test_old_automatic_backups_go_and_other_files_stay(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "auto"
    folder.mkdir()
    mine = [folder / f"w-new-202608{day:02}T{hour:02}0000Z.zip" for day in range(1, 31) for hour in (1, 2)]
    others = [folder / "holiday.zip", folder / "w-12345678-20260801T010000Z.zip"]
    for file in mine + others:
        file.write_bytes(b"x")
    assert automatic_backup(store, folder, NOW) is not None
    left = {file.name for file in folder.iterdir()}
    assert {file.name for file in others} <= left
    # twelve days, then the weeks before the one of 19 August: 16, 9 and 2 August
    assert len(left) == 1 + len(others) + 12 + 3
    assert "w-new-20260816T020000Z.zip" in left


def test_closing_a_store_after_its_backup_is_no_change(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "auto"
    fill(store)
    assert automatic_backup(store, folder, NOW) is not None
    store.close()
    again = open_store(store.address)
    assert automatic_backup(again, folder, NOW + timedelta(hours=2)) is None
    with again.writing() as connection:
        connection.execute(text("INSERT INTO setting (name, value, version) VALUES ('a', '0', 0)"))
    assert automatic_backup(again, folder, NOW + timedelta(hours=2)) is not None
    again.close()


def test_the_monthly_drill_the_newest_backup_comes_back_whole(store: Store, tmp_path: Path) -> None:
    """DB-08: what the timetable wrote last is restored into a new place and checked from end to end."""
    folder, again = tmp_path / "auto", str(tmp_path / "again.szpalta")
    fill(store)
    with store.snapshot() as connection:
        uid = store_uid(store)
        before = row_counts(connection)
    assert automatic_backup(store, folder, NOW) is not None
    newest = newest_backup(folder, uid)
    assert newest is not None and newest.at == NOW
    restore(newest.file, again, now=NOW + timedelta(days=30), actor=Actor())
    restored = open_store(again)
    with restored.snapshot() as connection:
        after = row_counts(connection)
    assert {name: after[name] for name in ("post", "variant", "observation")} == {
        name: before[name] for name in ("post", "variant", "observation")
    }
    assert full_check(restored, restored.media_folder).ok
    restored.close()


def test_a_folder_that_is_not_there_holds_no_backup(tmp_path: Path) -> None:
    assert newest_backup(tmp_path / "none", "0" * 32) is None


def store_uid(store: Store) -> str:
    with store.read() as work:
        return work.team.workspace().uid
