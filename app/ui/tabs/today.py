"""Today: what goes out, what needs attention, what waits, what changed, and which days are coming."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.people import Actor, Right
from app.domain.today import FirstLook
from app.domain.workspace import Task
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.growing import grow
from app.ui.places import NewPostPlace, Place, PostPlace, SettingsPlace
from app.ui.publishing.stop_banner import StopBanner, open_stop_dialog
from app.ui.publishing.stopped import read_stopped
from app.ui.services import Services
from app.ui.tab_context import TabContext
from app.ui.tabs.first_steps import FirstSteps
from app.ui.tabs.task_ticks import tick_of
from app.ui.tabs.today_lines import TodayLines, going_out_filling
from app.ui.tabs.today_sections import Fill, TodayContent, TodaySections
from app.ui.tasks import Progress, TaskHandle
from app.ui.tokens import XL, L, M
from app.ui.widgets.banner_line import trouble_line
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import plain_label
from app.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from app.domain.delivery import Delivery
    from app.services.today import TodayPage

DAYS_AHEAD = 14
WIDEST = 1480
"""Wider than this a line is hard to follow from its start to its end."""
_SHOWN = frozenset({"post", "variant", "delivery", "task", "profile", "member", "workspace", "brand", "day"})


class TodayTab(QWidget):
    """Reads everything through the task runner; `reload` may be called at any time."""

    loaded = Signal(object)
    """A `TodayPage` was shown."""
    went = Signal(object)
    """A `Place` of another tab somebody asked for."""

    def __init__(
        self,
        context: TabContext,
        look: FirstLook | None = None,
        parent: QWidget | None = None,
        *,
        at_once: bool = True,
    ) -> None:
        """`look`: what the window showed before the services were there; it stays in view until everything is read.
        `at_once` False: whoever made it runs through its `growth`."""
        super().__init__(parent)
        self._context = context
        self._services, self._actor = context.services, context.actor
        self._face, self._bus = context.face, context.bus
        self._content: TodayContent | None = None
        self._reading: TaskHandle | None = None
        self._stale = True
        self._ticking = False
        self._looked = False
        self._scrolled_to = 0
        self.growth = self._grow(look)
        if at_once:
            grow(self.growth)

    def _grow(self, look: FirstLook | None) -> Iterator[None]:
        yield from self._build()
        self._write()
        if look is not None:
            yield
            yield from self._look_filling(look)
        self._bus.happened.connect(self._on_changes)

    def reload(self) -> None:
        """Reads everything again and shows it; what is shown stays until then."""
        if self._reading is not None:
            self._reading.cancel()
        self._stale = False
        self._write()
        services, actor, language = self._services, self._actor, self._face.language.name
        self._reading = self._face.tasks.run(
            self, lambda report: _read(services, actor, language, report), self._show, self._say_problem
        )

    # building
    def _build(self) -> Iterator[None]:
        head = self._head()
        self._stopped = StopBanner(self._context, self)
        self._first_steps = FirstSteps(self._actor, self)
        self._first_steps.went.connect(self.went)
        self._make_problem()
        yield
        self._sections = TodaySections(self._connect_again, self._tick_of)
        columns = self._sections.columns()
        yield
        self._page = page = QWidget()
        page.setProperty("look", "page")
        page.setMaximumWidth(WIDEST)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(XL, L, XL, XL)
        whole.setSpacing(L)
        whole.addLayout(head)
        for part in (self._stopped.frame, self._problem, self._first_steps):
            whole.addWidget(part)
        whole.addLayout(columns)
        whole.addStretch()
        yield
        self._area = scrolled(page)
        yield
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        bar = self._area.verticalScrollBar()
        bar.actionTriggered.connect(lambda action: self._keep_place(bar.sliderPosition()))
        outside.addWidget(self._area)

    def _head(self) -> QHBoxLayout:
        """The day, and what can be done about all of it."""
        self._title = plain_label("", "title")
        self._date = plain_label("", "muted")
        self._refresh = IconButton("refresh-cw")
        self._refresh.clicked.connect(self.reload)
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(self._title, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._date, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._refresh)
        self._stop = QPushButton()
        self._stop.clicked.connect(lambda: open_stop_dialog(self._context, self.window()))
        member = self._actor.member
        if member is not None and not member.may(Right.SCHEDULE, None):
            self._stop.hide()  # never shown before it has its place: it would be a window of its own for a moment
        head.addWidget(self._stop)
        self._new = QPushButton()
        self._new.setProperty("look", "primary")
        self._new.clicked.connect(lambda: self.went.emit(NewPostPlace()))
        head.addWidget(self._new)
        return head

    def _make_problem(self) -> None:
        """The line that says why Today could not be read."""
        self._problem, self._problem_text = trouble_line()
        self._again = QPushButton()
        self._again.clicked.connect(self.reload)
        problem_row = self._problem.layout()
        if problem_row is not None:
            problem_row.addWidget(self._again)

    # showing
    def _write(self) -> None:
        words = self._face.language.words
        self._title.setText(words.t("Today"))
        self._refresh.say(words.t("Reload"), "F5")
        self._new.setText(words.t("New post"))
        self._stop.setText(words.t("Stop everything…"))
        self._again.setText(words.t("Try again"))
        self._problem.hide()
        for section in self._sections.all:
            section.setVisible(self._content is not None or (self._looked and section is self._sections.going_out))

    def _say_problem(self, error: BaseException) -> None:
        if not is_expected(error):
            self._face.tasks.unexpected.emit(error)
        self._problem_text.setText(sentence(error, self._face.language))
        self._problem.show()

    def _look_filling(self, look: FirstLook) -> Iterator[None]:
        language = self._face.language
        self._date.setText(language.formats.day_full(look.day))
        lines = TodayLines(language, look.now, look.day, self._open_post)
        yield from going_out_filling(self._sections.going_out, look.going_out, lines, language.words)
        self._sections.going_out.show()
        self._looked = True

    def _open_post(self, post_id: int) -> None:
        self.went.emit(PostPlace(post_id))

    def _connect_again(self) -> None:
        self.went.emit(SettingsPlace("profiles"))

    def _show(self, content: TodayContent) -> None:
        self._content = content
        page, language = content.page, self._face.language
        self._write()
        self._date.setText(language.formats.day_full(page.day))
        self._stopped.show_stopped(content.stopped)
        self._first_steps.show_for(language.words, empty=content.empty, figures=page.has_figures)
        lines = TodayLines(language, page.now, page.day, self._open_post, self._publish_by_hand)
        self._fill(self._filling(list(self._sections.fills(content, lines, language.words)), page))

    def _fill(self, steps: Iterator[None]) -> None:
        """The next step now and the others in later turns of the event loop: all at once would be felt as a stutter.

        The turns go through the task runner, so that whoever waits for it finds the page whole.
        """
        for _ in steps:
            self._reading = self._face.tasks.later(self, lambda: self._fill(steps))
            return

    def _filling(self, fills: list[Fill], page: TodayPage) -> Iterator[None]:
        for fill in fills:
            words, rows = self._face.language.words, len(fill.makers)
            rest = words.t("Show the newest {n}", n=rows) if fill.more else words.n("Show it", "Show all {n}", rows)
            yield from fill.section.filling(fill.heading, fill.makers, fill.empty, rest, fill.count, more=fill.more)
            fill.section.show()
            yield
        self._settle()
        self.loaded.emit(page)

    def _settle(self) -> None:
        """Lays the new lines out now: otherwise the first picture shows them squeezed."""
        for section in self._sections.all:
            layout = section.layout()
            if layout is not None:
                layout.activate()
        page_layout = self._page.layout()
        if page_layout is not None:
            page_layout.activate()
        self._restore_place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._restore_place)  # after the focus has come back to where it was

    def _restore_place(self) -> None:
        self._area.verticalScrollBar().setValue(self._scrolled_to)

    def _keep_place(self, place: int) -> None:
        """How far somebody scrolled. Rows made anew take the focus along, and the page with it; that is not scrolling."""
        self._scrolled_to = place

    # doing
    def _publish_by_hand(self, variant_id: int) -> None:
        services, actor = self._services, self._actor

        def there(rows: list[Delivery]) -> None:
            from app.ui.publishing.by_hand_dialog import open_by_hand

            for row in rows:
                if row.variant_id == variant_id:
                    open_by_hand(self._context, row.id, self.window())

        self._face.tasks.run(self, lambda report: services.by_hand.waiting(actor), there, self._say_problem)

    def _tick_of(self, task: Task) -> Callable[[bool], None]:
        return tick_of(task, self._context, self, self._tell_ticked, self._say_problem)

    def _tell_ticked(self, changes: tuple[Change, ...]) -> None:
        """The line stays where it was ticked, so that it can be ticked off again there."""
        self._ticking = True
        self._bus.tell(*changes)
        self._ticking = False

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if self._ticking or not any(change.entity in _SHOWN for change in changes):
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def reload_if_stale(self) -> None:
        if self._stale:
            self.reload()

    def write(self) -> None:
        """Words are made with the rows: reads anew."""
        self.reload()

    def go(self, place: Place) -> None:
        """Today is one page: nothing of it is shown apart."""


def _read(services: Services, actor: Actor, language: str, report: Progress) -> TodayContent:
    """On a worker's thread."""
    page = services.today.page(actor)
    report(0.5)
    last = page.day + timedelta(days=DAYS_AHEAD - 1)
    days = services.days.days(actor, page.day, last, language=language)
    empty = not services.planning.posts(actor, limit=1)
    return TodayContent(page, tuple(services.tasks.mine(actor)), tuple(days), read_stopped(services, actor), empty)
