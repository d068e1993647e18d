"""The window's own composition root: Qt, what is remembered, and the ways to open a workspace.

Only what the first frame needs is imported at the top; the rest comes in small steps once that is painted.
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.system.paths import Paths, find_paths
from app.ui.main_window import MainWindow
from app.ui.plain_import import import_plainly

if TYPE_CHECKING:
    import logging

    from app.build import App
    from app.domain.today import FirstLook
    from app.store.store import Store
    from app.ui.face import Face
    from app.ui.services import FirstWorkspace, Opened
    from app.ui.tasks import TaskRunner
    from app.ui.tour.tour import TourReport

SWITCH_SECONDS = 0.00002
"""How soon a worker at work gives way to the window: painting forty labels gives the interpreter up some hundred times, and
each time waits this long beside a busy worker. Two busy workers beside each other lose nothing measurable to it."""
FREEZE_MS, FREEZES = 250, 16
"""How often, and how many times after the first frame, all there is is taken out of the garbage collector's sight: what is
made while the program starts stays, and looking through it would hold the window up."""
_FACE_PARTS = (
    "app.system.settings", "app.system.formats", "app.ui.tasks", "app.ui.language", "app.ui.face", "app.domain.workspace",
    "PySide6.QtSvg", "app.ui.icons", "app.system.labels", "app.ui.widgets.icon_label", "app.ui.jobs_menu",
    "app.ui.search.field", "app.ui.top_bar", "app.ui.status_line", "app.ui.entered",
)  # fmt: skip
"""What the bar and the status line need, imported one in each turn of the event loop."""
_LOOK_PARTS = ("app.ui.tabs.today_lines", "app.ui.first_look", "app.system.logs", "app.system.session_marks")
"""What comes while a worker reads what goes out today."""
_WORK_PARTS = (
    "sqlalchemy", "sqlalchemy.dialects.sqlite", "app.store.unit",
    "app.store.opening", "app.build", "app.services.members", "app.services.workspaces", "app.services.approval",
    "app.services.today", "app.services.tasks", "app.services.days", "app.build_keeping",
    "app.services.publisher_loop", "app.services.media",
)  # fmt: skip
"""What opening a workspace needs, imported on the worker's thread that then opens it: the main thread would wait for a module
that is half imported there."""


class Doors:
    """Opens, founds and makes workspaces on this machine; fulfils `ui.services.Opening`."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def first_look(self, address: str, email: str | None) -> FirstLook | None:
        from app.store.first_look import read_first_look
        from app.system.clock import SystemClock

        return read_first_look(address, email, SystemClock().now())

    def open(self, address: str) -> Opened:
        for name in _WORK_PARTS:
            import_module(name)
        from app.build_keeping import make_keeping

        return self._opened(address, make_keeping(paths=self._paths).open(address))

    def take_over(self, address: str) -> Opened:
        from app.build_keeping import make_keeping

        return self._opened(address, make_keeping(paths=self._paths).open_here(address))

    def _opened(self, address: str, store: Store) -> Opened:
        from app.build import App
        from app.ui.services import Opened

        return Opened(address, App(store, paths=self._paths))

    def demo(self, report: Callable[[float | None], None]) -> Opened:
        """The demo workspace, made in a process of its own where there is none: the window must not stutter meanwhile."""
        from app.build_demo import make_demo
        from app.system.child import run_aside
        from app.system.whole_folder import make_whole

        place = self._paths.demo
        if not place.exists():
            make_whole(place, lambda half: run_aside(partial(make_demo, str(half), paths=self._paths), report))
        return self.open(str(place))

    def found(self, new: FirstWorkspace) -> Opened:
        """A new workspace in the folder of workspaces. A refusal leaves no file behind."""
        from app.build import new_app
        from app.domain.errors import SzpaltaError
        from app.system.private_files import private_folder
        from app.ui.services import Opened

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
    gc.disable()  # nothing made before the first frame is garbage; afterwards `ui.collecting` looks after it
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["szpalta"])
    import_plainly()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    start = _Start(app, find_paths(), address, lang)
    hooked = sys.excepthook
    try:
        start.show_frame()
        return app.exec()
    finally:
        sys.excepthook = hooked
        start.close()
        sys.setswitchinterval(usual)
        gc.enable()


