"""A dashboard written to a file without a window."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.domain.dashboards import Comparison, DashboardSpec
from app.domain.kpi import FigureFilters, Period
from app.domain.people import Actor
from app.domain.reports import ReportWish
from app.ui.dashboard.reading import read_pictures
from app.ui.dashboard.telling import Telling
from app.ui.language import Language
from app.ui.printing.report_files import write_report
from app.ui.services import Services


@dataclass(frozen=True, slots=True)
class Shown:
    """What a dashboard is to show."""

    spec: DashboardSpec
    period: Period
    comparison: Comparison
    filters: FigureFilters
    brand_id: int | None = None


def write_dashboard(
    services: Services, actor: Actor, shown: Shown, wish: ReportWish, place: Path, language: str, zone: str
) -> int:
    """Gives the number of pages, sheets or slides. Raises as `dashboards.load` and `write_report`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QGuiApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["szpalta"])
    board = services.dashboards.load(
        actor, shown.spec, shown.period, shown.comparison, shown.filters, brand_id=shown.brand_id
    )
    tell = Telling(board, Language(app, language, zone), read_pictures(services, board))
    return write_report(services, tell, wish, place, lambda share: None)
