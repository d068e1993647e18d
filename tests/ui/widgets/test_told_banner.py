"""What a dialog tells of the last thing asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from app.ui.face import Face
from app.ui.links import open_folder
from app.ui.widgets.told_banner import ToldBanner


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses the system was asked to open; it can open none of them."""
    asked: list[str] = []

    def ask(url: QUrl) -> bool:
        asked.append(url.toString())
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", ask)
    return asked


def test_the_last_thing_told_stands(face: Face, qtbot: QtBot, opened: list[str], tmp_path: Path) -> None:
    banner = ToldBanner(face.language)
    qtbot.addWidget(banner)
    assert banner.text == ""
    banner.say("Saved: <b>plan</b>", tmp_path)
    assert banner.text == "Saved: <b>plan</b>"
    banner.show_folder.click()
    assert opened == [QUrl.fromLocalFile(str(tmp_path)).toString()]
    assert banner.text == f"This computer has no program that shows the folder {tmp_path}."
    assert banner.show_folder.isHidden()
    banner.warn("Nothing was written.")
    assert banner.text == "Nothing was written."


def test_only_folders_of_this_computer_are_shown(opened: list[str], tmp_path: Path) -> None:
    file = tmp_path / "plan.desktop"
    file.touch()
    assert not open_folder(file)
    assert not open_folder(tmp_path / "nie ma")
    assert opened == []
