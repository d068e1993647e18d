"""The middle of the calendar: the toolbar, and below it the month, the week or the agenda of the day looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.ui.calendar.agenda import AgendaView
from app.ui.calendar.day_list import DayList
from app.ui.calendar.desk import Desk
from app.ui.calendar.month import MonthView
from app.ui.calendar.move_box import MoveBox
from app.ui.calendar.plan import monday, month_span, other_month
from app.ui.calendar.toolbar import VIEWS, Toolbar
from app.ui.calendar.week import WeekView
from app.ui.errors import is_expected, sentence
from app.ui.growing import grow
from app.ui.tokens import L, M, S
from app.ui.widgets.banner_line import tone
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label

NARROW = 112
"""Average characters below which days side by side cannot be read: the agenda stands in."""
_REMEMBERED = "calendar.view"


class Board(QWidget):
    """`day` is the day looked at; `view` what a person chose, `shown` what there is room for."""

    period_shown = Signal(object, object)
    """First and last day shown now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, at_once: bool = True) -> None:
        """`at_once` False: whoever made it runs through its `growth`."""
        super().__init__(parent)
        self._desk, self._face = desk, desk.context.face
        self.day = desk.today()
        chosen = self._face.remembered.window(_REMEMBERED) or ""
        self.view = chosen if chosen in VIEWS else VIEWS[0]
        self._insisted = False
        self._meant: tuple[date, date] | None = None
        """The day a person stood on when the view changed, and the one that view has instead."""
        self.growth = self._grow()
        if at_once:
            grow(self.growth)

    def _grow(self) -> Iterator[None]:
        self.toolbar = Toolbar(self)
        yield
        self._views: dict[str, MonthView | WeekView | AgendaView] = {}
        self._stack = QStackedWidget(self)
        self._build()
        yield
        self.month = self._views["month"] = MonthView(self._desk, self._stack)
        self._stack.addWidget(self.month)
        yield
        self.week = self._views["week"] = WeekView(self._desk, self._stack)
        self._stack.addWidget(self.week)
        yield
        self.agenda = self._views["agenda"] = AgendaView(self._desk, self._stack)
        self._stack.addWidget(self.agenda)
        yield
        self._connect()
        self._write_words()
        self.shown = self._fitting()
        self._stack.setCurrentWidget(self._views[self.shown])

    def _build(self) -> None:
        self._empty, self._empty_text, self.empty_button = _banner("calendar-days", "accent")
        self._problem, self._problem_text, self._again = _banner("triangle-alert", "failed")
        self._nothing = plain_label("", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.undated = QPushButton()
        self.undated.setProperty("look", "link")
        self.undated.clicked.connect(self._show_undated)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._stack, 1)
        inside.addWidget(self._nothing)
        inside.addWidget(self.undated, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, M, L, L)
        whole.setSpacing(M)
        whole.addWidget(self.toolbar)
        whole.addWidget(self._problem)
        whole.addWidget(self._empty)
        whole.addWidget(card, 1)
        for part in (self._empty, self._problem, self._nothing, self.undated):
            part.hide()

    def _connect(self) -> None:
        desk, bar = self._desk, self.toolbar
        bar.paged.connect(self.page)
        bar.today_wanted.connect(lambda: self.show_day(desk.today()))
        bar.view_chosen.connect(self.choose_view)
        self._again.clicked.connect(self.read_again)
        desk.paged.connect(self.page)
        desk.day_wanted.connect(self.show_day)
        desk.day_list_wanted.connect(lambda day, place: DayList(desk, day, self).open_at(place))
        desk.move_box_wanted.connect(lambda chip, place: MoveBox(desk, chip, self).open_at(place))
        desk.source.changed.connect(self._refresh)
        desk.source.failed.connect(self._say_problem)
        desk.source.arrived.connect(self._problem.hide)

    # what is shown
    @property
    def now(self) -> MonthView | WeekView | AgendaView:
        return self._views[self.shown]

    @property
    def period(self) -> tuple[date, date]:
        """The days that count: of a month the month itself, without the weeks it touches."""
        if self.shown == "week":
            return monday(self.day), monday(self.day) + timedelta(days=6)
        first = self.day.replace(day=1)
        return first, other_month(first, 1) - timedelta(days=1)

    def choose_view(self, view: str) -> None:
        self.day = self.stood_on()
        self.view, self._insisted = view, True
        self._face.remembered.keep_window(_REMEMBERED, view)
        self._show()
        self.now.setFocus(Qt.FocusReason.OtherFocusReason)

    def stood_on(self) -> date:
        """The day a person stands on in the period shown; another view then shows that one's week or month."""
        first, last = self.period
        day = self.now.here().day
        if self._meant is not None and self._meant[1] == day:
            day = self._meant[0]
        return day if first <= day <= last else self.day

    def be_free(self) -> None:
        """The room is anew what it is: views fit themselves to it again."""
        self._insisted = False

    def page(self, step: int) -> None:
        """To the period before or after."""
        here = self.day
        self.show_day(here + timedelta(days=7 * step) if self.shown == "week" else other_month(here, step))

    def show_day(self, day: date) -> None:
        """Shows the period of a day and stands on it."""
        self.day = day
        self._show()
        self.now.stand_on_day(day)

    def show_period_of(self, day: date) -> None:
        self.day = day
        self._show()

    def reload(self) -> None:
        """Reads what is shown; what stands there stays until then."""
        first, last = month_span(self.day) if self.shown == "month" else self.period
        self._desk.source.want(first, last)

    def read_again(self) -> None:
        self._problem.hide()
        self._desk.source.forget()

    def write(self) -> None:
        """Writes every word anew; where a person stands stays."""
        self._write_words()
        self._problem.hide()
        for view in self._views.values():
            view.viewport().update()
        self._desk.source.forget_marks()
        self._show()

    # parts
    def _write_words(self) -> None:
        words = self._face.language.words
        told = words.t(
            "Here stands what goes out when, on every profile. Begin with a post: double-click a day, or press N."
        )
        self._empty_text.setText(told)
        self.empty_button.setText(words.t("New post"))
        self._again.setText(words.t("Try again"))

    def _show(self) -> None:
        self.shown = self._fitting()
        self.toolbar.views.choose(self.shown)
        self.reload()
        view = self.now
        view.show_period(self.day)
        if self._stack.currentWidget() is not view:
            self._change_to(view)
        title = self._title()
        week = self._face.language.formats.week(self.day) if self.shown == "week" else ""
        self.toolbar.say_period(title, week)
        view.setAccessibleName(title)
        self._tell_nothing()
        self._tell_undated()
        self.period_shown.emit(*self.period)

    def _change_to(self, view: MonthView | WeekView | AgendaView) -> None:
        """Another view stands where the one before stood; an agenda may have no line of that day and stand near it."""
        before = next(other for other in self._views.values() if self._stack.currentWidget() is other)
        first, last = self.period
        had_focus, day = before.hasFocus(), before.here().day
        if self._meant is not None and self._meant[1] == day:
            day = self._meant[0]
        self._stack.setCurrentWidget(view)
        if had_focus:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._desk.chosen is None and first <= day <= last:
            view.stand_on_day(day)
        self._meant = (day, view.here().day)

    def _title(self) -> str:
        formats = self._face.language.formats
        if self.shown == "week":
            return formats.days(*self.period)
        text = formats.month(self.day)
        return text[:1].upper() + text[1:]

    def _refresh(self) -> None:
        view = self.now
        (view.rows if isinstance(view, AgendaView) else view.grid).refresh()
        view.follow_plan()
        self._empty.setVisible(not self._desk.source.book.has_posts)
        self._tell_nothing()
        self._tell_undated()

    def _tell_undated(self) -> None:
        """A month or a week has no place for what has no time or no profile: it says that there is such a thing."""
        count = len(self._desk.source.undated)
        told = self._face.language.words.n(
            "{n} post without a time or a profile", "{n} posts without a time or a profile", count
        )
        self.undated.setText(told)
        self.undated.setVisible(count > 0 and self.shown != "agenda")

    def _show_undated(self) -> None:
        self.choose_view("agenda")
        self.agenda.stand_on_undated()

    def _tell_nothing(self) -> None:
        """An agenda without posts says so; a month or a week without them is a picture of its own."""
        source = self._desk.source
        empty = self.shown == "agenda" and not self.agenda.rows.has_chips and source.knows(*self.period)
        self._nothing.setText(self._nothing_told(filtered=not source.filters.is_empty) if empty else "")
        self._nothing.setVisible(empty)

    def _nothing_told(self, *, filtered: bool) -> str:
        """Posts that stand on no day are listed all the same, so the words are about days."""
        words, listed = self._face.language.words, self.agenda.rows.has_undated
        if not filtered:
            alone = words.t("No posts in this period.")
            return words.t("No day of this period has a post yet.") if listed else alone
        alone = words.t("No posts in this period fit the filters.")
        return words.t("On the days of this period no post fits the filters.") if listed else alone

    def _say_problem(self, error: BaseException) -> None:
        if not is_expected(error):
            self._face.tasks.unexpected.emit(error)
        self._problem_text.setText(sentence(error, self._face.language))
        self._problem.show()

    @property
    def least_for_days(self) -> int:
        """Pixels below which the agenda stands in for the month and the week."""
        return NARROW * self.fontMetrics().averageCharWidth()

    def _fitting(self) -> str:
        narrow = self.isVisible() and self.width() < self.least_for_days
        return "agenda" if narrow and not self._insisted else self.view

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting() != self.shown:
            self._show()


def _banner(icon: str, role: str) -> tuple[QFrame, QLabel, QPushButton]:
    frame, text, button = QFrame(), wrapped_label(), QPushButton()
    frame.setProperty("banner", True)
    tone(frame, role)
    row = QHBoxLayout(frame)
    row.setContentsMargins(M, S, M, S)
    row.setSpacing(S)
    row.addWidget(IconLabel(icon, role))
    row.addWidget(text, 1)
    row.addWidget(button)
    return frame, text, button
