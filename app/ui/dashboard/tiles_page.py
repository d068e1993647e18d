"""The tiles of a dashboard, made one in each turn of the event loop so that the window never waits for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.dashboard_values import Tile
from app.domain.dashboards import TileSpec
from app.domain.post_briefs import Pick
from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.grid import Place, TileLayout
from app.ui.dashboard.telling import Telling
from app.ui.growing import polish
from app.ui.tokens import XL, L
from app.ui.widgets.focus import holds_focus

END = object()
TURNED = 3
"""Tiles that show another reading in one turn."""


class TilesPage(QWidget):
    picked = Signal(object, str, str)
    opened = Signal(object)
    asked = Signal(object, str)
    """A `TileFrame` and "table", "csv" or "image"."""
    settled = Signal()
    """All tiles stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # a page that grows is not painted anew
        self.tell: Telling | None = None
        self.frames: list[TileFrame] = []
        self.stands = False
        """No other tiles are being made for those that are seen."""
        self._board: QWidget | None = None
        self._next: QWidget | None = None
        self._spare: QWidget | None = None
        """Where tiles stood before, for those that come next: deleting it would have the whole page painted again."""
        self._veiled: list[TileFrame] = []
        self._gone: list[QWidget] = []
        self._steps: Iterator[None] = iter(())
        self._focused = ""
        self._homeless = False
        """The focus was taken from a tile that went, and has not come back yet."""
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(XL, L, XL, XL)
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._step)

    def show_tiles(self, tell: Telling) -> None:
        """Replaces the tiles once the new ones are made."""
        self._drop_half_made()
        focus = self.window().focusWidget() if self.window() else None
        if not (self._homeless and focus is self):
            self._focused = next((one.tile.spec.key for one in self.frames if focus and one.isAncestorOf(focus)), "")
        self.tell, self.stands = tell, False
        grid, tiles = self.grid, tell.dashboard.tiles
        fit = len(tiles) == len(self.frames) and all(map(TileFrame.fits, self.frames, tiles, [tell] * len(tiles)))
        if grid is not None and tiles and fit:
            self._steps = self._show_anew(tell, grid)
            self._turn.start()
            return
        board = self._spare or QWidget(self)  # where it will stand: moved there, all tiles would be styled once more
        board.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        board.hide()
        self._next, self._spare = board, None
        layout = board.layout()
        self._steps = self._show_new(tell, board, layout if isinstance(layout, TileLayout) else TileLayout(board))
        self._turn.start()

    def focus_again(self) -> None:
        """Back to the tile the posts were asked from."""
        frame = next((one for one in self.frames if one.tile.spec.key == self._focused), None)
        if frame is not None:
            frame.body.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def grid(self) -> TileLayout | None:
        """Where the tiles stand now."""
        layout = self._board.layout() if self._board is not None else None
        return layout if isinstance(layout, TileLayout) else None

    def arrange(self, frames: Sequence[TileFrame], specs: Sequence[TileSpec]) -> None:
        """Puts the tiles there are into another order and size."""
        self.frames = list(frames)
        if (grid := self.grid) is not None:
            grid.arrange([(frame, place_of(spec)) for frame, spec in zip(frames, specs, strict=True)])

    def _step(self) -> None:
        """What takes the next turn of the event loop."""
        if next(self._steps, END) is END:
            self._turn.stop()

    def _show_new(self, tell: Telling, board: QWidget, layout: TileLayout) -> Iterator[None]:
        made = []
        for tile in tell.dashboard.tiles:
            made.append(self._make(tile, tell, board, layout))
            yield
            yield from [None] * getattr(made[-1].body, "turns", 0)
            yield from polish(made[-1])  # here, one tile a turn, and not for all of them when they are shown
            yield
        layout.keep_heights(True)
        self._swap(board, made)
        while self._veiled:  # showing all tiles at once would hold the window up; their places are known already
            yield
            self._veiled.pop(0).show()
        yield
        layout.keep_heights(True)
        layout.update()  # all of them are measured once more, as they are now
        yield
        layout.keep_heights(False)
        yield from self._settle()

    def _show_anew(self, tell: Telling, layout: TileLayout) -> Iterator[None]:
        """Other figures in the same tiles."""
        layout.keep_heights(True)
        for frame, tile in zip(self.frames, tell.dashboard.tiles, strict=True):
            body = frame.prepare(tile, tell)
            yield
            if body is not None:
                yield from polish(body)
                yield
        for place, frame in enumerate(self.frames):
            if frame.is_replaced:
                self._let_go(frame.body)
            if (before := frame.turn()) is not None:
                self._gone.append(before)
            layout.measure_again(frame)
            if place % TURNED == TURNED - 1:  # all of them are laid out once more in each turn, and these painted
                yield
        layout.keep_heights(False)
        yield from self._settle()

    def _settle(self) -> Iterator[None]:
        if (focus := self.window().focusWidget()) is None or not any(one.isAncestorOf(focus) for one in self.frames):
            self.focus_again()  # in a tile that stayed it is where it was
        self._homeless = False
        self.stands = True
        self.settled.emit()
        while self._gone:
            yield
            self._gone.pop().deleteLater()

    def _make(self, tile: Tile, tell: Telling, board: QWidget, layout: TileLayout) -> TileFrame:
        frame = TileFrame(tile, tell, board)
        frame.picked.connect(self._pick)
        frame.opened.connect(self.opened)
        frame.asked.connect(lambda what: self.asked.emit(frame, what))
        layout.add(frame, place_of(tile.spec))
        frame.hide()
        return frame

    def _pick(self, pick: object, heading: str, kpi: str) -> None:
        sender = self.sender()
        if isinstance(sender, TileFrame) and isinstance(pick, Pick):
            self._focused = sender.tile.spec.key
            pick = replace(pick, filters=sender.tile.spec.filters)
        self.picked.emit(pick, heading, kpi)

    def _swap(self, board: QWidget, made: list[TileFrame]) -> None:
        if self._board is not None:
            self._let_go(self._board)
            self._whole.removeWidget(self._board)
            self._board.hide()
            self._gone, self._spare = [*self.frames], self._board
            if (grid := self.grid) is not None:
                grid.forget_all()
        while (item := self._whole.takeAt(0)) is not None:
            if (widget := item.widget()) is not None and widget is not self._board:
                widget.deleteLater()
        self._board, self._next = board, None
        self.frames, self._veiled = made, list(made)
        self._whole.addWidget(board)
        board.show()
        self._whole.addStretch()

    def _let_go(self, gone: QWidget) -> None:
        """Takes the focus from what goes: else the next tile would get it, and the page jump there."""
        if holds_focus(gone):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._homeless = True

    def _drop_half_made(self) -> None:
        self._turn.stop()
        while self._gone:
            self._gone.pop().deleteLater()
        for frame in self.frames:
            frame.forget()
        if self.grid is not None:
            self.grid.keep_heights(False)
        while self._veiled:
            self._veiled.pop().show()
        if self._next is not None:
            self._next.deleteLater()
            self._next = None


def place_of(spec: TileSpec) -> Place:
    return Place(spec.width, spec.height, spec.row, spec.column)
