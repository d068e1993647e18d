"""An open workspace: its tabs, made when first looked at, what they share, and the way from one to another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.domain.people import Actor
from app.ui.changes import Change, ChangeBus
from app.ui.errors import is_expected, sentence
from app.ui.face import Face
from app.ui.fetching import Fetching
from app.ui.growing import polish, take_turns
from app.ui.kept_calendars import KeptCalendars
from app.ui.modules import bring
from app.ui.notices import Notices
from app.ui.places import (
    CalendarPlace,
    DashboardPlace,
    DayPlace,
    FetchPlace,
    ImportPlace,
    NewPostPlace,
    PersonaPlace,
    Place,
    PostPlace,
    ReviewPlace,
)
from app.ui.services import Services
from app.ui.tab_context import TabContext
from app.ui.tab_making import TabKind, TabMaking
from app.ui.tabs.kinds import APPROVALS, CALENDAR, DASHBOARD, PERSONAS, TAB_MODULES, TAB_NAMES, TODAY
from app.ui.tokens import S
from app.ui.undo import UndoList
from app.ui.waiting import WaitingCount
from app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from app.domain.today import FirstLook
    from app.services.today import TodayPage
    from app.ui.importing.page import ImportPage
    from app.ui.tabs.calendar import CalendarTab

IMPORT_MODULES = ("app.ui.importing.page",)
_TAB_OF: dict[type, int] = {
    PostPlace: CALENDAR,
    NewPostPlace: CALENDAR,
    DayPlace: CALENDAR,
    CalendarPlace: CALENDAR,
    ReviewPlace: APPROVALS,
    DashboardPlace: DASHBOARD,
    PersonaPlace: PERSONAS,
}


class Tab(Protocol):
    """What the page asks of a tab, which is a widget."""

    @property
    def went(self) -> SignalInstance:
        """Carries a `Place` somebody asked for."""
        ...

    def write(self) -> None:
        """Writes every word anew, after the language changed."""
        ...

    def reload(self) -> None: ...
    def reload_if_stale(self) -> None: ...
    def go(self, place: Place) -> None:
        """Shows a place of this tab, called once the tab stands in front."""
        ...


class WorkspacePage(QWidget):
    stands = Signal()
    """The tab somebody looks at is made; from now on there is something to see."""
    loaded = Signal(object)
    """The `TodayPage` shown last, for the status line."""
    counted = Signal(int)
    """How many posts wait for the member's review."""
    went = Signal(object)
    """A `Place` that is neither a tab's nor the import page: the settings."""

    def __init__(
        self,
        services: Services,
        actor: Actor,
        face: Face,
        brand_id: int | None = None,
        parent: QWidget | None = None,
        *,
        first_look: FirstLook | None = None,
    ) -> None:
        super().__init__(parent)
        self._face = face
        self.bus = ChangeBus(self)
        self.bus.happened.connect(self._tell_import)
        self.undo = UndoList(face, self.bus, self)
        self.notices = Notices(self)
        self.context = TabContext(services, actor, face, self.bus, self.undo, self.notices, brand_id)
        self.fetching = Fetching(self.context, self)
        self.fetching.went.connect(self.go)
        self.calendars = KeptCalendars(services, face, self.bus, self)
        self._first_look = first_look
        self._kinds = self.kinds()
        self._making = TabMaking(face.tasks, self._kinds, self)
        self._making.begun.connect(self._take_in)
        self._making.made.connect(self._show_made)
        self._going: dict[int, Place] = {}
        """Where to go in tabs that are still being made."""
        self._importing: ImportPage | None = None
        self._waiting = 0
        self._counting = WaitingCount(self.context, self)
        self._counting.counted.connect(self._show_waiting)
        self._build()
        self.write()
        self.undo.told.connect(self._say_step)
        self.undo.failed.connect(self._say_failure)
        self.tab_bar.currentChanged.connect(self._look_at)
        self.tab_bar.tabBarClicked.connect(self._look_at)
        self._look_at(TODAY)

    def _build(self) -> None:
        self.tab_bar = QTabBar()
        self.tab_bar.setExpanding(False)
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for _ in self._kinds:
            self.tab_bar.addTab("")
        self._count = plain_label("", "count", self.tab_bar)
        self._count.hide()
        self._pages = QStackedWidget()
        self._blank = QWidget()
        self._pages.addWidget(self._blank)
        top = QFrame()
        top.setObjectName("tabs")
        inside = QVBoxLayout(top)
        inside.setContentsMargins(S, 0, S, 0)
        inside.addWidget(self.tab_bar, 0, Qt.AlignmentFlag.AlignLeft)
        self.notices.stand_beside(self.tab_bar, top)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        whole.addWidget(self._pages, 1)

    def kinds(self) -> tuple[TabKind, ...]:
        """Every tab, from left to right."""
        makers = (self._today, self._calendar, self._approvals, self._dashboard, self._personas)
        rows = zip(TAB_NAMES, TAB_MODULES, makers, strict=True)
        return tuple(TabKind(name, modules, make) for name, modules, make in rows)

    def write(self) -> None:
        """Writes every word anew."""
        words = self._face.language.words
        self.tab_bar.setAccessibleName(words.t("Tabs"))
        for place, kind in enumerate(self._kinds):
            self.tab_bar.setTabText(place, words.t(kind.name))
        self._show_waiting(self._waiting)
        self._making.finish_begun()
        for tab in self._making.tabs:
            tab.write()
        if self._importing is not None:
            self._importing.write()

    def settle(self) -> None:
        """What is being typed is handed over for saving before the page goes away; a tab that edits has a `settle`."""
        for tab in self._making.tabs:
            settle = getattr(tab, "settle", None)
            if settle is not None:
                settle()

    def reload(self) -> None:
        """Reads the tab in front anew."""
        self._making.finish(self.tab_bar.currentIndex()).reload()

    def go(self, place: Place) -> None:
        """Brings a place to the front."""
        if isinstance(place, ImportPlace):
            self._import(place)
            return
        if isinstance(place, FetchPlace):
            self.fetching.begin()
            return
        number = _TAB_OF.get(type(place))
        if number is None:
            self.went.emit(place)
            return
        self._going[number] = place
        self.show_tab(number)

    def tab(self, number: int) -> Tab | None:
        """A tab that stands."""
        return self._making.get(number)

    def calendar_day(self) -> date | None:
        """The day somebody stands on in the calendar; None while nobody has looked at it."""
        calendar = cast("CalendarTab | None", self._making.get(CALENDAR))
        if calendar is not None:
            return calendar.board.stood_on()
        wanted = self._going.get(CALENDAR)
        return wanted.day if isinstance(wanted, DayPlace) else None

    def keep_calendar_day(self, day: date | None) -> None:
        """The calendar stands on this day when it is first looked at; None: on today."""
        if day is not None:
            self._going[CALENDAR] = DayPlace(day)

    def _import(self, place: ImportPlace) -> None:
        """The import page stands in front of the tabs until somebody goes back or to a tab."""
        if self._importing is None:
            tasks = self._face.tasks
            bring(tasks, self, IMPORT_MODULES, lambda: take_turns(tasks, self, self._make_import(place)))
        else:
            self._show_import(self._importing, place)

    def _make_import(self, place: ImportPlace) -> Iterator[None]:
        from app.ui.importing.page import ImportPage

        page = ImportPage(self.context, self._pages, at_once=False)
        self._pages.addWidget(page)
        yield from page.growth
        yield from polish(page)
        if self._importing is None:
            self._importing = page
            page.went.connect(self.go)
            page.left.connect(lambda: self._look_at(self.tab_bar.currentIndex()))
        else:  # asked for twice in the meantime
            page.deleteLater()
        self._show_import(self._importing, place)

    def _show_import(self, page: ImportPage, place: ImportPlace) -> None:
        self._pages.setCurrentWidget(page)
        page.reload_if_stale()
        page.go(place)

    def _look_at(self, place: int) -> None:
        if place < 0:
            return
        tab = self._making.get(place)
        if tab is None:
            self._pages.setCurrentWidget(self._blank)
            self._making.want(place)
            return
        self._pages.setCurrentWidget(cast(QWidget, tab))
        self._face.tasks.later(self, lambda: self._read(place, tab))

    def _read(self, place: int, tab: Tab) -> None:
        """A turn of the event loop after the tab came to the front: it is painted before workers are busy reading."""
        tab.reload_if_stale()
        wanted = self._going.pop(place, None)
        if wanted is not None:
            tab.go(wanted)

    def _take_in(self, tab: object) -> None:
        self._pages.addWidget(cast(QWidget, tab))

    def _show_made(self, number: int) -> None:
        tab = self._making.get(number)
        if tab is None:
            return
        tab.went.connect(self.go)
        if number == self.tab_bar.currentIndex() and self._pages.currentWidget() is self._blank:
            self._look_at(number)
            self.stands.emit()

    def show_tab(self, number: int) -> None:
        """Brings a tab to the front."""
        self.tab_bar.setCurrentIndex(number)
        self._look_at(number)

    def take_back(self, *, again: bool) -> None:
        """Undo or redo, except in front of the import page: its steps are not among them, and the others are out of sight."""
        words = self._face.language.words
        if self._importing is not None and self._pages.currentWidget() is self._importing:
            told = words.t("Ctrl+Z takes nothing back on this page. Choose the import and Undo this import.")
            self.notices.say(told, close=words.t("Close"))
        elif again:
            self.undo.redo()
        else:
            self.undo.undo()

    def warn(self, error: BaseException) -> None:
        """Tells over the page why something did not work."""
        self._say_failure(error)

    def _say_step(self, told: str) -> None:
        self.notices.say(told, close=self._face.language.words.t("Close"))

    def _say_failure(self, error: BaseException) -> None:
        if not is_expected(error):
            self._face.tasks.unexpected.emit(error)
        else:
            self.notices.warn(sentence(error, self._face.language), close=self._face.language.words.t("Close"))

    def count_waiting(self) -> None:
        """Counts anew how many posts wait for the member."""
        self._counting.count()

    def _show_waiting(self, count: int) -> None:
        """How many posts wait for the member, beside the name of the tab that has them."""
        self._waiting = count
        self.counted.emit(count)
        if self.tab_bar.count() <= APPROVALS:
            return
        words = self._face.language.words
        self._count.setText(self._face.language.formats.number(count) if count else "")
        self._count.adjustSize()
        right = QTabBar.ButtonPosition.RightSide
        if bool(count) != (self.tab_bar.tabButton(APPROVALS, right) is not None):  # a hidden one keeps its room
            self.tab_bar.setTabButton(APPROVALS, right, cast(QWidget, self._count if count else None))
        self._count.setVisible(bool(count))
        told = words.n("{n} post waits for your review", "{n} posts wait for your review", count) if count else ""
        name = words.t(self._kinds[APPROVALS].name)
        self.tab_bar.setAccessibleTabName(APPROVALS, f"{name}, {told}" if told else name)
        self.tab_bar.setTabText(APPROVALS, name)

    # the tabs, imported when first looked at
    def _today(self) -> Tab:
        from app.ui.tabs.today import TodayTab

        tab = TodayTab(self.context, self._first_look, at_once=False)
        tab.loaded.connect(self.loaded)
        tab.loaded.connect(self._take_count)
        return tab

    def _tell_import(self, changes: tuple[Change, ...]) -> None:
        """The status line says when a file was last imported and how far its data reach, whatever is looked at."""
        today = self._making.get(TODAY)
        if today is not None and any(change.entity == "import_run" for change in changes):
            today.reload()

    def _take_count(self, page: TodayPage) -> None:
        if self.context.brand_id is None:
            self._show_waiting(len(page.waiting))
        else:  # Today shows every brand
            self._counting.count()

    def _calendar(self) -> Tab:
        from app.ui.tabs.calendar import CalendarTab

        return CalendarTab(self.context, at_once=False)

    def _approvals(self) -> Tab:
        from app.ui.tabs.approvals import ApprovalsTab

        tab = ApprovalsTab(self.context, at_once=False)
        tab.counted.connect(self._show_waiting)
        return tab

    def _dashboard(self) -> Tab:
        from app.ui.tabs.dashboard import DashboardTab

        return DashboardTab(self.context)

    def _personas(self) -> Tab:
        from app.ui.tabs.personas import PersonasTab

        return PersonasTab(self.context, at_once=False)