class _Start:
    """Paints the frame, then builds what belongs in it, a little in each turn of the event loop."""

    def __init__(self, app: QApplication, paths: Paths, address: str | None, lang: str | None) -> None:
        self._app, self._paths, self._address, self._lang = app, paths, address, lang
        self._tasks: TaskRunner | None = None
        self._log: logging.Handler | None = None
        self.window = MainWindow()
        self.window.destroyed.connect(app.quit)
        self._steps = self._build()
        self._turn = QTimer(self.window)
        self._turn.timeout.connect(self._step)
        self._freezing, self._frozen = QTimer(self.window), 0
        self._freezing.timeout.connect(self._freeze)

    def show_frame(self) -> None:
        from app.ui.colors import first_palette

        theme, geometry = _left_behind(self._paths.settings)
        self._app.setPalette(first_palette(theme))
        self.window.place(geometry)
        self.window.show()
        self._app.processEvents()
        self._turn.start(0)
        self._freezing.start(FREEZE_MS)

    def close(self) -> None:
        if self._tasks is not None:
            self._tasks.close()
        if self._log is not None:
            from app.system.logs import close_log
            from app.system.session_marks import SessionMarks

            SessionMarks(self._paths.data / "sessions").end()
            close_log(self._log)

    def _step(self) -> None:
        if next(self._steps, None) is None:
            self._turn.stop()

    def _build(self) -> Iterator[bool]:
        """Each `yield` gives the event loop a turn."""
        from PySide6.QtCore import Qt

        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        from app.ui.tasks import TaskRunner

        self._tasks = tasks = TaskRunner(self._app)
        sys.excepthook = _telling(tasks)
        self.window.looked.connect(self._write_down)
        yield True
        for name in _FACE_PARTS:
            import_module(name)
            yield True
        face = make_face(self._app, tasks, self._paths, self._lang)
        yield True
        self.window.furnish(face, Doors(self._paths))
        yield True
        from app.ui.outgoing import Outgoing

        Outgoing(self.window)
        yield True
        known = face.remembered.settings.workspaces
        self.window.start(self._address or (known[0].location if known else None))
        for name in _LOOK_PARTS:
            yield True
            import_module(name)

    def _freeze(self) -> None:
        gc.freeze()
        self._frozen += 1
        if self._frozen == FREEZES:
            self._freezing.stop()

    def _write_down(self) -> None:
        if self._log is not None:
            return
        from app.system.logs import open_log
        from app.system.session_marks import SessionMarks

        self._log = open_log(self._paths.logs)
        self.window.was_killed = SessionMarks(self._paths.data / "sessions").begin()


def _left_behind(file: Path) -> tuple[str, str]:
    """Look and place of the last window, read before anything that reads settings is there; without them, nothing."""
    try:
        told = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "", ""
    found = (re.search(wanted, told) for wanted in (r'"theme": *"(\w+)"', r'"geometry": *"([A-Za-z0-9+/=]+)"'))
    theme, geometry = ("" if one is None else one[1] for one in found)
    return theme, geometry


def tour(folder: Path, demo: Path | None, lang: str | None, tell: Callable[[str], None]) -> TourReport:
    """Pictures of every screen in `folder`, over workspaces of its own; `demo` is copied when it is there, else made."""
    import tempfile

    from PySide6.QtCore import qInstallMessageHandler

    from app.ui.tasks import TaskRunner
    from app.ui.tour.tour import Tour

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        qInstallMessageHandler(_unless_about_hints)
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


def _unless_about_hints(kind: object, context: object, told: str) -> None:
    """The platform without a screen says of every window that it passes no size hints on; nobody needs to read that."""
    if "propagateSizeHints" not in told:
        print(told, file=sys.stderr)


def _copy_demo(demo: Path, place: Path) -> None:
    """The demo with what lies beside it, when nobody has it open."""
    import shutil

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
    from PySide6.QtGui import QIcon

    from app.system.bundled import bundled
    from app.system.settings import SettingsFile
    from app.ui.face import Face
    from app.ui.language import Language, usual_language
    from app.ui.remembered import Remembered
    from app.ui.theme import Theme

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
