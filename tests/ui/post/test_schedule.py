from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from app.domain.days import WallTime
from app.domain.networks import Cadence
from app.ui.post.panel import PostPanel
from app.ui.post.schedule_popover import SECOND, SchedulePopover
from app.ui.tab_context import TabContext
from tests.fakes.offices import MORNING, ZONE, Office
from tests.ui.on_screen import nameless, texts
from tests.ui.post.conftest import Opened
from tests.ui.post.hands import at_rest, draft, stored

EARLY = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)


def opened(context: TabContext, qtbot: QtBot, now: datetime, when: WallTime | None, own: str | None) -> SchedulePopover:
    page = context.notices.parentWidget()
    popover = SchedulePopover(context.face, lambda: now, own, page)
    popover.open_with(when, ZONE, page)
    qtbot.waitUntil(popover.isVisible)
    return popover


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> WallTime:
    return WallTime(datetime(year, month, day, hour, minute), ZONE)


def test_an_hour_that_does_not_exist_is_refused_with_the_next_one(context: TabContext, qtbot: QtBot) -> None:
    popover = opened(context, qtbot, EARLY, at(2026, 3, 29, 12), None)
    popover.hour.show_time(time(2, 30))
    assert popover.problem == "This hour does not exist on that day: clocks go forward then."
    assert not popover.take.isEnabled()
    assert popover.offer.text() == "Take 3:00"
    qtbot.mouseClick(popover.offer, Qt.MouseButton.LeftButton)
    assert popover.problem == ""
    with qtbot.waitSignal(popover.chosen) as chosen:
        qtbot.mouseClick(popover.take, Qt.MouseButton.LeftButton)
    assert chosen.args[0].to_utc() == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(("second", "hour"), [(False, 0), (True, 1)], ids=["first", "second"])
def test_an_hour_that_comes_twice_is_asked_about(context: TabContext, qtbot: QtBot, second: bool, hour: int) -> None:
    popover = opened(context, qtbot, EARLY, at(2026, 10, 25, 12), None)
    assert not popover.which.isVisible()
    popover.hour.show_time(time(2, 30))
    assert popover.which.isVisible()
    if second:
        qtbot.mouseClick(popover.which.button(SECOND), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(popover.chosen) as chosen:
        qtbot.mouseClick(popover.take, Qt.MouseButton.LeftButton)
    assert chosen.args[0].to_utc() == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["17:30", "1730", "17.30", "5:30 pm"])
def test_an_hour_is_typed_over_the_old_one_and_seen(context: TabContext, qtbot: QtBot, typed: str) -> None:
    popover = opened(context, qtbot, MORNING, at(2026, 11, 25, 9), None)
    assert popover.hour.selectedText() == "9:00"
    qtbot.keyClicks(popover.hour, typed)
    assert popover.hour.text() == typed
    with qtbot.waitSignal(popover.chosen) as chosen:
        qtbot.keyClick(popover.hour, Qt.Key.Key_Return)
    assert chosen.args[0].local == datetime(2026, 11, 25, 17, 30)


def test_what_is_no_hour_or_no_day_is_said_in_place(context: TabContext, qtbot: QtBot) -> None:
    popover = opened(context, qtbot, MORNING, at(2026, 11, 25, 9), None)
    qtbot.keyClicks(popover.hour, "25:70")
    assert popover.problem == "This is no time of day. Write it like this: 17:30."
    assert popover.hour.property("wrong")
    assert not popover.take.isEnabled()
    qtbot.keyClick(popover.hour, Qt.Key.Key_Return)
    assert popover.isVisible()
    popover.hour.show_time(time(10))
    assert not popover.hour.property("wrong")
    popover.day.selectAll()
    qtbot.keyClicks(popover.day, "27.11.2026")
    assert popover.days.selectedDate() == QDate(2026, 11, 27)
    assert popover.take.isEnabled()
    popover.days.setSelectedDate(QDate(2026, 11, 28))
    assert popover.wall.local == datetime(2026, 11, 28, 10)
    popover.day.setText("soon")
    assert popover.problem == "This is no day. Write it like this: 24.11.2026."
    popover.hide()


def test_a_time_that_is_over_is_refused_in_place(context: TabContext, qtbot: QtBot) -> None:
    popover = opened(context, qtbot, MORNING, at(2026, 11, 24, 14), None)
    popover.hour.show_time(time(6, 0))
    assert popover.problem == "This time is over. Choose a later one."
    assert not popover.take.isEnabled()
    assert popover.days.minimumDate() == QDate(2026, 11, 24)
    popover.hide()


