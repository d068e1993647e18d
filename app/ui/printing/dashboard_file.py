"""A dashboard written to a file without a window."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.domain.dashboard_values import Dashboard
from app.domain.reports import ReportWish
from app.ui.dashboard.reading import read_pictures
from app.ui.dashboard.telling import Telling
from app.ui.language import Language
from app.ui.printing.report_files import write_report
from app.ui.services import Services


def write_dashboard(
    services: Services, board: Dashboard, wish: ReportWish, place: Path, language: str, zone: str
) -> int:
    """Gives the number of pages, sheets or slides. Raises as `write_report`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QGuiApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["szpalta"])
    tell = Telling(board, Language(app, language, zone), read_pictures(services, board))
    return write_report(services, tell, wish, place, lambda share: None)
