"""A workspace in a place where nothing can be written is read all the same."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.cli.reading import only_reads
from app.domain.errors import StoreProblem
from app.services.keeping import StoreKeeping
from app.store.opening import open_store
from app.system.clock import SystemClock
from tests.cli.conftest import Command

needs_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounts a disk read-only")


@pytest.fixture
def closed_folder(tmp_path: Path, template: Path) -> Iterator[Callable[[], Path]]:
    """A folder with a copy of the workspace; a call closes it for writing (rights do not bind root, a mount does)."""
    place = tmp_path / "closed"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(place)], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    shutil.copyfile(template, place / "team.szpalta")

    def close() -> Path:
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        return place / "team.szpalta"

    yield close
    subprocess.run(["umount", "-l", str(place)], check=True)


@needs_root
def test_what_only_reads_works_and_says_so(szpalta: Command, tmp_path: Path, closed_folder: Callable[[], Path]) -> None:
    inside = tmp_path / "closed" / "team.szpalta"
    szpalta("post", "add", "--text", "Dzień dobry", "--profile", "facebook", "--at", "2030-01-05 18:00", "-w", inside)
    Path(f"{inside}.reserve").unlink()
    place = closed_folder()
    before = sorted(path.name for path in place.parent.iterdir())
    for words in (("post", "list"), ("post", "show", 1), ("profile", "list"), ("kpi", "posts"), ("cadence",)):
        answer = szpalta(*words, "-w", place)
        assert answer.code == 0 and "only read" in answer.err and len(answer.err.splitlines()) == 1
    span = ("--from", "2030-01-01", "--to", "2030-02-01")
    out = tmp_path / "plan.ics"
    assert szpalta("export", "ics", "-o", out, *span, "-w", place, "--json").json()["entries"] == 1
    assert szpalta("holidays", "--year", 2030, "-w", place).code == 0
    assert sorted(path.name for path in place.parent.iterdir()) == before


@needs_root
def test_what_writes_is_refused_with_a_sentence(szpalta: Command, closed_folder: Callable[[], Path]) -> None:
    place = closed_folder()
    for words in (("post", "add", "--text", "x", "--profile", "facebook"), ("publish", "--once"), ("task", "add", "x")):
        answer = szpalta(*words, "-w", place)
        assert answer.code == 1 and str(place) in answer.err and "Traceback" not in answer.err


@needs_root
def test_changes_that_are_not_in_the_file_yet_are_not_overlooked(
    tmp_path: Path, closed_folder: Callable[[], Path]
) -> None:
    """A WAL beside a store in a closed folder, as after a crash: it is read with it or not at all."""
    inside = tmp_path / "closed" / "team.szpalta"
    store = open_store(str(inside))
    with store.write() as work:
        here = work.team.workspace()
        work.team.edit_workspace(here.version, {"name": "Nowa nazwa"})
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{inside}{suffix}", f"{tmp_path}/copy{suffix}")
    store.close()
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{tmp_path}/copy{suffix}", f"{inside}{suffix}")
    place = closed_folder()
    keeper = StoreKeeping(SystemClock(), machine_id=None, workspaces=tmp_path)
    try:
        reading = keeper.open_to_read(str(place))
    except StoreProblem as problem:
        assert problem.code == "store.cannot_open"
    else:
        with reading.read() as work:
            assert work.team.workspace().name == "Nowa nazwa"
        reading.close()


def test_reading_keeps_nothing_back_and_leaves_nothing_beside(szpalta: Command, team: Path) -> None:
    assert szpalta("post", "list", "-w", team).err == ""
    assert [path.name for path in team.parent.iterdir() if path.name.startswith("team.")] == ["team.szpalta"]
    assert szpalta("task", "add", "Zdjęcia", "-w", team).code == 0
    assert Path(f"{team}.reserve").exists()


@pytest.mark.parametrize(
    ("given", "reads"),
    [
        ({"command": "post", "command_post": "list"}, True),
        ({"command": "post", "command_post": "add"}, False),
        ({"command": "practice", "command_practice": "show"}, False),
        ({"command": "kpi"}, True),
        ({"command": "export"}, False),
        ({"command": None}, False),
    ],
)
def test_which_commands_only_read(given: dict[str, str], reads: bool) -> None:
    assert only_reads(argparse.Namespace(**given), can_write=True) is reads
    assert only_reads(argparse.Namespace(command="export"), can_write=False)
