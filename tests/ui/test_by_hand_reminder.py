"""The desktop says when a post is to be published by hand, and a click leads there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.domain.networks import Connection, Network
from app.domain.workspace import Profile
from app.services.profiles import NewProfile
from app.ui.by_hand_reminder import ByHandReminder, plainly
from app.ui.publishing.by_hand_dialog import ByHandDialog
from app.ui.workspace_page import WorkspacePage
from tests.fakes.offices import MORNING, Office
from tests.ui.conftest import Show
from tests.ui.on_screen import texts

Said = list[tuple[str, Callable[[], None]]]


@pytest.fixture
def hand(office: Office) -> Profile:
    new = NewProfile(office.facebook.brand_id, Network.LINKEDIN, "Rzeka", "reka", Connection.BY_HAND)
    return office.app.profiles.add_profile(office.owner, new)


@pytest.fixture
def page(show: Show, office: Office, hand: Profile) -> WorkspacePage:
    window = show(office)
    assert window.page is not None
    return window.page


def come_due(office: Office, hand: Profile, title: str, hours: int = 1) -> None:
    when = office.clock.now() + timedelta(hours=hours)
    number = office.post(office.owner, title, when, hand, submit=True)
    office.app.approval.approve(office.editor, number)
    office.clock.set(when)
    office.app.publishing.publish_due()


def looked(reminder: ByHandReminder, page: WorkspacePage, qtbot: QtBot) -> None:
    reminder.look()
    qtbot.waitUntil(lambda: page.context.face.tasks.is_idle)


def test_it_names_the_post_and_the_click_opens_the_way_to_publish_it(
    page: WorkspacePage, office: Office, hand: Profile, qtbot: QtBot
) -> None:
    said: Said = []
    reminder = ByHandReminder(page, lambda text, do: said.append((text, do)))
    looked(reminder, page, qtbot)
    come_due(office, hand, "Rogale <b>& chleb")
    looked(reminder, page, qtbot)
    looked(reminder, page, qtbot)
    ((text, click),) = said
    assert text == "Time to publish by hand on LinkedIn, profile Rzeka: Rogale b chleb"
    click()
    qtbot.waitUntil(lambda: page.context.face.tasks.is_idle)
    dialog = page.window().findChild(ByHandDialog)
    assert dialog is not None
    assert "Publish by hand on LinkedIn: Rzeka" in texts(dialog)
    dialog.close()


def test_several_at_once_are_one_message_that_leads_to_today(
    page: WorkspacePage, office: Office, hand: Profile, qtbot: QtBot
) -> None:
    said: Said = []
    reminder = ByHandReminder(page, lambda text, do: said.append((text, do)))
    looked(reminder, page, qtbot)
    come_due(office, hand, "Rogale")
    come_due(office, hand, "Chleb")
    looked(reminder, page, qtbot)
    assert [text for text, _ in said] == ["It is time to publish 2 posts by hand."]
    page.show_tab(1)
    said[0][1]()
    assert page.tab_bar.currentIndex() == 0


def test_what_waited_before_is_not_said_again(page: WorkspacePage, office: Office, hand: Profile, qtbot: QtBot) -> None:
    come_due(office, hand, "Rogale")
    said: Said = []
    reminder = ByHandReminder(page, lambda text, do: said.append((text, do)))
    looked(reminder, page, qtbot)
    looked(reminder, page, qtbot)
    assert said == []
    assert office.clock.now() > MORNING


def test_nothing_a_desktop_may_take_for_markup_is_passed_on() -> None:
    assert plainly('<a href="x">Kawa</a>\n&amp; \u202eherbata') == 'a href="x" Kawa /a amp; herbata'
    assert len(plainly("x" * 300)) == 80
