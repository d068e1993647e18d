"""One start, watched from inside: `bare` a painted QMainWindow, `ours ADDRESS` the program until Today is filled.

Prints one JSON line: seconds since the process began, MiB, and the largest gaps between two turns of the event loop in ms.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from time import clock_gettime, perf_counter

TICK_MS = 5


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


def ours(address: str) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

    told: dict[str, float] = {}

    class FirstPaint(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() is not QEvent.Type.Paint or not isinstance(watched, QWidget):
                return False
            if isinstance(watched.window(), QMainWindow):
                app.removeEventFilter(self)
                QTimer.singleShot(0, began)
            return False

    app = QApplication(["szpalta"])
    watcher = FirstPaint()
    app.installEventFilter(watcher)
    ticker = QTimer()
    ticks = _Ticks(told)
    ticker.timeout.connect(ticks.tick)

    def began() -> None:
        told["painted"] = _since_start()
        ticks.begin()
        ticker.start(TICK_MS)

    from app.main import run

    run(address, None)


class _Ticks:
    """Watches the event loop: until Today is filled, and then through every tab."""

    def __init__(self, told: dict[str, float]) -> None:
        self._told = told
        self._last = perf_counter()
        self._gap = 0.0
        self._quiet = 0
        self._found = False
        self._tabs: list[int] | None = None

    def begin(self) -> None:
        self._last = perf_counter()

    def tick(self) -> None:
        now = perf_counter()
        self._gap = max(self._gap, (now - self._last) * 1000 - TICK_MS)
        page = self._page()
        if page is not None:
            self._watch(page)
        self._last = perf_counter()

    def _page(self) -> object | None:
        from PySide6.QtWidgets import QApplication

        for window in QApplication.topLevelWidgets():
            if "posts" not in self._told and getattr(getattr(window, "front", None), "in_view", False):
                self._told["posts"] = _since_start()  # what goes out today is painted
            page: object | None = getattr(window, "page", None)
            if page is not None:
                return page
        return None

    def _filled(self) -> None:
        self._told.setdefault("posts", _since_start())
        self._told.setdefault("today", _since_start())
        self._told.setdefault("memory", _resident())

    def _watch(self, page: object) -> None:
        if not self._found:
            self._found = True
            page.loaded.connect(self._filled)  # type: ignore[attr-defined]
        if "today" not in self._told:
            return
        idle = page.context.face.tasks.is_idle  # type: ignore[attr-defined]
        self._quiet = self._quiet + 1 if idle else 0
        if self._quiet < 60:
            return
        self._quiet = 0
        self._next(page)

    def _next(self, page: object) -> None:
        bar = page.tab_bar  # type: ignore[attr-defined]
        if self._tabs is None:
            self._told["opening"], self._gap = self._gap, 0.0
            self._tabs = [*range(1, bar.count()), 0, *range(1, bar.count())]
        if self._tabs:
            bar.setCurrentIndex(self._tabs.pop(0))
            return
        self._told["tabs"] = self._gap
        print(json.dumps(self._told), flush=True)
        os._exit(0)


def _resident() -> float:
    """MiB of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else ours(sys.argv[2])
