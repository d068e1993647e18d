"""The calendar: filters on the left, the plan in the middle, the post a person works on beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.domain.content import PlannedChip, Post
from app.domain.days import WallTime
from app.ui.calendar.board import Board
from app.ui.calendar.deeds import Deeds
from app.ui.calendar.desk import Desk
from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.menu import ChipMenu
from app.ui.calendar.mover import Mover
from app.ui.calendar.moving import Target
from app.ui.calendar.rail import Rail
from app.ui.calendar.sharing import PrintedView
from app.ui.calendar.source import PlanSource
from app.ui.changes import Change
from app.ui.growing import grow
from app.ui.places import CalendarDeed, CalendarPlace, DayPlace, NewPostPlace, Place, PostPlace
from app.ui.publishing.stop_banner import StopBanner
from app.ui.tab_context import TabContext

if TYPE_CHECKING:
    from app.ui.post.panel import PostPanel

RAIL, BOARD, PANEL = range(3)
PANEL_SHARE = 0.52
"""Of the width, for the panel, until a person drew it otherwise."""
PANEL_LEAST = 90
"""Average characters the panel does not give away for it."""
ROOM_FOR_ALL = 260
"""Average characters from which rail, calendar and panel find room beside each other."""
_RAIL, _SIZES = "calendar.rail", "calendar.panel"


class CalendarTab(QWidget):
    went = Signal(object)
    """A `Place` of another tab somebody asked for."""

    def __init__(self, context: TabContext, parent: QWidget | None = None, *, at_once: bool = True) -> None:
        """`at_once` False: whoever made it runs through its `growth`."""
        super().__init__(parent)
        self._context, self._face = context, context.face
        self.source = PlanSource(context, self)
        self.desk = Desk(context, self.source, self)
        self.panel: PostPanel | None = None
        self._rail_wanted = self._face.remembered.window(_RAIL) != "hidden"
        self.growth = self._grow()
        if at_once:
            grow(self.growth)

    def _grow(self) -> Iterator[None]:
        self._mover, self._deeds = Mover(self.desk), Deeds(self.desk)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.stopped = StopBanner(self._context, self)
        whole.addWidget(self.stopped.frame)
        whole.addWidget(self._split, 1)
        yield
        self.rail = Rail(self._context, self._split, at_once=False)
        self._split.addWidget(self.rail)
        yield from self.rail.growth
        self.board = Board(self.desk, self._split, at_once=False)
        self._split.addWidget(self.board)
        yield from self.board.growth
        self._split.setStretchFactor(BOARD, 1)
        yield
        self._remember = _timer(self, 400, self._keep_sizes)
        self._rail_later = _timer(self, 50, self.rail.reload)
        self._rail_follows = _timer(self, 30, lambda: self.rail.show_period(*self.board.period))
        self._split.splitterMoved.connect(lambda *_: self._remember.start())
        self._connect()
        self.stopped.follow()
        self.source.filters = self.rail.filters
        self._place_rail()
        self._write_words()

    def _connect(self) -> None:
        desk, bar = self.desk, self.board.toolbar
        desk.opened.connect(self._open_post)
        desk.created.connect(self._new_post)
        desk.publish_wanted.connect(self._publish)
        desk.menu_wanted.connect(self._open_menu)
        bar.rail_toggled.connect(self._toggle_rail)
        bar.print_wanted.connect(self._print)
        bar.share_wanted.connect(self._share)
        bar.new_wanted.connect(self._new_here)
        self.board.empty_button.clicked.connect(self._new_here)
        self.board.period_shown.connect(lambda *_: self._rail_follows.start())
        self.rail.filters_changed.connect(self.source.filter)
        self.rail.day_chosen.connect(self._look_at)
        self.rail.period_wanted.connect(lambda span: self.board.show_period_of(_inside(span)))
        self._context.bus.happened.connect(self._hear)

    # what the page asks of a tab
    def write(self) -> None:
        """Writes every word anew; what is typed, chosen and scrolled stays."""
        self._write_words()
        self.rail.write()
        self.board.write()
        if self.panel is not None:
            self.panel.write()

    def reload(self) -> None:
        """Reads the plan anew; what is shown stays until then."""
        self.source.stale = True
        self.board.reload()
        self.rail.reload()
        if self.panel is not None and self.panel.isVisible():
            self.panel.reload()

    def reload_if_stale(self) -> None:
        if self.source.stale:
            self.board.show_period_of(self.board.day)
            self.rail.reload()

    def go(self, place: Place) -> None:
        """Shows a post, a new post or a day."""
        if isinstance(place, PostPlace):
            panel = self._panel()
            panel.open_post(place.post_id, panel.take_focus)
            self._show_panel()
            self._find(place.post_id)
        elif isinstance(place, NewPostPlace):
            self._begin_post(place)
        elif isinstance(place, DayPlace):
            if place.profile_id is not None:
                self.rail.choose(CalendarFilters(profile_ids=(place.profile_id,)))
            if place.pillar_id is not None:
                self.rail.choose(CalendarFilters(pillar_ids=(place.pillar_id,)))
            self._look_at(place.day)
        elif isinstance(place, CalendarPlace):
            self._do(place.deed)

    def _begin_post(self, place: NewPostPlace) -> None:
        panel = self._panel()
        panel.new_post(place.at, place.profile_ids, place.persona_ids, partial(panel.take_focus, place.choose))
        self._show_panel()

    def _do(self, deed: CalendarDeed) -> None:
        deeds: dict[CalendarDeed, Callable[[], object]] = {
            CalendarDeed.TODAY: lambda: self._look_at(self.desk.today()),
            CalendarDeed.PRINT: self._print,
            CalendarDeed.SHARE: self._share,
            CalendarDeed.FILTERS: self._toggle_rail,
        }
        deeds.get(deed, lambda: self.board.choose_view(deed.value))()

    def settle(self) -> bool:
        """Saves what is typed in the side panel; False when it could not be."""
        return self.panel is None or self.panel.settle()

    @property
    def is_waiting(self) -> bool:
        """Something will be read in a moment."""
        return self.source.is_waiting or self._rail_later.isActive() or self._rail_follows.isActive()

    # the panel
    def _panel(self) -> PostPanel:
        if self.panel is None:
            from app.ui.post.panel import PostPanel

            self.panel = PostPanel(self._context)
            self.panel.closed.connect(self._hide_panel)
            self.panel.went.connect(self.went)
            self.panel.timed.connect(self._follow_time)
            self.panel.hide()
            self._split.addWidget(self.panel)
            self._split.setStretchFactor(PANEL, 0)
        return self.panel

    def _open_post(self, post_id: int) -> None:
        self._panel().open_post(post_id)
        self._show_panel()

    def _find(self, post_id: int) -> None:
        """Stands on a post in the calendar, wherever that is."""
        context = self._context

        def stand(post: Post) -> None:
            timed = [row for row in post.variants if row.due_at is not None]
            if timed and timed[0].due_at is not None and all(row.id != self.desk.chosen for row in timed):
                self.board.show_day(self._face.language.formats.local(timed[0].due_at).date())
                self.desk.chosen = timed[0].id
                self.board.now.follow_plan()

        self._face.tasks.run(
            self, lambda report: context.services.planning.post(context.actor, post_id), stand, lambda error: None
        )

    def _follow_time(self, when: WallTime | None) -> None:
        """A post that was given a day out of view stays in view."""
        first, last = self.board.period
        if when is not None and not first <= when.local.date() <= last:
            self.board.show_period_of(when.local.date())

    def _publish(self, chip: PlannedChip) -> None:
        self._panel().publish_post(chip.post_id, (chip.profile_id,))
        self._show_panel()

    def _new_post(self, at: datetime | None) -> None:
        self._panel().new_post(at)
        self._show_panel()

    def _new_here(self) -> None:
        """At the day a person stands on when it is still to come, else today."""
        target = self.board.now.here()
        here = target.day >= self.desk.today()
        self.desk.create(target.day if here else self.desk.today(), target.at if here else None)

    def _show_panel(self) -> None:
        panel = self._panel()
        if panel.isHidden():
            panel.show()
            self._place_rail()
            drawn = self._face.remembered.window(_SIZES)
            rail = max(self.rail.sizeHint().width(), self.rail.width()) if self.rail.isVisible() else 0
            wide = round(self.width() * float(drawn or PANEL_SHARE))
            if not drawn:  # the days beside it stay days, where there is room for both
                room = self.width() - rail - self.board.least_for_days - 2 * self._split.handleWidth()
                wide = min(wide, max(room, PANEL_LEAST * self.fontMetrics().averageCharWidth()))
            self._split.setSizes([rail, max(1, self.width() - rail - wide), wide])

    def _hide_panel(self) -> None:
        if self.panel is not None:
            self.panel.hide()
        self.board.be_free()
        self._place_rail()
        self.board.now.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_sizes(self) -> None:
        if self.panel is not None and self.panel.isVisible() and self.width():
            self._face.remembered.keep_window(_SIZES, f"{self.panel.width() / self.width():.3f}")

    # the rail
    def _place_rail(self) -> None:
        crowded = self.panel is not None and not self.panel.isHidden()
        room = self.width() >= ROOM_FOR_ALL * self.fontMetrics().averageCharWidth()
        self.rail.setVisible(self._rail_wanted and (room or not crowded))

    def _toggle_rail(self) -> None:
        self._rail_wanted = self.rail.isHidden()
        self._face.remembered.keep_window(_RAIL, "shown" if self._rail_wanted else "hidden")
        self.rail.setVisible(self._rail_wanted)
        self._write_words()

    def _look_at(self, day: date) -> None:
        self.board.show_day(day)
        self.board.now.setFocus(Qt.FocusReason.OtherFocusReason)

    # menu, paper and files
    def _open_menu(self, chip: PlannedChip | None, target: Target, point: QPoint) -> None:
        ChipMenu(self.desk, self._deeds, self.went.emit, chip, target, self).open_at(point)

    def _print(self) -> None:
        from app.ui.calendar.sharing import open_print_preview

        view = cast(PrintedView, self.board.shown)
        open_print_preview(self._context, self, view, *self.board.period, self.source.filters)

    def _share(self) -> None:
        from app.ui.calendar.sharing import open_ics

        open_ics(self._context, self, self.source.filters)

    # parts
    def _write_words(self) -> None:
        self.board.toolbar.write(self._face.language.words, rail_shown=not self.rail.isHidden())

    def _hear(self, changes: tuple[Change, ...]) -> None:
        if self.isVisible():
            self._rail_later.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Its two parts are painted one after the other: both take Python long."""
        super().showEvent(event)
        self.source.awake = True
        self.rail.setUpdatesEnabled(False)
        self._face.tasks.later(self, lambda: self.rail.setUpdatesEnabled(True))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.source.awake = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_rail()


def _timer(owner: QObject, milliseconds: int, do: Callable[[], None]) -> QTimer:
    """Does something once, a moment after it was last started."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(do)
    return timer


def _inside(span: tuple[date, date]) -> date:
    """A day of the month most of the span lies in."""
    return span[0] + (span[1] - span[0]) / 2
