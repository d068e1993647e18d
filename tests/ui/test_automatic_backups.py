"""Automatic backups of the workspace in the window."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.ui.automatic_backups import AutomaticBackups
from app.ui.face import Face
from app.ui.tasks import THREADS, JobState
from app.ui.widgets.labels import ElidedLabel
from tests.fakes.offices import MORNING, Office
from tests.ui.conftest import Show


def archives(office: Office) -> list[Path]:
    return sorted((office.app.paths.data / "backups").glob("*/*.zip"))


def test_opening_backs_up_and_then_at_most_hourly_after_changes(
    office: Office, show: Show, face: Face, qtbot: QtBot
) -> None:
    window = show(office)
    assert len(archives(office)) == 1
    assert [(job.title, job.state) for job in face.tasks.jobs][-1] == ("Automatic backup", JobState.DONE)
    backups = window.findChild(AutomaticBackups)
    assert isinstance(backups, AutomaticBackups)
    office.post(office.owner, "Pierniki", MORNING)
    for passed, made in ((timedelta(minutes=30), 1), (timedelta(minutes=31), 2), (timedelta(hours=2), 2)):
        office.clock.advance(passed)
        backups.look()
        qtbot.waitUntil(lambda: face.tasks.is_idle)
        assert len(archives(office)) == made


def test_closing_backs_up_what_changed_since(office: Office, show: Show) -> None:
    window = show(office)
    office.post(office.owner, "Pierniki", MORNING)
    office.clock.advance(timedelta(minutes=5))
    window.close()
    assert len(archives(office)) == 2


def test_closing_without_a_change_writes_nothing(office: Office, show: Show) -> None:
    window = show(office)
    office.clock.advance(timedelta(minutes=5))
    window.close()  # the first look at the coming days had written them down
    before = archives(office)
    window = show(office)
    office.clock.advance(timedelta(minutes=5))
    window.close()
    assert archives(office) == before


def test_closing_does_not_wait_for_a_big_workspace(office: Office, show: Show) -> None:
    window = show(office)
    media = Path(f"{office.address}.media")
    media.mkdir(exist_ok=True)
    (media / "film").write_bytes(b"\0" * (5 << 20))
    office.post(office.owner, "Pierniki", MORNING)
    office.clock.advance(timedelta(minutes=5))
    window.close()
    assert len(archives(office)) == 1


def test_a_backup_that_fails_is_told_in_the_status_line_until_one_succeeds(
    office: Office, show: Show, face: Face, qtbot: QtBot
) -> None:
    office.app.paths.data.mkdir(parents=True, exist_ok=True)
    blocker = office.app.paths.data / "backups"
    blocker.write_text("in the way")
    window = show(office)
    notice = window.status.findChild(ElidedLabel)
    assert isinstance(notice, ElidedLabel) and "automatic backup" in notice.text()
    assert face.tasks.jobs[-1].state is JobState.FAILED
    blocker.unlink()
    backups = window.findChild(AutomaticBackups)
    assert isinstance(backups, AutomaticBackups)
    backups.look()
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert notice.text() == "" and len(archives(office)) == 1


def test_one_that_was_stopped_is_made_the_next_time(office: Office, show: Show, face: Face, qtbot: QtBot) -> None:
    window = show(office)
    backups = window.findChild(AutomaticBackups)
    assert isinstance(backups, AutomaticBackups)
    office.post(office.owner, "Pierniki", MORNING)
    office.clock.advance(timedelta(hours=1, minutes=1))
    go_on = threading.Event()
    busy = [face.tasks.run(window, lambda report: go_on.wait(10), title=f"Job {number}") for number in range(THREADS)]
    backups.look()
    qtbot.waitUntil(lambda: len(face.tasks.running) == len(busy) + 1)
    face.tasks.running[-1].handle.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert len(archives(office)) == 1
    backups.look()
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert len(archives(office)) == 2
