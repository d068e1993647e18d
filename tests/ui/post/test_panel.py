from __future__ import annotations

import gc
import weakref
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.errors import StoreProblem
from app.domain.networks import Connection, Network
from app.domain.people import Actor, Role
from app.domain.workflow import PostState
from app.services.composing import ComposingService
from app.services.planning import NewPost, PostEdit, VariantEdit
from app.services.profiles import NewProfile
from app.ui.changes import Change
from app.ui.places import PostPlace, ReviewPlace
from app.ui.post.panel import PostPanel
from app.ui.post.session import Saving
from app.ui.tab_context import TabContext
from tests.fakes.offices import MORNING, Office
from tests.ui.on_screen import nameless, place, tab_walk, texts
from tests.ui.post.conftest import Opened
from tests.ui.post.hands import at_rest, press, saved, stored, write

LATER = MORNING + timedelta(hours=6)


def draft(office: Office, *, submit: bool = False) -> int:
    return office.post(office.owner, "Drożdżówki", LATER, office.facebook, office.linkedin, submit=submit)


def test_a_post_is_shown_with_all_that_belongs_to_it(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    number = draft(office)
    office.app.planning.comment(office.editor, number, "Może z kruszonką?")
    panel = open_panel(number)
    shown = texts(panel)
    for text in ("Draft", "Saved", "Może z kruszonką?", "Piotr Wilk", "New post: Anna Nowak, 24 Nov 2026, 8:30"):
        assert text in shown
    composer = panel.desk.composer
    assert composer.title.text() == "Drożdżówki"
    assert composer.card.text.text == "Text of Drożdżówki"
    assert composer.tabs.tab(office.linkedin.id).below == "18 of 3,000"
    assert composer.pickers.time.text() == "today, 14:30"
    assert set(panel.desk.previews.shown) == {office.facebook.id, office.linkedin.id}


def test_what_is_typed_is_saved_after_a_rest(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office))
    write(panel.desk.composer.card.text, "Świeże! ")
    assert panel.head.text == "Saving…"
    qtbot.waitUntil(lambda: panel.head.text == "Saved")
    assert stored(office, panel).text == "Świeże! Text of Drożdżówki"


