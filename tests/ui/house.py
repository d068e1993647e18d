"""A window over a workspace of its own, which the tests of a module walk through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from app.main import Doors, make_face
from app.system.paths import Paths
from app.ui.main_window import MainWindow
from app.ui.services import FirstWorkspace
from app.ui.tasks import TaskRunner
from app.ui.tour.stops import STOPS, Stop
from app.ui.tour.visit import NothingThere, Visit
from app.ui.tour.worlds import Name, crowd
from tests.ui import faults

BY_NAME = {stop.name: stop for stop in STOPS}
OPEN = [stop.name for stop in STOPS if not stop.first]
FIRST = [stop.name for stop in STOPS if stop.first]
NORMAL, DENSE, GREAT = (1280, 800), (960, 500), (1400, 900)
"""Usual; what a screen of 1920 × 1080 leaves at 200 %; for letters of 20 points."""


def plain(text: str) -> str:
    return text


def hostile(text: str) -> str:
    return f"{faults.HOSTILE} {text}"


class House:
    """A window over a workspace of its own, for all tests of a module."""

    def __init__(self, folder: Path, name: Name | None, language: str, points: float | None) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.app = app
        paths = Paths(folder / "data", folder / "config", folder / "cache", folder / "logs")
        self.tasks = TaskRunner(app)
        self.unexpected: list[BaseException] = []
        self.tasks.unexpected.connect(self.unexpected.append)
        self.face = make_face(app, self.tasks, paths, language)
        self.face.theme.choose("light")
        self.font = app.font()
        self.use_letters(points)
        self.window = MainWindow(self.face, Doors(paths))
        self.window.resize(*NORMAL)
        self.window.show()
        self.visit = Visit(self.window, self.face, folder)
        if name is None:
            self.window.start(None)
        else:
            opened = Doors(paths).found(
                FirstWorkspace(name("Piekarnia"), name("Anna"), "anna@example.com", "PL", "Europe/Warsaw", language)
            )
            crowd(opened.services, opened.services.members.acting(None), name)
            opened.services.close()
            self.window.start(opened.address)
        self.visit.rest()

    def show(self, stop: Stop, size: tuple[int, int] = NORMAL) -> QWidget:
        """The window or dialog of a stop, at rest."""
        self.visit.close_all()
        self.window.resize(*size)
        try:
            found = stop.show(self.visit)
        except NothingThere:
            pytest.skip("the workspace has nothing to show here")
        self.visit.rest()
        assert self.unexpected == []
        return found or self.window

    def left(self) -> int:
        """Closes what stands over the window; how many widgets are alive then."""
        self.visit.close_all()
        return len(QApplication.allWidgets())

    def use_letters(self, points: float | None) -> None:
        font = QFont(self.font)
        if points is not None:
            font.setPointSizeF(points)
        self.app.setFont(font)
        self.face.theme.use_text_size(font.pointSizeF())

    def close(self) -> None:
        self.visit.close_all()
        self.use_letters(None)
        self.window.close()
        self.tasks.close()
        for part in (self.window, self.face.theme, self.face.language, self.tasks):
            part.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def standing(folder: Path, name: Name | None, language: str = "pl", *, points: float | None = None) -> Iterator[House]:
    before = qInstallMessageHandler(_quiet)
    try:
        house = House(folder, name, language, points)
        yield house
        house.close()
    finally:
        qInstallMessageHandler(before)


def _quiet(kind: QtMsgType, context: object, message: str) -> None:
    """What the offscreen platform says while the fixture works; tests have a handler of their own."""
