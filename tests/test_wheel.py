"""The wheel: what travels in it, and that it works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

from app import __version__

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    _run(ROOT, sys.executable, "-P", "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs' folder of a new environment with the wheel.

    It borrows this environment's libraries, after its own; the checkout is not among them.
    """
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    with_pip = sys.executable if find_spec("pip") else os.path.realpath(sys.executable)
    pip = [with_pip, "-P", "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    _run(home, *pip, "install", "--quiet", "--no-compile", "--no-index", "--no-deps", str(wheel))
    own = next(home.glob("lib/python*/site-packages"))
    (own / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin"


def _run(folder: Path, *command: str) -> str:
    """What the command prints; its own words are in the failure."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    variables["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_carries_the_program_its_words_its_migrations_and_its_licence(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert {"app/__init__.py", "app/resources/translations/pl.mo", "app/migrations/env.py"} <= set(names)
    assert any(name.startswith("app/migrations/versions/") and name.endswith(".py") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_it_carries_nothing_else(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"app", f"szpalta-{__version__}.dist-info"}
    assert [name for name in names if "__pycache__" in name or name.endswith(".pyc")] == []


def test_it_runs_from_another_folder_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    place = _run(tmp_path, str(installed / "python"), "-P", "-c", "import app; print(app.__file__)").strip()
    assert Path(place).is_relative_to(installed.parent)
    assert __version__ in _run(tmp_path, str(installed / "szpalta"), "--version")


def test_its_self_test_passes(installed: Path, tmp_path: Path) -> None:
    assert _run(tmp_path, str(installed / "szpalta"), "self-test").strip()
