"""Ways to a dashboard of one's own and to what is opened from its tiles."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from app.ui.dashboard.board import DashboardBoard
from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.meeting import Meeting
from app.ui.dashboard.targets_dialog import TargetsDialog
from app.ui.dashboard.typical_dialog import TypicalDialog
from app.ui.places import DashboardPlace
from app.ui.tabs.dashboard import DashboardTab
from app.ui.tabs.kinds import DASHBOARD
from app.ui.tour.visit import NothingThere, Visit


def own(visit: Visit) -> DashboardBoard:
    """A copy of the overview, made once."""
    found = visit.services.own_dashboards.dashboards(visit.actor)
    board = _ready(visit, *(row.key for row in found[:1]))
    if not found:
        board.own.ask("copy")
        visit.rest()
    if board.own.arranging:
        board.own.leave()
        visit.rest()
    return board


def arranging(visit: Visit) -> DashboardBoard:
    board = own(visit)
    board.own.arrange()
    visit.rest()
    return board


def gallery(visit: Visit) -> QDialog:
    arranging(visit).own.add_tile()
    return visit.opened()


def narrowing(visit: Visit) -> QDialog:
    """What a single tile is narrowed to."""
    board = arranging(visit)
    board.own.arranger.asked.emit(_tile(board).tile.spec.key, "filters")
    return visit.opened()


def table(visit: Visit) -> QDialog:
    """A tile's data as a table."""
    board = _ready(visit)
    board.tiles.asked.emit(_tile(board), "table")
    return visit.opened()


def dictionary(visit: Visit) -> QDialog:
    board = _ready(visit)
    board.tiles.asked.emit(_tile(board), "kpis")
    return visit.opened()


def targets(visit: Visit) -> QDialog:
    TargetsDialog(visit.page.context, visit.window).open()
    return visit.opened()


def typical(visit: Visit) -> QDialog:
    """The table of typical values, at its first row."""
    dialog = TypicalDialog(visit.page.context, visit.window)
    dialog.open()
    visit.rest()
    dialog.view.selectRow(0)
    return visit.opened()


def meeting(visit: Visit) -> Meeting:
    """The dashboard over the whole screen."""
    board = _ready(visit)
    board.own.fill_screen()
    visit.rest()
    page = board.own.meeting
    if page is None:
        raise NothingThere
    page.showNormal()
    page.resize(visit.window.size())
    visit.rest()
    return page


def _ready(visit: Visit, key: str = "overview") -> DashboardBoard:
    visit.go(DashboardPlace(key))
    tab = visit.page.tab(DASHBOARD)
    if not isinstance(tab, DashboardTab) or tab.board is None:
        raise NothingThere
    return tab.board


def _tile(board: DashboardBoard) -> TileFrame:
    if not board.tiles.frames:
        raise NothingThere
    return board.tiles.frames[0]
