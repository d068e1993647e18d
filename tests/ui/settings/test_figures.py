"""Settings of figures: points of the interactivity index, where audiences are, and the ways to the tables."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.dashboard.kpi_dialog import KpiDialog
from app.ui.dashboard.typical_dialog import TypicalDialog
from app.ui.main_window import MainWindow
from tests.fakes.offices import Office
from tests.ui.conftest import Show
from tests.ui.on_screen import texts
from tests.ui.settings.hands import opened


def _named(dialog: QWidget, kind: type[QLineEdit] | type[QComboBox], name: str) -> QWidget:
    return next(one for one in dialog.findChildren(kind) if one.accessibleName() == name and one.isVisible())


def _press(window: MainWindow, dialog: QWidget, text: str, qtbot: QtBot) -> None:
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == text and one.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)


def _type(window: MainWindow, dialog: QWidget, name: str, text: str, qtbot: QtBot) -> None:
    field = _named(dialog, QLineEdit, name)
    assert isinstance(field, QLineEdit)
    field.setText(text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)


def test_points_of_the_index_are_changed_refused_and_taken_back(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "figures", qtbot)
    _type(window, dialog, "Points for: Comment", "8.5", qtbot)
    assert office.app.measuring.weights() == {"approval": 1, "comments": 8.5, "shares": 16}
    for bad, told in (("many", "many is not a number"), ("5000", "from 0 to 1000")):
        _type(window, dialog, "Points for: Comment", bad, qtbot)
        assert any(told in text for text in texts(dialog))
        assert office.app.measuring.weights()["comments"] == 8.5
    _press(window, dialog, "Back to the usual points", qtbot)
    assert office.app.measuring.weights()["comments"] == 4
    assert window.page is not None
    window.page.undo.undo()
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert office.app.measuring.weights()["comments"] == 8.5
    dialog.close()


def test_the_zone_of_an_audience_is_chosen_and_told(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "figures", qtbot)
    zones, profiles = _named(dialog, QComboBox, "Time zone of the audience"), _named(dialog, QComboBox, "Profile")
    assert isinstance(zones, QComboBox) and isinstance(profiles, QComboBox)
    number = int(profiles.currentData())
    zones.activated.emit(zones.findData("Europe/Lisbon"))
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert office.app.advice.zone_of(office.owner, number) == "Europe/Lisbon"
    assert any("Europe/Lisbon" in text for text in texts(dialog))
    zones = _named(dialog, QComboBox, "Time zone of the audience")
    assert isinstance(zones, QComboBox)
    zones.activated.emit(0)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert office.app.advice.zone_of(office.owner, number) == "Europe/Warsaw"
    dialog.close()


def test_the_tables_are_reached_from_the_page_and_from_each_other(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "figures", qtbot)
    _press(window, dialog, "Open…", qtbot)
    (kpis,) = dialog.findChildren(KpiDialog)
    _press(window, kpis, "Typical values…", qtbot)
    (table,) = kpis.findChildren(TypicalDialog)
    assert table.isVisible()
    table.close()
    kpis.close()
    dialog.search.setText("benchmarks")
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    shown = [dialog.pages.item(at).text() for at in range(dialog.pages.count()) if not dialog.pages.isRowHidden(at)]
    assert shown == ["Figures and KPIs"]
    dialog.close()
