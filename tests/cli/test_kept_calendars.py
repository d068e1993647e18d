from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import EDITOR, Command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "shared"
    made.mkdir()
    return made


def add_post(on: Command, title: str, *more: str) -> None:
    words = ("--text", "Tajna nowość", "--title", title, "--at", "2027-01-05 18:00", "--profile", "facebook")
    on("post", "add", *words, *more).json()


@pytest.fixture(autouse=True)
def early(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day near the posts, whenever the test runs."""
    from datetime import UTC, datetime

    from app.system.clock import SystemClock

    monkeypatch.setattr(SystemClock, "now", lambda self: datetime(2026, 12, 1, 12, 0, tzinfo=UTC))


def test_a_kept_calendar_follows_the_plan(on: Command, folder: Path) -> None:
    add_post(on, "Zima", "--json")
    kept = on("calendar", "keep", folder, "--name", "Plan dla Łucji", "--profile", "facebook", "--json").json()
    file = folder / "Plan-dla-Lucji.ics"
    assert kept["file"] == str(file) and (kept["entries"], kept["written"], kept["error"]) == (1, True, None)
    assert "Zima" in file.read_text() and "Tajna" not in file.read_text()
    add_post(on, "Wiosna", "--json")
    assert "Wiosna" in file.read_text()
    on("profile", "edit", "facebook", "--name", "Nowa nazwa")
    on("post", "edit", 1, "--title", "Zima w Jesionie")
    assert "Zima w Jesionie" in file.read_text()
    [row] = on("calendar", "list", "--json").json()
    assert row["name"] == "Plan dla Łucji" and row["file"] == str(file) and len(row["profile_ids"]) == 1
    assert str(file) in on("calendar", "list").out
    assert on("calendar", "stop", "Plan dla Łucji", "--json").json() == {"name": "Plan dla Łucji", "kept": False}
    add_post(on, "Lato", "--json")
    assert "Lato" not in file.read_text() and on("calendar", "list", "--json").json() == []


def test_commands_that_change_nothing_leave_the_file_alone(on: Command, folder: Path) -> None:
    on("calendar", "keep", folder, "--name", "Plan")
    file = folder / "Plan.ics"
    file.unlink()
    on("post", "list")
    on("task", "add", "Zdjęcia")
    assert not file.exists()
    assert on("calendar", "refresh", "--json").json()[0]["written"] and file.exists()
    assert not on("calendar", "refresh", "--json").json()[0]["written"]


def test_a_folder_that_is_gone_is_a_notice_after_other_commands(on: Command, folder: Path) -> None:
    on("calendar", "keep", folder, "--name", "Plan")
    (folder / "Plan.ics").unlink()
    folder.rmdir()
    words = ("--text", "Treść", "--at", "2027-01-05 18:00", "--profile", "facebook")
    answer = on("post", "add", *words)
    assert answer.code == 0 and str(folder) in answer.err and len(answer.err.strip().splitlines()) == 1
    refreshed = on("calendar", "refresh")
    assert refreshed.code == 1 and str(folder) in refreshed.err


def test_what_is_refused(on: Command, folder: Path) -> None:
    assert on("calendar", "keep", folder / "no").code == 1
    assert on("calendar", "list").out.strip() == "No calendar is kept up to date."
    answer = on("calendar", "stop", "Plan")
    assert answer.code == 1 and "Plan" in answer.err and ": ." not in answer.err
    assert on("calendar", "keep").code == 2


def test_a_colleague_keeps_what_she_may_see(on: Command, folder: Path) -> None:
    on("brand", "add", "--name", "Kuźnia")
    kept = on("calendar", "keep", folder, "--as", EDITOR, "--json").json()
    assert kept["brand_ids"] is not None
