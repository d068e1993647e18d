"""The window's own composition root: Qt, what is remembered, and the ways to open a workspace."""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.domain.errors import SzpaltaError
from app.system.bundled import bundled
from app.system.paths import Paths, find_paths
from app.system.private_files import private_folder
from app.system.settings import SettingsFile
from app.ui.face import Face
from app.ui.language import Language, usual_language
from app.ui.main_window import MainWindow
from app.ui.remembered import Remembered
from app.ui.services import FirstWorkspace, Opened
from app.ui.tasks import TaskRunner
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.build import App
    from app.ui.tour.tour import TourReport

_log = logging.getLogger("szpalta.window")


class Doors:
    """Opens, founds and makes workspaces on this machine; fulfils `ui.services.Opening`."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def open(self, address: str) -> Opened:
        from app.build import App, make_keeping

        app = App(make_keeping(paths=self._paths).open(address), paths=self._paths)
        try:
            app.tidy_up()
        except SzpaltaError as problem:  # a full disk or a busy store is no reason not to look at the workspace
            _log.warning("not tidied up: %s", problem.code)
        except BaseException:
            app.close()
            raise
        return Opened(address, app)

    def demo(self, report: Callable[[float | None], None]) -> Opened:
        """The demo workspace, made in a process of its own where there is none: the window must not stutter meanwhile."""
        from app.build import make_demo
        from app.system.child import run_aside
        from app.system.whole_folder import make_whole

        place = self._paths.demo
        if not place.exists():
            make_whole(place, lambda half: run_aside(partial(make_demo, str(half), paths=self._paths), report))
        return self.open(str(place))

    def found(self, new: FirstWorkspace) -> Opened:
        """A new workspace in the folder of workspaces. A refusal leaves no file behind."""
        from app.build import new_app

        private_folder(self._paths.workspaces)
        place = _free(self._paths.workspaces, new.name)
        app = new_app(str(place), paths=self._paths)
        try:
            _found(app, new)
        except SzpaltaError:
            app.close()
            place.unlink(missing_ok=True)
            raise
        return Opened(str(place), app)


def _found(app: App, new: FirstWorkspace) -> None:
    from app.domain.people import Actor
    from app.services.profiles import NewProfile
    from app.services.workspaces import NewWorkspace

    with app.store.write() as unit:
        app.workspaces.found(
            NewWorkspace(new.name, new.owner_name, new.owner_email, new.country, new.zone, new.language), unit=unit
        )
        owner = Actor(unit.team.member_by_email(new.owner_email))
        brand = unit.team.brands()[0]
        for row in new.profiles:
            given = NewProfile(brand.id, row.network, row.handle.lstrip("@"), row.handle, row.connection)
            app.profiles.add_profile(owner, given, unit=unit)


def _free(folder: Path, name: str) -> Path:
    """A file name after the workspace's name that nothing has yet."""
    from app.system.file_names import safe_file_name

    wanted = safe_file_name(name, ".szpalta", "workspace")
    place, number = folder / wanted, 2
    while place.exists():
        place, number = folder / safe_file_name(f"{name} {number}", ".szpalta", "workspace"), number + 1
    return place


def run(address: str | None, lang: str | None) -> int:
    """Opens the window on a workspace (None: the one opened last, else the first page) until it is closed; the exit code.

    `lang` ("pl", "en") speaks that language this time only.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["szpalta"])
    paths = find_paths()
    tasks = TaskRunner(app)
    hooked = sys.excepthook
    log: logging.Handler | None = None
    try:
        face = make_face(app, tasks, paths, lang)
        window = MainWindow(face, Doors(paths))
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sys.excepthook = _telling(tasks)
        window.show()
        from app.system.logs import close_log, open_log

        log = open_log(paths.logs)
        known = face.remembered.settings.workspaces
        first = address or (known[0].location if known else None)
        QTimer.singleShot(0, window, lambda: window.start(first))
        return app.exec()
    finally:
        sys.excepthook = hooked
        tasks.close()
        if log is not None:
            close_log(log)


def tour(folder: Path, demo: Path | None, lang: str | None, tell: Callable[[str], None]) -> TourReport:
    """Pictures of every screen in `folder`, over workspaces of its own; `demo` is copied when it is there, else made."""
    from app.ui.tour.tour import Tour

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["szpalta"])
    with tempfile.TemporaryDirectory(prefix="szpalta-tour-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        paths = Paths(home / "data", home / "config", home / "cache", home / "logs")
        if demo is not None and demo.exists():
            _copy_demo(demo, paths.demo)
        tasks = TaskRunner(app)
        try:
            face = make_face(app, tasks, paths, lang)
            return Tour(face, Doors(paths), folder, tell=tell).walk()
        finally:
            tasks.close()


def _copy_demo(demo: Path, place: Path) -> None:
    """The demo with what lies beside it, when nobody has it open."""
    if demo.with_name(f"{demo.name}-wal").exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    for part in demo.parent.glob(f"{demo.name}*"):
        if part.is_dir():
            shutil.copytree(part, place.with_name(part.name))
        else:
            shutil.copyfile(part, place.with_name(part.name))


def make_face(app: QApplication, tasks: TaskRunner, paths: Paths, lang: str | None = None) -> Face:
    """The look and language a person left behind, or the system's."""
    app.setApplicationName("szpalta")
    app.setApplicationDisplayName("Szpalta")
    app.setWindowIcon(QIcon(str(bundled("icons/szpalta.svg"))))
    remembered = Remembered(SettingsFile(paths.settings))
    settings = remembered.settings
    language = Language(app, lang or usual_language(settings.language))
    return Face(language, Theme(app, settings.theme), tasks, remembered)


def _telling(tasks: TaskRunner) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Shows what no code expected instead of printing it where nobody looks."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        tasks.unexpected.emit(error.with_traceback(trace))

    return tell
