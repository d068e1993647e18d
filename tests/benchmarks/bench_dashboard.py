"""The demo's overview: time until all its tiles stand, and the longest the window is held up meanwhile."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.build import App, open_app
from app.build_demo import make_demo
from app.main import SWITCH_SECONDS, make_face
from app.system.paths import Paths
from app.ui.changes import ChangeBus
from app.ui.face import Face
from app.ui.notices import Notices
from app.ui.plain_import import import_plainly
from app.ui.tab_context import TabContext
from app.ui.tasks import TaskRunner
from app.ui.undo import UndoList

LONGEST_GAP = 50.0
ROUNDS = 5
TICK = 2
LONGEST_RUN = 60_000


class Gaps:
    """Listens how regularly the event loop comes round."""

    def __init__(self) -> None:
        self.longest = self.busiest = 0.0
        """Milliseconds between two turns, and of them those the main thread itself worked: the rest is other programs."""
        self._last, self._worked = perf_counter(), thread_time()
        self._timer = QTimer()
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def begin(self) -> None:
        self.longest = self.busiest = 0.0
        self._last, self._worked = perf_counter(), thread_time()

    def _tick(self) -> None:
        now = perf_counter()
        worked = thread_time()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self.busiest = max(self.busiest, (worked - self._worked) * 1000)
        self._last, self._worked = now, worked


def context_of(app: App, face: Face, page: QWidget) -> TabContext:
    bus = ChangeBus(page)
    return TabContext(app, app.members.acting(None), face, bus, UndoList(face, bus, page), Notices(page))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = Paths(folder / "data", folder / "config", folder / "cache", folder / "logs")
        address = os.environ.get("SZPALTA_BENCH_DEMO") or str(folder / "demo.szpalta")
        if not Path(address).exists():
            make_demo(address, paths=paths)
        qt = QApplication.instance() or QApplication(["szpalta"])
        if not isinstance(qt, QApplication):
            sys.exit("dashboard: there is another kind of application")
        import_plainly()  # as the program does
        sys.setswitchinterval(SWITCH_SECONDS)
        tasks = TaskRunner(qt)
        app = open_app(address, paths=paths)
        page = QWidget()
        first, others = _measured(context_of(app, make_face(qt, tasks, paths, "en"), page))
        tasks.close()
        app.close()
    times = [row.took for row in others]
    longest = max(row.longest for row in others)
    print(
        f"dashboard of the demo: first {first.took:.0f} ms with imports, then {median(times):.0f} ms median of {ROUNDS}; "
        f"longest gap of the main loop {first.longest:.0f} ms first, {longest:.0f} ms later (at most {LONGEST_GAP:.0f}); "
        f"own work {max(row.busiest for row in (first, *others)):.0f} ms at a time"
    )
    if max(first.longest, longest) > LONGEST_GAP:
        sys.exit(1)


@dataclass(frozen=True, slots=True)
class Round:
    """Milliseconds until all tiles stood, and of the gaps meanwhile."""

    took: float
    longest: float
    busiest: float


def _measured(context: TabContext) -> tuple[Round, list[Round]]:
    """The first showing, and each reload."""
    from app.ui.tabs.dashboard import DashboardTab

    tab = DashboardTab(context)
    tab.resize(1280, 800)
    tab.show()
    gaps, loop = Gaps(), QEventLoop()
    tab.settled.connect(loop.quit)
    QTimer.singleShot(LONGEST_RUN, loop, lambda: sys.exit("dashboard: its tiles never stood"))
    found = []
    for _ in range(ROUNDS + 1):
        QApplication.processEvents()
        gaps.begin()
        began = perf_counter()
        tab.reload()
        loop.exec()
        found.append(Round((perf_counter() - began) * 1000, gaps.longest, gaps.busiest))
    tab.deleteLater()
    return found[0], found[1:]
