"""The approvals tab on the screen, over the small office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.ui.tab_context import TabContext
from app.ui.tabs.approvals import ApprovalsTab
from tests.fakes.offices import MORNING, Office

Wait = Callable[[ApprovalsTab], None]


@pytest.fixture
def settled(qtbot: QtBot) -> Wait:
    """Waits until everything the tab asked for has come."""
    return lambda tab: qtbot.waitUntil(lambda: tab._face.tasks.is_idle)


@pytest.fixture
def shown(qtbot: QtBot, settled: Wait) -> Callable[[TabContext], ApprovalsTab]:
    def make(context: TabContext) -> ApprovalsTab:
        tab = ApprovalsTab(context)
        qtbot.addWidget(tab)
        tab.resize(1280, 760)
        tab.show()
        tab.activateWindow()
        qtbot.waitUntil(tab.isActiveWindow)
        tab.reload_if_stale()
        settled(tab)
        return tab

    return make


@pytest.fixture
def three(office: Office) -> Office:
    """ "Makowiec" in three hours, "Bułki" in two days and "Rogale" in five wait for the owner."""
    office.post(office.editor, "Bułki", MORNING + timedelta(days=2), submit=True)
    office.post(office.editor, "Rogale", MORNING + timedelta(days=5), submit=True)
    return office
