"""The tiles of a dashboard, made one in each turn of the event loop so that the window never waits for them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.dashboard_values import Tile
from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.grid import TileLayout
from app.ui.dashboard.telling import Telling
from app.ui.tokens import XL, L


class TilesPage(QWidget):
    picked = Signal(object, str)
    opened = Signal(object)
    asked = Signal(object, str)
    """A `TileFrame` and "table", "csv" or "image"."""
    settled = Signal()
    """All tiles stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.tell: Telling | None = None
        self.frames: list[TileFrame] = []
        self._board: QWidget | None = None
        self._next: QWidget | None = None
        self._made: list[TileFrame] = []
        self._left: list[Tile] = []
        self._veiled: list[TileFrame] = []
        self._gone: list[QWidget] = []
        self._told = True
        self._focused = ""
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(XL, L, XL, XL)
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._make_one)

    def show_tiles(self, tell: Telling) -> None:
        """Replaces the tiles once the new ones are made."""
        self._drop_half_made()
        focus = self.window().focusWidget() if self.window() else None
        self._focused = next((frame.tile.spec.key for frame in self.frames if focus and frame.isAncestorOf(focus)), "")
        self.tell = tell
        self._left = list(tell.dashboard.tiles)
        self._next = QWidget(self)  # where it will stand: moved there, all tiles would be styled once more
        self._next.hide()
        TileLayout(self._next)
        self._made = []
        self._turn.start()

    def focus_again(self) -> None:
        """Back to the tile the posts were asked from."""
        frame = next((one for one in self.frames if one.tile.spec.key == self._focused), None)
        if frame is not None:
            frame.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_one(self) -> None:
        if self.tell is None or self._next is None:
            self._turn.stop()
            return
        if not self._left:
            self._swap()
            self._turn.timeout.disconnect()
            self._turn.timeout.connect(self._reveal_one)
            return
        tile = self._left.pop(0)
        frame = TileFrame(tile, self.tell, self._next)
        frame.picked.connect(self._pick)
        frame.opened.connect(self.opened)
        frame.asked.connect(lambda what, frame=frame: self.asked.emit(frame, what))
        layout = self._next.layout()
        if isinstance(layout, TileLayout):
            layout.add(frame, tile.spec.width)
        for child in (frame, *frame.findChildren(QWidget)):
            child.ensurePolished()  # here, one tile a turn, and not for all of them when they are shown
        frame.hide()
        self._made.append(frame)

    def _pick(self, pick: object, heading: str) -> None:
        sender = self.sender()
        if isinstance(sender, TileFrame):
            self._focused = sender.tile.spec.key
        self.picked.emit(pick, heading)

    def _swap(self) -> None:
        if self._board is not None:
            self._whole.removeWidget(self._board)
            self._board.hide()
            self._gone = [self._board, *self.frames]
        while (item := self._whole.takeAt(0)) is not None:
            if (widget := item.widget()) is not None and widget is not self._board:
                widget.deleteLater()
        self._board, self._next = self._next, None
        self.frames, self._made = self._made, []
        if self._board is not None:
            self._whole.addWidget(self._board)
            self._board.show()
        self._whole.addStretch()
        self._veiled, self._told = list(self.frames), False

    def _reveal_one(self) -> None:
        """Showing all tiles at once would hold the window up; their places are known already."""
        if self._veiled:
            self._veiled.pop(0).show()
            return
        if not self._told:
            self._told = True
            self.focus_again()
            self.settled.emit()
        elif self._gone:
            self._gone.pop().deleteLater()
        else:
            self._rest()

    def _rest(self) -> None:
        self._turn.stop()
        self._turn.timeout.disconnect()
        self._turn.timeout.connect(self._make_one)

    def _drop_half_made(self) -> None:
        self._rest()
        while self._gone:
            self._gone.pop().deleteLater()
        while self._veiled:
            self._veiled.pop().show()
        if self._next is not None:
            self._next.deleteLater()
            self._next = None
