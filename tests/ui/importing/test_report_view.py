"""What an import brought, said so that no name pushes the page apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.imports import ColumnMapping, ImportReport, RecognisedTable, RowProblem
from app.ui.importing.report import ReportView
from app.ui.language import Language


def test_a_long_unbreakable_name_is_broken_over_lines(qtbot: QtBot, qapp: QApplication) -> None:
    view = ReportView(Language(qapp, "en"))
    qtbot.addWidget(view)
    view.resize(480, 600)
    view.show_report(_report(), "Piekarnia" * 40, undone=False)
    view.show()
    lead = view._lead
    assert lead.width() <= view.width()
    assert lead.height() >= lead.heightForWidth(lead.width()) > 5 * lead.fontMetrics().height()


def test_many_columns_left_out_are_counted_and_told_whole_when_asked_for(qtbot: QtBot, qapp: QApplication) -> None:
    view = ReportView(Language(qapp, "en"))
    qtbot.addWidget(view)
    view.resize(480, 600)
    names = [f"Organic reach of stories among people of 25 to 34 years, column {n}" for n in range(80)]
    view.show_report(_report(names), "Piekarnia", undone=False)
    view.show()
    assert view._columns.width() <= view.width() and view._columns.text().endswith("column 7 · …")
    qtbot.mouseClick(view.all_columns, Qt.MouseButton.LeftButton)
    assert view._columns.text() == " · ".join(names) and not view.all_columns.isVisible()
    view.show_report(_report(names[:3]), "Piekarnia", undone=False)
    assert view._columns.text() == " · ".join(names[:3]) and not view.all_columns.isVisible()


def test_what_is_said_once_of_a_table_is_no_row(qtbot: QtBot, qapp: QApplication) -> None:
    view = ReportView(Language(qapp, "en"))
    qtbot.addWidget(view)
    told = (RowProblem(1, "import.last_line_open", {}, False), RowProblem(7, "import.no_date"))
    counts = {"import.last_line_open": 1, "import.no_date": 2}
    view.show_report(replace(_report(), skipped_reasons=counts, problems=told), "Piekarnia", undone=False)
    texts = [label.text() for label in view.findChildren(QLabel)]
    assert any(text.startswith("Line 1: The last line") for text in texts)
    assert any(text.startswith("2 rows, first in line 7: ") for text in texts)


def _report(left: Sequence[str] = ()) -> ImportReport:
    seen_at = datetime(2026, 11, 28, tzinfo=UTC)
    table = RecognisedTable("meta", None, None, 1, tuple(ColumnMapping(name, None, used=False) for name in left))
    return ImportReport(1, "posts.csv", (table,), 3, 3, 0, {}, (), posts_new=3, observed_at=seen_at)
