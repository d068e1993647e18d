"""Taking a dashboard along from the window: the menu, the dialog, the notice, and what cannot be written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.dashboard.share_menu import WISHES
from app.ui.tab_context import TabContext
from app.ui.tabs.dashboard import DashboardTab
from app.ui.tasks import JobState
from tests.fakes.offices import Office
from tests.ui.dashboard.conftest import Shown


@pytest.fixture
def context(office: Office, context_for: Callable[[Office], TabContext]) -> TabContext:
    return context_for(office)


@pytest.fixture
def tab(office: Office, context: TabContext, shown: Shown) -> DashboardTab:
    return shown(office, context)


def _menu(tab: DashboardTab, qtbot: QtBot) -> QMenu:
    assert tab.board is not None
    tab.board.toolbar.more.setFocus()
    qtbot.keyClick(tab.board.toolbar.more, Qt.Key.Key_Space)
    menus = [menu for menu in tab.findChildren(QMenu) if menu.isVisible()]
    assert len(menus) == 1
    return menus[0]


def _save(tab: DashboardTab, qtbot: QtBot, text: str, place: Path) -> str:
    """Chooses an entry and names the file; gives the name that was proposed."""
    action = next(action for action in _menu(tab, qtbot).actions() if action.text() == text)
    action.trigger()
    dialog = tab.window().findChild(QFileDialog)
    assert dialog is not None
    line = dialog.findChild(QLineEdit)
    assert line is not None
    proposed = line.text()
    dialog.fileSelected.emit(str(place))
    dialog.reject()
    return proposed


def _told(context: TabContext) -> str:
    kept = context.notices.kept
    return kept[-1].text if kept else ""


def test_the_menu_has_every_way_with_keys_and_a_name(tab: DashboardTab, qtbot: QtBot) -> None:
    menu = _menu(tab, qtbot)
    assert menu.accessibleName() == "Print and save"
    assert [action.text() for action in menu.actions()] == [
        "Print preview…", "Copy as image", "",
        "Save as PDF, portrait…", "Save as PDF, landscape…", "",
        "Save as picture…", "Save as picture, twice as dense…", "",
        "Save as workbook (XLSX)…", "Save as slides (PPTX)…",
    ]  # fmt: skip
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction().text() == "Print preview…"
    qtbot.keyClick(menu, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("text", "ending", "begins"),
    [
        ("Save as PDF, landscape…", "pdf", b"%PDF"),
        ("Save as picture, twice as dense…", "png", b"\x89PNG"),
        ("Save as workbook (XLSX)…", "xlsx", b"PK"),
        ("Save as slides (PPTX)…", "pptx", b"PK"),
    ],
)
def test_a_file_is_saved_in_the_background_and_its_folder_opened(
    tab: DashboardTab, context: TabContext, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    text: str, ending: str, begins: bytes,
) -> None:  # fmt: skip
    place, opened = tmp_path / f"Wyniki.{ending}", list[str]()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toLocalFile()) or True)
    assert _save(tab, qtbot, text, place) == f"Overview-2026-10-27-2026-11-23.{ending}"
    qtbot.waitUntil(lambda: _told(context) == f"Saved: Wyniki.{ending}")
    assert place.read_bytes().startswith(begins)
    jobs = [job for job in context.face.tasks.jobs if job.title == "Saving the dashboard"]
    assert [job.state for job in jobs] == [JobState.DONE] and jobs[0].share is not None
    button = next(one for one in context.notices.findChildren(QPushButton) if one.text() == "Open the folder")
    button.click()
    assert opened == [str(tmp_path)]


def test_a_place_that_cannot_be_written_gets_a_sentence(
    tab: DashboardTab, context: TabContext, qtbot: QtBot, tmp_path: Path
) -> None:
    _save(tab, qtbot, "Save as slides (PPTX)…", tmp_path / "nowhere" / "a.pptx")
    qtbot.waitUntil(lambda: "There is no folder" in _told(context))
    assert not (tmp_path / "nowhere").exists()


def test_saving_is_stopped_from_the_list_of_jobs(
    tab: DashboardTab, context: TabContext, qtbot: QtBot, tmp_path: Path
) -> None:
    _save(tab, qtbot, "Save as slides (PPTX)…", tmp_path / "a.pptx")
    job = context.face.tasks.jobs[-1]
    job.handle.cancel()
    qtbot.waitUntil(lambda: job.state is not JobState.RUNNING)
    assert job.state is JobState.CANCELLED and not (tmp_path / "a.pptx").exists()


def test_every_wish_of_the_menu_is_known(tab: DashboardTab, qtbot: QtBot) -> None:
    assert tab.board is not None
    asked: list[str] = []
    tab.board.toolbar.asked.disconnect()
    tab.board.toolbar.asked.connect(asked.append)
    for action in _menu(tab, qtbot).actions():
        action.trigger()
    assert asked == ["print", "copy", *WISHES]


def test_the_preview_turns_the_pages(tab: DashboardTab, qtbot: QtBot) -> None:
    from app.ui.printing.preview import PrintPreview

    next(action for action in _menu(tab, qtbot).actions() if action.text() == "Print preview…").trigger()
    preview = tab.window().findChild(PrintPreview)
    assert preview is not None and preview.turn.isVisibleTo(preview)
    assert not preview.document.landscape
    preview.turn.button("landscape").click()
    assert preview.document.landscape
    preview.close()
