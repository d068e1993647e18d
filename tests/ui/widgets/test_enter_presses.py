"""Enter presses the button that has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.tabs.kinds import PERSONAS
from app.ui.tabs.personas import PersonasTab
from tests.fakes.offices import Office
from tests.ui.conftest import Show


def test_enter_presses_a_button_of_a_form(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    window.activateWindow()
    assert window.page is not None
    window.page.show_tab(PERSONAS)
    qtbot.waitUntil(lambda: window.findChild(PersonasTab) is not None and window.face.tasks.is_idle)
    tab = window.findChild(PersonasTab)
    tab.begin_new()
    tab.form.cancel.setFocus()
    qtbot.keyClick(tab.form.cancel, Qt.Key.Key_Return)
    assert not tab.form.isVisible()
