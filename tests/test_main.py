from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.main import run
from app.system.paths import Paths, find_paths
from app.system.settings import SettingsFile
from app.ui.main_window import MainWindow
from tests.fakes.offices import busy_office


@pytest.fixture
def own_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setenv("SZPALTA_HOME", str(tmp_path / "home"))
    return find_paths()


def close_when_open(seen: list[str]) -> QTimer:
    """Closes the window once a workspace stands in it, and notes its title."""
    timer = QTimer()

    def look() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow) and window.page is not None:
                seen.append(window.windowTitle())
                timer.stop()
                window.close()

    timer.timeout.connect(look)
    timer.start(10)
    return timer


def test_the_window_opens_a_workspace_and_the_next_start_opens_it_again(
    qapp: QApplication, tmp_path: Path, own_paths: Paths
) -> None:
    office = busy_office(tmp_path)
    office.app.close()
    seen: list[str] = []
    hooked = sys.excepthook
    for address in (office.address, None):
        timer = close_when_open(seen)
        assert run(address, "pl") == 0
        timer.deleteLater()
    assert seen == ["Piekarnia Świt – Szpalta"] * 2
    assert sys.excepthook is hooked
    settings = SettingsFile(own_paths.settings).load()
    assert settings.language is None  # --lang speaks this time only
    assert settings.workspaces[0].location == office.address
    assert (own_paths.logs / "szpalta.log").is_file()


def test_starting_the_window_loads_no_heavy_library() -> None:
    code = (
        "import sys, app.main; heavy = {'sqlalchemy', 'alembic', 'pandas', 'numpy', 'pyqtgraph', 'holidays', 'icalendar', "
        "'babel', 'keyring', 'PIL', 'openpyxl'}; print(sorted(heavy & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
