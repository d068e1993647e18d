from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.ui.tab_context import TabContext
from tests.fakes.offices import MORNING, Office
from tests.ui.calendar.tabs import TUESDAY, chip, settle, shown_tab

_TOLD = Qt.ItemDataRole.AccessibleTextRole


def test_every_model_keeps_the_rules_of_qt(office: Office, context: TabContext, qtbot: QtBot) -> None:
    tab = shown_tab(context, qtbot)
    board = tab.board
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [
        QAbstractItemModelTester(model, fatal) for model in (board.month.month, board.week.week, board.agenda.rows)
    ]
    for view in ("week", "agenda", "month"):
        board.choose_view(view)
        board.page(1)
        board.page(-1)
        office.post(office.owner, f"New in the {view}", MORNING + timedelta(days=2))
        tab.reload()
        settle(tab, qtbot)
    assert len(testers) == 3


def test_a_cell_tells_its_day_and_every_chip(office: Office, context: TabContext, qtbot: QtBot) -> None:
    tab = shown_tab(context, qtbot)
    model = tab.board.month.month
    index = model.place(TUESDAY)
    assert model.data(index, _TOLD) == "Tuesday, 24 November 2026, 3 posts"
    told = model.data(index, Qt.ItemDataRole.AccessibleDescriptionRole).splitlines()
    assert told == [
        "11:30, Facebook · piekarniaswit: Makowiec. State: In review.",
        "16:30, Facebook · piekarniaswit: Chleb na zakwasie. State: Scheduled.",
        "16:30, LinkedIn · piekarnia-swit: Chleb na zakwasie. State: Scheduled.",
    ]
    assert "Saint Nicholas Day" in model.data(model.place(date(2026, 12, 6)), _TOLD)
    model.chosen = chip(tab, "Makowiec").variant_id
    assert model.data(index, _TOLD) == told[0]


def test_the_week_sorts_by_hour(office: Office, context: TabContext, qtbot: QtBot) -> None:
    tab = shown_tab(context, qtbot)
    tab.board.choose_view("week")
    settle(tab, qtbot)
    week = tab.board.week.week
    assert [row.opening for row in week.cell(week.place(TUESDAY, 16)).chips] == ["Chleb na zakwasie"] * 2
    assert week.data(week.place(TUESDAY, 11), _TOLD) == "Tuesday, 24 November 2026, 11:00, 1 post"
    assert week.most_in(16) == 2
    assert week.headerData(3, Qt.Orientation.Horizontal, _TOLD) == "Thursday, 26 November 2026"


def test_the_agenda_has_a_line_for_the_day_and_one_for_each_chip(
    office: Office, context: TabContext, qtbot: QtBot
) -> None:
    tab = shown_tab(context, qtbot)
    tab.board.choose_view("agenda")
    settle(tab, qtbot)
    rows = tab.board.agenda.rows
    told = [rows.data(rows.index(number)) for number in range(rows.rowCount())]
    place = told.index("Tuesday, 24 November 2026, 3 posts")
    assert told[place + 1].startswith("11:30, Facebook · piekarniaswit: Makowiec")
    assert any("Independence Day" in text for text in told)
    context.face.language.choose("pl")
    tab.write()
    settle(tab, qtbot)
    assert rows.data(rows.index(place + 1)).startswith("11:30, Facebook · piekarniaswit: Makowiec")
    assert any(rows.data(rows.index(n)).startswith("wtorek, 24 listopada 2026") for n in range(rows.rowCount()))
