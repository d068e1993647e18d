"""A part that is shown before it has its place flashes as a window of its own and takes the keyboard from the real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from tests.fakes.offices import Office
from tests.ui.conftest import Show


class Watcher(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's own name
        shown = event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and not isinstance(watched, MainWindow):
            self.strays.append(type(watched).__name__)
        return False


@pytest.fixture
def watcher(qapp: QApplication) -> Iterator[Watcher]:
    made = Watcher()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def test_opening_and_walking_through_the_tabs_shows_one_window(
    watcher: Watcher, show: Show, office: Office, qtbot: QtBot
) -> None:
    window = show(office)
    for number in range(window.page.tab_bar.count()):
        window.page.tab_bar.setCurrentIndex(number)
        qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert watcher.strays == []
