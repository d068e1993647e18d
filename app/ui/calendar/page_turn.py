"""Turns the page under a dragged chip: past the left or right edge, or over an arrow of the toolbar, and again while it stays."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication

from app.ui.calendar.desk import Desk
from app.ui.calendar.toolbar import PAGE_STEP

TURN_AFTER = 700
"""Milliseconds."""


class PageTurn(QObject):
    def __init__(self, desk: Desk, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._desk, self._view, self._step = desk, view, 0
        self.timer = QTimer(self)
        self.timer.setInterval(TURN_AFTER)
        self.timer.timeout.connect(lambda: self._desk.paged.emit(self._step))

    def aim(self, point: QPoint, on_screen: QPoint) -> None:
        """`point` of the viewport and the same one `on_screen`."""
        step = self._step_at(point, on_screen)
        if step == 0:
            self.timer.stop()
        elif step != self._step or not self.timer.isActive():
            self.timer.start()
        self._step = step

    def stop(self) -> None:
        self._step = 0
        self.timer.stop()

    def _step_at(self, point: QPoint, on_screen: QPoint) -> int:
        over = QApplication.widgetAt(on_screen)
        if over is not None and over.property(PAGE_STEP) is not None:
            return int(over.property(PAGE_STEP))
        view = self._view.viewport().rect()
        if not view.top() <= point.y() <= view.bottom():
            return 0
        return -1 if point.x() < view.left() else 1 if point.x() > view.right() else 0
