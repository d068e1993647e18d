"""Windows over real workspaces in temporary folders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.main import make_face
from app.system.paths import Paths
from app.ui.changes import ChangeBus
from app.ui.face import Face
from app.ui.main_window import MainWindow
from app.ui.notices import Notices
from app.ui.services import Opened
from app.ui.tab_context import TabContext
from app.ui.tasks import TaskRunner
from app.ui.undo import UndoList
from tests.fakes import warm_children
from tests.fakes.offices import ZONE, Office, busy_office
from tests.fakes.openings import FakeOpening
from tests.ui.patient_bot import PatientBot

Show = Callable[..., MainWindow]


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's own, with more patience."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def children_are_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    warm_children.use(monkeypatch)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    home = tmp_path / "home"
    return Paths(home / "data", home / "config", home / "cache", home / "logs")


@pytest.fixture
def face(qapp: QApplication, paths: Paths) -> Iterator[Face]:
    """English and light, whatever the machine says."""
    tasks = TaskRunner(qapp)
    made = make_face(qapp, tasks, paths, "en")
    made.theme.choose("light")
    yield made
    tasks.close()
    made.remembered.settle()
    for part in (made.theme, made.language, tasks):
        part.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # a theme dresses every widget there is


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = busy_office(tmp_path)
    yield made
    made.app.close()


@pytest.fixture
def context_for(face: Face, qtbot: QtBot) -> Callable[[Office], TabContext]:
    """What a tab over an office is given; its owner acts. Notices appear over `context.notices.parentWidget()`."""
    pages: list[QWidget] = []

    def made(office: Office) -> TabContext:
        face.language.use_zone(ZONE)
        page = QWidget()
        pages.append(page)
        qtbot.addWidget(page)
        bus = ChangeBus(page)
        return TabContext(office.app, office.owner, face, bus, UndoList(face, bus, page), Notices(page))

    return made


@pytest.fixture
def context(office: Office, context_for: Callable[[Office], TabContext]) -> TabContext:
    """Over the busy office."""
    return context_for(office)


@pytest.fixture
def show(face: Face, qtbot: QtBot) -> Show:
    """Opens a window on an office (None: the first page) and waits until it stands."""

    def shown(office: Office | None) -> MainWindow:
        opened = Opened(office.address, office.app) if office else None
        window = MainWindow(face, FakeOpening(opened))
        qtbot.addWidget(window)
        window.show()
        window.start(office.address if office else None)
        qtbot.waitUntil(lambda: face.tasks.is_idle, timeout=30_000)  # the first one imports much
        return window

    return shown
