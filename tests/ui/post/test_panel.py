"""A post in the panel: what is shown, to whom, in what order."""

from __future__ import annotations

import gc
import weakref
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.people import Actor, Role
from app.services.planning import NewPost
from app.ui.post.panel import PostPanel
from app.ui.post.session import Saving
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office
from tests.ui.on_screen import nameless, place, tab_walk, texts
from tests.ui.post.conftest import Opened
from tests.ui.post.hands import LATER, at_rest, draft, write


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


def test_opened_and_closed_often_nothing_stays_alive(office: Office, context: TabContext, qtbot: QtBot) -> None:
    number = draft(office)
    alive: list[weakref.ref[object]] = []
    for _ in range(3):
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
