"""An own dashboard of twelve tiles in the window: time until all stand, then after another period was chosen, and gaps meanwhile.

On the demo; `bench_tiles` does the same over ten million observations. Time is told by the clock and as the processor's, which
alone is held against the limits: other programs may run.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program has it

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.build import open_app
from app.domain.dashboards import DashboardSpec, Preset, TileKind, TileSpec
from app.main import SWITCH_SECONDS, make_face
from app.system.paths import Paths
from app.ui.plain_import import import_plainly
from app.ui.tasks import TaskRunner
from tests.benchmarks.bench_dashboard import LONGEST_GAP, Gaps, context_of
from tests.benchmarks.bench_window import demo

ROUNDS = 5
COMPLETE_MS = 1000.0
CHANGED_MS = 300.0
LONGEST_RUN = 120_000
PERIODS = (Preset.LAST_90, Preset.LAST_28)
TILES = (
    TileSpec("followers", TileKind.NUMBER, "followers", 3),
    TileSpec("reach", TileKind.NUMBER, "post_reach_total", 3),
    TileSpec("rate", TileKind.NUMBER, "engagement_rate_by_reach_median", 3),
    TileSpec("posts", TileKind.NUMBER, "posts", 3),
    TileSpec("lines", TileKind.LINES, "interactions", 8),
    TileSpec("bars", TileKind.BARS, "interactions_median", 4, "format"),
    TileSpec("best", TileKind.BEST_POSTS, "best_posts", 8),
    TileSpec("formats", TileKind.FORMATS, "formats", 4),
    TileSpec("heat", TileKind.HEAT_MAP, "weekday_hour", 4),
    TileSpec("cadence", TileKind.CADENCE, "", 8),
    TileSpec("table", TileKind.TABLE, "interactions", 6, "format"),
    TileSpec("stacked", TileKind.STACKED, "interactions", 6, "week"),
)


@dataclass(frozen=True, slots=True)
class Round:
    """Milliseconds until all tiles stood, those of the processor, the longest gap of the main loop, and the most the main thread
    itself worked at a time."""

    took: float
    worked: float
    gap: float
    busy: float


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="szpalta-bench-") as name:
        place = demo(Path(name))
        if measured(place, Path(name), "the demo"):
            sys.exit(1)


def measured(address: str, folder: Path, told: str) -> bool:
    """Prints what a store's twelve tiles take. Whether a limit is missed."""
    paths = Paths(folder / "own-data", folder / "config", folder / "cache", folder / "logs")
    qt = QApplication.instance() or QApplication(["szpalta"])
    import_plainly()  # as the program does
    sys.setswitchinterval(SWITCH_SECONDS)
    tasks = TaskRunner(qt)
    app = open_app(address, paths=paths)
    own = app.own_dashboards.create(app.members.acting(None), "Twelve", DashboardSpec("", TILES))
    page = QWidget()
    shown, changed = _rounds(context_of(app, make_face(qt, tasks, paths, "en"), page), own.key, app.kept_figures.close)
    app.own_dashboards.delete(app.members.acting(None), own.uid)
    tasks.close()
    app.close()
    missed = _tell(f"twelve tiles over {told} complete", shown, COMPLETE_MS)
    return _tell(f"another period over {told}", changed, CHANGED_MS) or missed


def _tell(what: str, rounds: list[Round], limit: float) -> bool:
    worked, gap = median(row.worked for row in rounds), max(row.gap for row in rounds)
    print(
        f"own dashboard: {what} in {median(row.took for row in rounds):.0f} ms, {worked:.0f} ms of the processor "
        f"(under {limit:.0f}), longest gap {gap:.0f} ms (at most {LONGEST_GAP:.0f}), own work of the main thread "
        f"{max(row.busy for row in rounds):.0f} ms at a time",
        flush=True,
    )
    return worked >= limit or gap > LONGEST_GAP


def _rounds(context: object, key: str, forget: Callable[[], None]) -> tuple[list[Round], list[Round]]:
    """All of it made and read anew, as nothing is remembered, and with the other period."""
    from app.ui.dashboard.choice import DashboardChoice
    from app.ui.tabs.dashboard import DashboardTab

    tab = DashboardTab(context)  # type: ignore[arg-type]
    tab.resize(1280, 800)
    tab.show()
    gaps, loop = Gaps(), QEventLoop()
    tab.settled.connect(loop.quit)
    QTimer.singleShot(LONGEST_RUN, loop, lambda: sys.exit("own dashboard: its tiles never stood"))

    def one(do: Callable[[], object]) -> Round:
        QApplication.processEvents()
        gaps.begin()
        began, worked = perf_counter(), process_time()
        do()
        loop.exec()
        return Round((perf_counter() - began) * 1000, (process_time() - worked) * 1000, gaps.longest, gaps.busiest)

    one(tab.reload)  # the overview, with imports
    board = tab.board
    if board is None:
        sys.exit("own dashboard: there is no board")
    choice = DashboardChoice(key)
    one(lambda: board._choose(choice))
    gc.freeze()  # as the window does some seconds after its start
    shown = []
    for _ in range(ROUNDS):
        one(lambda: board._choose(DashboardChoice()))
        forget()
        shown.append(one(lambda: board._choose(choice)))
    changed = []
    for _ in range(ROUNDS):
        for preset in PERIODS:
            changed.append(one(lambda preset=preset: board._choose(replace(choice, preset=preset))))  # type: ignore[misc]
    tab.deleteLater()
    return shown, changed


if __name__ == "__main__":
    main()
