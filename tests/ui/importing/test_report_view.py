"""What an import brought, said so that no name pushes the page apart."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.imports import ImportReport
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


def _report() -> ImportReport:
    seen_at = datetime(2026, 11, 28, tzinfo=UTC)
    return ImportReport(1, "posts.csv", (), 3, 3, 0, {}, (), posts_new=3, observed_at=seen_at)
