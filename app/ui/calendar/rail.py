"""The calendar's left rail: the mini month, the filters and the cadence of the week."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.ui.calendar.cadence_details import CadenceDetails
from app.ui.calendar.cadence_meter import CadenceMeter
from app.ui.calendar.cadence_meters import CadenceMeters
from app.ui.calendar.filter_panel import FilterPanel
from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.mini_month import MiniMonth
from app.ui.calendar.rail_content import MonthMarks, RailContent, read_content, read_marks, read_week
from app.ui.errors import is_expected, sentence
from app.ui.growing import grow, take_turns
from app.ui.tab_context import TabContext
from app.ui.tasks import Progress, TaskHandle
from app.ui.tokens import L, M
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.scrolled import roomy_area

if TYPE_CHECKING:
    from app.domain.cadence import WeekCadence

T = TypeVar("T")
WIDE, LARGE, NARROW = 46, 320, 33
"""Average characters the rail is wide; from `LARGE` pixels on it grows less with the size of the text, down to `NARROW`."""
_FILTERS = "calendar.filters"
_WEEK = timedelta(days=6)


class Rail(QFrame):
    """The calendar beside it says what it shows (`show_period`) and when to read anew (`reload`)."""

    filters_changed = Signal(object)
    """The `CalendarFilters` chosen now."""
    day_chosen = Signal(object)
    """A `date` somebody wants to see."""
    period_wanted = Signal(object)
    """First and last day, as a tuple, of a month somebody wants to see whole."""

    def __init__(self, context: TabContext, parent: QWidget | None = None, *, at_once: bool = True) -> None:
        """`at_once` False: whoever made it runs through its `growth`."""
        super().__init__(parent)
        self.setProperty("rail", True)
        self._context = context
        self._language = context.face.language
        self._remembered = context.face.session.setdefault(context.services, {})
        self._filters: CalendarFilters = self._remembered.get(_FILTERS, CalendarFilters())
        self._content: RailContent | None = None
        self._weeks: tuple[WeekCadence, ...] | None = None
        self._reading: dict[str, TaskHandle] = {}
        self._problems: dict[str, BaseException] = {}
        self._monday = self._today() - timedelta(days=self._today().weekday())
        self.growth = self._grow()
        if at_once:
            grow(self.growth)

    def _grow(self) -> Iterator[None]:
        """Each part is made where it will stand: moved there, all of it would be styled once more."""
        self._build()
        page = self._page
        self.month = MiniMonth(self._language, self._today(), page)
        yield
        self.panel = FilterPanel(self._language, self._context.face.remembered, page, at_once=False)
        yield from self.panel.growth
        self.cadence = CadenceMeters(self._language, page)
        for part in (self.month, self._problem, self._again, self.panel, self.cadence):
            self._inside.addWidget(part)
        self._inside.addStretch()
        self._problem.hide()
        self._again.hide()
        self._set_width()
        yield
        self._connect()
        self.write()

    def _build(self) -> None:
        area = roomy_area(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        page = self._page = QWidget(area.viewport())
        page.setProperty("look", "page")
        area.setWidget(page)
        self._problem = wrapped_label("", "problem", page)
        self._again = QPushButton(page)
        self._again.clicked.connect(self.reload)
        self._inside = QVBoxLayout(page)
        self._inside.setContentsMargins(L, M, L, L)
        self._inside.setSpacing(M)

    def _connect(self) -> None:
        self.month.day_chosen.connect(self.day_chosen)
        self.month.month_wanted.connect(lambda _: self.period_wanted.emit(self.month.days))
        self.month.month_shown.connect(self._read_marks)
        self.panel.changed.connect(lambda: self._take(self.panel.filters))
        self.cadence.week_wanted.connect(self._show_week)
        self.cadence.opened.connect(self._open_details)

    @property
    def filters(self) -> CalendarFilters:
        """What is chosen now."""
        return self._filters

    def choose(self, filters: CalendarFilters) -> None:
        """Sets the filters, as `DayPlace` with a profile asks; tells `filters_changed` when they differ."""
        self.panel.choose(filters)
        self._take(filters)

    def show_period(self, first: date, last: date) -> None:
        """The days the calendar shows beside the rail; the cadence is that of this week where it is among them."""
        self.month.show_period(first, last)
        today = self._today()
        middle = first + (last - first) / 2
        day = today if first <= today <= last else first if last - first <= _WEEK else middle.replace(day=1)
        self._show_week(day - timedelta(days=day.weekday()))

    def reload(self) -> None:
        """Reads everything anew; what is shown stays until then."""
        self._run("content", lambda: read_content(self._context), self._show_content)
        self._read_marks()
        self._read_week()

    def write(self) -> None:
        """Writes every word anew."""
        self._again.setText(self._language.words.t("Try again"))
        self._show_problem()
        self.month.write()
        self.cadence.write()
        if self._content is not None:
            self.panel.fill(self._content)
            self._read_marks()

    # showing
    def _show_content(self, content: RailContent) -> None:
        if self._content is None:
            self.panel.choose(self._filters)
        self._content = content
        take_turns(self._context.face.tasks, self, self._filling(content))

    def _filling(self, content: RailContent) -> Iterator[None]:
        yield from self.panel.filling(content)
        if content is self._content:
            self._show_cadence()
            self._take(self.panel.filters)

    def _show_marks(self, marks: MonthMarks) -> None:
        self.month.mark(marks.posts, marks.holidays, self._today())

    def _show_weeks(self, weeks: tuple[WeekCadence, ...]) -> None:
        self._weeks = weeks
        self._show_cadence()

    def _show_cadence(self) -> None:
        if self._content is None or self._weeks is None:
            return
        wanted = self._filters.profile_ids
        rows = [row for row in self._content.profiles if wanted is None or row.id in wanted]
        self.cadence.fill(self._monday, self._today(), rows, self._weeks)

    def _take(self, filters: CalendarFilters) -> None:
        if filters == self._filters:
            return
        self._filters = self._remembered[_FILTERS] = filters
        self._read_marks()
        self._show_cadence()
        self.filters_changed.emit(filters)

    def _show_week(self, monday: date) -> None:
        if monday != self._monday or self._weeks is None:
            self._monday = monday
            self._read_week()

    def _open_details(self, meter: CadenceMeter) -> None:
        CadenceDetails(self._context, meter, self._today()).show_beside(meter)

    # reading
    def _today(self) -> date:
        return self._language.formats.today(self._context.services.clock.now())

    def _read_marks(self) -> None:
        (first, last), filters = self.month.days, self._filters
        self._run("marks", lambda: read_marks(self._context, first, last, filters), self._show_marks)

    def _read_week(self) -> None:
        monday = self._monday
        self._run("week", lambda: read_week(self._context, monday, monday + _WEEK), self._show_weeks)

    def _run(self, what: str, read: Callable[[], T], show: Callable[[T], None]) -> None:
        """One reading of a kind at a time; a newer one replaces it."""
        if what in self._reading:
            self._reading[what].cancel()

        def done(found: T) -> None:
            self._problems.pop(what, None)
            self._show_problem()
            show(found)

        def work(report: Progress) -> T:
            return read()

        def failed(error: BaseException) -> None:
            if not is_expected(error):
                self._context.face.tasks.unexpected.emit(error)
            self._problems[what] = error
            self._show_problem()

        self._reading[what] = self._context.face.tasks.run(self, work, done, failed)

    def _show_problem(self) -> None:
        error = next(iter(self._problems.values()), None)
        self._problem.setText("" if error is None else sentence(error, self._language))
        self._problem.setVisible(error is not None)
        self._again.setVisible(error is not None)

    # width
    def _set_width(self) -> None:
        sign = self.fontMetrics().averageCharWidth()
        self.setFixedWidth(min(sign * WIDE, max(LARGE, sign * NARROW)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_width()
