from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.ics_dialog import IcsDialog
from app.ui.dialogs.about import AboutDialog
from app.ui.errors import CrashDialog
from app.ui.main_window import MainWindow
from app.ui.tab_context import TabContext
from app.ui.widgets import room
from app.ui.widgets.file_dialogs import FileDialog, Material
from app.ui.widgets.room import FRAME, bring_inside, fit

SMALL = QRect(0, 0, 1280, 720)


@pytest.fixture(autouse=True)
def small_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "place_for", lambda window: SMALL)


def test_a_window_is_never_greater_than_its_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    fit(window, QSize(3000, 400))
    assert window.size() == QSize(1280 - FRAME.width(), 400)
    window.setGeometry(1200, 700, 2000, 900)
    bring_inside(window)
    assert window.size() == SMALL.size() - FRAME
    assert window.pos() == QPoint(0, 0)


def test_large_letters_get_a_larger_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    font = window.font()
    font.setPixelSize(120)
    window.setFont(font)
    fit(window, QSize(500, 300))
    assert window.size() == QSize(800, 480)
    font.setPixelSize(4)
    window.setFont(font)
    fit(window, QSize(500, 300))
    assert window.size() == QSize(500, 300)


def test_the_main_window_fits_at_first_and_when_it_comes_back(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    assert window.height() <= SMALL.height() - FRAME.height()
    assert window.width() <= SMALL.width() - FRAME.width()


@pytest.mark.parametrize(
    "make",
    [
        lambda context: AboutDialog(context.face),
        lambda context: CrashDialog(RuntimeError("a reason " * 400), context.face.language),
        lambda context: IcsDialog(context, CalendarFilters()),
        lambda context: FileDialog(context.face, "Choose", Material.FIGURES),
    ],
    ids=["about", "crash", "calendar", "file"],
)
def test_every_dialog_fits(context: TabContext, qtbot: QtBot, make: Callable[[TabContext], QDialog]) -> None:
    dialog = make(context)
    dialog.show()
    assert dialog.height() <= SMALL.height() - FRAME.height()
    assert dialog.width() <= SMALL.width() - FRAME.width()
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    dialog.close()


def test_the_calendar_dialog_keeps_its_foot_in_view(context: TabContext, qtbot: QtBot) -> None:
    dialog = IcsDialog(context, CalendarFilters())
    dialog.show()
    assert dialog.height() <= SMALL.height() - FRAME.height()
    assert dialog.rect().contains(dialog.leave.geometry())
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    dialog.close()
