"""Automatic backups of the command line: after changes, at most hourly, never in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.system.clock import SystemClock
from tests.cli.conftest import Command

Later = Callable[[timedelta], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Moves the clock ahead."""
    real = SystemClock.now

    def move(by: timedelta) -> None:
        monkeypatch.setattr(SystemClock, "now", lambda self: real(self) + by)

    return move


def archives(home: Path) -> list[Path]:
    return sorted((home / "data" / "backups").glob("*/*.zip"))


def add(on: Command) -> None:
    assert on("post", "add", "--text", "Dzień dobry", "--profile", "facebook").code == 0


def test_changes_are_backed_up_at_most_hourly_and_looking_never_is(on: Command, home: Path, later: Later) -> None:
    assert on("post", "list").code == 0
    assert archives(home) == []
    add(on)
    first = archives(home)
    add(on)
    assert len(first) == 1 and archives(home) == first
    later(timedelta(hours=1, minutes=1))
    assert on("post", "list").code == 0
    assert archives(home) == first
    add(on)
    assert len(archives(home)) == 2


def test_check_names_the_newest_backup_also_of_a_broken_workspace(
    szpalta: Command, home: Path, later: Later, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.szpalta"
    assert szpalta("new", mine, "--owner", "anna@example.com", "--name", "Jesion").code == 0
    (archive,) = archives(home)
    later(timedelta(minutes=20))
    told = szpalta("check", mine)
    assert str(archive) in told.out and "20\N{NO-BREAK SPACE}min" in told.out
    assert szpalta("check", mine, "--json").json()["newest_backup"]["file"] == str(archive)
    mine.write_bytes(b"not a database" * 1000)
    broken = szpalta("check", mine)
    assert broken.code == 1 and str(archive) in broken.out


def test_a_backup_that_fails_is_one_line_and_no_failure(on: Command, home: Path) -> None:
    (home / "data").mkdir(parents=True, exist_ok=True)
    (home / "data" / "backups").write_text("in the way")
    answer = on("post", "add", "--text", "Dzień dobry", "--profile", "facebook")
    assert answer.code == 0 and len(answer.err.splitlines()) == 1 and "backup" in answer.err


def test_a_chosen_folder_is_used_and_never_made(szpalta: Command, on: Command, team: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    assert szpalta("backup-folder", team, disk).code == 1
    disk.mkdir()
    assert szpalta("backup-folder", team, disk, "--json").json() == {"folder": str(disk), "chosen": True}
    add(on)
    (archive,) = disk.iterdir()
    archive.unlink()
    disk.rmdir()
    gone = on("post", "add", "--text", "Dzień dobry", "--profile", "facebook")
    assert gone.code == 0 and str(disk) in gone.err and not disk.exists()
    assert szpalta("backup-folder", team, "--usual", "--json").json()["chosen"] is False


def test_the_newest_automatic_backup_comes_back(szpalta: Command, on: Command, home: Path, tmp_path: Path) -> None:
    add(on)
    (archive,) = archives(home)
    restored = tmp_path / "restored.szpalta"
    assert szpalta("restore", archive, restored).code == 0
    assert szpalta("check", restored, "--json").json()["ok"] is True
    assert len(szpalta("post", "list", "-w", restored, "--json").json()) == 1