def test_the_own_hour_and_another_zone_are_told(context: TabContext, qtbot: QtBot) -> None:
    popover = opened(context, qtbot, MORNING, at(2026, 11, 24, 14), "Europe/Lisbon")
    assert "14:00 (13:00 in Lisbon)" in texts(popover)
    qtbot.mouseClick(popover.zone, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(popover._zones.search, "new york")
    qtbot.keyClick(popover._zones.search, Qt.Key.Key_Return)
    assert popover.wall.zone == "America/New_York"
    assert popover.wall.to_utc() == datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
    assert any("20:00" in text for text in texts(popover))
    assert nameless(popover) == []
    popover.hide()


def test_a_new_time_is_undone_to_the_old_one(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    first = MORNING + timedelta(hours=6)
    panel = open_panel(office.post(office.owner, "Rogale", first, office.facebook, office.linkedin))
    panel.desk.composer.pickers.timed.emit(at(2026, 11, 25, 9))
    at_rest(panel, qtbot)
    assert {row.due_at for row in stored(office, panel).variants} == {datetime(2026, 11, 25, 8, 0, tzinfo=UTC)}
    assert panel.desk.composer.pickers.time.text() == "tomorrow, 9:00"
    context.undo.undo()
    qtbot.waitUntil(lambda: stored(office, panel).due_at == first)
    at_rest(panel, qtbot)
    assert panel.desk.composer.pickers.time.text() == "today, 14:30"


def test_one_profile_gets_its_own_time(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(
        office.post(office.owner, "Rogale", MORNING + timedelta(hours=6), office.facebook, office.linkedin)
    )
    panel.desk.composer.tabs.look_at(office.linkedin.id)
    panel.desk.composer.pickers.timed.emit(at(2026, 11, 25, 9))
    at_rest(panel, qtbot)
    times = {row.profile_id: row.due_at for row in stored(office, panel).variants}
    assert times[office.facebook.id] == MORNING + timedelta(hours=6)
    assert times[office.linkedin.id] == datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    panel.desk.composer.tabs.look_at(None)
    assert panel.desk.composer.pickers.time.text() == "2 times"


def test_no_time_is_undone_too(office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot) -> None:
    first = MORNING + timedelta(hours=6)
    panel = open_panel(office.post(office.owner, "Rogale", first))
    panel.desk.composer.pickers.timed.emit(None)
    at_rest(panel, qtbot)
    assert stored(office, panel).due_at is None
    context.undo.undo()
    qtbot.waitUntil(lambda: stored(office, panel).due_at == first)
    at_rest(panel, qtbot)


def test_the_week_of_a_day_is_told(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    office.app.profiles.edit_profile(office.owner, office.facebook.id, cadence=Cadence("day", 2, 3))
    panel = open_panel(office.post(office.owner, "Rogale", MORNING + timedelta(hours=6)))
    schedule = panel.desk.composer.pickers.schedule
    qtbot.mouseClick(panel.desk.composer.pickers.time, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "piekarniaswit: 3 posts that week, target 14–21" in texts(schedule))
    schedule.hide()


def test_what_becomes_of_a_late_post_is_chosen_beside_its_time(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    """Only once it is approved: before, there is nothing that could be late."""
    number = draft(office, submit=True)
    panel = open_panel(number)
    pickers = panel.desk.composer.pickers
    qtbot.mouseClick(pickers.time, Qt.MouseButton.LeftButton)
    assert not pickers.schedule.late.isVisible()
    pickers.schedule.hide()
    office.app.approval.approve(office.editor, number)
    panel.reload()
    at_rest(panel, qtbot)
    panel.desk.composer.tabs.look_at(office.linkedin.id)
    qtbot.mouseClick(pickers.time, Qt.MouseButton.LeftButton)
    late = pickers.schedule.late
    assert late.isVisible()
    assert late.currentText() == "As the brand: Put it on hold and ask"
    late.setFocus()
    qtbot.keyClick(late, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: rules(office, panel) == {office.facebook.id: "default", office.linkedin.id: "publish"})
    at_rest(panel, qtbot)
    pickers.schedule.hide()
    panel.desk.composer.tabs.look_at(None)
    qtbot.mouseClick(pickers.time, Qt.MouseButton.LeftButton)
    assert late.currentIndex() == -1, "the profiles differ"
    pickers.schedule.hide()
    context.undo.undo()
    qtbot.waitUntil(lambda: rules(office, panel) == {office.facebook.id: "default", office.linkedin.id: "default"})
    at_rest(panel, qtbot)


def rules(office: Office, panel: PostPanel) -> dict[int, str]:
    variants = {row.id for row in stored(office, panel).variants}
    rows = office.app.publishing.deliveries(office.owner)
    return {row.profile_id: row.late_policy for row in rows if row.variant_id in variants}
