"""What tests of own dashboards look at."""

from __future__ import annotations

from app.domain.own_dashboards import OwnDashboard
from app.ui.dashboard.board import DashboardBoard
from app.ui.dashboard.tile_handle import TileHandle
from tests.fakes.offices import Office


def kept(office: Office) -> OwnDashboard:
    (row,) = office.app.own_dashboards.dashboards(office.owner)
    return row


def handle_of(board: DashboardBoard, place: int) -> TileHandle:
    return board.own.arranger.handle(board.own.arranger.tiles[place].key)
