"""Kept calendars follow the window's changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.calendars import CalendarChoice
from app.ui.changes import Change
from app.ui.face import Face
from app.ui.widgets.labels import ElidedLabel
from tests.fakes.offices import MORNING, Office
from tests.ui.conftest import Show


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "shared"
    made.mkdir()
    return made


def test_a_change_in_the_window_reaches_the_file(
    office: Office, show: Show, face: Face, qtbot: QtBot, folder: Path
) -> None:
    office.app.calendars.keep(office.owner, folder, CalendarChoice(), language="pl", name="Plan")
    file = folder / "Plan.ics"
    file.unlink()
    window = show(office)
    assert file.exists()  # brought up to date when the workspace is opened
    page = window._page
    assert page is not None
    office.post(office.owner, "Pierniki", MORNING)
    page.bus.tell(Change("post"), Change("variant"))
    page.bus.tell(Change("post"))
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert "Pierniki" in file.read_text(encoding="utf-8")


def test_a_folder_that_is_gone_is_told_in_the_status_line_until_it_is_back(
    office: Office, show: Show, face: Face, qtbot: QtBot, folder: Path
) -> None:
    office.app.calendars.keep(office.owner, folder, CalendarChoice(), language="pl", name="Plan")
    (folder / "Plan.ics").unlink()
    folder.rmdir()
    window = show(office)
    notice = window.status.findChild(ElidedLabel)
    assert isinstance(notice, ElidedLabel) and str(folder) in notice.text()
    folder.mkdir()
    assert window._page is not None
    window._page.bus.tell(Change("post"))
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert notice.text() == "" and (folder / "Plan.ics").exists()
