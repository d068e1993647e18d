from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.changes import Change
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


def _page(office: Office, face: Face, qtbot: QtBot) -> tuple[WorkspacePage, list[CountingTab]]:
    tabs = [CountingTab(), CountingTab()]

    class TwoTabs(WorkspacePage):
        def kinds(self) -> tuple[TabKind, ...]:
            return (TabKind("Today", (), lambda: tabs[0]), TabKind("Calendar", (), lambda: tabs[1]))

    page = TwoTabs(office.app, office.owner, face)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    return page, tabs


def test_the_tab_in_front_is_the_one_that_reloads(office: Office, face: Face, qtbot: QtBot) -> None:
    page, tabs = _page(office, face, qtbot)
    page.reload()
    assert (tabs[0].asked, tabs[1].asked) == (["if stale", "reload"], [])
    page.tab_bar.setCurrentIndex(1)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    page.reload()
    assert (tabs[0].asked, tabs[1].asked) == (["if stale", "reload"], ["if stale", "reload"])
    qtbot.waitUntil(lambda: face.tasks.is_idle)


def test_an_import_is_told_in_the_status_line_whatever_tab_is_in_front(
    office: Office, face: Face, qtbot: QtBot
) -> None:
    """Today reads what the line says."""
    page, tabs = _page(office, face, qtbot)
    page.tab_bar.setCurrentIndex(1)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    page.bus.tell(Change("post"))
    assert tabs[0].asked == ["if stale"]
    page.bus.tell(Change("import_run"), Change("post"))
    assert tabs[0].asked == ["if stale", "reload"]
