"""Looks now and then whether another program, such as the command line, brought data since a dashboard was read."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.dashboard_values import Dashboard
from app.ui.errors import is_expected
from app.ui.tab_context import TabContext

EVERY = 60_000


class NewerData(QTimer):
    found = Signal(object)
    """The moment at which they came in."""

    def __init__(self, context: TabContext, board: QWidget) -> None:
        super().__init__(board)
        self._context, self._board = context, board
        self._shown: Dashboard | None = None
        self.setInterval(EVERY)
        self.timeout.connect(self._look)

    def watch(self, dashboard: Dashboard | None) -> None:
        """The dashboard that is shown."""
        self._shown = dashboard
        if dashboard is None:
            self.stop()
        else:
            self.start()

    def _look(self) -> None:
        shown, dashboards = self._shown, self._context.services.dashboards
        if shown is None or not self._board.isVisible():
            return

        def compare(at: datetime | None) -> None:
            known = shown.data_at
            if shown is self._shown and at is not None and (known is None or at > known):
                self.found.emit(at)

        self._context.face.tasks.run(self, lambda report: dashboards.data_at(shown), compare, self._fail)

    def _fail(self, error: BaseException) -> None:
        """A store that cannot be read just now is told of by whatever is asked for next."""
        if not is_expected(error):
            self._context.face.tasks.unexpected.emit(error)
