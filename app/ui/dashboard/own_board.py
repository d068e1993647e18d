"""Own dashboards on the board: the menu, arranging, reading again by itself, the whole screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from app.domain.arranging import Tiles
from app.domain.dashboards import TileSpec
from app.domain.kpi import FigureFilters
from app.domain.own_dashboards import OwnDashboard
from app.domain.people import Role
from app.ui.dashboard.arrange_bar import ArrangeBar
from app.ui.dashboard.arranger import Arranger, tiles_with
from app.ui.dashboard.gallery import Gallery
from app.ui.dashboard.meeting import Meeting
from app.ui.dashboard.note_dialog import NoteDialog
from app.ui.dashboard.outlets import Outlets
from app.ui.dashboard.own_desk import OwnDesk
from app.ui.dashboard.own_menu import OwnMenu
from app.ui.dashboard.reading import Loaded
from app.ui.dashboard.telling import Telling
from app.ui.dashboard.tile_filters import TileFilters
from app.ui.dashboard.tiles_page import TilesPage
from app.ui.tab_context import TabContext
from app.ui.widgets.focus import holds_focus

MINUTE = 60_000


class OwnBoard(QObject):
    chosen = Signal(str)
    """The key of a dashboard to be shown."""
    stale = Signal()
    """What is shown has to be read again."""

    def __init__(
        self, context: TabContext, board: QWidget, bar: ArrangeBar, page: TilesPage, area: QScrollArea
    ) -> None:
        super().__init__(board)
        self._context, self._board, self._bar, self._page = context, board, bar, page
        self.desk = OwnDesk(context, board)
        self.arranger = Arranger(page, context.face.language)
        self._loaded: Loaded | None = None
        self.own: OwnDashboard | None = None
        self._wanted = False
        self.moved = False
        """The tiles stand otherwise than they were read."""
        self.meeting: Meeting | None = None
        self._again = QTimer(self)
        self._again.timeout.connect(self._read_again)
        self.arranger.arranged.connect(self._keep_tiles)
        self.arranger.asked.connect(self._change_tile)
        self.arranger.reached.connect(lambda at: area.ensureVisible(at.x(), at.y(), 0, 60))
        self.arranger.seen.connect(lambda frame: QTimer.singleShot(0, frame, lambda: area.ensureWidgetVisible(frame)))
        self.desk.opened.connect(self._open)
        self.desk.kept.connect(self._kept)
        self.desk.failed.connect(self.stale)
        self.desk.left.connect(lambda: self.chosen.emit("overview"))
        bar.renamed.connect(self._rename)
        bar.adding.connect(self.add_tile)
        bar.done.connect(self.leave)
        QShortcut(QKeySequence("F11"), board, self.fill_screen)

    @property
    def arranging(self) -> bool:
        return self._wanted

    def show(self, loaded: Loaded) -> None:
        """What was read; its tiles may not stand yet."""
        before, self._loaded = self.own, loaded
        self.own = loaded.choices.own_by(loaded.choice.key)
        if before is not None and loaded.choices.own_by(before.key) is None:
            self.desk.say_gone(before)
        mine = self.desk.may_change(self.own)
        if self.own is None or not mine or (before is not None and before.uid != self.own.uid and not self._opening):
            self._wanted = False
        if mine and self.own is not None and not self.own.tiles:
            self._wanted = True
        self._opening = self.moved = False
        self.arranger.end()
        self._show_bar()
        if self.own is not None:
            self.desk.note(self.own)
            self._bar.show_name(self.own.name)
        every = self.own.refresh if self.own else None
        self._again.stop()
        if every:
            self._again.start(every * MINUTE)

    _opening = False
    _added = False

    def settle(self) -> None:
        """All tiles stand."""
        if self._wanted and self.own is not None:
            self.arranger.begin(self.own)
            if self._added and self.own.tiles and self.arranger.on:
                self._added = False
                self.arranger.show(self.own.tiles[-1].key)
        if self.meeting is not None and self._page.tell is not None:
            self.meeting.show_dashboard(self._page.tell)

    def leave(self) -> None:
        """The dashboard is read, no longer arranged."""
        self._wanted = False
        self.arranger.end()
        self._show_bar()
        self.stale.emit()

    def _show_bar(self) -> None:
        if not self._wanted and holds_focus(self._bar):
            self._page.setFocus(
                Qt.FocusReason.OtherFocusReason
            )  # else the first tile takes it and the page jumps there
        self._bar.setVisible(self._wanted)

    def open_menu(self, button: QWidget) -> OwnMenu:
        words = self._context.face.language.words
        menu = OwnMenu(self.own, self.desk.may_change(self.own), words, self._board)
        menu.asked.connect(self.ask)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        return menu

    def ask(self, what: str, value: Any = None) -> None:
        """As `OwnMenu.asked`."""
        loaded, own = self._loaded, self.own
        if loaded is None:
            return
        shown = own or loaded.dashboard  # with its tiles as they stand now
        spec = shown.spec if shown is not None else loaded.choice.spec(loaded.choices)
        if what == "copy":
            self.desk.make(spec)
        elif what == "new":
            self.desk.make(None)
        elif what == "export":
            self.desk.write_file(spec)
        elif what == "import":
            self.desk.read_file()
        elif what == "screen":
            self.fill_screen()
        elif own is None:
            return
        elif what == "arrange":
            self.arrange()
        elif what == "share":
            self._share(own, *value)
        elif what == "refresh":
            self.desk.refresh(own, value)
        elif what == "delete":
            self.desk.delete(own)

    def arrange(self) -> None:
        if self.own is not None and self.desk.may_change(self.own):
            self._wanted = True
            self._bar.show()
            if self._page.stands:
                self.arranger.begin(self.own)

    def fill_screen(self) -> None:
        tell: Telling | None = self._page.tell
        if tell is None or self.meeting is not None:
            return
        self.meeting = Meeting(tell, self._board)
        outlets = Outlets(self._context, self.meeting)
        self.meeting.tiles.asked.connect(outlets.of_tile)
        self.meeting.destroyed.connect(self._meeting_over)
        self.meeting.showFullScreen()

    def add_tile(self) -> Gallery | None:
        loaded, own = self._loaded, self.own
        if loaded is None or own is None:
            return None
        gallery = Gallery(self._context, loaded.choice, loaded.choices, self._board)
        gallery.chosen.connect(self._add)
        gallery.open()
        return gallery

    def _add(self, spec: TileSpec) -> None:
        """Below all others; it is gone to once it stands."""
        self._added = True
        self._set((*own_tiles(self.own), spec), self._context.face.language.words.t("Tile added"))

    # keeping
    def _keep_tiles(self, tiles: Tiles, what: str) -> None:
        """Arranged: the tiles stand already as they are kept."""
        if self.own is not None:
            self.moved = True
            self.desk.tiles(self.own, tiles, what)
            self.own = replace(self.own, tiles=tiles)

    def _set(self, tiles: Tiles, what: str) -> None:
        """Tiles whose figures have to be read."""
        self._keep_tiles(tiles, what)
        self._reread = True

    _reread = False

    def _share(self, own: OwnDashboard, role: Role, shared: bool) -> None:
        roles = own.shared | {role} if shared else own.shared - {role}
        self.desk.share(own, roles)
        self.own = replace(own, shared=roles)  # the next role may be chosen before this one is kept
        self._reread = True

    def _rename(self, name: str) -> None:
        if self.own is not None:
            words = self._context.face.language.words
            self.desk.keep(self.own, words.t("Dashboard renamed: {name}", name=name), name=name)
            self._reread = True

    def _kept(self, row: OwnDashboard) -> None:
        shown = self.own  # read meanwhile, perhaps, from before this was kept
        changed = shown is not None and (row.shared, row.refresh, row.tiles) != (
            shown.shared,
            shown.refresh,
            shown.tiles,
        )
        changed = changed and not self.desk.busy
        if self._reread or changed:
            self._reread = False
            self.stale.emit()

    def _change_tile(self, key: str, what: str) -> None:
        loaded, own = self._loaded, self.own
        if loaded is None or own is None:
            return
        tile = next(one for one in own.tiles if one.key == key)
        words = self._context.face.language.words
        heading = self.arranger.heading(key)
        told = words.t("Tile changed: {tile}", tile=heading)

        def narrow(filters: FigureFilters) -> None:
            self._set(tiles_with(own_tiles(self.own), key, filters=filters), told)

        if what == "change":
            gallery = Gallery(self._context, loaded.choice, loaded.choices, self._board, now=tile)
            gallery.chosen.connect(lambda spec: self._set(_in_its_place(own_tiles(self.own), key, spec), told))
            gallery.open()
        elif what == "text":
            note = NoteDialog(tile.text, self._context.face.language, self._board)
            note.chosen.connect(lambda text: self._set(tiles_with(own_tiles(self.own), key, text=text), told))
            note.open()
        else:
            dialog = TileFilters(heading, tile.filters, loaded.choices, self._context.face.language, self._board)
            dialog.chosen.connect(narrow)
            dialog.open()

    # showing
    def _open(self, row: OwnDashboard, arrange: bool) -> None:
        self._wanted, self._opening = arrange, arrange
        self.chosen.emit(row.key)

    def _read_again(self) -> None:
        if not self._wanted and (self._board.isVisible() or self.meeting is not None):
            self.stale.emit()

    def _meeting_over(self) -> None:
        self.meeting = None


def _in_its_place(tiles: Tiles, key: str, spec: TileSpec) -> Tiles:
    """Another tile instead of one."""
    return tuple(spec if tile.key == key else tile for tile in tiles)


def own_tiles(own: OwnDashboard | None) -> Tiles:
    return own.tiles if own is not None else ()
