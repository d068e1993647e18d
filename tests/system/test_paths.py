from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.system.paths import find_paths
from app.system.private_files import private_folder, write_private

HOME = Path("/home/ania")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_linux_follows_xdg() -> None:
    usual = find_paths({}, "linux", HOME)
    assert usual.data == HOME / ".local/share/szpalta"
    assert usual.config == HOME / ".config/szpalta"
    assert usual.cache == HOME / ".cache/szpalta"
    assert usual.logs == HOME / ".local/state/szpalta/log"
    moved = find_paths({"XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "relative/is/ignored"}, "linux", HOME)
    assert moved.data == Path("/data/szpalta")
    assert moved.config == HOME / ".config/szpalta"


def test_a_uid_from_outside_never_becomes_a_path() -> None:
    here = find_paths({}, "linux", HOME)
    uid = "0123456789abcdef" * 2
    assert here.of_server(uid, "media") == here.data / f"{uid}.media"
    for odd in ("../../etc", "", "A" * 32, uid + "/x", "ł\udcff"):
        made = here.of_server(odd, "media")
        assert made.parent == here.data and len(made.stem) == 32 and made.stem != odd


def test_other_systems() -> None:
    mac = find_paths({}, "darwin", Path("/Users/ania"))
    assert mac.data == Path("/Users/ania/Library/Application Support/Szpalta")
    assert mac.logs == Path("/Users/ania/Library/Logs/Szpalta")
    windows = find_paths({"LOCALAPPDATA": "/c/Local"}, "win32", Path("/c/ania"))
    assert windows.data == Path("/c/Local/Szpalta/data")
    assert find_paths({}, "win32", Path("/c/ania")).config == Path("/c/ania/AppData/Local/Szpalta/config")


def test_one_variable_moves_everything(tmp_path: Path) -> None:
    for platform in ("linux", "darwin", "win32"):
        paths = find_paths({"SZPALTA_HOME": str(tmp_path / "own")}, platform, HOME)
        assert {folder.parent for folder in (paths.data, paths.config, paths.cache, paths.logs)} == {tmp_path / "own"}


def test_folders_are_closed_to_others(tmp_path: Path) -> None:
    paths = find_paths({"SZPALTA_HOME": str(tmp_path / "own")}).make()
    assert {mode(folder) for folder in (paths.data, paths.config, paths.cache, paths.logs)} == {0o700}
    open_before = tmp_path / "open"
    open_before.mkdir(mode=0o755)
    assert mode(private_folder(open_before)) == 0o700


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as caught:
        private_folder(tmp_path / "file" / "below")
    assert caught.value.code == "folder.not_writable"


def test_a_file_is_replaced_as_a_whole_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_private(path, b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o600)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.json"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "folder"
    path.mkdir()
    (path / "inside").write_text("")
    with pytest.raises(OSError):
        write_private(path, b"new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]
