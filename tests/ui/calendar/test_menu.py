"""The menu of a chip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.ui.calendar.menu import ChipMenu
from app.ui.calendar.moving import Target
from app.ui.tabs.calendar import CalendarTab
from tests.fakes.calendar_panels import FakePanel
from tests.fakes.offices import MORNING, Office
from tests.ui.calendar.tabs import chip

pytestmark = pytest.mark.usefixtures("panels")


def test_a_scheduled_post_goes_out_at_once_from_the_menu(
    office: Office, tab: CalendarTab, panels: list[FakePanel], qtbot: QtBot
) -> None:
    def offered(title: str) -> dict[str, QAction]:
        row = chip(tab, title, office.facebook.id)
        tab.desk.ask_menu(row, Target(MORNING.date()), tab.mapToGlobal(QPoint(40, 40)))
        menu = tab.findChildren(ChipMenu)[-1]
        return {action.text(): action for action in menu.actions()}

    assert "Publish now" not in offered("Makowiec")
    row = chip(tab, "Chleb na zakwasie", office.facebook.id)
    offered("Chleb na zakwasie")["Publish now"].trigger()
    assert panels[0].asked[-1] == ("publish", row.post_id, (office.facebook.id,))
