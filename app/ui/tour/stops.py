"""Where the tour stops: every tab, page and dialog, one line each. The tests that walk every screen walk the same list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.ui.first_start import FirstStart
from app.ui.places import (
    DashboardPlace,
    ImportPlace,
    NewPostPlace,
    PostPlace,
    ReviewPlace,
)
from app.ui.settings.pages import PAGES
from app.ui.tabs.kinds import APPROVALS, PERSONAS, TODAY
from app.ui.tour import board_steps, sending_steps, steps
from app.ui.tour.visit import NothingThere, Visit

Show = Callable[[Visit], QWidget | None]
"""Brings the window to the stop; what is to be pictured, None: the window."""


@dataclass(frozen=True, slots=True)
class Stop:
    """`name` is the stable part of the picture's file name. `first`: before a workspace is open. `after` takes back what would
    change the pictures that follow."""

    name: str
    show: Show
    first: bool = False
    after: Callable[[Visit], None] | None = None


def _tab(number: int) -> Show:
    def show(visit: Visit) -> None:
        visit.open_tab(number)

    return show


def _dashboard(key: str) -> Show:
    def show(visit: Visit) -> None:
        visit.go(DashboardPlace(key))

    return show


def _post(visit: Visit) -> None:
    visit.go(PostPlace(_some_post(visit)))


def _review(visit: Visit) -> None:
    visit.go(ReviewPlace(_some_post(visit)))


def _persona(visit: Visit) -> None:
    steps.persona(visit)


def _own_dashboard(visit: Visit) -> None:
    board_steps.own(visit)


def _arranging(visit: Visit) -> None:
    board_steps.arranging(visit)


def _some_post(visit: Visit) -> int:
    """One that waits for review where there is one: it has the most to show."""
    page = visit.services.today.page(visit.actor)
    rows = [row.post_id for row in page.waiting] or [row.post_id for row in page.going_out]
    if not rows:
        raise NothingThere
    return rows[0]


def _questions(visit: Visit) -> None:
    first = visit.window.front
    if isinstance(first, FirstStart):
        first.new.button.click()
        visit.rest()


STOPS: tuple[Stop, ...] = (
    Stop("first-start", lambda visit: None, first=True),
    Stop("first-start-questions", _questions, first=True),
    Stop("today", _tab(TODAY)),
    *(Stop(f"calendar-{view}", steps.calendar_view(view)) for view in ("week", "agenda", "month")),
    Stop("calendar-print", steps.calendar_print),
    Stop("calendar-share", steps.calendar_share),
    Stop("post", _post),
    Stop("post-new", lambda visit: visit.go(NewPostPlace())),
    Stop("approvals", _tab(APPROVALS)),
    Stop("approvals-post", _review),
    Stop("dashboard", _dashboard("overview")),
    *(Stop(f"dashboard-{key}", _dashboard(key)) for key in ("content", "community", "campaign")),
    Stop("dashboard-network", steps.dashboard_of_network),
    Stop("dashboard-print", steps.dashboard_print),
    Stop("dashboard-own", _own_dashboard),
    Stop("dashboard-arranging", _arranging),
    Stop("dashboard-gallery", board_steps.gallery),
    Stop("dashboard-narrowing", board_steps.narrowing),
    Stop("dashboard-table", board_steps.table),
    Stop("dashboard-meeting", board_steps.meeting),
    Stop("dictionary", board_steps.dictionary),
    Stop("targets", board_steps.targets),
    Stop("typical-values", board_steps.typical),
    Stop("personas", _tab(PERSONAS)),
    Stop("persona", _persona),
    Stop("persona-card", steps.persona_card),
    *(Stop(f"settings-{page.key}", steps.settings(page.key)) for page in PAGES),
    Stop("connecting", sending_steps.connecting),
    Stop("stopping", sending_steps.stopping),
    Stop("by-hand", sending_steps.by_hand),
    Stop("afterwards", sending_steps.afterwards),
    Stop("about", steps.about),
    Stop("import", lambda visit: visit.go(ImportPlace())),
    Stop("import-preview", steps.import_preview),
    Stop("import-report", steps.import_report, after=steps.undo_import),
    Stop("error", steps.error),
    Stop("crash", steps.crash),
)
