"""Modules of Qt come in on the main thread, in slices."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.face import Face
from app.ui.modules import bring, in_turns, prepare
from app.ui.paused_import import paused_import
from tests.fakes.offices import busy_office


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """Three modules that need one another, and the package that asks for them."""
    name = f"szpalta_{request.node.name.split('[')[0]}"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text("from . import low, high\n", encoding="utf-8")
    (folder / "low.py").write_text("import threading\nTHREAD = threading.current_thread().name\n", encoding="utf-8")
    (folder / "high.py").write_text("from .low import THREAD\nfrom . import top\n", encoding="utf-8")
    (folder / "top.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return name


def test_a_package_comes_in_slices(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.paused_import.SLICE", 0.0)
    seen = []
    for _ in paused_import(package):
        seen.append(f"{package}.high" in sys.modules)
    assert seen == [False, False, True]  # before low, before high, before top
    assert f"szpalta-import-{package}" == sys.modules[f"{package}.high"].THREAD
    assert not any(thread.name == f"szpalta-import-{package}" for thread in threading.enumerate())


def test_left_early_it_is_whole_all_the_same(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.paused_import.SLICE", 0.0)
    slices = paused_import(package)
    next(slices)
    slices.close()
    assert hasattr(sys.modules[package], "high")


def test_two_who_ask_share_one_import(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.paused_import.SLICE", 0.0)
    first, second = paused_import(package), paused_import(package)
    next(first)
    assert len(list(second)) <= 2
    assert not list(first)
    assert hasattr(sys.modules[package], "high")


def test_a_package_that_fails_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "szpalta_broken.py").write_text("raise RuntimeError('no')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(RuntimeError, match="no"):
        list(paused_import("szpalta_broken"))
    with pytest.raises(ModuleNotFoundError):
        list(paused_import("szpalta_not_there"))


def test_what_has_been_brought_is_there(face: Face, qtbot: QtBot) -> None:
    owner, there = QObject(), []
    bring(face.tasks, owner, ["colorsys", "app.ui.plots.line_plot"], lambda: there.append("pyqtgraph" in sys.modules))
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert there == [True]


ORDER = """
import sys
from PySide6.QtWidgets import QApplication
from app.ui.modules import is_of_qt, prepare
order = prepare(["app.ui.tabs.calendar", "app.ui.plots.line_plot"])
assert not [name for name in sys.modules if name.startswith("app.ui.calendar.")], "a worker imported a module of Qt"
assert "app.services.planning" in sys.modules, "what is not of Qt was left for the main thread"
assert all(map(is_of_qt, order))
from importlib import import_module
for name in order:
    before = {one for one in sys.modules if one.startswith("app.ui")}
    import_module(name)
    new = {one for one in sys.modules if one.startswith("app.ui")} - before - {name}
    new = {one for one in new if not hasattr(sys.modules[one], "__path__")}
    assert not new, f"{name} brought {new} with it"
print("in order")
"""


def test_each_module_comes_after_those_it_needs() -> None:
    done = subprocess.run([sys.executable, "-P", "-c", ORDER], check=False, capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("in order", "")


JOURNEY = """
import sys
from tests.fakes import qt_guard
qt_guard.install()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.main import run
from app.ui.main_window import MainWindow
from app.ui.places import ImportPlace

app = QApplication(["szpalta"])
ways = [lambda page, n=n: page.tab_bar.setCurrentIndex(n) for n in (1, 2, 3, 4)]
ways += [lambda page: page.go(ImportPlace()), lambda page: page.window().close()]
quiet = 0

def look():
    global quiet
    window = next((row for row in QApplication.topLevelWidgets() if isinstance(row, MainWindow)), None)
    if window is None or window.page is None:
        return
    quiet = quiet + 1 if window.page.context.face.tasks.is_idle else 0
    if quiet > 10:
        quiet = 0
        ways.pop(0)(window.page)

timer = QTimer()
timer.timeout.connect(look)
timer.start(10)
run(sys.argv[1], "en")
print(ways, "pyqtgraph" in sys.modules, qt_guard.strays())
"""


def test_no_worker_imports_a_module_of_qt_while_the_window_runs(tmp_path: Path) -> None:
    office = busy_office(tmp_path)
    office.app.close()
    command = [sys.executable, "-P", "-c", JOURNEY, office.address]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert (done.stdout.strip().splitlines()[-1:], done.returncode) == (["[] True []"], 0), done.stderr


def test_a_module_that_needs_nothing_is_brought_too() -> None:
    assert prepare(["colorsys"]) == []
    assert list(in_turns([])) == []
