"""Commands of the tabs and of the post that is open, and those that change who acts and which brand is shown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from app.domain.people import Right
from app.system.words import Words
from app.ui.places import CalendarDeed, CalendarPlace, DashboardDeed, DashboardPlace, NewPostPlace, PersonaPlace
from app.ui.search.commands import Command
from app.ui.tabs.kinds import CALENDAR

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.post.panel import PostPanel
    from app.ui.tabs.calendar import CalendarTab
    from app.ui.workspace_page import WorkspacePage


def of_tabs(page: WorkspacePage, words: Words, *, writes: bool) -> Iterator[Command]:
    """What a tab does, whichever stands in front."""
    calendar = (
        (CalendarDeed.MONTH, words.t("Calendar: month"), "calendar-days", ""),
        (CalendarDeed.WEEK, words.t("Calendar: week"), "calendar", ""),
        (CalendarDeed.AGENDA, words.t("Calendar: agenda"), "list-checks", words.t("list of posts")),
        (CalendarDeed.TODAY, words.t("Calendar: today"), "calendar-clock", ""),
        (CalendarDeed.PRINT, words.t("Print the calendar"), "printer", words.t("paper PDF preview")),
        (CalendarDeed.SHARE, words.t("Share .ics"), "share-2", words.t("calendar export Outlook Google")),
        (CalendarDeed.FILTERS, words.t("Show or hide the filters of the calendar"), "panel-left", ""),
    )
    for deed, name, icon, also in calendar:
        yield Command(f"calendar:{deed}", name, icon, partial(page.go, CalendarPlace(deed)), also=also)
    for key, name in (
        ("overview", words.t("Dashboard: overview")),
        ("content", words.t("Dashboard: content")),
        ("community", words.t("Dashboard: community")),
    ):
        yield Command(f"dashboard:{key}", name, "layout-dashboard", partial(page.go, DashboardPlace(key)))
    files = words.t("export share save meeting")
    for done, name, icon, also in (
        (DashboardDeed.NEW, words.t("New dashboard"), "plus", words.t("add")),
        (DashboardDeed.COPY, words.t("Own copy of the dashboard"), "copy", words.t("arrange change tiles")),
        (DashboardDeed.PRINT, words.t("Print the dashboard"), "printer", words.t("paper PDF preview")),
        (DashboardDeed.SLIDES, words.t("Dashboard as slides (PPTX)"), "images", f"{files} PowerPoint"),
        (DashboardDeed.WORKBOOK, words.t("Dashboard as workbook (XLSX)"), "table-2", f"{files} Excel"),
        (DashboardDeed.SCREEN, words.t("Dashboard over the whole screen"), "monitor", files),
    ):
        go = partial(page.go, DashboardPlace("", deed=done))
        yield Command(f"dashboard:{done}", name, icon, go, also=also)
    kpis, also = words.t("KPI dictionary"), words.t("formula definition indicator")
    yield Command("kpis", kpis, "info", partial(_dictionary, page), also=also)
    yield Command("targets", words.t("Targets of KPIs"), "target", partial(_targets, page), also=words.t("goals"))
    benchmarks = words.t("benchmarks average industry")
    yield Command("typical", words.t("Typical values"), "table-2", partial(_typical, page), also=benchmarks)
    if writes:
        new = partial(page.go, PersonaPlace(new=True))
        yield Command("persona", words.t("New persona"), "user-round", new, also=words.t("add"))
    yield from _of_post(page, words, writes=writes)


def _dictionary(page: WorkspacePage) -> None:
    from app.ui.dashboard.kpi_dialog import open_dictionary

    open_dictionary(page.context, "", page)


def _targets(page: WorkspacePage) -> None:
    from app.ui.dashboard.targets_dialog import TargetsDialog

    TargetsDialog(page.context, page).open()


def _typical(page: WorkspacePage) -> None:
    from app.ui.dashboard.typical_dialog import TypicalDialog

    TypicalDialog(page.context, page).open()


def _of_post(page: WorkspacePage, words: Words, *, writes: bool) -> Iterator[Command]:
    """Without an open post its content pillar leads to a new one: people look for where that is chosen."""
    panel = _open_panel(page)
    if panel is None:
        if writes:
            new = partial(page.go, NewPostPlace(choose="pillar"))
            yield Command("pillar", words.t("New post with a content pillar"), "layers", new)
        return
    pickers = panel.desk.composer.pickers
    for key, name, pill, icon in (
        ("time", words.t("Time of the open post"), pickers.time, "calendar-clock"),
        ("personas", words.t("Personas of the open post"), pickers.personas, "user-round"),
        ("campaign", words.t("Campaign of the open post"), pickers.campaign, "megaphone"),
        ("pillar", words.t("Content pillar of the open post"), pickers.pillar, "layers"),
        ("labels", words.t("Labels of the open post"), pickers.labels, "tag"),
    ):
        if pill.isEnabled() and not pill.isHidden():
            yield Command(key, name, icon, pill.click)
    yield Command("close", words.t("Close the post"), "x", panel.close_post)


def _open_panel(page: WorkspacePage) -> PostPanel | None:
    """The post that is open and in view."""
    tab: CalendarTab | None = page.tab(CALENDAR)  # type: ignore[assignment]
    panel = tab.panel if tab is not None else None
    return panel if panel is not None and panel.isVisible() and panel.session is not None else None


def of_people(window: MainWindow, words: Words) -> Iterator[Command]:
    """Who uses the window, and which brand it shows."""
    here = window.here
    if here is None:
        return
    for member in here.members:
        if here.acting is None or member.id != here.acting.id:
            name = words.t("Work as: {name}", name=member.name)
            yield Command(f"member:{member.id}", name, "user", partial(window.act_as, member.id),
                          also=words.t("switch member person {mail}", mail=member.email))  # fmt: skip
    if len(here.brands) > 1:
        rows = [(None, words.t("All brands")), *((row.id, row.name) for row in here.brands)]
        for number, name in rows:
            if number != here.brand_id:
                shown = words.t("Brand: {name}", name=name)
                yield Command(f"brand:{number or 0}", shown, "store", partial(window.show_brand, number))


def may_write(page: WorkspacePage) -> bool:
    """Whether the one who acts may begin posts of the brand shown."""
    member = page.context.actor.member
    return member is None or member.may(Right.WRITE, page.context.brand_id)
