"""A calendar tab on the screen, and ways to find in it what a person would see."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout
from pytestqt.qtbot import QtBot

from app.domain.content import PlannedChip
from app.ui.calendar.grid_view import GridView
from app.ui.calendar.plan import days
from app.ui.tab_context import TabContext
from app.ui.tabs.calendar import CalendarTab

TUESDAY = date(2026, 11, 24)
"""The first day of the office."""
_LEFT = Qt.MouseButton.LeftButton


def shown_tab(context: TabContext, qtbot: QtBot, size: tuple[int, int] = (1400, 900)) -> CalendarTab:
    """Over the page its notices appear on."""
    page = context.notices.parentWidget()
    tab = CalendarTab(context)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(tab)
    page.resize(*size)
    page.show()
    tab.reload_if_stale()
    settle(tab, qtbot)
    tab.board.now.setFocus()
    return tab


def settle(tab: CalendarTab, qtbot: QtBot) -> None:
    """Until everything asked for arrived and is shown."""

    def ready() -> bool:
        QApplication.processEvents()
        return tab._face.tasks.is_idle and not tab.is_waiting

    qtbot.waitUntil(ready)


def grid_of(tab: CalendarTab) -> GridView:
    view = tab.board.now
    assert isinstance(view, GridView)
    return view


def chip(tab: CalendarTab, title: str, profile_id: int | None = None) -> PlannedChip:
    """The chip with a title, wherever it is in the days read so far."""
    for day in days(*tab.board.period):
        for row in tab.source.chips(day):
            if row.opening == title and profile_id in (None, row.profile_id):
                return row
    raise LookupError(title)


def stand_on(tab: CalendarTab, row: PlannedChip) -> None:
    view = grid_of(tab)
    view.stand_on(view.grid.place_of(row), row)


def middle(view: GridView, row: PlannedChip) -> QPoint:
    """Where a chip stands in the viewport."""
    return view.viewport().mapFromGlobal(_place(view, row))


def _place(view: GridView, row: PlannedChip) -> QPoint:
    index = view.grid.place_of(row)
    places = view.delegate.places(view.grid.cell(index), view.visualRect(index)).chips
    rect = next(rect for rect, one in places if one.variant_id == row.variant_id)
    return view.viewport().mapToGlobal(rect.center())


def cell_point(view: GridView, day: date, hour: int | None = None, share: float = 0.9) -> QPoint:
    """A point in the cell of a day, `share` of its height from the top."""
    rect = view.visualRect(view.grid.place(day, hour))
    return QPoint(rect.center().x(), rect.top() + int(rect.height() * share))


def drag(
    view: GridView, start: QPoint, end: QPoint, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Takes hold at `start` and stands over `end`; `drop` lets go."""
    _mouse(view, QEvent.Type.MouseButtonPress, start, held)
    for share in (0.3, 0.7, 1.0):
        point = start + (end - start) * share
        _mouse(view, QEvent.Type.MouseMove, point, held)


def drag_on(view: GridView, end: QPoint) -> None:
    """What is held already stands over `end` now."""
    _mouse(view, QEvent.Type.MouseMove, end, Qt.KeyboardModifier.NoModifier)


def drop(view: GridView, end: QPoint) -> None:
    _mouse(view, QEvent.Type.MouseButtonRelease, end, Qt.KeyboardModifier.NoModifier)


def _mouse(view: GridView, kind: QEvent.Type, point: QPoint, held: Qt.KeyboardModifier) -> None:
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else _LEFT
    buttons = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else _LEFT
    on_screen = QPointF(view.viewport().mapToGlobal(point))
    event = QMouseEvent(kind, QPointF(point), on_screen, button, buttons, held)
    QApplication.sendEvent(view.viewport(), event)
