"""A person fetches the data of the connected profiles from wherever they are, watches it, stops it, hears what came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.networks import Connection
from app.domain.people import Actor
from app.domain.syncing import SyncReport
from app.services.fetch_desk import Fetchable, FetchDesk
from app.services.many_profiles import Progress
from app.ui.changes import Change
from app.ui.face import Face
from app.ui.fetching import Fetching
from app.ui.places import FetchPlace, SettingsPlace
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office
from tests.ui.conftest import Show
from tests.ui.on_screen import nameless, tab_walk

AT = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


@pytest.fixture
def heard(context: TabContext) -> list[Change]:
    found: list[Change] = []
    context.bus.happened.connect(found.extend)
    return found


@pytest.fixture
def fetching(context: TabContext, qtbot: QtBot) -> Fetching:
    page = context.notices.parentWidget()
    assert page is not None
    page.show()
    return Fetching(context, page)


def _wait(context: TabContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)


def _answers(monkeypatch: pytest.MonkeyPatch, *reports: SyncReport) -> None:
    monkeypatch.setattr(FetchDesk, "fetch", lambda desk, actor, numbers, report: list(reports))


def test_the_status_line_fetches_every_connected_profile(show: Show, office: Office, face: Face, qtbot: QtBot) -> None:
    window = show(office)
    assert window.page is not None
    assert window.status.fetched.text() == "No data has been fetched yet"
    shares: list[float] = []
    window.page.fetching.changed.connect(lambda: shares.append(window.page.fetching.share or 0.0))  # type: ignore[union-attr]
    qtbot.mouseClick(window.status.fetched, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.page is not None and window.page.fetching.fetched_at is not None)
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert window.status.fetched.text().startswith("Data fetched: today")
    assert [row.fetched_at for row in office.app.profiles.profiles(office.owner)] == [office.clock.now()] * 2
    assert shares == sorted(shares) or shares[-1] == 0.0  # it ends by saying that nothing is fetched
    assert max(shares) == 1.0
    assert len(set(shares)) > 4
    assert window.page.notices.text.startswith("Data is fetched: ")
    assert face.tasks.jobs[-1].title == "Fetching the data of 2 profiles"
    assert not nameless(window.status)


def test_the_main_loop_never_waits_for_it(show: Show, office: Office, face: Face, qtbot: QtBot) -> None:
    window = show(office)
    assert window.page is not None
    gaps: list[int] = []
    since, tick = QElapsedTimer(), QTimer()
    since.start()
    tick.setInterval(5)
    tick.timeout.connect(lambda: gaps.append(since.restart()))
    tick.start()
    window.page.go(FetchPlace())
    qtbot.waitUntil(lambda: window.page is not None and window.page.fetching.fetched_at is not None)
    tick.stop()
    assert len(gaps) > 10  # it ran on meanwhile


def test_the_keys_and_the_tab_key_reach_it(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    assert window.status.fetched in tab_walk(window)
    assert [row.name for row in window._commands if row.key == "fetch"] == ["Fetch data"]


def test_what_came_and_what_failed_is_told(
    fetching: Fetching, context: TabContext, heard: list[Change], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = SyncReport(1, "Piekarnia", "facebook", posts_new=3, figures_new=1200, comments_new=1)
    _answers(monkeypatch, first, SyncReport(2, "Biuro", "linkedin", error="sync.unexpected", error_data={"kind": "X"}))
    fetching.begin()
    _wait(context, qtbot)
    told = context.notices.text.splitlines()
    assert told[0] == "Data is fetched: 3 new posts, 1,200 new figures, 1 new comment."
    assert told[1].startswith("LinkedIn · Biuro: ")
    assert context.notices.kept[-1].trouble
    assert {change.entity for change in heard} == {"profile", "sync", "post"}


def test_nothing_new_is_said_so(
    fetching: Fetching, context: TabContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answers(monkeypatch, SyncReport(1, "Piekarnia", "facebook"))
    fetching.begin()
    _wait(context, qtbot)
    assert context.notices.text == "Data is fetched. Nothing new has come since the last time."
    assert fetching.fetched_at == context.services.clock.now()


def test_a_stopped_job_says_that_what_came_stays(
    fetching: Fetching, context: TabContext, heard: list[Change], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(desk: FetchDesk, actor: Actor, numbers: list[int], report: Progress) -> list[SyncReport]:
        while True:
            report(0.5, None)

    monkeypatch.setattr(FetchDesk, "fetch", slow)
    fetching.begin()
    qtbot.waitUntil(lambda: fetching.share == 0.5)
    fetching.begin()
    assert context.notices.text == "Data is being fetched already."
    context.face.tasks.running[0].handle.cancel()
    _wait(context, qtbot)
    assert context.notices.text == "Fetching was stopped. What had come until then stays."
    assert fetching.share is None
    assert heard


def test_without_a_connected_profile_the_way_on_is_a_button(
    fetching: Fetching, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    for row in office.app.profiles.profiles(office.owner):
        office.app.profiles.edit_profile(office.owner, row.id, connection=Connection.NONE)
    went: list[object] = []
    fetching.went.connect(went.append)
    fetching.begin()
    _wait(context, qtbot)
    assert context.notices.text.startswith("No profile is connected")
    button = next(one for one in context.notices.findChildren(QPushButton) if one.text() == "Open the settings")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert went == [SettingsPlace("profiles")]


def test_whoever_may_not_is_told_whom_to_ask(office: Office, context: TabContext, qtbot: QtBot) -> None:
    page = context.notices.parentWidget()
    assert page is not None
    page.show()
    fetching = Fetching(replace(context, actor=office.editor), page)
    fetching.begin()
    _wait(context, qtbot)
    assert context.notices.text.startswith("You may not fetch")


def test_only_the_brand_shown_is_fetched(office: Office, tmp_path: Path) -> None:
    desk = office.app.fetch_desk
    assert len(desk.fetchable(office.owner).mine) == 2
    assert desk.fetchable(office.owner, (999,)) == Fetchable(())
    assert desk.fetchable(office.editor) == Fetchable((), 2)
    assert desk.fetch(office.editor, [office.facebook.id], lambda share, step: None) == []
