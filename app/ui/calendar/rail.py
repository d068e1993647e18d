"""The calendar's left rail: the mini month, the filters and the cadence of the week."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.calendar.filters import CalendarFilters
from app.ui.tab_context import TabContext


class Rail(QFrame):
    filters_changed = Signal(object)
    """The `CalendarFilters` chosen now."""
    day_chosen = Signal(object)
    """A `date` somebody wants to see."""
    period_wanted = Signal(object)
    """First and last day, as a tuple, of a month or week somebody wants to see whole."""
    went = Signal(object)
    """A `Place` of another tab somebody asked for."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rail", True)
        self._context = context
        self._filters = CalendarFilters()

    @property
    def filters(self) -> CalendarFilters:
        """What is chosen now."""
        return self._filters

    def choose(self, filters: CalendarFilters) -> None:
        """Sets the filters, as `DayPlace` with a profile asks; tells `filters_changed` when they differ."""
        self._filters = filters

    def show_period(self, first: date, last: date) -> None:
        """The days the calendar shows beside the rail."""

    def reload(self) -> None:
        """Reads everything anew."""

    def write(self) -> None:
        """Writes every word anew."""
