"""What is known of the plan, day by day. Views show what is there at once and hear when more arrived."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.calendar_day import CalendarDay
from app.domain.content import Post
from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.plan import Book, Chips, days, read_book, read_chips, read_marks
from app.ui.changes import Change
from app.ui.tab_context import TabContext

KEPT = 400
"""Days remembered; those farthest from what is shown are forgotten first."""
_PLAN = frozenset({"post", "variant", "delivery", "profile", "workspace", "brand", "campaign", "persona", "member"})
_MARKS = frozenset({"day", "own_day", "brand", "workspace"})
Span = tuple[date, date]


class PlanSource(QObject):
    """Reads through the task runner: first the days asked for, then the page before and after them."""

    changed = Signal()
    """Days or names may have changed."""
    arrived = Signal()
    """Days were read without trouble."""
    failed = Signal(object)

    def __init__(self, context: TabContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.book = Book()
        self.filters = CalendarFilters()
        self._chips: dict[date, Chips] = {}
        self._marks: dict[date, tuple[CalendarDay, ...]] = {}
        self._campaigns: dict[int, str] = {}
        self.undated: tuple[Post, ...] = ()
        """What stands on no day, the newest first."""
        self._campaigns_of: tuple[int, Span] | None = None
        self._fresh: set[date] = set()
        self._reading: set[date] = set()
        self._edition = 0
        self._marks_stale = True
        self._wanted: Span | None = None
        self._awaits_book = False
        self.stale = True
        self.awake = False
        """Shown now: changes are read at once, else when it is shown again."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(10)
        self._soon.timeout.connect(self._read_wanted)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(40)
        self._later.timeout.connect(self._read_around)
        context.bus.happened.connect(self._hear)

    # asked by views
    def chips(self, day: date) -> Chips:
        """What is planned for a day, as far as it is known."""
        return self._chips.get(day, ())

    def marks(self, day: date) -> tuple[CalendarDay, ...]:
        return self._marks.get(day, ())

    def campaign(self, post_id: int) -> str:
        """The name of a post's campaign, "" when it has none or nobody knows yet."""
        return self._campaigns.get(post_id, "")

    def knows(self, first: date, last: date) -> bool:
        """Every day of the span was read, if perhaps some time ago."""
        return all(day in self._chips for day in days(first, last))

    def want(self, first: date, last: date) -> None:
        """These days are shown now."""
        self._wanted = (first, last)
        if self.stale:
            self.forget()
        self._read_shown()

    def filter(self, filters: CalendarFilters) -> None:
        if filters != self.filters:
            self.filters = filters
            self._begin_edition()
            self._read_wanted()
            self._read_undated()

    def forget(self) -> None:
        """Reads everything anew; what is shown stays until then."""
        self.stale = False
        self._begin_edition()
        self._marks_stale = True
        self._read_book()
        self._read_shown()

    def forget_marks(self) -> None:
        """The names of days are another language's, or days were put down."""
        self._marks_stale = True
        self._later.start()

    # reading
    def _begin_edition(self) -> None:
        self._edition += 1
        self._fresh.clear()
        self._reading.clear()

    def _read_wanted(self) -> None:
        if self._awaits_book:
            self._awaits_book = False
            self._read_book()
        self._read_shown()

    def _read_shown(self) -> None:
        if self._wanted is not None and not self._read(self._wanted):
            self._later.start()

    def _read_around(self) -> None:
        """What the days are called, and the pages before and after: a moment after what was asked for was shown, because a
        worker that reads and a painting main thread hold each other up."""
        if self._wanted is None:
            return
        first, last = self._wanted
        length = max((last - first).days + 1, 7)
        whole = (first - timedelta(days=length), last + timedelta(days=length))
        self._read((whole[0], first - timedelta(days=1)))
        self._read((last + timedelta(days=1), whole[1]))
        if (self._edition, whole) != self._campaigns_of:
            self._read_campaigns(whole)
        if self._marks_stale or any(day not in self._marks for day in days(*whole)):
            self._read_marks(whole)

    @property
    def is_waiting(self) -> bool:
        """Something will be read in a moment."""
        return self._soon.isActive() or self._later.isActive()

    def _read(self, span: Span) -> bool:
        """False when every day is there or on its way."""
        missing = [day for day in days(*span) if day not in self._fresh and day not in self._reading]
        if not missing:
            return False
        context, filters, edition = self._context, self.filters, self._edition
        wanted = (missing[0], missing[-1])
        formats = context.face.language.formats
        self._reading.update(missing)
        context.face.tasks.run(
            self,
            lambda report: read_chips(context.services, context.actor, wanted, filters, context.brand_ids, formats),
            lambda found: self._take(edition, found),
            lambda error: self._fail(edition, wanted, error),
        )
        return True

    def _take(self, edition: int, found: dict[date, Chips]) -> None:
        if edition != self._edition:
            return
        first, last = self._wanted or (date.max, date.min)
        differs = any(first <= day <= last and self._chips.get(day) != chips for day, chips in found.items())
        self._chips.update(found)
        self._fresh.update(found)
        self._reading.difference_update(found)
        self._drop_far_days()
        self.arrived.emit()
        if differs:
            self.changed.emit()
        self._later.start()

    def _fail(self, edition: int, span: Span, error: BaseException) -> None:
        if edition == self._edition:
            self._reading.difference_update(days(*span))
            self.failed.emit(error)

    def _read_marks(self, span: Span) -> None:
        context, anew = self._context, self._marks_stale
        language = context.face.language.name
        self._marks_stale = False

        def take(found: dict[date, tuple[CalendarDay, ...]]) -> None:
            if language == context.face.language.name:
                self._marks = found if anew else self._marks | found
                self.changed.emit()

        context.face.tasks.run(
            self,
            lambda report: read_marks(context.services, context.actor, span, context.brand_id, language),
            take,
            self.failed.emit,
        )

    def _read_campaigns(self, span: Span) -> None:
        context, zone = self._context, self._context.face.language.formats.zone
        self._campaigns_of = (self._edition, span)

        def take(found: dict[int, str]) -> None:
            if found != self._campaigns:
                self._campaigns = found
                self.changed.emit()

        context.face.tasks.run(
            self,
            lambda report: context.services.planning.campaign_names(
                context.actor, *span, zone=zone, brand_ids=context.brand_ids
            ),
            take,
            self.failed.emit,
        )

    def _read_undated(self) -> None:
        context, filters = self._context, self.filters

        def take(found: tuple[Post, ...]) -> None:
            if filters == self.filters and found != self.undated:
                self.undated = found
                self.changed.emit()

        context.face.tasks.run(
            self,
            lambda report: tuple(
                context.services.planning.undated(context.actor, brand_ids=context.brand_ids, **filters.as_query())
            ),
            take,
            self.failed.emit,
        )

    def _read_book(self) -> None:
        self._read_undated()
        context = self._context

        def take(book: Book) -> None:
            self.book = book
            self.changed.emit()

        context.face.tasks.run(
            self, lambda report: read_book(context.services, context.actor, context.brand_ids), take, self.failed.emit
        )

    def _drop_far_days(self) -> None:
        if len(self._chips) <= KEPT or self._wanted is None:
            return
        middle = self._wanted[0]
        near = sorted(self._chips, key=lambda day: abs((day - middle).days))
        for day in near[KEPT // 2 :]:
            self._chips.pop(day)
            self._marks.pop(day, None)
            self._fresh.discard(day)

    # others' changes
    def _hear(self, changes: tuple[Change, ...]) -> None:
        entities = {change.entity for change in changes}
        if not self.awake:
            self.stale = self.stale or bool(entities & (_PLAN | _MARKS))
            return
        if entities & _MARKS:
            self.forget_marks()
        if entities & _PLAN:
            self._begin_edition()
            self._awaits_book = True
            self._soon.start()
