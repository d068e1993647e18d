"""An office with figures, and the tab of the dashboards over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.dashboard.board import DashboardBoard
from app.ui.tab_context import TabContext
from app.ui.tabs.dashboard import DashboardTab
from tests.fakes.figures import measured_office
from tests.fakes.offices import Office

Shown = Callable[..., DashboardTab]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = measured_office(tmp_path)
    yield made
    made.app.close()


@pytest.fixture
def shown(qtbot: QtBot, context_for: Callable[[Office], TabContext]) -> Shown:
    """The tab over an office, once its tiles stand."""

    def made(office: Office, context: TabContext | None = None) -> DashboardTab:
        tab = DashboardTab(context or context_for(office))
        qtbot.addWidget(tab)
        tab.resize(1280, 900)
        tab.show()
        with qtbot.waitSignal(tab.settled):
            tab.reload_if_stale()
        return tab

    return made


@pytest.fixture
def board(qtbot: QtBot, office: Office, context_for: Callable[[Office], TabContext]) -> DashboardBoard:
    """The board with the overview on it."""
    made = DashboardBoard(context_for(office))
    qtbot.addWidget(made)
    made.resize(1280, 900)
    made.show()
    with qtbot.waitSignal(made.settled):
        made.reload()
    return made


@pytest.fixture
def arranged(qtbot: QtBot, board: DashboardBoard) -> DashboardBoard:
    """An own copy of the overview, being arranged."""
    with qtbot.waitSignal(board.settled):
        board.own.ask("copy")
    return board
