"""Ways to a stop that take more than asking for a place: what a person would press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

from PySide6.QtWidgets import QDialog

from app.domain.errors import Refused
from app.domain.networks import Network
from app.ui.dashboard.toolbar import Toolbar
from app.ui.dialogs.about import AboutDialog
from app.ui.errors import show_crash, show_error
from app.ui.importing.page import ImportPage
from app.ui.personas.page import PersonaPageView
from app.ui.places import DashboardPlace, ImportPlace, PersonaPlace, SettingsPlace
from app.ui.tabs.calendar import CalendarTab
from app.ui.tabs.kinds import CALENDAR, DASHBOARD
from app.ui.tour.visit import NothingThere, Visit
from app.ui.tour.worlds import meta_export

_numbers = count(1)


def calendar_view(view: str) -> Callable[[Visit], None]:
    """The calendar as "month", "week" or "agenda"."""

    def show(visit: Visit) -> None:
        tab = _calendar(visit)
        if tab.panel is not None and tab.panel.isVisible():
            tab.panel.close_post()
        tab.board.toolbar.views.button(view).click()
        visit.rest()

    return show


def calendar_print(visit: Visit) -> QDialog:
    """The month in its print preview."""
    board = _calendar(visit).board
    board.toolbar.views.button("month").click()
    visit.rest()
    board.toolbar.printing.click()
    return visit.opened()


def calendar_share(visit: Visit) -> QDialog:
    """The dialog that writes .ics files."""
    _calendar(visit).board.toolbar.share.click()
    return visit.opened()


def dashboard_of_network(visit: Visit) -> None:
    profiles = visit.services.profiles.profiles(visit.actor)
    networks = [row.network for row in profiles]
    if not networks:
        raise NothingThere
    chosen = Network.FACEBOOK if Network.FACEBOOK in networks else networks[0]
    visit.go(DashboardPlace(f"network:{chosen.value}"))


def dashboard_print(visit: Visit) -> QDialog:
    visit.open_tab(DASHBOARD)
    bar = visit.page.findChild(Toolbar)
    if bar is None:
        raise NothingThere
    bar.asked.emit("print")
    return visit.opened()


def persona(visit: Visit) -> PersonaPageView:
    """The first persona's page."""
    found = visit.services.personas.personas(visit.actor)
    if found:
        visit.go(PersonaPlace(found[0].id))
    page = visit.page.findChild(PersonaPageView)
    if not found or page is None:
        raise NothingThere
    return page


def persona_card(visit: Visit) -> QDialog:
    persona(visit).card_wanted.emit()
    return visit.opened()


def settings(key: str) -> Callable[[Visit], QDialog]:
    """A page of the settings."""

    def show(visit: Visit) -> QDialog:
        visit.page.go(SettingsPlace(key))
        return visit.opened()

    return show


def about(visit: Visit) -> QDialog:
    AboutDialog(visit.face, visit.window).open()
    return visit.opened()


def import_preview(visit: Visit) -> None:
    """An export of the tour's own making, with rows that cannot be read."""
    visit.go(ImportPlace(_export(visit.folder)))


def import_report(visit: Visit) -> None:
    import_preview(visit)
    page = visit.page.findChild(ImportPage)
    if page is None or not page.preview.side.go.isEnabled():
        raise NothingThere
    page.bring_in()
    visit.rest()


def undo_import(visit: Visit) -> None:
    """Presses the report's own button: the figures stand again as they were."""
    page = visit.page.findChild(ImportPage)
    if page is not None:
        page.report.undo_wanted.emit()
        visit.rest()
        visit.page.notices.hide()


def error(visit: Visit) -> QDialog:
    return show_error(visit.window, Refused("post.four_eyes"), visit.face.language)


def crash(visit: Visit) -> QDialog:
    return show_crash(visit.window, RuntimeError("tour"), visit.face.language)


def _calendar(visit: Visit) -> CalendarTab:
    tab = visit.open_tab(CALENDAR)
    if not isinstance(tab, CalendarTab):
        raise NothingThere
    return tab


def _export(folder: Path) -> Path:
    """Posts of a page, some of them without a date; every file has other posts."""
    number = next(_numbers)
    file = folder / f"Mar-01-2026_Mar-31-2026_{number}.csv"
    meta_export(file, ((f"{number}0000{day}", f"Post {day}", date(2026, 3, day)) for day in range(13, 29)))
    with file.open("a", encoding="utf-8") as out:
        out.writelines(f"{number}900{place},7,Tour,Post,,Photos,{place},1,1,1\n" for place in range(3))
    return file
