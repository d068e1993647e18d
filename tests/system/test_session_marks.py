from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.system.session_marks import SessionMarks


def test_a_window_that_was_closed_leaves_no_mark(tmp_path: Path) -> None:
    marks = SessionMarks(tmp_path / "sessions")
    assert not marks.begin()
    marks.end()
    assert not SessionMarks(tmp_path / "sessions").begin()


@pytest.mark.skipif(os.name != "posix", reason="other systems cannot say which process runs")
def test_a_killed_window_is_noticed_once(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    folder.mkdir()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (folder / str(gone.pid)).touch()
    assert SessionMarks(folder).begin()
    assert not SessionMarks(folder).begin()


@pytest.mark.skipif(os.name != "posix", reason="other systems cannot say which process runs")
def test_another_window_that_still_runs_was_not_killed(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    folder.mkdir()
    (folder / str(os.getppid())).touch()
    assert not SessionMarks(folder).begin()
