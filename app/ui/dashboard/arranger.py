"""Arranging the tiles of an own dashboard: what is dragged, stretched and stepped becomes its tiles, kept after every step."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from app.domain.arranging import Tiles, put, rows_of, sized, stepped
from app.domain.dashboards import TileKind
from app.domain.own_dashboards import OwnDashboard
from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.landing import Landing
from app.ui.dashboard.tile_handle import TileHandle
from app.ui.dashboard.tiles_page import TilesPage
from app.ui.language import Language
from app.ui.tokens import L
from app.ui.widgets.focus import holds_focus


class Arranger(QObject):
    arranged = Signal(object, str)
    """The tiles as they stand now, and what was done."""
    asked = Signal(str, str)
    """A tile's key, and "change", "filters" or "text"."""
    reached = Signal(QPoint)
    """A place of the page that should be seen."""
    seen = Signal(object)
    """A `TileFrame` all of which should be seen."""

    def __init__(self, page: TilesPage, language: Language) -> None:
        super().__init__(page)
        self._page, self._language = page, language
        self._handles: dict[str, TileHandle] = {}
        self._frames: dict[str, TileFrame] = {}
        self.tiles: Tiles = ()
        self._mark: Landing | None = None
        self._held = ""
        """The tile that had the focus when arranging was broken off to read it again."""

    @property
    def on(self) -> bool:
        return bool(self._handles)

    def handle(self, key: str) -> TileHandle:
        return self._handles[key]

    def heading(self, key: str) -> str:
        return self._frames[key].heading

    def begin(self, own: OwnDashboard) -> None:
        """Over the tiles that stand: they are those of `own`, in its order."""
        self.end()
        focused, self._held = self._held, ""
        self.tiles = own.tiles
        self._frames = {tile.key: frame for tile, frame in zip(own.tiles, self._page.frames, strict=False)}
        for tile in own.tiles[: len(self._page.frames)]:
            key = tile.key
            handle = TileHandle(self._frames[key], written=tile.kind is TileKind.NOTE)
            handle.dragged.connect(partial(self._show_target, key))
            handle.dropped.connect(partial(self._drop, key))
            handle.stretched.connect(partial(self._stretch, key))
            handle.stepped.connect(partial(self._step, key))
            handle.grown.connect(partial(self._grow, key))
            handle.asked.connect(partial(self._ask, key))
            self._handles[key] = handle
        if focused in self._handles:
            self._handles[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def show(self, key: str) -> None:
        """Goes to a tile."""
        self._handles[key].setFocus(Qt.FocusReason.OtherFocusReason)
        self.seen.emit(self._frames[key])

    def end(self) -> None:
        for key, handle in self._handles.items():
            if holds_focus(handle):
                self._held = key
                self._page.setFocus(
                    Qt.FocusReason.OtherFocusReason
                )  # else the next tile takes it and the page jumps there
        for handle in self._handles.values():
            handle.leave()
        self._handles, self._frames = {}, {}

    # steps
    def _place(self, key: str) -> int:
        return next(place for place, tile in enumerate(self.tiles) if tile.key == key)

    def _step(self, key: str, across: int, down: int) -> None:
        self._move(key, *stepped(self.tiles, self._place(key), across, down))

    def _move(self, key: str, tiles: Tiles, place: int) -> None:
        words, tile = self._language.words, tiles[place]
        self._take(tiles, words.t("Tile moved: {tile}", tile=self._frames[key].heading))
        row, column = (tile.row or 0) + 1, (tile.column or 0) + 1
        self._announce(key, words.t("Row {row}, column {column}", row=row, column=column))

    def _grow(self, key: str, across: int, down: int) -> None:
        tile = self.tiles[self._place(key)]
        self._size(key, tile.width + across, self._steps(key, tile.height, down) if down else tile.height)

    def _steps(self, key: str, height: int, down: int) -> int:
        """A step more than is seen, or one fewer than was wanted; none where what stands in the tile is as high."""
        grid, frame = self._page.grid, self._frames[key]
        if grid is None:
            return height
        wanted = frame.height() // grid.step + 1 if down > 0 else height - 1
        return wanted if wanted * grid.step > _natural(frame, frame.width()) else 0

    def _size(self, key: str, width: int, height: int) -> None:
        tiles, words = sized(self.tiles, self._place(key), width, height), self._language.words
        self._take(tiles, words.t("Tile sized: {tile}", tile=self._frames[key].heading))
        tile = tiles[self._place(key)]
        high = words.n("{n} step high", "{n} steps high", tile.height) if tile.height else words.t("of its own height")
        self._announce(key, f"{words.n('{n} column wide', '{n} columns wide', tile.width)}, {high}")

    def _stretch(self, key: str, size: QSize, last: bool) -> None:
        grid = self._page.grid
        if grid is None:
            return
        frame = self._frames[key]
        steps = 0 if size.height() <= _natural(frame, size.width()) else round(size.height() / grid.step)
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
    def _target(self, key: str, at: QPoint) -> tuple[int, int, bool]:
        """Row and column for a tile dropped here, and whether it gets a row of its own before that one."""
        on_page, bands = self._page.mapFromGlobal(at), self._bands()
        grid = self._page.grid
        column = grid.column_at(on_page.x() - self._board_left()) if grid is not None and not grid.is_narrow else 0
        for row, (top, bottom) in enumerate(bands):
            if on_page.y() < top + L // 2:
                return row, column, True
            if on_page.y() <= bottom - L // 2:
                return row, column, False
        return len(bands), column, True

    def _bands(self) -> list[tuple[int, int]]:
        """Top and bottom of each row, on the page."""
        found = []
        for row in rows_of(self.tiles):
            frames = [self._frames[tile.key] for tile in row]
            tops = [frame.mapTo(self._page, QPoint(0, 0)).y() for frame in frames]
            found.append((min(tops), max(top + frame.height() for top, frame in zip(tops, frames, strict=True))))
        return found

    def _board_left(self) -> int:
        grid = self._page.grid
        board = grid.parentWidget() if grid is not None else None
        return board.mapTo(self._page, QPoint(0, 0)).x() if board is not None else 0

    def _show_target(self, key: str, at: QPoint) -> None:
        """Where the tile would land: its place in a row, or a bar between two."""
        row, column, between = self._target(key, at)
        tiles, place = put(self.tiles, self._place(key), row, column, between=between)
        bands, grid = self._bands(), self._page.grid
        if grid is None:
            return
        left, wide = grid.edges(tiles[place].column or 0, tiles[place].width)
        if between:
            top = bands[row][0] - L if row < len(bands) else bands[-1][1]
            box = QRect(self._board_left() + left, top + L // 4, wide, L // 2)
        else:
            top, bottom = bands[row]
            box = QRect(self._board_left() + left, top, wide, bottom - top)
        self._mark = self._mark or Landing(self._page)
        self._mark.setGeometry(box)
        self._mark.show()
        self._mark.raise_()
        self.reached.emit(self._page.mapFromGlobal(at))

    def _drop(self, key: str, at: QPoint) -> None:
        if self._mark is not None:
            self._mark.hide()
        row, column, between = self._target(key, at)
        self._move(key, *put(self.tiles, self._place(key), row, column, between=between))

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
        self.seen.emit(self._frames[key])


def tiles_with(tiles: Tiles, key: str, **values: object) -> Tiles:
    """The tiles with other values of one of them."""
    return tuple(replace(tile, **values) if tile.key == key else tile for tile in tiles)  # type: ignore[arg-type]


def _natural(frame: TileFrame, width: int) -> int:
    """How high a tile of this width is without a wish."""
    return frame.heightForWidth(width) if frame.hasHeightForWidth() else frame.sizeHint().height()
