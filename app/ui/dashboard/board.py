"""A dashboard with its toolbar: what the figures say, over which days and against which, and the posts behind every number.

Its modules take a tenth of a second to import: `ui.tabs.dashboard` has a worker do that first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.dashboards import Preset, dashboard_of
from app.domain.own_dashboards import OWN
from app.domain.post_briefs import Pick, PostBrief
from app.ui.changes import Change
from app.ui.dashboard.arrange_bar import ArrangeBar
from app.ui.dashboard.choice import DashboardChoice
from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.newer_data import NewerData
from app.ui.dashboard.outlets import Outlets
from app.ui.dashboard.own_board import OwnBoard
from app.ui.dashboard.posts_panel import PostsPanel
from app.ui.dashboard.problem import Problem
from app.ui.dashboard.reading import Loaded, read_dashboard
from app.ui.dashboard.saying_about import ask_about
from app.ui.dashboard.telling import Telling
from app.ui.dashboard.tiles_page import TilesPage
from app.ui.dashboard.toolbar import Toolbar
from app.ui.errors import is_expected, sentence
from app.ui.growing import grow
from app.ui.links import on_practice, open_url, openable
from app.ui.places import DashboardDeed, DashboardPlace, FetchPlace, ImportPlace, Place, PostPlace
from app.ui.tab_context import TabContext
from app.ui.tasks import TaskHandle
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.scrolled import roomy_area

_SHOWN = frozenset(
    {
        "dashboard",
        "post",
        "published_post",
        "variant",
        "delivery",
        "profile",
        "persona",
        "campaign",
        "import",
        "sync",
        "brand",
        "workspace",
    }
)
_LATER = 400
"""Milliseconds a reload waits for further changes: a sync tells of many."""


class DashboardBoard(QWidget):
    went = Signal(object)
    settled = Signal()

    def __init__(self, context: TabContext, parent: QWidget | None = None, *, at_once: bool = True) -> None:
        """`at_once` False: whoever made it runs through its `growth`."""
        super().__init__(parent)
        self._context = context
        self._face = context.face
        self._choice: DashboardChoice | None = None
        self.loaded: Loaded | None = None
        self._reading: TaskHandle | None = None
        self._stale = True
        self._behind: tuple[Pick, str] | None = None
        """Which posts the panel shows, and the KPI of the number they stand behind."""
        self._deed: DashboardDeed | None = None
        """What is to be done once the tiles stand."""
        self._newer = NewerData(context, self)
        self._newer.found.connect(self._say_newer)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.reload)
        self.growth = self._grow()
        if at_once:
            grow(self.growth)

    # as the page asks
    def reload(self) -> None:
        """Reads everything again; what is shown stays until then."""
        if self._reading is not None:
            self._reading.cancel()
        self._stale = False
        services, actor, brand, wanted = (
            self._context.services,
            self._context.actor,
            self._context.brand_id,
            self._choice,
        )
        kept = self._face.remembered.window
        self._reading = self._face.tasks.run(
            self,
            lambda report: read_dashboard(services, actor, brand, wanted, lambda uid: kept(_key(uid)), report),
            self._show,
            self._say_problem,
        )

    def reload_if_stale(self) -> None:
        if self._stale:
            self.reload()

    def write(self) -> None:
        """Writes every word anew from what was read."""
        self._write()
        if self.own.moved:
            self.reload()
        elif self.loaded is not None:
            self._show(self.loaded)

    def go(self, place: Place) -> None:
        if not isinstance(place, DashboardPlace):
            return
        self._deed = place.deed
        if not place.key and self._choice is None:
            self.reload()  # the one remembered
            return
        known = dashboard_of(place.key) is not None or place.key.startswith(OWN)
        now = self._choice or DashboardChoice()  # a place comes with choices of its own, not those remembered
        choice = now.on(place.key, self.loaded.choices if self.loaded else None) if known else now
        if place.campaign_id is not None:
            choice = replace(choice, campaign_id=place.campaign_id)
        if place.profile_id is not None:
            choice = replace(choice, profile_ids=(place.profile_id,))
        if place.days is not None:
            choice = replace(choice, preset=Preset.FREE, first=place.days[0], last=place.days[1])
        self._choose(choice)

    # building
    def _grow(self) -> Iterator[None]:
        """Each part is made where it will stand: moved there, all of it would be styled once more."""
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        whole.addLayout(left, 1)
        self.toolbar = Toolbar(self._face.language, self)
        left.addWidget(self.toolbar)
        yield
        self.bar = ArrangeBar(self)
        left.addWidget(self.bar)
        self.problem = Problem(self)
        left.addWidget(self.problem)
        self.pages = QStackedWidget(self)
        self.pages.setMinimumHeight(1)  # by the pages that are not shown, the toolbar would be squeezed
        left.addWidget(self.pages, 1)
        self.waiting = EmptyState("loader", self.pages)
        self.empty, self.blank = EmptyState("chart-line", self.pages), EmptyState("layout-dashboard", self.pages)
        yield
        self._area = roomy_area(self.pages)
        self.tiles = TilesPage(self._area.viewport())
        self._area.setWidget(self.tiles)
        for page in (self.waiting, self.empty, self.blank, self._area):
            self.pages.addWidget(page)
        self.panel = PostsPanel(self)
        whole.addWidget(self.panel)
        yield
        self.own = OwnBoard(self._context, self, self.bar, self.tiles, self._area)
        self._connect()
        self._outlets = Outlets(self._context, self)
        self._write()

    def _connect(self) -> None:
        self.toolbar.chosen.connect(self._choose)
        self.toolbar.asked.connect(self._ask)
        self.problem.again.connect(self.reload)
        self.empty.wanted.connect(self._next_step)
        self.empty.other_wanted.connect(lambda: self.went.emit(FetchPlace()))
        self.blank.wanted.connect(self.own.add_tile)
        self.tiles.picked.connect(self._show_behind)
        self.tiles.opened.connect(self._open_post)
        self.tiles.asked.connect(self._hand_out)
        self.tiles.settled.connect(self.own.settle)
        self.tiles.settled.connect(self.settled)
        self.tiles.settled.connect(self._do_deed)
        self.own.chosen.connect(self._choose_own)
        self.own.stale.connect(self.reload)
        self.panel.opened.connect(self._open_post)
        self.panel.asked.connect(lambda ids: ask_about(self._context, ids, self))
        self.panel.closed.connect(self.tiles.focus_again)
        self._context.bus.happened.connect(self._on_changes)

    def _write(self) -> None:
        words = self._face.language.words
        self.toolbar.write()
        self.bar.write(words)
        self.problem.write(words)
        self.waiting.say(words.t("Reading the figures"), words.t("The tiles appear in a moment."))

    # showing
    def _show(self, loaded: Loaded) -> None:
        if self.loaded is not None and self.loaded.choice.key != loaded.choice.key:
            self._area.verticalScrollBar().setValue(0)
        before, self.loaded, self._choice = self.loaded, loaded, loaded.choice
        if before is not None and before.choice == loaded.choice and _is_newer(loaded, before):
            self._context.bus.tell(Change("import_run"))
        self.problem.hide()
        self.toolbar.show_choices(loaded.choices, loaded.choice)
        self.toolbar.tell_data(loaded.dashboard)
        self._newer.watch(loaded.dashboard)
        self.own.show(loaded)
        if loaded.dashboard is None:
            self._say_empty(loaded)
            self.pages.setCurrentWidget(self.empty)
            self.panel.hide()
            self.settled.emit()
            self._do_deed()
            return
        tell = Telling(loaded.dashboard, self._face.language, loaded.pictures)
        if self._behind is not None and self.panel.isVisible():
            pick, kpi = self._behind
            self.panel.show_anew(tell.dashboard.posts.behind(pick), tell, kpi)
        self.pages.setCurrentWidget(self._area if loaded.dashboard.tiles else self._say_blank())
        self.tiles.show_tiles(tell)

    def _say_newer(self, at: datetime) -> None:
        """One that is read again by itself shows them soon."""
        if self.loaded is not None and (self.own.own is None or not self.own.own.refresh):
            self.toolbar.tell_data(self.loaded.dashboard, at)

    def _say_blank(self) -> QWidget:
        """What an own dashboard without tiles says; only who may change it is offered the first one."""
        words = self._face.language.words
        mine = self.own.desk.may_change(self.own.own)
        self.blank.say(
            words.t("No tile stands here yet"),
            words.t("Choose tiles from the gallery: each is shown with your own data before it is added."),
            words.t("Add a tile…") if mine else "",
        )
        return self.blank

    def _say_empty(self, loaded: Loaded) -> None:
        words = self._face.language.words
        if loaded.choices.extent is not None:
            self.empty.say(
                words.t("There is no campaign yet"),
                words.t(
                    "This dashboard shows one campaign: its posts, reach and interactions against the time before."
                ),
                words.t("Show the overview"),
            )
            return
        self.empty.say(
            words.t("Here the figures of your profiles will stand"),
            words.t(
                "Followers, reach, interactions, formats and times, each with its formula and sample. "
                "Import a file from a network, or connect a profile and fetch its data."
            ),
            words.t("Import a file"),
            words.t("Fetch data"),
        )

    def _next_step(self) -> None:
        if self.loaded is not None and self.loaded.choices.extent is not None:
            self._choose(replace(self._choice or DashboardChoice(), key="overview"))
        else:
            self.went.emit(ImportPlace())

    def _say_problem(self, error: BaseException) -> None:
        if not is_expected(error):
            self._face.tasks.unexpected.emit(error)
        self.problem.say(sentence(error, self._face.language))
        self.settled.emit()

    # doing
    def _choose(self, choice: DashboardChoice) -> None:
        self._choice = choice
        self.toolbar.choice = choice
        self.panel.hide()
        if self.loaded is not None:
            self._face.remembered.keep_window(_key(self.loaded.choices.workspace_uid), choice.to_json())
        self.reload()

    def _choose_own(self, key: str) -> None:
        self._choose((self._choice or DashboardChoice()).on(key, self.loaded.choices if self.loaded else None))

    def _ask(self, what: str) -> None:
        if what == "reload":
            self.reload()
        elif what == "own":
            self.own.open_menu(self.toolbar.own)
        elif what == "new":
            self.own.ask("new")
        elif what == "fetch":
            self.went.emit(FetchPlace())
        elif what == "import":
            self.went.emit(ImportPlace())
        elif self.tiles.tell is not None and self.loaded is not None and self.loaded.dashboard is not None:
            self._outlets.of_dashboard(self.tiles, what)

    def _do_deed(self) -> None:
        """What somebody asked for elsewhere, such as by Ctrl+K."""
        deed, self._deed = self._deed, None
        if deed in (DashboardDeed.NEW, DashboardDeed.COPY, DashboardDeed.SCREEN):
            self.own.ask(deed.value)
        elif deed is not None:
            self._ask(deed.value)

    def _hand_out(self, frame: TileFrame, what: str) -> None:
        self._outlets.of_tile(frame, what)

    def _show_behind(self, pick: Pick, heading: str, kpi: str) -> None:
        tell = self.tiles.tell
        if tell is None:
            return
        days = tell.days(pick.first, pick.last)
        self._behind = pick, kpi
        self.panel.show_posts(f"{heading} · {days}", tell.dashboard.posts.behind(pick), tell, kpi)

    def _open_post(self, post: PostBrief) -> None:
        if post.post_id is not None:
            self.went.emit(PostPlace(post.post_id))
        elif on_practice(post.permalink):
            words = self._face.language.words
            told = words.t("This post is on the practice network, which has no page to open.")
            self._context.notices.say(told, close=words.t("Close"))
        elif not post.permalink or openable(post.permalink) is None:
            words = self._face.language.words
            self._context.notices.warn(
                words.t("This post was not written here and has no link that can be opened."), close=words.t("Close")
            )
        elif not open_url(post.permalink):
            words, address = self._face.language.words, post.permalink
            told = words.t("No browser could be started. The post is at {address}", address=address)
            copy = partial(QGuiApplication.clipboard().setText, address)
            self._context.notices.warn(told, words.t("Copy the address"), copy, close=words.t("Close"))

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if not any(change.entity in _SHOWN for change in changes):
            return
        if self.isVisible():
            self._soon.start(_LATER)
        else:
            self._stale = True


def _is_newer(loaded: Loaded, before: Loaded) -> bool:
    """Whether data came in between: another program may have brought them."""
    now, known = (one.dashboard.data_at if one.dashboard else None for one in (loaded, before))
    return now is not None and (known is None or now > known)


def _key(workspace_uid: str) -> str:
    return f"dashboard.{workspace_uid}"
