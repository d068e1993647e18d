"""What the tour takes away on paper and as files, each by what a person would press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from app.services.calendars import CalendarChoice
from app.ui.printing.paper import write_pdf
from app.ui.printing.preview import PrintPreview
from app.ui.tour import steps
from app.ui.tour.visit import NothingThere, Visit

Make = Callable[[Visit, Path], None]


def month(visit: Visit, file: Path) -> None:
    """The month as it is printed."""
    preview = steps.calendar_print(visit)
    if not isinstance(preview, PrintPreview):
        raise NothingThere
    write_pdf(preview.document, file)


def plan(visit: Visit, file: Path) -> None:
    """The plan of the coming weeks for other calendars."""
    today = visit.services.clock.now().date()
    language = visit.face.language.name
    visit.services.calendars.export(
        visit.actor, file, today - timedelta(days=30), today + timedelta(days=60), CalendarChoice(), language=language
    )


PAPERS: tuple[tuple[str, Make], ...] = (
    ("month.pdf", month),
    ("plan.ics", plan),
)
"""File name and maker."""
