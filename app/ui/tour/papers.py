"""What the tour takes away on paper and as files, each by what a person would press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QDialog

from app.domain.reports import ReportKind, ReportWish
from app.services.calendars import CalendarChoice
from app.ui.dashboard.tiles_page import TilesPage
from app.ui.printing.paper import page_image, write_pdf
from app.ui.printing.preview import PrintPreview
from app.ui.printing.report_files import write_report
from app.ui.tabs.kinds import DASHBOARD
from app.ui.tour import steps
from app.ui.tour.visit import NothingThere, Visit

Make = Callable[[Visit, Path], None]
DOTS_PER_INCH = 200


def _printed(show: Callable[[Visit], QDialog]) -> Make:
    """What a print preview holds: PDF, or its first page as a picture."""

    def make(visit: Visit, file: Path) -> None:
        preview = show(visit)
        if not isinstance(preview, PrintPreview):
            raise NothingThere
        if file.suffix == ".pdf":
            write_pdf(preview.document, file)
        else:
            page_image(preview.document, 0, DOTS_PER_INCH).save(str(file))

    return make


def _saved(kind: ReportKind) -> Make:
    """The dashboard that is shown, as another kind of file."""

    def make(visit: Visit, file: Path) -> None:
        visit.open_tab(DASHBOARD)
        tiles = visit.page.findChild(TilesPage)
        if tiles is None or tiles.tell is None:
            raise NothingThere
        write_report(visit.services, tiles.tell, ReportWish(kind), file, lambda share: None)

    return make


def plan(visit: Visit, file: Path) -> None:
    """The plan of the coming weeks for other calendars."""
    today = visit.services.clock.now().date()
    language = visit.face.language.name
    visit.services.calendars.export(
        visit.actor, file, today - timedelta(days=30), today + timedelta(days=60), CalendarChoice(), language=language
    )


PAPERS: tuple[tuple[str, Make], ...] = (
    ("month.pdf", _printed(steps.calendar_print)),
    ("dashboard.pdf", _printed(steps.dashboard_print)),
    *((f"dashboard.{kind}", _saved(kind)) for kind in (ReportKind.PNG, ReportKind.XLSX, ReportKind.PPTX)),
    ("persona.pdf", _printed(steps.persona_card)),
    ("persona.png", _printed(steps.persona_card)),
    ("plan.ics", plan),
)
"""File name and maker."""
