"""The tab of the dashboards. What it is made of is imported on a worker's thread when the tab is first looked at."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.system.collector import collector_resting
from app.ui.places import Place
from app.ui.tab_context import TabContext
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.ui.dashboard.board import DashboardBoard


class DashboardTab(QWidget):
    went = Signal(object)
    """A `Place` of another tab somebody asked for."""
    settled = Signal()
    """All tiles of what was asked for stand."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.board: DashboardBoard | None = None
        self._asked = False
        self._place: Place | None = None
        self._waiting = EmptyState("loader")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._waiting)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._write()

    def reload(self) -> None:
        """Reads everything again; what is shown stays until then."""
        if self.board is not None:
            self.board.reload()
        elif not self._asked:
            self._asked = True
            self._context.face.tasks.run(self, lambda report: _imported(), self._make)

    def reload_if_stale(self) -> None:
        if self.board is not None:
            self.board.reload_if_stale()
        else:
            self.reload()

    def write(self) -> None:
        """Writes every word anew from what was read."""
        self._write()
        if self.board is not None:
            self.board.write()

    def go(self, place: Place) -> None:
        """Shows the dashboard somebody asked for, once there is one."""
        if self.board is not None:
            self.board.go(place)
        else:
            self._place = place

    def _make(self, kind: type[DashboardBoard]) -> None:
        self.board = kind(self._context)
        self.board.went.connect(self.went)
        self.board.settled.connect(self.settled)
        self._pages.addWidget(self.board)
        self._pages.setCurrentWidget(self.board)
        if self._place is not None:
            self.board.go(self._place)
        else:
            self.board.reload()

    def _write(self) -> None:
        words = self._context.face.language.words
        self._waiting.say(words.t("Reading the figures"), words.t("The tiles appear in a moment."))


def _imported() -> type[DashboardBoard]:
    """On a worker's thread: pyqtgraph alone takes a quarter of a second."""
    first = "pyqtgraph" not in sys.modules
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # nothing here multiplies matrices: its threads would only be in the way
    with collector_resting():
        import pyqtgraph  # noqa: F401

        import app.services.dashboards
        import app.ui.plots.line_plot  # noqa: F401
        from app.ui.dashboard.board import DashboardBoard
    if first:
        gc.freeze()  # so many modules make a full collection longer than the window may wait
    return DashboardBoard
