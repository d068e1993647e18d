"""Stopping and going on in the window: the dialog, the posts left on hold, the banner on Today and the calendar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.days import wall_time
from app.domain.publishing import StopScope
from app.domain.workflow import PostState
from app.services.stops import NotStopped
from app.ui.publishing.stop_dialog import StopDialog
from app.ui.tab_context import TabContext
from app.ui.tabs.calendar import CalendarTab
from app.ui.tabs.today import TodayTab
from tests.fakes.offices import MORNING, ZONE, Office
from tests.ui.on_screen import nameless, texts


@pytest.fixture
def dialog(context: TabContext, qtbot: QtBot) -> StopDialog:
    made = StopDialog(context.services, context.actor, context.face, context.bus.tell)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    rest(context, qtbot)
    return made


def rest(context: TabContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)


def click(button: QPushButton, context: TabContext, qtbot: QtBot) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    rest(context, qtbot)


def bread_states(office: Office) -> list[PostState]:
    (post,) = [row for row in office.app.planning.posts(office.owner) if row.title == "Chleb na zakwasie"]
    return [row.state for row in post.variants]


def test_stopping_everything_and_deciding_about_each_post(
    office: Office, dialog: StopDialog, context: TabContext, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.reason, "recall")
    click(dialog.stop_button, context, qtbot)
    assert dialog.told == "Publishing is stopped. 2 posts are on hold."
    assert bread_states(office) == [PostState.ON_HOLD] * 2
    shown = "\n".join(texts(dialog))
    assert "By: Anna Nowak, today, 8:30\nReason: recall\n2 posts are on hold." in shown
    assert dialog.held.isHidden()
    click(dialog.open_stops.buttons[0], context, qtbot)
    assert dialog.open_stops.isHidden()
    assert len(dialog.held.buttons) == 2
    assert nameless(dialog) == []
    first = next(iter(dialog.held.buttons.values()))
    click(first[0], context, qtbot)
    click(dialog.held.buttons.popitem()[1][2], context, qtbot)
    assert sorted(bread_states(office)) == [PostState.CANCELLED, PostState.SCHEDULED]
    assert dialog.held.isHidden()


def test_a_post_on_hold_gets_a_new_time(office: Office, dialog: StopDialog, context: TabContext, qtbot: QtBot) -> None:
    click(dialog.stop_button, context, qtbot)
    click(dialog.open_stops.buttons[0], context, qtbot)
    office.clock.set(MORNING + timedelta(hours=9))
    dialog.reload()
    rest(context, qtbot)
    back, new, _ = next(iter(dialog.held.buttons.values()))
    assert not back.isEnabled()
    click(new, context, qtbot)
    dialog.held.popover.chosen.emit(wall_time(MORNING + timedelta(days=2), ZONE))
    dialog.held.popover.hide()
    rest(context, qtbot)
    assert sorted(bread_states(office)) == [PostState.ON_HOLD, PostState.SCHEDULED]


def test_one_network_is_stopped(office: Office, dialog: StopDialog, context: TabContext, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.scope.button("network"), Qt.MouseButton.LeftButton)
    assert [dialog.which.itemText(n) for n in range(dialog.which.count())] == ["Facebook", "LinkedIn"]
    dialog.which.setCurrentIndex(1)
    click(dialog.stop_button, context, qtbot)
    (stop,) = office.app.stops.open(office.owner)
    assert (stop.scope, stop.network) == (StopScope.NETWORK, "linkedin")
    assert sorted(bread_states(office)) == [PostState.ON_HOLD, PostState.SCHEDULED]


def test_what_could_not_be_stopped_is_said_at_once(
    office: Office, dialog: StopDialog, context: TabContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stops, real = office.app.stops, office.app.stops.stop

    def partly(*given: object) -> object:
        result = real(*given)  # type: ignore[arg-type]
        left = (NotStopped(1, office.facebook.id, "sending"), NotStopped(2, office.linkedin.id, "schedule.gone"))
        return type(result)(result.stop, result.held, left)

    monkeypatch.setattr(stops, "stop", partly)
    click(dialog.stop_button, context, qtbot)
    lines = dialog.not_stopped.text().splitlines()
    assert lines[0] == "This could not be stopped:"
    assert lines[1] == "Facebook · piekarniaswit: it is being sent right now."
    assert lines[2].startswith("LinkedIn · piekarnia-swit: the network keeps it and did not give it back")


def test_today_and_calendar_say_what_is_stopped(office: Office, context: TabContext, qtbot: QtBot) -> None:
    today, calendar = TodayTab(context), CalendarTab(context)
    for tab in (today, calendar):
        qtbot.addWidget(tab)
        tab.show()
        tab.reload()
    rest(context, qtbot)
    assert (today._stopped.text, calendar.stopped.text) == ("", "")
    stop = office.app.stops.stop(office.editor, StopScope.BRAND, office.facebook.brand_id, reason="recall").stop
    for tab in (today, calendar):
        tab.reload()
    calendar.stopped._read()
    rest(context, qtbot)
    for told in (today._stopped.text, calendar.stopped.text):
        assert told.startswith("Publishing is stopped. Brand: Piekarnia Świt; Piotr Wilk, today")
        assert told.endswith("Reason: recall")
    office.app.stops.lift(office.owner, stop.id)
    today.reload()
    rest(context, qtbot)
    assert today._stopped.text == "2 posts are on hold since a stop and wait for a decision."


def test_a_workspace_stopped_as_a_whole_goes_on_from_here(
    office: Office, context: TabContext, dialog: StopDialog, qtbot: QtBot
) -> None:
    office.app.workspaces.pause_publishing(office.owner, True, "restored")
    dialog.reload()
    rest(context, qtbot)
    click(dialog.open_stops.buttons[0], context, qtbot)
    assert not office.app.workspaces.workspace().publishing_paused
    assert dialog.open_stops.isHidden()


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_word_is_there_in_both_languages(dialog: StopDialog, context: TabContext, language: str) -> None:
    context.face.language.choose(language)
    dialog.write()
    assert ("Wstrzymaj wszystko" in texts(dialog)) == (language == "pl")
    assert nameless(dialog) == []
