"""The tab of the dashboards. What it is made of is brought when the tab is first looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui.growing import take_turns
from app.ui.modules import bring
from app.ui.places import Place
from app.ui.tab_context import TabContext
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.ui.dashboard.board import DashboardBoard

MODULES = ("app.services.dashboards", "pyqtgraph", "app.ui.plots.line_plot", "app.ui.dashboard.board")


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
            bring(self._context.face.tasks, self, MODULES, self._make)

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

    def _make(self) -> None:
        from app.ui.dashboard.board import DashboardBoard

        board = DashboardBoard(self._context, self._pages, at_once=False)
        take_turns(self._context.face.tasks, self, self._grow(board))

    def _grow(self, board: DashboardBoard) -> Iterator[None]:
        self._pages.addWidget(board)
        yield from board.growth
        self.board = board
        self.board.went.connect(self.went)
        self.board.settled.connect(self.settled)
        self._pages.setCurrentWidget(self.board)
        if self._place is not None:
            self.board.go(self._place)
        else:
            self.board.reload()

    def _write(self) -> None:
        words = self._context.face.language.words
        self._waiting.say(words.t("Reading the figures"), words.t("The tiles appear in a moment."))
