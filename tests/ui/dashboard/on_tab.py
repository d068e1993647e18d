"""What stands on a dashboard's tab."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.dashboard.board import DashboardBoard
from app.ui.places import DashboardPlace
from app.ui.tabs.dashboard import DashboardTab


def board_of(tab: DashboardTab) -> DashboardBoard:
    assert tab.board is not None
    return tab.board


def frame_of(tab: DashboardTab, key: str) -> QWidget:
    return next(frame for frame in board_of(tab).tiles.frames if frame.tile.spec.key == key)


def go_to(qtbot: QtBot, tab: DashboardTab, place: DashboardPlace) -> None:
    with qtbot.waitSignal(tab.settled):
        tab.go(place)
