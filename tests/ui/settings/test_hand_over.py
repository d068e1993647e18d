"""Letting a network publish by itself is one click in the settings of a profile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from app.ui.connecting.hand_over_choice import HandOverChoice
from app.ui.settings.dialog import SettingsDialog
from tests.fakes.offices import Office
from tests.ui.conftest import Show
from tests.ui.settings.hands import opened


def boxes(dialog: SettingsDialog) -> list[QCheckBox]:
    return [choice.box for choice in dialog.findChildren(HandOverChoice) if choice.isVisible()]


def test_one_click_lets_the_network_publish_and_another_stops_it(
    show: Show, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    able = office.facebook.id
    monkeypatch.setattr(office.app.connecting, "can_hand_over", lambda profile: profile.id == able)
    window = show(office)
    dialog = opened(window, "profiles", qtbot)
    for on in (True, False):
        (box,) = boxes(dialog)
        assert box.text() == "Let Facebook publish while this computer is off" and box.isChecked() is not on
        qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
        qtbot.waitUntil(lambda: window.face.tasks.is_idle)
        stored = {row.id: row.hands_over for row in office.app.profiles.profiles(office.owner)}
        assert stored == {able: on, office.linkedin.id: False}
        qtbot.waitUntil(lambda on=on: [one.isChecked() for one in boxes(dialog)] == [on])
    dialog.close()
