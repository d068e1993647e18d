from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.build import App
from app.domain.imports import ImportState
from app.domain.workflow import PostState
from app.main import Doors, run
from app.system.clock import SystemClock
from app.system.paths import Paths, find_paths
from app.system.settings import SettingsFile
from app.ui.main_window import MainWindow
from tests.fakes.offices import MORNING, busy_office, open_office


@pytest.fixture
def own_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setenv("SZPALTA_HOME", str(tmp_path / "home"))
    return find_paths()


PATIENCE_MS = 60_000


def close_when_open(seen: list[str]) -> tuple[QTimer, QTimer]:
    """Closes the window once a workspace stands in it, and notes its title; ends the program when none ever does.

    Windows of tests before this one, closed but not deleted yet, are not meant.
    """
    look_for, give_up = QTimer(), QTimer()

    def look() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isVisible() and window.page is not None:
                seen.append(window.windowTitle())
                look_for.stop()
                window.close()

    look_for.timeout.connect(look)
    look_for.start(10)
    give_up.timeout.connect(lambda: QApplication.exit(1))
    give_up.start(PATIENCE_MS)
    return look_for, give_up


def test_the_window_opens_a_workspace_and_the_next_start_opens_it_again(
    qapp: QApplication, tmp_path: Path, own_paths: Paths
) -> None:
    office = busy_office(tmp_path)
    office.app.close()
    seen: list[str] = []
    hooked = sys.excepthook
    for address in (office.address, None):
        timers = close_when_open(seen)
        assert run(address, "pl") == 0
        for timer in timers:
            timer.stop()
            timer.deleteLater()
    assert seen == ["Piekarnia Świt — Szpalta"] * 2
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


def test_opening_in_the_window_tidies_up(tmp_path: Path, own_paths: Paths) -> None:
    office = open_office(tmp_path)
    post = office.post(office.owner, "Pierniki", MORNING)
    table = tmp_path / "posts.csv"
    table.write_text("Data,Wynik\n2026-11-01,5\n", encoding="utf-8")
    mapping = office.app.importing.preview(table).mapping
    assert mapping is not None
    office.app.importing.run(office.owner, table, profile_id=office.facebook.id, mapping=mapping)
    with office.app.store.write() as work:  # as if the program had died before the last transaction
        work.imports.edit(1, state=ImportState.WRITING.value, report={"touched_at": MORNING.isoformat()})
    office.app.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SystemClock, "now", lambda self: MORNING + timedelta(days=1))
        app = Doors(own_paths).open(office.address).services
        app.tidy_up()
    try:
        assert isinstance(app, App)
        with app.store.read() as work:
            assert work.posts.get(post).state is PostState.EXPIRED
            assert [run.state for run in work.imports.all()] == [ImportState.UNDONE]
        assert Path(f"{office.address}.reserve").exists()
    finally:
        app.close()
