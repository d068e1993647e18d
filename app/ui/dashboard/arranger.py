"""Arranging the tiles of an own dashboard: what is dragged, stretched and stepped becomes its tiles, kept after every step."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QPalette
from PySide6.QtWidgets import QWidget

from app.domain.arranging import Tiles, moved, sized, stepped
from app.domain.dashboards import TileKind
from app.domain.own_dashboards import OwnDashboard
from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.tile_handle import TileHandle
from app.ui.dashboard.tiles_page import TilesPage
from app.ui.language import Language
from app.ui.tokens import L, colors_of


class Arranger(QObject):
    arranged = Signal(object, str)
    """The tiles as they stand now, and what was done."""
    asked = Signal(str, str)
    """A tile's key, and "filters" or "text"."""
    reached = Signal(QPoint)
    """A place of the page that should be seen."""

    def __init__(self, page: TilesPage, language: Language) -> None:
        super().__init__(page)
        self._page, self._language = page, language
        self._handles: dict[str, TileHandle] = {}
        self._frames: dict[str, TileFrame] = {}
        self.tiles: Tiles = ()
        self._mark: QWidget | None = None

    @property
    def on(self) -> bool:
        return bool(self._handles)

    def handle(self, key: str) -> TileHandle:
        return self._handles[key]

    def heading(self, key: str) -> str:
        return self._frames[key].heading

    def begin(self, own: OwnDashboard) -> None:
        """Over the tiles that stand: they are those of `own`, in its order."""
        focused = next((key for key, one in self._handles.items() if one.hasFocus()), "")
        self.end()
        self.tiles = own.tiles
        self._frames = {tile.key: frame for tile, frame in zip(own.tiles, self._page.frames, strict=False)}
        for tile in own.tiles[: len(self._page.frames)]:
            key = tile.key
            handle = TileHandle(self._frames[key], written=tile.kind is TileKind.NOTE)
            handle.dragged.connect(self._show_target)
            handle.dropped.connect(partial(self._drop, key))
            handle.stretched.connect(partial(self._stretch, key))
            handle.stepped.connect(partial(self._step, key))
            handle.grown.connect(partial(self._grow, key))
            handle.asked.connect(partial(self._ask, key))
            self._handles[key] = handle
        if focused in self._handles:
            self._handles[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        for handle in self._handles.values():
            handle.leave()
        self._handles, self._frames = {}, {}

    # steps
    def _place(self, key: str) -> int:
        return next(place for place, tile in enumerate(self.tiles) if tile.key == key)

    def _step(self, key: str, across: int, down: int) -> None:
        tiles, place = stepped(self.tiles, self._place(key), across, down)
        words = self._language.words
        self._take(tiles, words.t("Tile moved: {tile}", tile=self._frames[key].heading))
        self._announce(key, words.t("Place {place} of {all}", place=place + 1, all=len(tiles)))

    def _grow(self, key: str, across: int, down: int) -> None:
        tile = self.tiles[self._place(key)]
        self._size(key, tile.width + across, tile.height + down)

    def _size(self, key: str, width: int, height: int) -> None:
        tiles, words = sized(self.tiles, self._place(key), width, height), self._language.words
        self._take(tiles, words.t("Tile sized: {tile}", tile=self._frames[key].heading))
        told = words.n("{n} column wide", "{n} columns wide", tiles[self._place(key)].width)
        self._announce(key, told)

    def _stretch(self, key: str, size: QSize, last: bool) -> None:
        grid = self._page.grid
        if grid is None:
            return
        frame = self._frames[key]
        natural = frame.heightForWidth(size.width()) if frame.hasHeightForWidth() else frame.sizeHint().height()
        steps = 0 if size.height() <= natural else round(size.height() / grid.step)
        columns = grid.columns_in(size.width())
        if last:
            self._size(key, columns, steps)
        else:
            self._lay_out(sized(self.tiles, self._place(key), columns, steps))

    def _ask(self, key: str, what: str) -> None:
        if what != "remove":
            self.asked.emit(key, what)
            return
        place = self._place(key)
        tiles = (*self.tiles[:place], *self.tiles[place + 1 :])
        frame, handle = self._frames.pop(key), self._handles.pop(key)
        handle.leave()
        frame.hide()
        self._take(tiles, self._language.words.t("Tile taken away: {tile}", tile=frame.heading))
        if tiles:
            self._handles[tiles[min(place, len(tiles) - 1)].key].setFocus(Qt.FocusReason.OtherFocusReason)

    # dragging
    def _target(self, at: QPoint) -> tuple[int, QRect]:
        """Before which tile something dropped here comes, and where the mark for that stands on the page."""
        best, found, place = None, QRect(), 0
        for number, tile in enumerate(self.tiles):
            frame = self._frames[tile.key]
            box = QRect(frame.mapToGlobal(QPoint(0, 0)), frame.size())
            off = max(box.top() - at.y(), at.y() - box.bottom(), 0) * 4 + max(
                box.left() - at.x(), at.x() - box.right(), 0
            )
            if best is None or off < best:
                best, late = off, at.x() > box.center().x()
                place, edge = number + late, box.right() + L // 2 if late else box.left() - L // 2
                found = QRect(self._page.mapFromGlobal(QPoint(edge - 1, box.top())), QSize(3, box.height()))
        return place, found

    def _show_target(self, at: QPoint) -> None:
        if self._mark is None:
            self._mark = QWidget(self._page)
            self._mark.setAutoFillBackground(True)
            palette = self._mark.palette()
            palette.setColor(QPalette.ColorRole.Window, colors_of(QGuiApplication.palette()).of("accent"))
            self._mark.setPalette(palette)
        self._mark.setGeometry(self._target(at)[1])
        self._mark.show()
        self._mark.raise_()
        self.reached.emit(self._page.mapFromGlobal(at))

    def _drop(self, key: str, at: QPoint) -> None:
        if self._mark is not None:
            self._mark.hide()
        tiles = moved(self.tiles, self._place(key), self._target(at)[0])
        self._take(tiles, self._language.words.t("Tile moved: {tile}", tile=self._frames[key].heading))

    # keeping
    def _take(self, tiles: Tiles, what: str) -> None:
        self._lay_out(tiles)
        if tiles != self.tiles:
            self.tiles = tiles
            self.arranged.emit(tiles, what)

    def _lay_out(self, tiles: Tiles) -> None:
        self._page.arrange([self._frames[tile.key] for tile in tiles], tiles)
        before: QWidget | None = None
        for tile in tiles:
            if before is not None:
                QWidget.setTabOrder(before, self._handles[tile.key])
            before = self._handles[tile.key]

    def _announce(self, key: str, text: str) -> None:
        handle = self._handles[key]
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(handle, text))
        self.reached.emit(handle.mapTo(self._page, handle.rect().center()))


def tiles_with(tiles: Tiles, key: str, **values: object) -> Tiles:
    """The tiles with other values of one of them."""
    return tuple(replace(tile, **values) if tile.key == key else tile for tile in tiles)  # type: ignore[arg-type]
