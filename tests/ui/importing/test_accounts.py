"""A file with posts of several pages: the preview says whose they are, and a person may choose."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.ui.importing.page import ImportPage
from app.ui.places import ImportPlace
from app.ui.tab_context import TabContext

PAGES = "Post ID,Page ID,Page name,Publish time,Title,Post type,Reach,Reactions\n" + "".join(
    f"10000{day},{day % 2},{('Buk', 'Dąb')[day % 2]},03/{day:02}/2026 12:30,Post {day},Photos,{day * 100},{day}\n"
    for day in range(13, 28)
)


@pytest.fixture
def page(context: TabContext, qtbot: QtBot, tmp_path: Path) -> ImportPage:
    shown = ImportPage(context)
    qtbot.addWidget(shown)
    shown.resize(1280, 720)
    shown.show()
    file = tmp_path / "export.csv"
    file.write_text(PAGES, encoding="utf-8")
    shown.go(ImportPlace(file))
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    return shown


def test_one_of_several_pages_is_chosen(page: ImportPage, context: TabContext, qtbot: QtBot) -> None:
    look = page._look
    assert look is not None and (look.posts, look.problems[1].code) == (15, "import.several_accounts")
    account = page.preview.side.questions._controls["account"]
    assert isinstance(account, QComboBox)
    account.setCurrentIndex(account.findData("Buk"))
    account.activated.emit(account.currentIndex())
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    look = page._look
    assert look is not None and (look.posts, look.rows_skipped) == (7, 8)
    assert look.problems[1].data == {"accounts": "Dąb"}
