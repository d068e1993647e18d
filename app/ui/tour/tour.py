"""`szpalta tour`: walks through the real window over three workspaces and leaves a picture of every stop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt

from app.ui.face import Face
from app.ui.main_window import MainWindow
from app.ui.services import FirstWorkspace, Opened, Opening
from app.ui.tour.papers import PAPERS
from app.ui.tour.stops import STOPS, Stop
from app.ui.tour.visit import NothingThere, Visit, picture, save
from app.ui.tour.worlds import crowd, long_text

LANGUAGES = ("pl", "en")
THEMES = ("light", "dark")
SIZES = ((1280, 800), (1920, 1080))
DENSE = "today"
"""The stop that is pictured at 200 % too."""
WORLDS = ("demo", "empty", "long")
_log = logging.getLogger("szpalta.tour")


@dataclass(slots=True)
class TourReport:
    """Files relative to the folder; `failed` holds what could not be shown, as "name: reason"."""

    folder: Path
    pictures: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


class Tour:
    """`only` takes the stops whose names begin so; `sizes` and the like can be fewer for a quick look."""

    def __init__(
        self,
        face: Face,
        opening: Opening,
        folder: Path,
        *,
        worlds: tuple[str, ...] = WORLDS,
        sizes: tuple[tuple[int, int], ...] = SIZES,
        only: tuple[str, ...] = (),
        tell: Callable[[str], None] = lambda line: None,
    ) -> None:
        self._face, self._opening, self._folder = face, opening, folder
        self._worlds, self._sizes, self._only, self._tell = worlds, sizes, only, tell
        self.report = TourReport(folder)
        self._at = ""
        face.tasks.unexpected.connect(self._note)

    def walk(self) -> TourReport:
        """Everything, one workspace after another."""
        scratch = self._folder / ".scratch"
        scratch.mkdir(parents=True, exist_ok=True)
        try:
            for world in self._worlds:
                self._visit(world, scratch)
        finally:
            for file in scratch.iterdir():
                file.unlink()
            scratch.rmdir()
        return self.report

    def _visit(self, world: str, scratch: Path) -> None:
        window = MainWindow(self._face, self._opening)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.resize(*self._sizes[0])
        window.show()
        visit = Visit(window, self._face, scratch)
        try:
            if world == "empty":
                window.start(None)
                visit.rest()
                self._look(visit, world, [stop for stop in STOPS if stop.first])
            window.start(self._made(world))
            visit.rest()
            self._look(visit, world, [stop for stop in STOPS if not stop.first])
            if world == "demo":
                self._take_away(visit)
        finally:
            visit.close_all()
            window.close()
            visit.rest()

    def _made(self, world: str) -> str:
        """The address of a workspace of a kind, closed again."""
        opened = self._opened(world)
        try:
            if world == "long":
                crowd(opened.services, opened.services.members.acting(None), long_text)
        finally:
            opened.services.close()
        return opened.address

    def _opened(self, world: str) -> Opened:
        if world == "demo":
            return self._opening.demo(lambda share: None)
        name = long_text("Piekarnia") if world == "long" else "Piekarnia Świt"
        owner = long_text("Anna Nowak") if world == "long" else "Anna Nowak"
        return self._opening.found(
            FirstWorkspace(name[:120], owner[:120], "anna@example.com", "PL", "Europe/Warsaw", "pl")
        )

    # looking
    def _look(self, visit: Visit, world: str, stops: list[Stop]) -> None:
        for language in LANGUAGES:
            visit.window.speak(language)
            for theme in THEMES:
                visit.window.look(theme)
                for stop in stops:
                    if not self._only or stop.name.startswith(self._only):
                        self._picture(visit, stop, f"{world}/{language}-{theme}")
        self._tell(f"{world}: {len([name for name in self.report.pictures if name.startswith(world)])}")

    def _picture(self, visit: Visit, stop: Stop, place: str) -> None:
        self._at = f"{place}-{stop.name}"
        try:
            visit.window.resize(*self._sizes[0])
            shown = stop.show(visit)
            for width, height in self._sizes:
                visit.window.resize(width, height)
                visit.rest()
                self._save(visit, shown or visit.window, f"{place}-{stop.name}-{width}x{height}.png")
                if shown is not None:
                    break
            if stop.name == DENSE:
                self._save(visit, visit.window, f"{place}-{stop.name}-200.png", 2.0)
        except NothingThere:
            pass
        except Exception as problem:
            _log.exception("the tour stumbled at %s", self._at)
            self._note(problem)
        finally:
            visit.close_all()
        if stop.after is not None:
            stop.after(visit)

    def _save(self, visit: Visit, shown: object, name: str, ratio: float = 1.0) -> None:
        from PySide6.QtWidgets import QWidget

        if isinstance(shown, QWidget):
            save(picture(shown, ratio), self._folder / name)
            self.report.pictures.append(name)

    def _take_away(self, visit: Visit) -> None:
        for language in LANGUAGES:
            visit.window.speak(language)
            visit.rest()
            for name, make in PAPERS:
                file = self._folder / f"{language}-{name}"
                self._at = file.name
                try:
                    make(visit, file)
                    self.report.papers.append(file.name)
                except NothingThere:
                    pass
                except Exception as problem:
                    _log.exception("the tour could not take %s away", file.name)
                    self._note(problem)
                finally:
                    visit.close_all()

    def _note(self, problem: BaseException) -> None:
        self.report.failed.append(f"{self._at}: {type(problem).__name__}: {problem}")
