"""What the calendar gives away: paper and .ics files."""

from __future__ import annotations

from datetime import date
from typing import Literal

from PySide6.QtWidgets import QWidget

from app.ui.calendar.filters import CalendarFilters
from app.ui.tab_context import TabContext

PrintedView = Literal["month", "week", "agenda"]


def open_print_preview(
    context: TabContext, parent: QWidget, view: PrintedView, first: date, last: date, filters: CalendarFilters
) -> None:
    """Reads the plan and opens its preview."""


def open_ics(context: TabContext, parent: QWidget, filters: CalendarFilters) -> None:
    """Opens the dialog for .ics files."""
