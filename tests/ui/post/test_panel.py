from __future__ import annotations

import gc
import weakref
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.errors import StoreProblem
from app.domain.networks import Connection, Network
from app.domain.people import Actor, Role
from app.services.composing import ComposingService
from app.services.planning import NewPost, PlanningService, VariantEdit
from app.services.profiles import NewProfile
from app.ui.post import session
from app.ui.post.panel import PostPanel
from app.ui.post.session import Saving
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office
from tests.ui.on_screen import nameless, place, tab_walk, texts
from tests.ui.post.conftest import Opened
from tests.ui.post.hands import LATER, at_rest, draft, saved, stored, write


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


def test_what_a_busy_store_did_not_take_is_saved_by_itself_once_it_is_free(
    office: Office, open_panel: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "SAVE_AGAIN", 20)
    panel = open_panel(draft(office))
    tries: list[object] = []

    def locked(*given: object, **named: object) -> None:
        tries.append(given)
        raise StoreProblem("store.locked", address="x")

    with monkeypatch.context() as patch:
        patch.setattr(PlanningService, "edit", locked)
        write(panel.desk.composer.card.text, "Pisane ")
        assert panel.session is not None
        panel.session.save()
        qtbot.waitUntil(lambda: len(tries) > 1)
        assert panel.desk.refusal.text.startswith("Another program holds")
    qtbot.waitUntil(lambda: panel.session is not None and panel.session.saving is Saving.SAVED)
    assert stored(office, panel).text == "Pisane Text of Drożdżówki"
    assert panel.desk.refusal.text == ""


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


def test_a_pressed_tab_leads_into_its_text(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office))
    composer = panel.desk.composer
    composer.card.text.setFocus()
    for number in (office.facebook.id, office.linkedin.id, None):
        qtbot.mouseClick(composer.tabs.tab(number), Qt.MouseButton.LeftButton)
        assert (composer.tabs.now, panel.window().focusWidget()) == (number, composer.card.text)


def test_nothing_measured_of_the_post_before_stands_under_the_next(
    office: Office, open_panel: Opened, qtbot: QtBot
) -> None:
    first, second = draft(office), draft(office)
    panel = open_panel(first)
    composer = panel.desk.composer
    assert composer.card.counter.text() != "" and texts(composer.checks) != []
    write(composer.card.text, "Świeże ")
    composer._measure()
    panel.open_post(second)
    qtbot.waitUntil(lambda: panel.post_id == second)
    assert (composer.card.counter.text(), texts(composer.checks)) == ("", [])
    assert composer.tabs.tab(office.linkedin.id).below == "–"
    at_rest(panel, qtbot)
    assert composer.tabs.tab(office.linkedin.id).below == "18 of 3,000"


def test_publishing_at_once_leaves_the_keyboard_in_the_post(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    number = draft(office, submit=True)
    office.app.approval.approve(office.editor, number)
    panel = open_panel(number)
    panel.desk.ask_publishing()
    publish = panel.desk.publishing.buttons[0]
    publish.setFocus()
    qtbot.keyClick(publish, Qt.Key.Key_Space)
    assert panel.window().focusWidget() is panel.desk.composer.card.text
    at_rest(panel, qtbot)
