"""A dashboard written to a file without a window: PDF, or one PNG of its pages below each other."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.domain.dashboards import Comparison, DashboardSpec
from app.domain.kpi import FigureFilters, Period
from app.domain.people import Actor
from app.ui.dashboard.reading import read_pictures
from app.ui.dashboard.telling import Telling
from app.ui.language import Language
from app.ui.printing.dashboard_pages import DashboardDocument, write_pages
from app.ui.printing.paper import printable
from app.ui.services import Services


def write_dashboard(
    services: Services,
    actor: Actor,
    spec: DashboardSpec,
    period: Period,
    filters: FigureFilters,
    place: Path,
    language: str,
    zone: str,
) -> int:
    """Gives the number of pages. Raises `OSError` when the place cannot be written, else as `dashboards.load`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QGuiApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["szpalta"])
    board = services.dashboards.load(actor, spec, period, Comparison.PREVIOUS, filters)
    tell = Telling(board, Language(app, language, zone), read_pictures(services, board))
    document = DashboardDocument(tell)
    write_pages(document, place)
    return document.page_count(printable(document.landscape))
