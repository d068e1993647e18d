from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.face import Face
from app.ui.places import Place
from app.ui.tab_making import TabKind
from app.ui.workspace_page import WorkspacePage
from tests.fakes.offices import Office


class CountingTab(QWidget):
    """Counts how often it was asked to read."""

    went = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def reload(self) -> None:
        self.asked.append("reload")

    def reload_if_stale(self) -> None:
        self.asked.append("if stale")

    def write(self) -> None: ...
    def go(self, place: Place) -> None: ...


def test_the_tab_in_front_is_the_one_that_reloads(office: Office, face: Face, qtbot: QtBot) -> None:
    tabs = [CountingTab(), CountingTab()]

    class TwoTabs(WorkspacePage):
        def kinds(self) -> tuple[TabKind, ...]:
            return (TabKind("Today", (), lambda: tabs[0]), TabKind("Calendar", (), lambda: tabs[1]))

    page = TwoTabs(office.app, office.owner, face)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    page.reload()
    assert (tabs[0].asked, tabs[1].asked) == (["if stale", "reload"], [])
    page.tab_bar.setCurrentIndex(1)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    page.reload()
    assert (tabs[0].asked, tabs[1].asked) == (["if stale", "reload"], ["if stale", "reload"])
    qtbot.waitUntil(lambda: face.tasks.is_idle)
