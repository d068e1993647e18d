from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.popover import AboutPopover
from app.ui.tab_context import TabContext
from app.ui.tabs.dashboard import DashboardTab
from tests.fakes.figures import measured_office
from tests.fakes.offices import Office


@pytest.mark.parametrize("times", [5, pytest.param(100, marks=pytest.mark.soak)])
def test_what_a_number_is_made_of_leaves_nothing_alive(
    tmp_path: Path, context_for: Callable[[Office], TabContext], qtbot: QtBot, times: int
) -> None:
    office = measured_office(tmp_path)
    tab = DashboardTab(context_for(office))
    qtbot.addWidget(tab)
    tab.show()
    with qtbot.waitSignal(tab.settled):
        tab.reload_if_stale()
    info = next(row.info for row in tab.findChildren(TileFrame) if row.isVisible())
    counts = []
    for _ in range(times):
        qtbot.mouseClick(info, Qt.MouseButton.LeftButton)
        popover = next(row for row in QApplication.topLevelWidgets() if isinstance(row, AboutPopover))
        popover.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        counts.append(len(QApplication.allWidgets()))
    assert counts[-1] <= counts[1]
    office.app.close()


def test_much_to_tell_stays_on_the_screen_and_is_scrolled(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    place.show()
    popover = AboutPopover("Interactions", [(f"Part {n}", "of a long explanation " * 20) for n in range(60)], place)
    popover.show_under(place)
    screen = place.screen().availableGeometry()
    assert screen.contains(popover.geometry())
    bar = popover.findChild(QScrollArea).verticalScrollBar()
    assert bar.maximum() > 0
    qtbot.keyClick(popover, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    popover.close()
    small = AboutPopover("Posts", [("Formula", "number of posts")], place)
    small.show_under(place)
    assert small.findChild(QScrollArea).verticalScrollBar().maximum() == 0
    small.close()
