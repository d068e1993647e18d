"""`szpalta demo` around the making of the demo, which has tests of its own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from app.main import Doors
from app.system.paths import find_paths
from tests.cli.conftest import Command


@pytest.fixture
def small_demo(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The team's workspace in place of the whole invented company."""
    monkeypatch.setattr("app.build_demo.make_demo", lambda address, **_: shutil.copyfile(template, address))


@pytest.mark.usefixtures("small_demo")
def test_without_a_display_the_loop_is_played_and_the_files_are_named(szpalta: Command, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    played = szpalta("demo", "--dir", folder, "--json").json()
    assert played["ok"] is True and str(folder / "demo-files" / "calendar.ics") in played["files"]
    told = szpalta("demo", "--dir", folder)
    assert told.code == 0 and "Making" not in told.err and "calendar.ics" in told.out
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []


def test_a_demo_that_fails_half_way_leaves_nothing(
    szpalta: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(address: str, **_: object) -> None:
        Path(address).write_text("half")
        raise OSError(28, "No space left on device", address)

    monkeypatch.setattr("app.build_demo.make_demo", half)
    answer = szpalta("demo", "--dir", tmp_path / "here")
    assert answer.code == 1 and "full" in answer.err
    assert list((tmp_path / "here").iterdir()) == []


def test_a_self_test_that_cannot_even_begin_fails(szpalta: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(address: str, **_: object) -> None:
        raise ZeroDivisionError("bang")

    monkeypatch.setattr("app.build_demo.make_demo", broken)
    answer = szpalta("self-test", "--json")
    assert answer.code == 1 and '"ok": false' in answer.out and "bang" in answer.out


@pytest.mark.usefixtures("small_demo")
def test_the_self_test_answers_a_line_a_check(szpalta: Command) -> None:
    answer = szpalta("self-test")
    assert answer.code == 0 and len(answer.out.splitlines()) == 13


@pytest.mark.usefixtures("small_demo")
def test_the_window_and_the_command_line_have_one_demo(szpalta: Command, home: Path) -> None:
    assert szpalta("demo").code == 0
    opened = Doors(find_paths()).demo(lambda share: None)
    opened.services.close()
    assert opened.address == str(home / "data" / "workspaces" / "demo" / "demo.szpalta")


@pytest.mark.usefixtures("small_demo")
def test_an_old_demo_says_so_and_can_be_made_anew(szpalta: Command, tmp_path: Path) -> None:
    assert szpalta("demo", "--dir", tmp_path / "here").code == 0
    mark = tmp_path / "here" / "demo.szpalta.made"
    old = mark.stat().st_mtime - 15 * 86400
    os.utime(mark, (old, old))
    told = szpalta("demo", "--dir", tmp_path / "here")
    assert "15 days ago" in told.err and "--fresh" in told.err
    assert "Making" in szpalta("demo", "--dir", tmp_path / "here", "--fresh").err
    assert "ago" not in szpalta("demo", "--dir", tmp_path / "here").err
