"""A family of files is there as a whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.system.whole_folder import ABANDONED_S, made_at, make_whole


def write(text: str, *companions: str) -> Callable[[Path], None]:
    def make(half: Path) -> None:
        half.write_text(text)
        for name in companions:
            folder = half.with_name(half.name + name)
            folder.mkdir()
            (folder / "a").write_text(text)

    return make


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_one_takes_the_place_of_the_old_one_and_strangers_stay(tmp_path: Path) -> None:
    place = tmp_path / "deep" / "demo.szpalta"
    make_whole(place, write("old", ".media"))
    (place.parent / "demo.txt").write_text("mine")
    (place.parent / "demo.szpalta-wal").write_text("old")
    make_whole(place, write("new", ".practice"))
    assert names(place.parent) == ["demo.szpalta", "demo.szpalta.made", "demo.szpalta.practice", "demo.txt"]
    assert place.read_text() == "new"
    made = made_at(place)
    assert made is not None and abs((datetime.now(UTC) - made).total_seconds()) < 60
    assert made_at(tmp_path / "other") is None


def test_what_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "demo.szpalta"
    place.write_text("old")

    def fail(half: Path) -> None:
        half.write_text("half")
        raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        make_whole(place, fail)
    assert names(tmp_path) == ["demo.szpalta"] and place.read_text() == "old"


def test_what_a_killed_program_left_is_swept_away_but_not_what_is_being_made(tmp_path: Path) -> None:
    dead, alive = tmp_path / ".demo.szpalta.half-dead", tmp_path / ".demo.szpalta.half-alive"
    for half in (dead, alive):
        half.mkdir()
        (half / "demo.szpalta").write_text("half")
    long_ago = datetime.now(UTC).timestamp() - ABANDONED_S - 60
    for path in (dead / "demo.szpalta", dead):
        os.utime(path, (long_ago, long_ago))
    make_whole(tmp_path / "demo.szpalta", write("new"))
    assert not dead.exists() and alive.exists()
