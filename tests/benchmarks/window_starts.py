"""One start, watched from inside: `bare` a painted QMainWindow, `ours ADDRESS` the program until Today is filled and then
through its tabs, `work ADDRESS FILE` while it fetches the data of all profiles and imports a file.

Prints one JSON line: seconds since the process began, MiB, and the largest gaps between two turns of the event loop in ms.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import clock_gettime, perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.workspace_page import WorkspacePage

TICK_MS = 5
QUIET = 60
"""Ticks without anything at work until the next deed."""
Deed = tuple[str, "Callable[[WorkspacePage], None]"]
"""What its largest gap is told as, and what a person does."""


def _since_start() -> float:
    """Seconds since this process was made, the interpreter's own start included."""
    fields = Path("/proc/self/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    began = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return clock_gettime(7) - began  # 7: CLOCK_BOOTTIME, which the kernel counts a process's start in


def bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Bare(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's own name
            super().paintEvent(event)
            QTimer.singleShot(0, _end)

    def _end() -> None:
        print(json.dumps({"painted": _since_start()}), flush=True)
        os._exit(0)

    app = QApplication(["bare"])
    window = Bare()
    window.resize(1280, 800)
    window.show()
    app.exec()


def ours(address: str, deeds: list[Deed]) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    told: dict[str, float] = {}
    app = QApplication(["szpalta"])
    ticker = QTimer(app)
    ticks = _Ticks(told, deeds)
    ticker.timeout.connect(ticks.tick)

    def began() -> None:
        if "painted" in told:
            return
        told["painted"] = _since_start()
        ticks.begin()
        ticker.start(TICK_MS)

    from app.main import run
    from app.ui.main_window import MainWindow

    def painted(window: MainWindow, event: QPaintEvent) -> None:
        """As the bare window tells it: a filter of events would make Python's long list of their kinds first."""
        QMainWindow.paintEvent(window, event)
        if not told:
            QTimer.singleShot(0, began)

    MainWindow.paintEvent = painted  # type: ignore[method-assign]
    run(address, None)


class _Ticks:
    """Watches the event loop: until Today is filled, and then through everything a person does."""

    def __init__(self, told: dict[str, float], deeds: list[Deed]) -> None:
        self._told, self._deeds = told, deeds
        self._last = perf_counter()
        self._gap = 0.0
        self._quiet = 0
        self._now = "opening"
        self._found = False

    def begin(self) -> None:
        self._last = perf_counter()

    def tick(self) -> None:
        now = perf_counter()
        self._gap = max(self._gap, (now - self._last) * 1000 - TICK_MS)
        page = self._page()
        if page is not None:
            self._watch(page)
        self._last = perf_counter()

    def _page(self) -> WorkspacePage | None:
        from PySide6.QtWidgets import QApplication

        from app.ui.main_window import MainWindow

        window = next((row for row in QApplication.topLevelWidgets() if isinstance(row, MainWindow)), None)
        if window is None or not hasattr(window, "bar"):
            return None
        if "posts" not in self._told and getattr(window.front, "in_view", False):
            self._told["posts"] = _since_start()  # what goes out today is painted
        return window.page

    def _filled(self) -> None:
        self._told.setdefault("posts", _since_start())
        self._told.setdefault("today", _since_start())

    def _watch(self, page: WorkspacePage) -> None:
        if not self._found:
            self._found = True
            page.loaded.connect(self._filled)
        if "today" not in self._told:
            return
        self._quiet = self._quiet + 1 if page.context.face.tasks.is_idle else 0
        if self._quiet >= QUIET:
            self._quiet = 0
            self._next(page)

    def _next(self, page: WorkspacePage) -> None:
        self._told.setdefault("memory", _resident())  # once all is at rest
        self._told[self._now] = max(self._told.get(self._now, 0.0), self._gap)
        self._gap = 0.0
        if self._deeds:
            self._now, do = self._deeds.pop(0)
            do(page)
            return
        print(json.dumps(self._told), flush=True)
        os._exit(0)


def _all_tabs() -> list[Deed]:
    """Each for the first time, and once more."""

    def show(number: int) -> Deed:
        return "tabs", lambda page: page.tab_bar.setCurrentIndex(number)

    return [show(number) for number in (1, 2, 3, 4, 0, 1, 2, 3, 4)]


def _work(file: str) -> list[Deed]:
    from app.ui.places import FetchPlace, ImportPlace

    return [
        ("fetching", lambda page: page.go(FetchPlace())),
        ("looking", lambda page: page.go(ImportPlace(Path(file)))),
        ("importing", _press_import),
    ]


def _press_import(page: WorkspacePage) -> None:
    from app.ui.importing.page import ImportPage

    side = page.findChildren(ImportPage)[0].preview.side
    if not side.go.isEnabled():
        side.profile.setCurrentIndex(1)
    side.go.click()


def _resident() -> float:
    """MiB of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    kind, *given = sys.argv[1:]
    if kind == "bare":
        bare()
    else:
        ours(given[0], _all_tabs() if kind == "ours" else _work(given[1]))
