"""The set-up behind the two commands, with a package manager that only writes down what it is asked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A bare checkout beside programs that know of no installed package and install none."""
    shutil.copytree(ROOT / "packaging", tmp_path / "packaging")
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, body in {"dpkg-query": "exit 1", "apt-get": f'echo "$@" >> "{tmp_path}/asked"; exit 100'}.items():
        (programs / name).write_text(f"#!/bin/sh\n{body}\n")
        (programs / name).chmod(0o755)
    return tmp_path


def _set_up(checkout: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(checkout / "packaging/setup"), *words],
        check=False,
        env={"PATH": str(checkout / "programs"), **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("level", ["run", "test"])
def test_missing_system_packages_end_with_one_sentence(checkout: Path, level: str) -> None:
    done = _set_up(checkout, level)
    sentence = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1
    if os.geteuid() == 0:
        assert (
            sentence
            == "set-up: system packages could not be installed; see what apt-get says above, then run make again."
        )
        assert (checkout / "asked").read_text().split()[-1] == "update"
    else:
        assert "run: sudo apt-get install --no-install-recommends ca-certificates libdbus-1-3 libegl1" in sentence
        assert not (checkout / "asked").exists()
    assert ("poppler-utils" in done.stderr) == (level == "test")
    assert not (checkout / ".venv").exists()


def test_the_libraries_of_a_real_window_are_asked_for_where_there_is_a_display(checkout: Path) -> None:
    assert "libxcb-cursor0" not in _set_up(checkout, "run").stderr
    assert "libxcb-cursor0" in _set_up(checkout, "run", DISPLAY=":0").stderr


def test_an_unknown_word_is_refused(checkout: Path) -> None:
    done = _set_up(checkout, "everything")
    assert (done.returncode, done.stderr) == (1, "set-up: say packaging/setup run or packaging/setup test.\n")