def test_a_new_post_is_made_by_its_first_words(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    before = len(office.app.planning.posts(office.owner))
    panel = open_panel(None)
    assert panel.head.text == "New post"
    panel.desk.composer.tabs.profiles_chosen.emit((office.facebook.id,))
    saved(panel, qtbot)
    assert len(office.app.planning.posts(office.owner)) == before
    write(panel.desk.composer.card.text, "Pączki w tłusty czwartek")
    saved(panel, qtbot)
    post = stored(office, panel)
    assert post.text == "Pączki w tłusty czwartek"
    assert [row.profile_id for row in post.variants] == [office.facebook.id]


def test_a_new_post_begins_as_it_was_asked_for(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    panel = open_panel(draft(office))
    panel.new_post(LATER, (office.linkedin.id,))
    qtbot.waitUntil(lambda: panel.session is not None and panel.post_id is None)
    at_rest(panel, qtbot)
    assert panel.desk.composer.pickers.time.text() == "today, 14:30"
    write(panel.desk.composer.card.text, "Chałka")
    saved(panel, qtbot)
    post = stored(office, panel)
    assert post.due_at == LATER
    assert [row.profile_id for row in post.variants] == [office.linkedin.id]


def test_a_variant_follows_until_it_is_changed(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office))
    composer, linkedin = panel.desk.composer, office.linkedin.id
    composer.tabs.look_at(linkedin)
    assert any(text.startswith("Follows the post") for text in texts(panel))
    write(composer.card.text, "Dla firm: ")
    saved(panel, qtbot)
    own = {row.profile_id: row.text for row in stored(office, panel).variants}
    assert own == {office.facebook.id: None, linkedin: "Dla firm: Text of Drożdżówki"}
    assert "Own text" in texts(panel)
    composer.tabs.look_at(None)
    write(composer.card.text, "Nowe: ")
    composer.tabs.look_at(office.facebook.id)
    assert composer.card.text.text == "Nowe: Text of Drożdżówki"
    composer.tabs.look_at(linkedin)
    assert composer.card.text.text == "Dla firm: Text of Drożdżówki"


def test_following_again_is_undone_exactly(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    number, linkedin = draft(office), office.linkedin.id
    edit = VariantEdit(text="Własny", link="https://example.com/b2b", first_comment="Pierwszy")
    office.app.planning.edit_variant(office.owner, number, linkedin, edit)
    panel = open_panel(number)
    panel.desk.composer.tabs.look_at(linkedin)
    qtbot.mouseClick(panel.desk.composer.card.follow_again, Qt.MouseButton.LeftButton)
    at_rest(panel, qtbot)
    assert panel.desk.composer.card.text.text == "Text of Drożdżówki"
    context.undo.undo()
    qtbot.waitUntil(lambda: panel.desk.composer.card.text.text == "Własny")
    variant = next(row for row in stored(office, panel).variants if row.profile_id == linkedin)
    assert (variant.text, variant.link, variant.first_comment) == ("Własny", "https://example.com/b2b", "Pierwszy")


def test_a_profile_taken_off_comes_back_as_it_was(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    number, linkedin = draft(office), office.linkedin.id
    office.app.planning.edit_variant(office.owner, number, linkedin, VariantEdit(text="Własny"))
    panel = open_panel(number)
    panel.desk.composer.tabs.profiles_chosen.emit((office.facebook.id,))
    at_rest(panel, qtbot)
    assert [row.profile_id for row in stored(office, panel).variants] == [office.facebook.id]
    assert context.undo.undo_name == "Profile taken off"
    context.undo.undo()
    at_rest(panel, qtbot)
    variant = next(row for row in stored(office, panel).variants if row.profile_id == linkedin)
    assert (variant.text, variant.due_at) == ("Własny", LATER)


def test_the_place_where_a_text_overflows_is_marked(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    brand = office.facebook.brand_id
    x = office.app.profiles.add_profile(office.owner, NewProfile(brand, Network.X, "x", "@swit", Connection.PRACTICE))
    text = "🥐" * 10 + "a" * 270
    number = office.app.planning.add(office.owner, NewPost(brand, text, profile_ids=(office.facebook.id, x.id))).id
    panel = open_panel(number)
    composer = panel.desk.composer
    qtbot.waitUntil(lambda: composer.card.text.marked != "")
    assert composer.card.text.marked == "a" * 10
    assert composer.card.counter.text() == "X: 290 of 280"
    assert composer.tabs.tab(x.id).over
    assert not composer.tabs.tab(office.facebook.id).over
    assert any(text.startswith("The text is 10 characters too long for X") for text in texts(panel))
    composer.tabs.look_at(office.facebook.id)
    assert composer.card.text.marked == ""


def test_a_link_that_is_none_is_said_in_place_and_not_saved(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office))
    card = panel.desk.composer.card
    qtbot.mouseClick(card.add_link, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(card.link, "exa")
    assert any(text.startswith("This is no web address yet") for text in texts(panel))
    card.link.clear()
    qtbot.keyClicks(card.link, "https://example.com/x")
    saved(panel, qtbot)
    assert stored(office, panel).link == "https://example.com/x"
    assert not any(text.startswith("This is no web address yet") for text in texts(panel))


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
    assert panel.foot.text == "Goes out today, 14:30 only if approved by: Piotr Wilk"
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


def test_a_viewer_reads_and_comments(office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot) -> None:
    number, brand = draft(office), office.facebook.brand_id
    guest = office.app.members.add_member(office.owner, "Gość", "g@example.com", {brand: frozenset({Role.VIEWER})})
    given = TabContext(context.services, Actor(guest), context.face, context.bus, context.undo, context.notices)
    panel = open_panel(number, given=given)
    composer = panel.desk.composer
    assert composer.card.text.isReadOnly()
    assert composer.title.isReadOnly()
    assert not composer.card.add_file.isEnabled()
    assert panel.head.text == "Read only"
    assert panel.foot.text == "Your role allows reading and commenting here."
    assert not panel.foot.strong.isVisible()
    write(panel.desk.discussion.field, "Ładne")
    qtbot.keyClick(panel.desk.discussion.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Ładne" in texts(panel))
    assert [row.text for row in office.app.planning.comments(office.owner, number)] == ["Ładne"]
    assert panel.desk.discussion.field.text == ""


def test_a_post_that_is_not_there_is_said(office: Office, context: TabContext, qtbot: QtBot) -> None:
    panel = PostPanel(context)
    qtbot.addWidget(panel)
    panel.show()
    panel.open_post(987_654)
    qtbot.waitUntil(lambda: "This post is not here" in texts(panel))
    assert "It was deleted, or it belongs to a brand you may not see." in texts(panel)


def test_closing_and_switching_save_first(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    first, second = draft(office), office.post(office.owner, "Rogale", LATER)
    panel = open_panel(first)
    write(panel.desk.composer.card.text, "Raz ")
    panel.open_post(second)
    qtbot.waitUntil(lambda: panel.post_id == second)
    at_rest(panel, qtbot)
    assert office.app.planning.post(office.owner, first).text == "Raz Text of Drożdżówki"
    write(panel.desk.composer.card.text, "Dwa ")
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.desk.composer.card.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert office.app.planning.post(office.owner, second).text == "Dwa Text of Rogale"


def test_settling_saves_at_once(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office))
    write(panel.desk.composer.card.text, "Na koniec ")
    assert panel.settle()
    assert stored(office, panel).text == "Na koniec Text of Drożdżówki"
    assert office.app.unsaved.found(office.owner) == []
    at_rest(panel, qtbot)


def test_a_refusal_stands_in_place(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    number = draft(office)
    panel = open_panel(number)
    office.app.scheduling.cancel(office.owner, number)
    panel._steps.submit()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: panel.desk.refusal.text != "")
    assert "cannot be sent to review" in panel.desk.refusal.text


def test_every_control_has_a_name_and_tab_goes_down(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office))
    panel.desk.composer.tabs.look_at(office.linkedin.id)
    at_rest(panel, qtbot)
    assert nameless(panel) == []
    panel.head.close_button.setFocus()
    walk = tab_walk(panel)
    composer = panel.desk.composer
    wanted = [
        composer.title,
        composer.pickers.time,
        composer.tabs.tab(None),
        composer.tabs.tab(office.linkedin.id),
        composer.card.text,
        composer.card.comment,
        composer.card.add_file,
        panel.desk.discussion.field,
        panel.foot.strong,
    ]
    places = [walk.index(widget) for widget in wanted]
    assert places == sorted(places)
    assert place(composer.title, panel) < place(composer.card.text, panel)


def test_tab_leaves_the_text(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office))
    field = panel.desk.composer.card.text
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert "\t" not in field.text
    assert not field.hasFocus()


def test_the_previews_stand_beside_when_there_is_room(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office), width=500)
    assert not panel.desk.is_wide
    panel.resize(1000, 900)
    qtbot.waitUntil(lambda: panel.desk.is_wide)
    assert panel.desk.previews.isVisible()


def test_another_language_keeps_what_was_typed(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    panel = open_panel(draft(office))
    write(panel.desk.composer.card.text, "Pisane ")
    context.face.language.choose("pl")
    panel.write()
    assert panel.desk.composer.card.text.text == "Pisane Text of Drożdżówki"
    assert "Szkic" in texts(panel)
    panel.settle()
    at_rest(panel, qtbot)


def test_hostile_words_stay_words(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    evil = "<h1>Big</h1><img src='file:///etc/passwd'>"
    number = office.app.planning.add(
        office.owner, NewPost(office.facebook.brand_id, evil, evil, (office.facebook.id,))
    ).id
    office.app.planning.comment(office.owner, number, evil)
    panel = open_panel(number)
    for label in panel.findChildren(QLabel):
        if evil in label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText
    assert panel.desk.composer.card.text.text == evil


def test_no_break_spaces_survive(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    text = "Otwarte od\u00a07:00, w\u00a0sobotę też"
    number = office.app.planning.add(office.owner, NewPost(office.facebook.brand_id, text)).id
    panel = open_panel(number)
    write(panel.desk.composer.card.text, "Uwaga: ")
    saved(panel, qtbot)
    assert stored(office, panel).text == "Uwaga: " + text


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


def test_the_text_field_tells_its_name_to_those_who_listen(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office))
    tab = panel.desk.composer.tabs.tab(office.facebook.id)
    interface = QAccessible.queryAccessibleInterface(tab)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name).startswith("Facebook · piekarniaswit, 18 of 63,206")


def test_a_member_elsewhere_sees_the_own_hour(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    member = office.app.members.edit_member(office.owner, office.owner.member_id or 0, zone="Europe/Lisbon")
    given = TabContext(context.services, Actor(member), context.face, context.bus, context.undo, context.notices)
    panel = open_panel(draft(office), given=given)
    assert "14:30 (13:30 in Lisbon)" in panel.desk.composer.pickers.time.toolTip()
    assert panel.session is not None
    assert panel.session.saving is Saving.SAVED
    assert datetime(2026, 11, 24, 13, 30, tzinfo=UTC) == LATER


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


def test_a_brief_failure_of_reading_keeps_what_is_open(
    office: Office, open_panel: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = open_panel(draft(office))

    def locked(*given: object) -> None:
        raise StoreProblem("store.locked", address="x")

    write(panel.desk.composer.card.text, "Pisane ")
    with monkeypatch.context() as patch:
        patch.setattr(ComposingService, "page", locked)
        panel.reload()
        qtbot.waitUntil(lambda: panel.desk.refusal.text.startswith("Another program holds"))
    assert panel.desk.composer.card.text.text == "Pisane Text of Drożdżówki"
    saved(panel, qtbot)
    assert stored(office, panel).text == "Pisane Text of Drożdżówki"


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


def test_opened_and_closed_often_nothing_stays_alive(office: Office, context: TabContext, qtbot: QtBot) -> None:
    number = draft(office)
    alive: list[weakref.ref[object]] = []
    for _ in range(10):
        panel = PostPanel(context)
        panel.show()
        panel.open_post(number)
        qtbot.waitUntil(lambda panel=panel: panel.session is not None)
        at_rest(panel, qtbot)
        alive += [weakref.ref(panel), weakref.ref(panel.session), weakref.ref(panel.desk.composer)]
        panel.close_post()
        panel.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del panel
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert [ref() for ref in alive if ref() is not None] == []


def test_a_new_post_may_be_of_another_brand(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    other = office.app.workspaces.add_brand(office.owner, "Cukiernia")
    panel = open_panel(None)
    pickers = panel.desk.composer.pickers
    assert pickers.brand.isVisible()
    write(panel.desk.composer.card.text, "Torty")
    qtbot.mouseClick(pickers.brand, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(pickers.popovers[0].search, "cuk")
    qtbot.keyClick(pickers.popovers[0].search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.session is not None and panel.session.page.brand.id == other.id)
    saved(panel, qtbot)
    post = stored(office, panel)
    assert (post.brand_id, post.text) == (other.id, "Torty")
    assert not pickers.brand.isVisible()
    assert len([row for row in office.app.planning.posts(office.owner) if row.text == "Torty"]) == 1


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
