"""The text of each profile beside that of the post: following, own, too long."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from app.domain.networks import Connection, Network
from app.services.planning import NewPost, VariantEdit
from app.services.profiles import NewProfile
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office
from tests.ui.on_screen import texts
from tests.ui.post.conftest import Opened
from tests.ui.post.hands import LATER, at_rest, draft, saved, stored, write


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


def test_the_text_field_tells_its_name_to_those_who_listen(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(draft(office))
    tab = panel.desk.composer.tabs.tab(office.facebook.id)
    interface = QAccessible.queryAccessibleInterface(tab)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name).startswith("Facebook · piekarniaswit, 18 of 63,206")


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
