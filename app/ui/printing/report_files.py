"""A dashboard as a file of any kind: the one way the window and the command line make it. A worker may run it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.domain.reports import ReportKind, ReportWish, TilePicture
from app.system.told.report import report_of
from app.ui.dashboard.telling import Telling
from app.ui.services import Services

Told = Callable[[float | None], None]
DRAWN = 0.9
"""Share of the work that is done when everything is drawn."""


def write_report(services: Services, tell: Telling, wish: ReportWish, place: Path, told: Told) -> int:
    """Gives the number of pages, pictures, sheets or slides. Raises as `ReportService.keep`; whatever `told` raises stops it."""
    reports = services.reports
    reports.check(place)
    report = report_of(tell)
    if wish.kind is ReportKind.XLSX:
        reports.workbook(report, place, tell.words, told)
        return len(report.tiles) + 2
    if wish.kind is ReportKind.PPTX:
        reports.slides(report, _pictures(tell, told), place, tell.words, told)
        return len(report.tiles) + 1
    count, content = _drawn(tell, wish, told)
    told(DRAWN)
    reports.keep(place, content)
    return count


def _drawn(tell: Telling, wish: ReportWish, told: Told) -> tuple[int, bytes]:
    from app.ui.printing.dashboard_pages import DashboardDocument
    from app.ui.printing.dashboard_picture import dashboard_picture, png_of
    from app.ui.printing.paper import pdf_of, printable

    document = DashboardDocument(tell, landscape=wish.landscape)
    if wish.kind is ReportKind.PNG:
        return 1, png_of(dashboard_picture(document, wish.scale, told))
    return document.page_count(printable(wish.landscape)), pdf_of(document, told)


def _pictures(tell: Telling, told: Told) -> list[TilePicture | None]:
    from app.ui.printing.slide_pictures import slide_picture

    tiles, made = tell.dashboard.tiles, list[TilePicture | None]()
    for place, tile in enumerate(tiles):
        told(place / len(tiles) * DRAWN)
        made.append(slide_picture(tile, tell))
    return made
