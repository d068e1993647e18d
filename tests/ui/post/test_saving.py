"""How what is typed in the panel reaches the store, and what happens when it cannot."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.errors import StoreProblem
from app.services.composing import ComposingService
from app.services.planning import NewPost, PlanningService
from app.ui.post import session
from app.ui.post.session import Saving
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office
from tests.ui.on_screen import texts
from tests.ui.post.conftest import Opened
from tests.ui.post.hands import LATER, at_rest, draft, saved, stored, write


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


def test_no_break_spaces_survive(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    text = "Otwarte od\u00a07:00, w\u00a0sobotę też"
    number = office.app.planning.add(office.owner, NewPost(office.facebook.brand_id, text)).id
    panel = open_panel(number)
    write(panel.desk.composer.card.text, "Uwaga: ")
    saved(panel, qtbot)
    assert stored(office, panel).text == "Uwaga: " + text


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
