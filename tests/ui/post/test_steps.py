"""The steps of a post in the side panel: review, publishing, and what somebody else did meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.workflow import PostState
from app.services.planning import PostEdit
from app.ui.changes import Change
from app.ui.places import PostPlace, ReviewPlace
from app.ui.tab_context import TabContext
from tests.fakes.offices import MORNING, Office
from tests.ui.on_screen import place, texts
from tests.ui.post.conftest import Opened
from tests.ui.post.hands import LATER, at_rest, draft, press, saved, stored, write


def test_typing_in_an_approved_post_asks_before_the_approval_goes(
    office: Office, open_panel: Opened, qtbot: QtBot
) -> None:
    number = draft(office, submit=True)
    office.app.approval.approve(office.editor, number)
    panel = open_panel(number)
    write(panel.desk.composer.card.text, "Nowe: ")
    panel.session.save()
    assert "Facebook · piekarniaswit, LinkedIn · piekarnia-swit" in panel.desk.held.text
    assert stored(office, panel).state is PostState.SCHEDULED
    assert panel.head.text == "Not saved yet: your decision is needed"
    press(panel.desk.held, "Undo my change", qtbot)
    at_rest(panel, qtbot)
    assert panel.desk.composer.card.text.text == "Text of Drożdżówki"
    assert stored(office, panel).state is PostState.SCHEDULED
    write(panel.desk.composer.card.text, "Nowe: ")
    panel.session.save()
    press(panel.desk.held, "Save it anyway", qtbot)
    at_rest(panel, qtbot)
    assert stored(office, panel).state is PostState.DRAFT
    assert panel.desk.held.text == ""


@pytest.mark.parametrize("mine", [True, False], ids=["mine", "theirs"])
def test_two_who_write_at_once_choose(office: Office, open_panel: Opened, qtbot: QtBot, mine: bool) -> None:
    panel = open_panel(draft(office))
    write(panel.desk.composer.card.text, "Moje: ")
    assert panel.post_id is not None
    office.app.planning.edit(office.editor, panel.post_id, PostEdit(text="Ich tekst"))
    panel.save_now()
    qtbot.waitUntil(lambda: panel.desk.clash.text != "")
    shown = texts(panel.desk.clash)
    assert "Moje: Text of Drożdżówki" in shown
    assert "Ich tekst" in shown
    press(panel.desk.clash, "Keep mine" if mine else "Take theirs", qtbot)
    qtbot.waitUntil(lambda: panel.desk.clash.text == "")
    at_rest(panel, qtbot)
    wanted = "Moje: Text of Drożdżówki" if mine else "Ich tekst"
    assert stored(office, panel).text == wanted
    assert panel.desk.composer.card.text.text == wanted


def test_a_field_nobody_else_touched_is_saved_all_the_same(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office))
    write(panel.desk.composer.card.text, "Moje: ")
    assert panel.post_id is not None
    office.app.planning.edit(office.editor, panel.post_id, PostEdit(title="Ich tytuł"))
    saved(panel, qtbot)
    post = stored(office, panel)
    assert (post.title, post.text) == ("Ich tytuł", "Moje: Text of Drożdżówki")
    assert panel.desk.composer.title.text() == "Ich tytuł"


def test_the_strong_step_sends_to_review_with_the_keyboard(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    panel = open_panel(draft(office))
    assert panel.foot.strong.text() == "Send to review"
    assert panel.foot.text == "Goes out today, 14:30 only if approved before by Piotr Wilk"
    write(panel.desk.composer.card.text, "Nowe: ")
    qtbot.keyClick(panel.desk.composer.card.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_rest(panel, qtbot)
    post = stored(office, panel)
    assert (post.state, post.text) == (PostState.IN_REVIEW, "Nowe: Text of Drożdżówki")
    assert not panel.foot.strong.isVisible()
    context.undo.undo()
    qtbot.waitUntil(lambda: stored(office, panel).state is PostState.DRAFT)


def test_who_may_decide_is_led_to_the_queue(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    number = office.post(office.editor, "Rogale", LATER, submit=True)
    panel = open_panel(number)
    assert panel.foot.strong.text() == "Decide in Approvals"
    with qtbot.waitSignal(panel.went) as went:
        panel.foot.take_strong()
    assert went.args == [ReviewPlace(number)]


def test_publish_now_really_publishes_on_practice(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    number = draft(office, submit=True)
    office.app.approval.approve(office.editor, number)
    panel = open_panel(number)
    assert "publish_now" in panel.foot.offered.others
    panel.foot.wanted.emit("publish_now")
    asked = panel.desk.publishing
    assert asked.text == "Publish now on the practice network, where it reaches nobody: Facebook, LinkedIn?"
    press(asked, "Leave it", qtbot)
    assert not asked.isVisible() and stored(office, panel).state is PostState.SCHEDULED
    panel.foot.wanted.emit("publish_now")
    press(asked, "Publish now", qtbot)
    qtbot.waitUntil(lambda: stored(office, panel).state is PostState.PUBLISHED)
    at_rest(panel, qtbot)
    assert "Facebook · piekarniaswit: published today, 8:30 on the practice network." in texts(panel)
    shown = [button.text() for button in panel.desk.trouble.banners[office.facebook.id].buttons]
    assert shown == ["Correct or delete…"]  # practice has no page to open
    assert panel.desk.composer.pickers.time.text() == "Published today, 8:30"


def test_after_sending_to_review_the_focus_stays_at_the_foot(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    panel = open_panel(draft(office))
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.foot.strong.setFocus()
    qtbot.keyClick(panel.foot.strong, Qt.Key.Key_Space)
    at_rest(panel, qtbot)
    assert not panel.foot.strong.isVisible()
    assert panel.foot.more.hasFocus()


def test_a_refusal_stands_in_place(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    number = draft(office)
    panel = open_panel(number)
    office.app.scheduling.cancel(office.owner, number)
    panel._steps.submit()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: panel.desk.refusal.text != "")
    assert "cannot be sent to review" in panel.desk.refusal.text


def test_a_change_of_somebody_else_is_shown(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    panel = open_panel(draft(office))
    assert panel.post_id is not None
    office.app.planning.edit(office.editor, panel.post_id, PostEdit(text="Ich tekst"))
    context.bus.tell(Change("post", panel.post_id))
    qtbot.waitUntil(lambda: panel.desk.composer.card.text.text == "Ich tekst")


def test_duplicating_opens_the_copy(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office))
    with qtbot.waitSignal(panel.went) as went:
        panel.foot.wanted.emit("duplicate")
    copy = office.app.planning.post(office.owner, went.args[0].post_id)
    assert isinstance(went.args[0], PostPlace)
    assert (copy.title, copy.due_at, len(copy.variants)) == ("Drożdżówki", None, 2)


def test_one_profile_has_steps_of_its_own(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office, submit=True))
    panel.desk.composer.tabs.look_at(office.linkedin.id)
    assert "In review" in texts(panel.desk.composer.card)
    qtbot.mouseClick(panel.desk.composer.card.more, Qt.MouseButton.LeftButton)
    menu = panel.desk.menu
    assert menu is not None
    steps = {action.text(): action for action in menu.actions()}
    assert "Take this profile off the post" in steps
    steps["Take back from review"].trigger()
    menu.close()
    at_rest(panel, qtbot)
    states = {row.profile_id: row.state for row in stored(office, panel).variants}
    assert states == {office.facebook.id: PostState.IN_REVIEW, office.linkedin.id: PostState.DRAFT}


def test_a_step_waits_for_the_choice_between_two_versions(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office))
    write(panel.desk.composer.card.text, "Moje: ")
    assert panel.post_id is not None
    office.app.planning.edit(office.editor, panel.post_id, PostEdit(text="Ich tekst"))
    panel.foot.take_strong()
    qtbot.waitUntil(lambda: panel.desk.clash.text != "")
    at_rest(panel, qtbot)
    assert stored(office, panel).state is PostState.DRAFT
    press(panel.desk.clash, "Keep mine", qtbot)
    qtbot.waitUntil(lambda: panel.desk.clash.text == "")
    panel.foot.take_strong()
    at_rest(panel, qtbot)
    assert (stored(office, panel).state, stored(office, panel).text) == (
        PostState.IN_REVIEW,
        "Moje: Text of Drożdżówki",
    )


def test_a_step_waits_until_the_lost_approval_is_agreed_to(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    number = draft(office, submit=True)
    office.app.approval.approve(office.editor, number, (office.facebook.id,))
    panel = open_panel(number)
    panel.desk.composer.tabs.look_at(office.facebook.id)
    write(panel.desk.composer.card.text, "Nowe: ")
    panel.foot.wanted.emit("hold")
    at_rest(panel, qtbot)
    assert panel.desk.held.text != ""
    states = {row.profile_id: row.state for row in stored(office, panel).variants}
    assert states[office.facebook.id] is PostState.SCHEDULED
    press(panel.desk.held, "Undo my change", qtbot)
    at_rest(panel, qtbot)
    assert {row.profile_id: row.state for row in stored(office, panel).variants} == states


@pytest.mark.parametrize("decision", ["request_changes", "reject"])
def test_what_came_back_says_why_above_all_and_goes_to_review_again(
    office: Office, open_panel: Opened, qtbot: QtBot, decision: str
) -> None:
    number = office.post(office.owner, "Pączki", MORNING + timedelta(days=2), submit=True)
    getattr(office.app.approval, decision)(office.editor, number, "Proszę dopisać cenę")
    panel = open_panel(number)
    assert panel.desk.returned.text == 'Piotr Wilk, today, 8:30: "Proszę dopisać cenę"'
    assert panel.foot.strong.text() == "Send to review again"
    qtbot.mouseClick(panel.foot.strong, Qt.MouseButton.LeftButton)
    at_rest(panel, qtbot)
    assert stored(office, panel).state is PostState.IN_REVIEW
    assert not panel.desk.returned.isVisible()


@pytest.mark.parametrize("width", [560, 1200], ids=["narrow", "wide"])
def test_a_banner_that_arrives_moves_nothing_a_person_is_about_to_click(
    office: Office, open_panel: Opened, qtbot: QtBot, width: int
) -> None:
    number = draft(office, submit=True)
    office.app.approval.approve(office.editor, number)
    panel = open_panel(number, width)
    card = panel.desk.composer.card
    controls = [panel.desk.composer.title, card.text, card.add_library, panel.foot.strong, panel.foot.more]
    before = [place(control, panel) for control in controls]
    write(card.text, "Nowe: ")
    panel.session.save()
    assert panel.desk.held.isVisible()
    qtbot.wait(0)
    assert [place(control, panel) for control in controls] == before
    held = panel.desk.held.mapTo(panel, panel.desk.held.rect().topLeft())
    assert held.y() > place(card.text, panel)[1]
    press(panel.desk.held, "Undo my change", qtbot)
    at_rest(panel, qtbot)
    assert [place(control, panel) for control in controls] == before
    assert not panel.desk.shelf.isVisible()
