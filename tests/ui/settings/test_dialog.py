"""The settings as a whole: every page, finding one, adding and choosing on the smaller ones."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.people import Actor, Role
from app.ui.face import Face
from app.ui.settings.dialog import SettingsDialog
from app.ui.settings.internet import InternetPage
from app.ui.settings.pages import PAGES
from tests.fakes.offices import Office
from tests.ui.conftest import Show
from tests.ui.on_screen import nameless, texts
from tests.ui.settings.hands import named, opened, press


def test_every_page_shows_and_every_control_has_a_name(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    for key in [row.key for row in PAGES]:
        dialog = opened(window, key, qtbot)
        assert nameless(dialog) == [], key
        page = dialog.page(key)
        assert page is not None, key
        assert page.isVisible(), key
        assert texts(page), key
        dialog.close()


def test_a_second_member_and_a_profile_are_added_in_the_window(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "members", qtbot)
    named(dialog, "First and last name").setText("Ewa Lis")
    named(dialog, "E-mail address").setText("ewa@example.com")
    press(dialog, "Add", qtbot)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert office.app.members.member("ewa@example.com").rights(office.facebook.brand_id)
    assert "Ewa Lis" in texts(dialog)
    here = window.here
    assert here is not None
    assert "Ewa Lis" in [row.name for row in here.members]
    dialog.show_page("profiles")
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    named(dialog, "Name of the profile").setText("@swit")
    press(dialog, "Add", qtbot)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert "@swit" in [row.handle for row in office.app.profiles.profiles(office.owner)]
    dialog.close()


def test_what_is_refused_is_told_on_the_page(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "members", qtbot)
    named(dialog, "First and last name").setText("Ewa Lis")
    named(dialog, "E-mail address").setText("anna@example.com")
    press(dialog, "Add", qtbot)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    page = dialog.page("members")
    assert page is not None
    assert "anna@example.com" in page.problem.text()
    dialog.close()


def test_the_field_finds_single_settings(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "look", qtbot)
    dialog.search.setText("four eyes")
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    dialog.search.setText("four eye")
    shown = [row.key for number, row in enumerate(PAGES) if not dialog.pages.isRowHidden(number)]
    assert shown == ["brands"]
    dialog.search.clear()
    assert not any(dialog.pages.isRowHidden(number) for number in range(len(PAGES)))
    dialog.close()


def test_the_keys_open_the_settings_ready_to_type_a_word(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    window.speak("pl")
    window.activateWindow()
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(SettingsDialog)
    assert dialog.focusWidget() is dialog.search
    qtbot.keyClicks(dialog.search, "motyw")
    page = dialog.page("look")
    assert page is not None
    assert page.isVisible()
    assert [row.name for row in page.settings() if row.isVisible()] == ["Kolory"]
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.focusWidget() is dialog.pages
    dialog.close()


@pytest.mark.parametrize("text", ["zone", "banned"])
def test_a_brands_settings_are_found_by_the_words_people_use(
    show: Show, office: Office, qtbot: QtBot, text: str
) -> None:
    dialog = opened(show(office), "look", qtbot)
    dialog.search.setText(text)
    qtbot.waitUntil(lambda: dialog._face.tasks.is_idle)
    shown = [dialog.pages.item(n).text() for n in range(dialog.pages.count()) if not dialog.pages.isRowHidden(n)]
    assert "Brands and approval" in shown
    dialog.search.setText("qwertz")
    assert "No setting of these words" in texts(dialog)
    assert "Look and language" not in texts(dialog)
    dialog.search.clear()
    assert "No setting of these words" not in texts(dialog)
    dialog.close()


def test_with_several_brands_a_role_says_which_brand_it_is_for(show: Show, office: Office, qtbot: QtBot) -> None:
    dialog = opened(show(office), "members", qtbot)
    assert "Cukiernia" not in texts(dialog)
    dialog.close()
    office.app.workspaces.add_brand(office.owner, "Cukiernia")
    dialog = opened(show(office), "members", qtbot)
    assert {"Cukiernia", office.app.workspaces.brands(office.owner)[0].name} <= set(texts(dialog))
    dialog.close()


def test_the_approval_rule_of_a_brand_is_changed(show: Show, office: Office, face: Face, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "brands", qtbot)
    page = dialog.page("brands")
    assert page is not None
    page._edit(office.facebook.brand_id, four_eyes="always")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert office.app.workspaces.brand(Actor(), office.facebook.brand_id).four_eyes == "always"
    dialog.close()


def test_what_is_typed_and_not_added_yet_outlives_another_language(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "members", qtbot)
    named(dialog, "First and last name").setText("Ewa Lis")
    named(dialog, "E-mail address").setText("ewa@example.com")
    role = next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "Role" and box.isVisible())
    role.setCurrentIndex(role.findData("creator"))
    dialog.show_page("profiles")
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    named(dialog, "Name of the profile").setText("@swit")
    for language in ("pl", "en"):
        window.speak(language)
        qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert named(dialog, "Name of the profile").text() == "@swit"
    dialog.show_page("members")
    assert named(dialog, "First and last name").text() == "Ewa Lis"
    press(dialog, "Add", qtbot)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert Role.CREATOR in office.app.members.member("ewa@example.com").roles[office.facebook.brand_id]
    assert named(dialog, "First and last name").text() == ""
    dialog.close()


def test_ones_own_name_stays_as_changed_in_another_language(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "you", qtbot)
    field = named(dialog, "Your name")
    field.setText("Anna Nowak-Lis")
    field.editingFinished.emit()
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    window.speak("pl")
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert "Anna Nowak-Lis" in [row.text() for row in dialog.findChildren(QLineEdit)]
    window.speak("en")
    dialog.close()


def test_a_proxy_is_kept_without_its_password(show: Show, office: Office, face: Face, qtbot: QtBot) -> None:
    page = opened(show(office), "internet", qtbot).page("internet")
    assert isinstance(page, InternetPage)
    page.ways.setCurrentIndex(2)
    page.ways.activated.emit(2)
    page.proxy.setText("carrier pigeon")
    page.proxy.editingFinished.emit()
    assert page.problem.text() == "A proxy is written like http://proxy.example:3128. Nothing was changed."
    page.proxy.setText("http://ania:tajne@proxy.example:3128")
    page.proxy.editingFinished.emit()
    assert face.remembered.settings.proxy == "http://ania@proxy.example:3128"
    page.ways.activated.emit(1)
    assert face.remembered.settings.proxy == ""


def test_fetching_by_itself_and_kept_answers_are_chosen(show: Show, office: Office, qtbot: QtBot) -> None:
    with office.app.store.write() as work:
        work.fetching.keep_answers(office.facebook.id, "posts", office.clock.now(), ["x" * 3 * (1 << 20)])
    window = show(office)
    dialog = opened(window, "fetching", qtbot)
    assert "1 answer, 3.0 MB" in texts(dialog)
    for name, key in (("Fetch data by itself", "0"), ("Keep answers of networks", "365")):
        box = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == name and one.isVisible())
        box.activated.emit(box.findData(key))
        qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    told = office.app.fetch_plan.choices()
    assert (told.every, told.days) == (None, 365)
    shown = [box.currentText() for box in dialog.findChildren(QComboBox) if box.isVisible()]
    assert shown == ["Only when somebody asks", "For 365 days"]
    dialog.close()


def test_what_becomes_of_a_late_post_is_chosen_for_each_brand(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "publishing", qtbot)
    name = "A post is more than 15 minutes late"
    box = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == name)
    assert box.currentData() == "ask"
    box.activated.emit(box.findData("skip"))
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert office.app.workspaces.brand(Actor(), office.facebook.brand_id).late_policy == "skip"
    dialog.close()
