"""The page of imports on the screen, and files brought to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.importing.page import ImportPage
from app.ui.places import ImportPlace
from app.ui.tab_context import TabContext

Open = Callable[..., ImportPage]


@pytest.fixture
def page(context: TabContext, qtbot: QtBot) -> ImportPage:
    shown = ImportPage(context)
    qtbot.addWidget(shown)
    shown.resize(1280, 720)
    shown.show()
    shown.go(ImportPlace())
    return shown


@pytest.fixture
def opened(page: ImportPage, context: TabContext, qtbot: QtBot, tmp_path: Path) -> Open:
    """Brings a file of a content (bytes, text, or a path) to the page and waits until it is looked through."""

    def opened(content: str | bytes | Path, name: str = "export.csv") -> ImportPage:
        file = content if isinstance(content, Path) else tmp_path / name
        if isinstance(content, bytes):
            file.write_bytes(content)
        elif isinstance(content, str):
            file.write_text(content, encoding="utf-8")
        page.go(ImportPlace(file))
        qtbot.waitUntil(lambda: context.face.tasks.is_idle)
        return page

    return opened
