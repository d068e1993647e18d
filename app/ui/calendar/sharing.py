"""What the calendar gives away: paper and .ics files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QWidget

from app.ui.calendar.filters import CalendarFilters
from app.ui.errors import is_expected, sentence
from app.ui.tab_context import TabContext

if TYPE_CHECKING:
    from app.ui.printing.paper import PrintedDocument
    from app.ui.printing.printed_plan import PrintedPlan

    Take = Callable[[PrintedDocument], None]

PrintedView = Literal["month", "week", "agenda"]


def open_print_preview(
    context: TabContext, parent: QWidget, view: PrintedView, first: date, last: date, filters: CalendarFilters
) -> None:
    """Reads the plan and opens its preview: the month most of which is shown, the week of `first`, or the days themselves."""
    from app.ui.calendar.plan_for_paper import read_plan

    start, end = printed_days(view, first, last)

    def fail(error: BaseException) -> None:
        if is_expected(error):
            context.notices.warn(sentence(error, context.face.language), close=context.face.language.words.t("Close"))
        else:
            context.face.tasks.unexpected.emit(error)

    def again(take: Take) -> None:
        """The same days and filters in the language of now."""
        context.face.tasks.run(
            parent,
            lambda report: read_plan(context, start, end, filters),
            lambda plan: take(_document(view, plan)),
            fail,
        )

    context.face.tasks.run(
        parent,
        lambda report: read_plan(context, start, end, filters),
        lambda plan: _preview(context, parent, view, plan, again),
        fail,
    )


def printed_days(view: PrintedView, first: date, last: date) -> tuple[date, date]:
    """The days a print of this view holds."""
    if view == "week":
        monday = first - timedelta(days=first.weekday())
        return monday, monday + timedelta(days=6)
    if view == "month":
        middle = first + (last - first) / 2
        after = (middle.replace(day=28) + timedelta(days=4)).replace(day=1)
        return middle.replace(day=1), after - timedelta(days=1)
    return first, last


def _document(view: PrintedView, plan: PrintedPlan) -> PrintedDocument:
    from app.ui.printing.agenda_pages import AgendaDocument
    from app.ui.printing.calendar_pages import CalendarDocument

    return AgendaDocument(plan) if view == "agenda" else CalendarDocument(plan)


def _preview(
    context: TabContext, parent: QWidget, view: PrintedView, plan: PrintedPlan, again: Callable[[Take], None]
) -> None:
    from app.ui.printing.preview import PrintPreview

    words = plan.words
    span = f"{plan.first:%Y-%m}" if view == "month" else f"{plan.first:%Y-%m-%d}"
    name = (
        words.c("file name", "agenda {span}", span=span)
        if view == "agenda"
        else words.c("file name", "calendar {span}", span=span)
    )
    PrintPreview(_document(view, plan), context.face, name, parent, again).open()


def open_ics(context: TabContext, parent: QWidget, filters: CalendarFilters) -> None:
    """Opens the dialog for .ics files of what the filters let through."""
    from app.ui.calendar.ics_dialog import IcsDialog

    IcsDialog(context, filters, parent).open()
