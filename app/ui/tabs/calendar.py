from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.places import Place
from app.ui.tab_context import TabContext


class CalendarTab(QWidget):
    went = Signal(object)
    """A `Place` of another tab somebody asked for."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def write(self) -> None: ...
    def reload(self) -> None: ...
    def reload_if_stale(self) -> None: ...
    def go(self, place: Place) -> None: ...
