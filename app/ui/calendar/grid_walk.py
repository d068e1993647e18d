"""Walking through a table of days with the arrows: from chip to chip, and from cell to cell."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex

from app.ui.calendar.plan import find

if TYPE_CHECKING:
    from app.ui.calendar.grid_view import GridView


def walk_chips(view: GridView, step: int) -> None:
    """To the chip above or below, and from the first or last one to the cell above or below."""
    index = view.currentIndex()
    if not index.isValid():
        view.follow_plan()
        return
    chips = view.grid.cell(index).chips
    place = find(chips, view.grid.chosen)
    wanted = place + step
    if place < 0 and step < 0:
        wanted = -2
    if -1 <= wanted < len(chips):
        view.stand_on(index, chips[wanted] if wanted >= 0 else None)
        return
    walk_cells(view, index, step)


def walk_cells(view: GridView, index: QModelIndex, step: int) -> None:
    """To the cell above or below; over the edge to the day a week away."""
    there = view.grid.index(index.row() + step, index.column())
    if not there.isValid():
        view.desk.day_wanted.emit(view.grid.day(index) + timedelta(days=7 * step))
        return
    chips = view.grid.cell(there).chips
    view.stand_on(there, chips[-1] if chips and step < 0 else None)


def walk_days(view: GridView, step: int) -> None:
    """To the day before or after; over the edge to the next page."""
    index = view.currentIndex()
    if not index.isValid():
        view.follow_plan()
        return
    cell = view.grid.cell(index)
    day = cell.day + timedelta(days=step)
    there = view.grid.place(day, cell.hour)
    if not there.isValid():
        view.desk.day_wanted.emit(day)
        return
    chips, place = view.grid.cell(there).chips, find(cell.chips, view.grid.chosen)
    view.stand_on(there, chips[min(place, len(chips) - 1)] if chips and place >= 0 else None)
