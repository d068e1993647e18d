"""The window: the bar, what is in front (first start or a workspace), and the status line.

Only Qt is imported here, and not its long list of names: an empty frame is painted first, then `furnish` brings in
everything else.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.sketch import sketch
from app.ui.window_frame import FramedWindow

if TYPE_CHECKING:
    from app.domain.networks import Network
    from app.domain.today import FirstLook
    from app.ui.automatic_backups import AutomaticBackups
    from app.ui.entered import Entered
    from app.ui.face import Face
    from app.ui.first_start import FirstStart
    from app.ui.places import Place
    from app.ui.search.commands import Command
    from app.ui.services import Opened, Opening
    from app.ui.status_line import StatusLine
    from app.ui.top_bar import TopBar
    from app.ui.workspace_page import WorkspacePage

SMALLEST = (820, 470)
_IN_SEARCH = frozenset({"find", "undo", "redo"})
"""Commands that mean the search field itself while somebody types there; all others leave it."""


class MainWindow(FramedWindow):
    """Shows its frame at once; `furnish` fills it and `start` brings the content."""

    entered = Signal()
    """A workspace stands in the window."""
    page_made = Signal()
    """`page` is another one now: a workspace was opened, or somebody else acts, or another brand is shown."""
    closing_workspace = Signal()
    bar: TopBar
    status: StatusLine
    looked = Signal()
    """What goes out today is in view, or there was nothing to look at yet."""
    was_killed = False
    """A window before this one was ended without being closed."""

    def __init__(self, face: Face | None = None, opening: Opening | None = None) -> None:
        super().__init__()
        self._face = cast("Face", face)
        self._here: Entered | None = None
        self._page: WorkspacePage | None = None
        self._backups: AutomaticBackups | None = None
        self._commands: list[Command] = []
        self._look: FirstLook | None = None
        self._wanted: Place | None = None
        self.setWindowTitle("Szpalta")
        self.setMinimumSize(*SMALLEST)
        self.place(None)
        if face is not None and opening is not None:
            self.furnish(face, opening)
        else:
            self.setCentralWidget(sketch())

    def furnish(self, face: Face, opening: Opening) -> None:
        """Builds the bar, the status line and the place between them."""
        from app.ui.acting import Acting
        from app.ui.bringing import Bringing
        from app.ui.front import Front
        from app.ui.status_line import StatusLine
        from app.ui.top_bar import TopBar

        self._face = face
        self._opening = opening
        self._acting, self._bringing = Acting(face, self), Bringing(face, opening, self)
        self.bar = TopBar(face)
        self.status = StatusLine(face.language)
        self._front = Front()
        middle = QWidget()
        whole = QVBoxLayout(middle)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self._front, 1)
        whole.addWidget(self.status)
        self.setCentralWidget(middle)
        self._connect()
        self.place(face.remembered.window("geometry"))

    @property
    def face(self) -> Face:
        return self._face

    @property
    def page(self) -> WorkspacePage | None:
        """The open workspace, None on the first page."""
        return self._page

    @property
    def here(self) -> Entered | None:
        """What is open, None on the first page."""
        return self._here

    @property
    def front(self) -> QWidget | None:
        """What stands between the bar and the status line now."""
        return self._front.currentWidget()

    def start(self, address: str | None) -> None:
        """Opens a workspace, or shows the first page when there is none to open. What goes out today is in view first."""
        if address is None:
            self.leave()
            self.looked.emit()
            return
        from app.ui.growing import take_turns

        email = self._face.remembered.window(f"acting:{address}")
        self._face.tasks.run(
            self,
            lambda report: self._opening.first_look(address, email),
            lambda look: take_turns(self._face.tasks, self, self._look_first(look, address)),
        )

    def _look_first(self, look: FirstLook | None, address: str) -> Iterator[None]:
        """Each `yield` gives the event loop a turn."""
        if look is not None:
            from app.ui.first_look import FirstLookPage

            self._face.language.use_zone(look.zone)
            page = FirstLookPage(look, self._face, self._front)
            page.went.connect(partial(setattr, self, "_wanted"))  # a post chosen before it can be opened
            yield from page.growth
            self._front.put(page)
            yield  # in view before anything else begins
        self._look = look
        self.looked.emit()
        self.open(address)

    def open(self, address: str) -> None:
        """Opens a workspace by file or address; an error is told on the first page."""
        self._bringing.open(address)

    # bringing a workspace
    def _enter(self, entered: Entered) -> None:
        from app.system.clock import SystemClock

        self._close_workspace()
        self._here = entered
        self._face.language.use_zone(entered.workspace.zone)
        name, address = entered.workspace.name, entered.opened.address
        self._face.remembered.keep(
            self._face.remembered.settings.remember(address, entered.workspace.uid, name, SystemClock().now())
        )
        if entered.acting is not None:
            self._face.remembered.keep_window(f"acting:{address}", entered.acting.email)
        self.setWindowTitle(f"{name} — Szpalta")
        from app.ui.growing import take_turns

        take_turns(self._face.tasks, self, self._entering(entered.opened))

    def _entering(self, opened: Opened) -> Iterator[None]:
        """Each `yield` gives the event loop a turn, in which somebody may have left again."""
        yield
        if self._here is None or self._here.opened is not opened:
            return
        self._build_page()
        yield
        if self._here is not None and self._here.opened is opened:
            self.entered.emit()

    def _build_page(self, tab: int = 0) -> None:
        """Builds the workspace's page for the member who acts and the brand chosen."""
        from app.domain.people import Actor
        from app.ui.workspace_page import WorkspacePage

        here = self._here
        if here is None:
            return
        self.bar.show_workspace(here)
        if self._page is not None:
            self._front.discard_unshown(self._page)
        self._page = WorkspacePage(
            here.opened.services, Actor(here.acting), self._face, here.brand_id, self._front, first_look=self._look
        )
        self._front.addWidget(self._page)  # made where it will stand: moved there, all of it would be styled once more
        self._look = None
        self._page.counted.connect(self.status.show_waiting)
        self._page.loaded.connect(self._loaded)
        self._page.fetching.changed.connect(self._show_fetching)
        self._show_fetching()
        self._page.went.connect(self._go_elsewhere)
        self._page.calendars.told.connect(self.status.say)
        self._page.undo.changed.connect(self._offer_commands)
        if tab:
            self._page.tab_bar.setCurrentIndex(tab)
        self._page.stands.connect(partial(self._show_page, self._page))
        self.page_made.emit()

    def _show_page(self, page: WorkspacePage) -> None:
        """It is made, a little in each turn of the event loop; what was in front before stays until then."""
        if page is not self._page or self.front is page:
            return
        self._front.put(page)
        page.tab_bar.setFocus()
        if self._backups is not None:
            from app.ui.after_opening import go_on

            go_on(page)
        QTimer.singleShot(0, self, self._offer_commands)
        QTimer.singleShot(0, self, self._take_drops)

    def _loaded(self, page: object) -> None:
        """Something is in view: what can wait begins now."""
        from app.ui.after_opening import follow_up, show_last_tab

        self.status.show_page(page)
        if self._page is not None and self._backups is None and self._here is not None:
            self._backups = follow_up(self, self._page)
            show_last_tab(self._page, self._here.workspace.uid)
            wanted, self._wanted = self._wanted, None
            if wanted is not None:
                self._page.go(wanted)

    def _show_fetching(self) -> None:
        if self._page is not None:
            self.status.show_fetching(self._page.fetching.share, self._page.fetching.fetched_at)

    # who acts, and which brand is shown
    def act_as(self, member_id: int) -> None:
        """Another member uses the window from now on; what was being typed is settled first."""
        if self._here is not None and self._page is not None:
            self._page.settle()
            self._acting.act_as(self._here, member_id)

    def show_brand(self, brand_id: int | None) -> None:
        """Only this brand is shown from now on; None: all the member may see."""
        if self._here is not None and self._page is not None:
            self._page.settle()
            self._acting.show_brand(self._here, brand_id)

    def read_again(self) -> None:
        """After the settings changed members, brands or the workspace: the frame shows them as they are."""
        if self._here is not None:
            self._acting.read_again(self._here)

    def _show_chosen(self, entered: Entered) -> None:
        if self._page is not None and self._here is not None and entered.opened is self._here.opened:
            self._here = entered
            day = self._page.calendar_day()
            self._build_page(self._page.tab_bar.currentIndex())
            self._page.keep_calendar_day(day)

    def _show_read(self, entered: Entered) -> None:
        if self._here is not None and entered.opened is self._here.opened:
            self._here = entered
            self.bar.show_workspace(entered)

    def leave(self) -> FirstStart:
        """Closes what is open and shows the first page, which offers the way back."""
        left = self._here
        self._close_workspace()
        self._page = None
        self.setAcceptDrops(False)
        self.status.show_page(None)
        self.bar.show_workspace(None)
        self.setWindowTitle("Szpalta")
        first = self._bringing.first_page(left)
        self._front.put(first)
        first.demo.button.setFocus()
        self._offer_commands()
        return first

    def _close_workspace(self) -> None:
        self.closing_workspace.emit()
        if self._page is not None:
            self._page.settle()
        if self._backups is not None:
            self._backups.close()
            self._backups.deleteLater()
        if self._here is not None:
            self._here.opened.services.close()
        self._backups = self._here = None

    # the frame
    def _connect(self) -> None:
        face = self._face
        self.bar.member_chosen.connect(self.act_as)
        self.bar.brand_chosen.connect(self.show_brand)
        self.bar.place_chosen.connect(self.go)
        self.bar.search.opening.connect(self._offer_commands)
        self.bar.error_chosen.connect(self._show_error)
        self.status.place_chosen.connect(self.go)
        self._acting.chosen.connect(self._show_chosen)
        self._acting.read.connect(self._show_read)
        self._bringing.brought.connect(self._enter)
        self._bringing.stranded.connect(self.leave)
        face.tasks.unexpected.connect(self._show_crash)
        face.language.switched.connect(self._write)
        face.theme.resized.connect(self._write)

    def go(self, place: Place) -> None:
        """Brings a place of the open workspace to the front."""
        if self._page is not None:
            self._page.go(place)

    def _go_elsewhere(self, place: object) -> None:
        from app.ui.places import SettingsPlace

        if isinstance(place, SettingsPlace):
            self.show_settings(place.page, place.network)

    def show_settings(self, page: str = "", network: Network | None = None) -> None:
        """`network`: a profile of it is about to be added."""
        from app.ui.settings.dialog import SettingsDialog

        SettingsDialog(self, page, network).open()

    def reload(self) -> None:
        """Reads what is in front anew."""
        if self._page is not None:
            self._page.reload()

    def take_back(self, *, again: bool = False) -> None:
        """Undo or redo: of the field somebody types in when it can, else of what was done to the workspace."""
        from app.ui.field_undo import undo_in_field

        done_since = self._page is not None and self._page.undo.is_newest
        if not undo_in_field(self.focusWidget(), again=again, done_since=done_since) and self._page is not None:
            self._page.take_back(again=again)

    def bring_files(self, files: tuple[Path, ...] = ()) -> None:
        """The import page, with these files looked at."""
        from app.ui.places import ImportPlace

        self.go(ImportPlace(files[0] if files else None, files[1:]))

    def _take_drops(self) -> None:
        """Files dropped anywhere on the window are imported."""
        from app.ui.importing.drop import take_drops

        take_drops(self, self._face.language.words, self.bring_files, self._warn)

    def _warn(self, told: str) -> None:
        if self._page is not None:
            self._page.notices.warn(told)

    def _write(self) -> None:
        self.bar.write()
        self.status.write()
        if self._page is not None:
            self._page.write()
            self._take_drops()
        self._offer_commands()

    def _offer_commands(self) -> None:
        """The commands of now, with their shortcuts, for the search field; a shortcut does what the command does."""
        from app.ui.search.commands import commands_of
        from app.ui.shortcuts import keep_shortcuts

        self._commands = commands_of(self)
        self.bar.offer(self._commands, self._page.context if self._page is not None else None)
        keep_shortcuts(self, self._commands)

    def do(self, key: str) -> None:
        """Does a command by its key; nothing when it cannot be done now."""
        command = next((row for row in self._commands if row.key == key), None)
        if command is not None:
            if key not in _IN_SEARCH:
                self.bar.search.leave()
            command.do()

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes to the status line last, also after tabs that were made later than it."""
        from app.ui.tab_order import put_last

        for control in (self.status.fetched, self.status.waiting):
            put_last(control, self)
        return super().focusNextPrevChild(following)

    def closeEvent(self, event: QCloseEvent) -> None:
        from app.ui.after_opening import keep_last_tab

        if self._face is not None:
            geometry = base64.b64encode(self.saveGeometry().data()).decode()
            self._face.remembered.keep_window("geometry", geometry)
            if self._page is not None and self._here is not None:
                keep_last_tab(self._page, self._here.workspace.uid)
            self.hide()
            self._close_workspace()
            self._face.remembered.settle()
        super().closeEvent(event)
