from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.people import Actor
from app.ui.face import Face
from app.ui.main_window import MainWindow
from app.ui.settings.dialog import SettingsDialog
from app.ui.settings.pages import PAGES
from tests.fakes.offices import Office
from tests.ui.conftest import Show
from tests.ui.on_screen import nameless, texts


def opened(window: MainWindow, key: str, qtbot: QtBot) -> SettingsDialog:
    dialog = SettingsDialog(window, key)
    dialog.open()
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    return dialog


def named(widget: QWidget, name: str) -> QLineEdit:
    return next(
        field for field in widget.findChildren(QLineEdit) if field.accessibleName() == name and field.isVisible()
    )


def press(widget: QWidget, text: str, qtbot: QtBot) -> None:
    button = next(one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("key", [row.key for row in PAGES])
def test_every_page_shows_and_every_control_has_a_name(show: Show, office: Office, qtbot: QtBot, key: str) -> None:
    window = show(office)
    dialog = opened(window, key, qtbot)
    assert nameless(dialog) == []
    page = dialog.page(key)
    assert page is not None
    assert page.isVisible()
    assert texts(page)
    dialog.close()


def test_a_second_member_and_a_profile_are_added_in_the_window(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "members", qtbot)
    named(dialog, "Name").setText("Ewa Lis")
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
    named(dialog, "Name").setText("Ewa Lis")
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


def test_the_approval_rule_of_a_brand_is_changed(show: Show, office: Office, face: Face, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "brands", qtbot)
    page = dialog.page("brands")
    assert page is not None
    page._edit(office.facebook.brand_id, four_eyes="always")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: face.tasks.is_idle)
    assert office.app.workspaces.brand(Actor(), office.facebook.brand_id).four_eyes == "always"
    dialog.close()
