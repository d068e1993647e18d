"""Typical values are added, changed, taken out and put back in the window, and every step can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.changes import Change
from app.ui.dashboard.typical_dialog import COMPARED, SOURCE, TypicalDialog
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office
from tests.ui.on_screen import nameless

SHIPPED = "rivaliq-2024-facebook"


@pytest.fixture
def context(office: Office, context_for: Callable[[Office], TabContext]) -> TabContext:
    return context_for(office)


@pytest.fixture
def dialog(qtbot: QtBot, context: TabContext) -> TypicalDialog:
    return _opened(qtbot, context)


def _opened(qtbot: QtBot, context: TabContext) -> TypicalDialog:
    made = TypicalDialog(context)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.filled):
        made.show()
    return made


def _press(qtbot: QtBot, dialog: TypicalDialog, button: QPushButton) -> None:
    with qtbot.waitSignal(dialog.filled):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _line(dialog: TypicalDialog, source: str) -> list[str] | None:
    """A row of the table by its source."""
    model = dialog.view.model()
    rows = [[model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())]
    return next((row for row in rows if row[4].startswith(source)), None)


def _choose(dialog: TypicalDialog, key: str) -> None:
    dialog.view.selectRow(next(at for at, row in enumerate(dialog._read.rows) if row.value.key == key))


def _compare(dialog: TypicalDialog, kpi: str | None) -> None:
    form = dialog.form
    form.kpi.setCurrentIndex(form.kpi.findData(kpi))
    form.kpi.activated.emit(form.kpi.currentIndex())


def _answer(qtbot: QtBot, dialog: TypicalDialog, text: str) -> None:
    """To the question about what was written."""
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)))
    (box,) = dialog.findChildren(QMessageBox)
    button = next(one for one in box.buttons() if one.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.findChildren(QMessageBox))


def _endings(dialog: TypicalDialog) -> list[int]:
    """One more each time it is closed; it stays to be taken down with the test."""
    found: list[int] = []
    dialog.finished.disconnect(dialog.deleteLater)
    dialog.finished.connect(found.append)
    return found


def _write_own(dialog: TypicalDialog) -> None:
    form = dialog.form
    _compare(dialog, "posts_per_week")
    form.network.setCurrentIndex(form.network.findData("facebook"))
    for field, text in (
        (form.value, "4.5"), (form.year, "2026"), (form.population, "bakeries"), (form.source, "Own survey"),
    ):  # fmt: skip
        field.setText(text)


def test_a_value_is_added_compared_changed_removed_and_comes_back(
    dialog: TypicalDialog, qtbot: QtBot, office: Office, context: TabContext
) -> None:
    assert nameless(dialog) == []
    QAbstractItemModelTester(dialog.view.model())
    _write_own(dialog)
    assert dialog.form.unit.currentData() == "per_week" and not dialog.form.unit.isEnabled()
    assert dialog.form.formula.text() == "posts ÷ days of the period × 7"
    _press(qtbot, dialog, dialog.put)
    assert dialog.chosen is not None and dialog.chosen.value.key == "own-1"
    assert (_line(dialog, "Own survey") or [])[:4] == ["Facebook", "Posts per week", "4.5", "2026"]
    first = office.app.typical.comparable("posts_per_week", frozenset({"facebook"}))[0]
    assert (first.value, first.population, first.own) == (4.5, "bakeries", True)
    _choose(dialog, "own-1")
    dialog.form.high.setText("6")
    with qtbot.waitSignal(dialog.filled):
        qtbot.keyClick(dialog.form.high, Qt.Key.Key_Return)
    assert (_line(dialog, "Own survey") or [])[2] == "4.5–6"
    _press(qtbot, dialog, dialog.remove)
    assert _line(dialog, "Own survey") is None
    _press(qtbot, dialog, dialog.back)
    assert (_line(dialog, "Own survey") or [])[2] == "4.5–6"
    assert dialog.chosen is not None and dialog.chosen.value.key == "own-1"  # what came back is in view
    _press(qtbot, dialog, dialog.back)
    assert (_line(dialog, "Own survey") or [])[2] == "4.5"
    with qtbot.waitSignal(dialog.filled):
        qtbot.keyClick(dialog.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _line(dialog, "Own survey") is None and not dialog.back.isEnabled()
    _press(qtbot, dialog, dialog.again)
    _press(qtbot, dialog, dialog.again)
    assert (_line(dialog, "Own survey") or [])[2] == "4.5–6"


def test_what_was_done_before_the_table_was_opened_is_not_taken_back_in_it(
    dialog: TypicalDialog, qtbot: QtBot, context: TabContext
) -> None:
    _choose(dialog, SHIPPED)
    _press(qtbot, dialog, dialog.remove)
    later = _opened(qtbot, context)
    assert not later.back.isEnabled() and not later.again.isEnabled()


def test_a_row_says_its_formula_and_population_and_nothing_is_scrolled_sideways(dialog: TypicalDialog) -> None:
    view, model = dialog.view, dialog.view.model()
    assert view.viewport().width() >= sum(view.columnWidth(at) for at in range(model.columnCount()))
    assert view.horizontalScrollBar().maximum() == 0
    row = next(at for at, one in enumerate(dialog._read.rows) if one.value.key == SHIPPED)
    value = dialog._read.rows[row].value
    told = [model.index(row, at).data(Qt.ItemDataRole.AccessibleTextRole) for at in (COMPARED, SOURCE)]
    assert "followers on the publication day × 100" in told[0]
    assert value.source in told[1] and value.population in told[1]


def test_a_shipped_value_is_taken_out_stays_in_view_and_is_put_back(
    dialog: TypicalDialog, qtbot: QtBot, office: Office
) -> None:
    _choose(dialog, SHIPPED)
    assert not dialog.reset.isEnabled()
    _press(qtbot, dialog, dialog.remove)
    assert SHIPPED not in {row.key for row in office.app.typical.values()}
    _choose(dialog, SHIPPED)
    assert (_line(dialog, "Rival IQ 2024") is not None) and not dialog.put.isEnabled()
    assert dialog.reset.text() == "Put back"
    _press(qtbot, dialog, dialog.reset)
    assert SHIPPED in {row.key for row in office.app.typical.values()}


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("value", " ", "Write the value as a number."),
        ("value", "four", "four is not a number."),
        ("high", "1", "a range ends above its start"),
        ("year", "last", "Write the year"),
        ("year", "1066", "1066 is no year"),
        ("source", " ", "Write the formula, the population and the source"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_stays_to_be_corrected(
    dialog: TypicalDialog, qtbot: QtBot, office: Office, field: str, text: str, told: str
) -> None:
    _write_own(dialog)
    getattr(dialog.form, field).setText(text)
    qtbot.mouseClick(dialog.put, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert told in dialog.problem.text()
    assert getattr(dialog.form, field).text() == text
    assert not any(row.own for row in office.app.typical.values())


def test_who_does_not_plan_only_looks(qtbot: QtBot, office: Office, context: TabContext) -> None:
    made = _opened(qtbot, replace(context, actor=office.editor))
    _choose(made, SHIPPED)
    assert not any(button.isEnabled() for button in (made.new, made.put, made.remove, made.reset, made.back))
    assert made.view.model().rowCount() > 20


def test_polish_numbers_are_read_as_they_are_written(qtbot: QtBot, office: Office, context: TabContext) -> None:
    context.face.language.choose("pl")
    dialog = _opened(qtbot, context)
    _choose(dialog, SHIPPED)
    assert dialog.form.value.text() == "0,063"
    dialog.form.value.setText("0,07")
    _press(qtbot, dialog, dialog.put)
    assert next(row.value for row in office.app.typical.values() if row.key == SHIPPED) == 0.07


def test_the_formula_is_always_that_of_the_kpi_and_another_is_compared_with_nothing(
    dialog: TypicalDialog, qtbot: QtBot, office: Office
) -> None:
    form = dialog.form
    _write_own(dialog)
    form.network.setCurrentIndex(form.network.findData("facebook"))
    _compare(dialog, "engagement_rate_by_reach_median")
    assert form.formula.text() == "median over posts of interactions ÷ reach × 100" and form.formula.isReadOnly()
    assert "choose “nothing: no equal formula”" in form.told.text()
    _compare(dialog, None)
    assert form.formula.text() == "" and not form.formula.isReadOnly()
    assert form.told.text() == "This value is shown and not compared."
    qtbot.keyClicks(form.formula, "interactions ÷ fans")
    _compare(dialog, "posts_per_week")
    _compare(dialog, None)
    assert form.formula.text() == "interactions ÷ fans"
    _press(qtbot, dialog, dialog.put)
    (kept,) = [row for row in office.app.typical.values() if row.own]
    assert (kept.kpi, kept.formula) == (None, "interactions ÷ fans")


def test_a_value_of_all_networks_together_says_that_it_is_compared_with_nothing(dialog: TypicalDialog) -> None:
    form = dialog.form
    _compare(dialog, "engagement_rate_by_reach_median")
    for network, told in (
        (None, "To compare it, choose one network."),
        ("instagram", "The formula is that of the KPI."),
    ):
        form.network.setCurrentIndex(form.network.findData(network))
        form.network.activated.emit(form.network.currentIndex())
        assert told in form.told.text()


@pytest.mark.parametrize(
    ("answer", "open_after", "kept"),
    [("Keep", False, True), ("Do not keep it", False, False), ("Go on writing", True, False)],
)
def test_closing_asks_what_becomes_of_what_was_written(
    dialog: TypicalDialog, qtbot: QtBot, office: Office, answer: str, open_after: bool, kept: bool
) -> None:
    _write_own(dialog)
    ended = _endings(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    _answer(qtbot, dialog, answer)
    if not open_after:
        qtbot.waitUntil(lambda: bool(ended))
    assert any(row.own for row in office.app.typical.values()) is kept
    if open_after:
        assert dialog.isVisible() and dialog.form.source.text() == "Own survey"


def test_what_cannot_be_kept_stays_to_be_corrected_when_the_table_is_closed(
    dialog: TypicalDialog, qtbot: QtBot
) -> None:
    _write_own(dialog)
    dialog.form.year.setText("last")
    qtbot.mouseClick(dialog.leave, Qt.MouseButton.LeftButton)
    _answer(qtbot, dialog, "Keep")
    assert dialog.isVisible() and "Write the year" in dialog.problem.text()


def test_choosing_another_row_asks_too_and_without_an_edit_nothing_is_asked(
    dialog: TypicalDialog, qtbot: QtBot, office: Office, context: TabContext
) -> None:
    _choose(dialog, SHIPPED)
    dialog.form.value.setText("0.07")
    _choose(dialog, "rivaliq-2024-tiktok")
    _answer(qtbot, dialog, "Go on writing")
    assert dialog.chosen is not None and dialog.chosen.value.key == SHIPPED
    assert dialog.view.currentIndex().data() == "Facebook" and dialog.form.value.text() == "0.07"
    with qtbot.waitSignal(dialog.filled):
        context.bus.tell(Change("workspace"))  # somebody else changed something
    assert dialog.form.value.text() == "0.07"
    _choose(dialog, "rivaliq-2024-tiktok")
    with qtbot.waitSignal(dialog.filled):
        _answer(qtbot, dialog, "Keep")
    assert dialog.chosen.value.key == "rivaliq-2024-tiktok" and dialog.form.value.text() == "2.63"
    assert next(row.value for row in office.app.typical.values() if row.key == SHIPPED) == 0.07
    ended = _endings(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(ended) == 1
