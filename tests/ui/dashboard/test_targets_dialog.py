"""Targets are set, changed and taken away in the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.people import Actor, Role
from app.ui.dashboard.targets_dialog import TargetsDialog
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office
from tests.ui.dashboard.open_dialogs import press_in_box
from tests.ui.on_screen import nameless


@pytest.fixture
def dialog(qtbot: QtBot, office: Office, context_for: Callable[[Office], TabContext]) -> TargetsDialog:
    made = TargetsDialog(context_for(office))
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.filled):
        made.show()
    return made


def _shown(dialog: TargetsDialog) -> list[list[str]]:
    model = dialog.view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def _set(dialog: TargetsDialog, qtbot: QtBot, kpi: str, value: str) -> None:
    dialog.kpi.setCurrentIndex(dialog.kpi.findData(kpi))
    dialog.value.setText(value)
    with qtbot.waitSignal(dialog.filled):
        qtbot.mouseClick(dialog.put, Qt.MouseButton.LeftButton)


def test_a_target_is_set_changed_and_removed(dialog: TargetsDialog, qtbot: QtBot, office: Office) -> None:
    assert nameless(dialog) == []
    _set(dialog, qtbot, "posts", "20")
    brand = dialog.of.currentText()
    _set(dialog, qtbot, "posts", "24.5")
    assert _shown(dialog) == [["Posts", brand.removeprefix("the brand "), "month", "24.5"]]
    dialog.value.clear()
    dialog.view.selectRow(0)
    assert dialog.value.text() == "24.5"
    dialog.value.setText("25")
    with qtbot.waitSignal(dialog.filled):
        qtbot.keyClick(dialog.value, Qt.Key.Key_Return)
    assert _shown(dialog)[0][3] == "25"
    dialog.view.selectRow(0)
    with qtbot.waitSignal(dialog.filled):
        qtbot.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    assert _shown(dialog) == [] and not dialog.remove.isEnabled()


def test_setting_and_removing_a_target_are_taken_back(dialog: TargetsDialog, qtbot: QtBot, office: Office) -> None:
    undo, brand = dialog._context.undo, office.facebook.brand_id

    def kept() -> list[float]:
        return [row.value for row in office.app.strategy.targets(office.owner, brand)]

    for value in ("20", "30"):
        _set(dialog, qtbot, "posts", value)
    dialog.view.selectRow(0)
    with qtbot.waitSignal(dialog.filled):
        qtbot.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    for before in ([30.0], [20.0], []):
        with qtbot.waitSignal(undo.told):
            undo.undo()
        assert kept() == before


@pytest.mark.parametrize(("text", "value"), [("5.25", 5.25), ("12500", 12500.0), ("0.125", 0.125)])
def test_a_chosen_target_set_again_is_the_same(
    dialog: TargetsDialog, qtbot: QtBot, office: Office, text: str, value: float
) -> None:
    _set(dialog, qtbot, "posts", text)
    dialog.view.selectRow(0)
    with qtbot.waitSignal(dialog.filled):
        qtbot.mouseClick(dialog.put, Qt.MouseButton.LeftButton)
    (row,) = office.app.strategy.targets(office.owner, 1)
    assert row.value == value


def test_a_target_of_a_brand_of_others_is_only_looked_at(
    qtbot: QtBot, office: Office, context_for: Callable[[Office], TabContext]
) -> None:
    other = office.app.workspaces.add_brand(office.owner, "Druga marka")
    office.app.strategy.set_target(office.owner, other.id, "posts", "month", 30)
    roles = {1: frozenset({Role.MANAGER}), other.id: frozenset({Role.CREATOR})}
    member = office.app.members.add_member(office.owner, "Ola Lis", "ola@example.com", roles)
    made = TargetsDialog(replace(context_for(office), actor=Actor(member)))
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.filled):
        made.show()
    assert made.put.isEnabled()
    assert _shown(made)[0][1] == "Druga marka"
    made.view.selectRow(0)
    assert not made.put.isEnabled() and not made.remove.isEnabled() and made.value.text() == ""


@pytest.mark.parametrize("text", ["", "many", "-3"])
def test_what_is_no_target_is_told_and_stays(dialog: TargetsDialog, qtbot: QtBot, office: Office, text: str) -> None:
    dialog.value.setText(text)
    qtbot.mouseClick(dialog.put, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dialog.problem.text()))
    assert dialog.value.text() == text and office.app.strategy.targets(office.owner, 1) == []


def test_a_number_that_is_not_set_yet_is_asked_about(
    qtbot: QtBot, office: Office, context_for: Callable[[Office], TabContext]
) -> None:
    dialog = TargetsDialog(context_for(office))
    with qtbot.waitSignal(dialog.filled):
        dialog.show()
    _set(dialog, qtbot, "posts", "20")
    dialog.value.setText("30")
    dialog.close()
    press_in_box(qtbot, "Go on writing")
    assert dialog.isVisible() and _shown(dialog)[0][3] == "20"
    dialog.close()
    with qtbot.waitSignal(dialog.finished):
        press_in_box(qtbot, "Keep")
    assert [row.value for row in office.app.strategy.targets(office.owner, office.facebook.brand_id)] == [30]
