"""A file in a watched folder: whole or untouched, and a clear word when it cannot be written."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadInput, StoreProblem, SzpaltaError
from app.exchange.kept_file import STALE_SECONDS, file_name, keep_file


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Jesion: kalendarz, posty", "Jesion-kalendarz-posty.ics"),
        ("Zażółć gęślą jaźń", "Zazolc-gesla-jazn.ics"),
        ("Straße Ærø Đà", "Strasse-Aero-Da.ics"),
        ("  ..\\..//etc/passwd ", "etc-passwd.ics"),
        ("-rf", "rf.ics"),
        ("plan.v2.ics", "plan-v2-ics.ics"),
        ("CON", "calendar-CON.ics"),
        ("nul", "calendar-nul.ics"),
        ("LPT¹", "calendar-LPT1.ics"),
        ("con.txt", "con-txt.ics"),
        ("Console", "Console.ics"),
        ("2026", "2026.ics"),
    ],
)
def test_file_names_every_system_takes(name: str, wanted: str) -> None:
    assert file_name(name) == wanted


def test_names_in_other_scripts_stay_apart() -> None:
    names = [file_name(name) for name in ("日本 2026", "中国 2026", "", "🎄", "Қазақ")]
    assert len(set(names)) == len(names)
    assert re.fullmatch(r"2026-[0-9a-f]{8}\.ics", names[0])
    assert re.fullmatch(r"calendar-[0-9a-f]{8}\.ics", names[3])


@given(st.text(st.characters() | st.characters(categories=["Cs"])))
def test_any_name_becomes_a_plain_one(name: str) -> None:
    found = file_name(name)
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,97}\.ics", found)
    assert not re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)\.ics", found, re.IGNORECASE)
    assert file_name(name) == found


def test_written_replaced_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    assert keep_file(path, b"one")
    before = path.stat()
    assert not keep_file(path, b"one")
    assert path.stat() == before or path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino
    assert keep_file(path, b"two") and path.read_bytes() == b"two"
    assert keep_file(path, b"") and path.read_bytes() == b""
    assert os.listdir(tmp_path) == ["plan.ics"]  # noqa: PTH208  names only


@pytest.mark.skipif(os.name == "nt", reason="modes are a matter of POSIX")
def test_colleagues_may_read_it(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        keep_file(tmp_path / "plan.ics", b"one")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "plan.ics").stat().st_mode) == 0o644


def test_readers_see_the_old_or_the_new_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    keep_file(path, b"old" * 1000)
    with path.open("rb") as reader:
        assert reader.read(3) == b"old"
        keep_file(path, b"new" * 1000)
        assert set(re.findall(b"...", reader.read())) == {b"old"}
    assert path.read_bytes() == b"new" * 1000


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_links_and_pipes_are_replaced_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"mine")
    link, pipe, broken, folder_link = (tmp_path / f"{name}.ics" for name in ("link", "pipe", "broken", "folder"))
    link.symlink_to(elsewhere)
    broken.symlink_to(tmp_path / "nowhere")
    folder_link.symlink_to(tmp_path)
    os.mkfifo(pipe)
    for path in (link, pipe, broken, folder_link):
        assert keep_file(path, b"mine")
        assert stat.S_ISREG(path.lstat().st_mode) and path.read_bytes() == b"mine"
    assert elsewhere.read_bytes() == b"mine" and not (tmp_path / "nowhere").exists()


def test_places_that_take_no_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for path, code, data in (
        (tmp_path / "missing" / "a.ics", "file.folder_missing", {"folder": str(tmp_path / "missing")}),
        (tmp_path / "file" / "a.ics", "file.not_a_folder", {"folder": str(tmp_path / "file")}),
        (tmp_path / "folder", "file.is_a_folder", {"path": str(tmp_path / "folder")}),
    ):
        with pytest.raises(BadInput) as caught:
            keep_file(path, b"x")
        assert (caught.value.code, caught.value.data) == (code, data)
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "file.disk_full"),
        (errno.EDQUOT, "file.disk_full"),
        (errno.EACCES, "file.no_permission"),
        (errno.EROFS, "file.read_only"),
        (errno.EIO, "file.not_written"),
        (errno.ENOENT, "file.folder_missing"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "mkstemp", "replace"])
def test_what_the_system_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, code: str
) -> None:
    """Whichever step fails, the old file stays whole and nothing is left beside it."""
    path = tmp_path / "plan.ics"
    keep_file(path, b"old")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    target = {"fsync": "os.fsync", "mkstemp": "tempfile.mkstemp", "replace": "pathlib.Path.replace"}[step]
    monkeypatch.setattr(target, refuse)
    with pytest.raises(SzpaltaError) as caught:
        keep_file(path, b"new")
    assert caught.value.code == code
    assert isinstance(caught.value, BadInput if code == "file.folder_missing" else StoreProblem)
    assert [found.name for found in tmp_path.iterdir()] == ["plan.ics"] and path.read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreProblem, match=r"file\.no_permission"):
            keep_file(tmp_path / "plan.ics", b"x")
    finally:
        tmp_path.chmod(0o700)


def test_leftovers_of_a_killed_program_go(tmp_path: Path) -> None:
    old, fresh, foreign = (tmp_path / f".{name}.tmp" for name in ("plan.ics.abcd1234", "plan.ics.efgh5678", "other"))
    for path in (old, fresh, foreign):
        path.write_bytes(b"half")
    begin = fresh.stat().st_mtime - STALE_SECONDS - 60
    os.utime(old, (begin, begin))
    os.utime(foreign, (begin, begin))
    keep_file(tmp_path / "plan.ics", b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([fresh.name, foreign.name, "plan.ics"])
