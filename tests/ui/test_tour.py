"""The tour writes a picture of every stop, and goes on where one cannot be shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.main import Doors
from app.system.paths import Paths
from app.ui.face import Face
from app.ui.tour import tour as tours
from app.ui.tour.stops import STOPS, Stop
from app.ui.tour.tour import Tour
from app.ui.tour.visit import NothingThere, Visit


def _walk(face: Face, paths: Paths, folder: Path, *only: str) -> tours.TourReport:
    return Tour(face, Doors(paths), folder, worlds=("empty",), sizes=((1000, 700),), only=only).walk()


def test_every_stop_has_its_own_name() -> None:
    names = [stop.name for stop in STOPS]
    assert len(names) == len(set(names))


def test_pictures_of_both_languages_and_palettes(face: Face, paths: Paths, tmp_path: Path) -> None:
    report = _walk(face, paths, tmp_path / "out", "first-start", "today", "import")
    assert report.failed == []
    assert "empty/pl-dark-import-1000x700.png" in report.pictures
    assert "empty/en-light-today-200.png" in report.pictures
    assert len(report.pictures) == 4 * 5 + 4
    sizes = {name: QImage(str(report.folder / name)).width() for name in report.pictures}
    assert {width for name, width in sizes.items() if name.endswith("-200.png")} == {2000}
    assert sorted(path.name for path in report.folder.iterdir()) == ["empty"]


def test_a_stop_that_fails_is_told_and_the_others_are_shown(
    face: Face, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(visit: Visit) -> None:
        raise ValueError("nothing works")

    def absent(visit: Visit) -> None:
        raise NothingThere

    stops = (Stop("broken", broken), Stop("absent", absent), Stop("here", lambda visit: None))
    monkeypatch.setattr(tours, "STOPS", stops)
    monkeypatch.setattr(tours, "LANGUAGES", ("en",))
    monkeypatch.setattr(tours, "THEMES", ("light",))
    report = _walk(face, paths, tmp_path / "out")
    assert report.pictures == ["empty/en-light-here-1000x700.png"]
    assert report.failed == ["empty/en-light-broken: ValueError: nothing works"]
