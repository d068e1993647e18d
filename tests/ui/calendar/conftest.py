"""A calendar beside panels that only note what they are asked."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

import app.ui.post.panel
from app.ui.tab_context import TabContext
from app.ui.tabs.calendar import CalendarTab
from tests.fakes.calendar_panels import FakePanel
from tests.fakes.offices import Office
from tests.ui.calendar.tabs import shown_tab


@pytest.fixture
def panels(monkeypatch: pytest.MonkeyPatch) -> list[FakePanel]:
    """Every panel made."""
    FakePanel.made = []
    monkeypatch.setattr(app.ui.post.panel, "PostPanel", FakePanel)
    return FakePanel.made


@pytest.fixture
def tab(office: Office, context: TabContext, qtbot: QtBot) -> CalendarTab:
    return shown_tab(context, qtbot)
