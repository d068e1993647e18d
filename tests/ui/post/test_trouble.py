from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.networks import Connection, Network
from app.domain.practice import FaultKind, PracticeFault
from app.domain.workflow import PostState
from app.services.planning import NewPost
from app.services.profiles import NewProfile
from app.ui.places import SettingsPlace
from tests.fakes.offices import MORNING, Office
from tests.ui.on_screen import nameless
from tests.ui.post.conftest import Opened
from tests.ui.post.hands import at_rest, button, press, stored


def sent_with(office: Office, kind: FaultKind, reason: str = "") -> int:
    """A post whose sending met a fault of the Practice network."""
    number = office.post(office.owner, "Rogale", MORNING + timedelta(hours=1), submit=True)
    office.app.approval.approve(office.editor, number)
    account = office.app.practice_store.account("facebook", office.facebook.handle, MORNING)
    office.app.practice_store.add_fault(account.id, PracticeFault(kind, reason=reason))
    office.clock.set(MORNING + timedelta(hours=1))
    office.app.publishing.publish_due()
    office.clock.set(MORNING + timedelta(hours=1, minutes=11))
    office.app.publishing.publish_due()
    return number


def test_a_failed_post_says_why_and_becomes_a_draft_again(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(sent_with(office, FaultKind.REFUSE, "The picture has 9 MB"))
    banner = panel.desk.trouble.banners[office.facebook.id]
    assert "not published (The picture has 9 MB)" in banner.text
    assert "Reopen it as a draft, mend what is wrong and send it to review again." in banner.text
    assert (panel.foot.strong.text(), banner.buttons) == ("Reopen", [])
    assert not any(text.startswith("Everything the networks") for text in _checks(panel))
    panel.foot.take_strong()
    at_rest(panel, qtbot)
    assert stored(office, panel).state is PostState.DRAFT
    assert any(text.startswith("Everything the networks") for text in _checks(panel))


def test_one_failed_profile_among_others_is_reopened_alone(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    number = sent_with(office, FaultKind.REFUSE, "practice.file_too_large")
    office.app.planning.add_variant(office.owner, number, office.linkedin.id)
    panel = open_panel(number)
    banner = panel.desk.trouble.banners[office.facebook.id]
    assert "not published (a file is larger than the network allows)" in banner.text
    assert panel.foot.strong.text() == "Send to review"
    press(banner, "Reopen", qtbot)
    at_rest(panel, qtbot)
    assert stored(office, panel).state is PostState.DRAFT


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("It is out", PostState.PUBLISHED),
        ("It is not out, try again", PostState.PUBLISHED),
        ("Leave it", PostState.CANCELLED),
    ],
)
def test_an_unsure_post_has_three_answers(
    office: Office, open_panel: Opened, qtbot: QtBot, word: str, state: PostState
) -> None:
    """PUB-15."""
    number = sent_with(office, FaultKind.LOSE_ANSWER)
    assert office.app.planning.post(office.owner, number).state is PostState.UNSURE
    panel = open_panel(number)
    banner = panel.desk.trouble.banners[office.facebook.id]
    assert "we do not know whether this post is out" in banner.text
    qtbot.waitUntil(lambda: "Tried today, 9:30" in banner.text)
    assert banner.text.count("the network did not answer") == 1
    assert panel.desk.composer.card.text.isReadOnly()
    assert nameless(panel) == []
    if word == "It is out":
        qtbot.keyClicks(panel.desk.trouble.link(office.facebook.id), "https://www.facebook.com/1")
    qtbot.mouseClick(button(banner, word), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(office, panel).state is state)
    at_rest(panel, qtbot)
    if word == "It is out":
        assert stored(office, panel).variants[0].remote_url == "https://www.facebook.com/1"
        assert button(panel.desk.trouble.banners[office.facebook.id], "Open the post")


def test_a_profile_no_program_reaches_says_so(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    brand = office.facebook.brand_id
    new = NewProfile(brand, Network.PINTEREST, "swit", "swit", Connection.BY_HAND)
    hand = office.app.profiles.add_profile(office.owner, new)
    post = NewPost(brand, "Rogale", profile_ids=(hand.id,))
    number = office.app.planning.add(office.owner, post).id
    panel = open_panel(number)
    assert panel.desk.trouble.banners == {}
    assert any("takes no post without a picture" in text for text in _checks(panel))


def _checks(panel: object) -> list[str]:
    from tests.ui.on_screen import texts

    return texts(panel.desk.composer.checks)  # type: ignore[attr-defined]


def test_what_stands_in_the_way_is_said_before_the_time_and_looked_at_again(
    office: Office, open_panel: Opened, qtbot: QtBot
) -> None:
    number = office.post(office.owner, "Rogale", MORNING + timedelta(hours=1), submit=True)
    office.app.approval.approve(office.editor, number)
    row = office.app.planning.post(office.owner, number).variants[0]
    with office.app.store.write() as work:
        delivery = work.deliveries.of_variant(row.id)[-1]
        work.parts.put_check(delivery.id, "links", MORNING, "link.unreadable", {"link": "https://a.example/zle"})
        work.parts.put_check(delivery.id, "hour", MORNING, "no_connection", {})
    panel = open_panel(number)
    banner = panel.desk.trouble.banners[office.facebook.id]
    assert "https://a.example/zle cannot" in banner.text or "cannot be opened: https://a.example/zle" in banner.text
    assert "the profile is not connected" in banner.text
    assert nameless(panel) == []
    press(banner, "Look again", qtbot)
    qtbot.waitUntil(lambda: not panel.desk.trouble.banners)
    at_rest(panel, qtbot)


def test_a_post_that_waits_for_its_profile_says_so_and_leads_to_the_settings(
    office: Office, open_panel: Opened, qtbot: QtBot
) -> None:
    number = sent_with(office, FaultKind.DROP_TOKEN)
    panel = open_panel(number)
    banner = panel.desk.trouble.banners[office.facebook.id]
    assert "it waits, because the profile must be connected again" in banner.text
    attention = office.app.today.page(office.owner).attention
    assert ("kept", number) in [(row.attention, row.post_id) for row in attention]
    with qtbot.waitSignal(panel.went) as went:
        press(banner, "Connect the profile…", qtbot)
    assert went.args == [SettingsPlace("profiles")]


def test_a_post_that_is_tried_again_says_why_and_when(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    number = office.post(office.owner, "Rogale", MORNING + timedelta(hours=1), submit=True)
    office.app.approval.approve(office.editor, number)
    account = office.app.practice_store.account("facebook", office.facebook.handle, MORNING)
    office.app.practice_store.add_fault(account.id, PracticeFault(FaultKind.FAIL_BEFORE))
    office.clock.set(MORNING + timedelta(hours=1))
    office.app.publishing.publish_due()
    panel = open_panel(number)
    banner = panel.desk.trouble.banners[office.facebook.id]
    assert "not out yet, because the network was not reached. Szpalta tries again by itself" in banner.text
