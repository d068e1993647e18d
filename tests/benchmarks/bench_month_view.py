"""Paging the month view, 1,000 posts of 1,000,000, beside the bare query and painting; the longest stop while dragging."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.build import App
from app.domain.networks import Network
from app.domain.people import Actor
from app.main import SWITCH_SECONDS, make_face
from app.store.types import stamp
from app.system.clock import SetClock
from app.system.paths import Paths
from app.ui import icons
from app.ui.changes import ChangeBus
from app.ui.colors import LIGHT
from app.ui.notices import Notices
from app.ui.plain_import import import_plainly
from app.ui.sleep_until import sleep_until
from app.ui.tab_context import TabContext
from app.ui.tabs.calendar import CalendarTab
from app.ui.tasks import TaskRunner
from app.ui.undo import UndoList
from tests.benchmarks.bench_month import _RAW, END, IN_MONTH, POSTS, START, _filled

ROUNDS = 15
LIMIT = 3.0
LIMIT_MS = 50.0
LIMIT_GAP_MS = 16.0
SIZE = (1400, 900)
LONGEST_WAIT = 60_000
SHOWN = 4
"""Chips a day has room for."""
_DAY = date(2026, 11, 16)


class Bare(QWidget):
    """The same readable chips, painted without a model, a delegate or anything to click."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Any] = []

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, width, height = self.fontMetrics(), self.width() // 7, self.height() // 6
        mark = icons.mark(Network.FACEBOOK, LIGHT, 16)
        state = icons.pixmap("calendar-clock", LIGHT.of("scheduled"), 14)
        for place, row in enumerate(self.rows):
            cell, line = divmod(place, SHOWN)
            rect = QRect(cell % 7 * width + 4, cell // 7 * height + 24 + line * 20, width - 8, 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(LIGHT.of("hover"))
            painter.drawRoundedRect(rect, 4, 4)
            painter.setBrush(LIGHT.of("scheduled"))
            painter.drawRoundedRect(QRect(rect.left(), rect.top(), 3, 18), 1.5, 1.5)
            painter.drawPixmap(rect.topLeft() + QPoint(7, 1), mark)
            painter.drawPixmap(rect.topRight() - QPoint(18, -2), state)
            painter.setPen(LIGHT.of("text"))
            painter.drawText(rect.adjusted(28, 0, 0, 0), str(row[3])[11:16])
            shown = metrics.elidedText(row[5], Qt.TextElideMode.ElideRight, width - 90)
            painter.drawText(rect.adjusted(64, 0, -18, 0), shown)
        painter.end()


class Painted(QObject):
    """Knows when the month was painted with all its days."""

    def __init__(self, tab: CalendarTab) -> None:
        super().__init__(tab)
        self._tab, self.done = tab, False
        tab.board.month.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() is QEvent.Type.Paint and self._tab.source.knows(*self._tab.board.period):
            QTimer.singleShot(0, self._finish)
        return False

    def is_done(self) -> bool:
        return self.done

    def _finish(self) -> None:
        self.done = True

    def end(self) -> None:
        self._tab.board.month.viewport().removeEventFilter(self)
        self.deleteLater()


def _quiet(tab: CalendarTab, tasks: TaskRunner) -> None:
    sleep_until(lambda: tasks.is_idle and not tab.is_waiting, LONGEST_WAIT)


def _floor(store: Any, bare: Bare) -> float:
    """The raw query of the driver, and the chips there is room for."""
    connection = store.engine.raw_connection()
    times = []
    for _ in range(ROUNDS):
        began = perf_counter()
        rows = connection.cursor().execute(_RAW, (stamp(START), stamp(END))).fetchall()
        bare.rows = rows[: 42 * SHOWN]
        bare.repaint()
        times.append(perf_counter() - began)
    connection.close()
    return median(times)


def _paging(tab: CalendarTab, tasks: TaskRunner) -> tuple[float, float]:
    """Paging to a month read before, as it is nearly always, and to one that must be read first."""
    board = tab.board
    known, fresh = [], []
    for _ in range(ROUNDS):
        board.page(1)
        _quiet(tab, tasks)
        began = perf_counter()
        board.page(-1)
        board.month.viewport().repaint()
        known.append(perf_counter() - began)
        _quiet(tab, tasks)
        tab.source._begin_edition()
        tab.source._chips.clear()
        painted = Painted(tab)
        began = perf_counter()
        board.reload()
        sleep_until(painted.is_done, LONGEST_WAIT)
        fresh.append(perf_counter() - began)
        painted.end()
        _quiet(tab, tasks)
    return median(known), median(fresh)


def _gap_of_a_drag(tab: CalendarTab, tasks: TaskRunner) -> float:
    """The longest time between two turns of the main loop while a chip is dragged over the month."""
    view = tab.board.month
    _quiet(tab, tasks)
    index = view.grid.place(_DAY + timedelta(days=1))
    rect, _ = view.delegate.places(view.grid.cell(index), view.visualRect(index)).chips[0]
    start, width, height = rect.center(), view.viewport().width(), view.viewport().height()
    _mouse(view.viewport(), QEvent.Type.MouseButtonPress, start)
    points = [
        QPoint(int(width * (0.05 + 0.9 * (step % 60) / 60)), int(height * (0.5 + 0.4 * step / 300)))
        for step in range(300)
    ]
    gaps: list[float] = []
    ticks = QTimer()
    last = [perf_counter()]

    def tick() -> None:
        now = perf_counter()
        gaps.append(now - last[0])
        last[0] = now
        if points:
            _mouse(view.viewport(), QEvent.Type.MouseMove, points.pop(0))

    ticks.timeout.connect(tick)
    ticks.start(0)
    sleep_until(lambda: not points, LONGEST_WAIT)
    ticks.stop()
    view._end_drag(drop=False)
    return max(gaps[1:])


def _mouse(widget: QWidget, kind: QEvent.Type, point: QPoint) -> None:
    held = Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else held
    place = QPointF(widget.mapToGlobal(point))
    event = QMouseEvent(kind, QPointF(point), place, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def main() -> None:
    """Prints the medians, their ratio and the longest stop, each with its limit. Exits with 1 above one of them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(["bench"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = _filled(folder)
        paths = Paths(folder / "data", folder / "config", folder / "cache", folder / "logs")
        app = App(store, SetClock(START + timedelta(days=15)), paths)
        import_plainly()  # as the program does
        sys.setswitchinterval(SWITCH_SECONDS)
        tasks = TaskRunner(application)
        face = make_face(application, tasks, paths, "en")
        face.language.use_zone("Europe/Warsaw")
        page = QWidget()
        bus = ChangeBus(page)
        context = TabContext(app, Actor(), face, bus, UndoList(face, bus, page), Notices(page))
        tab = CalendarTab(context)
        tab.resize(*SIZE)
        tab.show()
        tab.reload_if_stale()
        sleep_until(lambda: tasks.is_idle, LONGEST_WAIT)
        bare = Bare()
        bare.resize(tab.board.month.viewport().size())
        bare.show()
        QApplication.processEvents()
        gc.collect()
        gc.freeze()
        floor = _floor(store, bare)
        shown = sum(len(tab.source.chips(date(2026, 11, 1) + timedelta(days=n))) for n in range(30))
        known, fresh = _paging(tab, tasks)
        gap = _gap_of_a_drag(tab, tasks)
        tasks.close()
        app.close()
    if shown != IN_MONTH:
        sys.exit(f"month view: {shown} chips, not {IN_MONTH}")
    print(
        f"month view, {IN_MONTH} posts of {POSTS}: page {known * 1000:.1f} ms (at most {LIMIT_MS:.0f}), bare query and paint "
        f"{floor * 1000:.1f} ms, ratio {known / floor:.2f} (at most {LIMIT})"
    )
    print(
        f"month view: a month nobody read ahead {fresh * 1000:.1f} ms (at most {LIMIT_MS:.0f}), ratio {fresh / floor:.2f}; "
        f"longest stop in a drag {gap * 1000:.1f} ms (at most {LIMIT_GAP_MS:.0f})"
    )
    if max(known, fresh) * 1000 > LIMIT_MS or known > LIMIT * floor or gap * 1000 > LIMIT_GAP_MS:
        sys.exit(1)


if __name__ == "__main__":
    main()
