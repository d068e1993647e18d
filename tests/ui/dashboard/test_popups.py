"""The question under the button of profiles, with names of all lengths."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.dashboard.popups import ProfilesPopup
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office


def test_a_long_name_leaves_the_button_beside_it_on_the_screen(
    office: Office, context: TabContext, qtbot: QtBot
) -> None:
    """The name is whole for those who hover over it, and for those who listen."""
    name = "Bardzo długa nazwa " * 8
    popup = ProfilesPopup((replace(office.facebook, name=name), office.linkedin), None, context.face.language)
    qtbot.addWidget(popup)
    popup.show()
    box, only = popup.boxes[office.facebook.id], popup.only[office.facebook.id]
    assert popup.width() < 800
    assert only.mapTo(popup, only.rect().bottomRight()).x() < popup.width()
    assert "…" in box.text() and name.strip() in box.accessibleName() and name.strip() in box.toolTip()
    assert popup.boxes[office.linkedin.id].toolTip() == ""


def test_one_box_brings_all_profiles_back(office: Office, context: TabContext, qtbot: QtBot) -> None:
    popup = ProfilesPopup((office.facebook, office.linkedin), (office.linkedin.id,), context.face.language)
    qtbot.addWidget(popup)
    popup.show()
    every, boxes = popup.every, popup.boxes.values()
    assert (every.text(), every.isChecked()) == ("All profiles", False)
    every.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(every, Qt.Key.Key_Space)
    assert every.isChecked() and all(box.isChecked() for box in boxes)
    qtbot.keyClick(every, Qt.Key.Key_Space)
    assert not any(box.isChecked() for box in boxes) and not popup.apply.isEnabled()
    assert not every.isChecked()
    qtbot.keyClick(every, Qt.Key.Key_Space)
    with qtbot.waitSignal(popup.chosen) as chosen:
        popup.apply.click()
    assert chosen.args == [None]
