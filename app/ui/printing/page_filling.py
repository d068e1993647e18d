"""Fills pages with tiles in their order: rows of twelve columns, none cut by the end of a page but tables of posts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeAlias, runtime_checkable

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from app.domain.dashboards import COLUMNS
from app.ui.plots.look import PlotLook
from app.ui.printing.dashboard_tiles import Block

GAP = 10.0
SMALLEST = 0.3
STEP = 0.95
MOST_STRETCHED = 1.5
"""Of its own height a block is made as high as its row; beside a much higher one it would be an empty box."""
Wide: TypeAlias = tuple[int, Block]
"""Columns it takes, and what stands there."""


@runtime_checkable
class Cuttable(Protocol):
    def cut(self, room: float, width: float, look: PlotLook) -> tuple[Block, Block] | None:
        """Two blocks, the first of which fits into `room`; None for what stays whole."""
        ...


class Blank:
    """A gap beside a tile."""

    def height(self, width: float, look: PlotLook) -> float:
        return 0.0

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        """Nothing."""


class Shrunk:
    """A block higher than a page, drawn smaller."""

    def __init__(self, block: Block, high: float) -> None:
        self._block, self._high = block, high

    def height(self, width: float, look: PlotLook) -> float:
        return self._high

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        factor = 1.0
        while factor > SMALLEST and self._block.height(size.width() / factor, look) * factor > size.height():
            factor *= STEP
        painter.scale(factor, factor)
        self._block.paint(painter, size / factor, look)


class PageFilling:
    """`pages` holds the place of every block. `first` and `top` are the heights of the heads of the first page and of others."""

    def __init__(self, size: QSizeF, first: float, top: float, foot: float, look: PlotLook) -> None:
        self._wide, self._bottom, self._head, self._look = size.width(), size.height() - foot, top, look
        self._top = first
        self.pages: list[list[tuple[QRectF, Block]]] = [[]]

    def put(self, blocks: Iterable[Wide], gap: float = GAP) -> None:
        waiting = deque(blocks)
        while waiting:
            row: list[Wide] = []
            while waiting and (not row or sum(wide for wide, _ in row) + waiting[0][0] <= COLUMNS):
                row.append(waiting.popleft())
            waiting.extendleft(reversed(self._put_row(row, gap)))

    def keep_together(self, high: float) -> None:
        """The next page, unless so much room is left."""
        if self._room < high and self.pages[-1]:
            self._turn()

    def _put_row(self, row: Sequence[Wide], gap: float) -> Sequence[Wide]:
        """Gives what has to go on the next page."""
        if max(self._height(one) for one in row) <= self._room:
            self._place(row, gap)
            return ()
        now, later = self._cut(row)
        if now:
            self._place(now, gap)
            if later:
                self._turn()
            return later
        if self.pages[-1]:
            self._turn()
            return row
        self._place([(wide, self._shrunk(wide, block)) for wide, block in row], gap)
        return ()

    def _cut(self, row: Sequence[Wide]) -> tuple[list[Wide], list[Wide]]:
        """What of a row stands on this page, and what on the next. A table that goes on takes the room of what moved there, and
        stands beside it again on the next page."""
        fits = [self._height(one) <= self._room for one in row]
        long = [not fit and self._parts(one) is not None for one, fit in zip(row, fits, strict=True)]
        if not any(long):
            return [], list(row)
        spare = sum(wide for (wide, _), fit, cut in zip(row, fits, long, strict=True) if not fit and not cut)
        spare += COLUMNS - sum(wide for wide, _ in row)
        now: list[Wide] = []
        later: list[Wide] = []
        for one, fit, cut in zip(row, fits, long, strict=True):
            if fit or not cut:
                (now if fit else later).append(one)
                continue
            wider, spare = one[0] + spare, 0
            parts = self._parts((wider, one[1]))
            if parts is None:  # so much lower when it is wider that it need not be cut
                now.append((wider, one[1]))
            else:
                now.append((wider, parts[0]))
                later.append((COLUMNS if sum(not one for one in fits) == 1 else one[0], parts[1]))
        return now, later

    def _parts(self, one: Wide) -> tuple[Block, Block] | None:
        wide, block = one
        if self._height(one) <= self._room or not isinstance(block, Cuttable):
            return None
        return block.cut(self._room, self._width(wide), self._look)

    def _place(self, row: Sequence[Wide], gap: float) -> None:
        heights, left = [self._height(one) for one in row], 0.0
        high = max(heights)
        for (wide, block), own in zip(row, heights, strict=True):
            box = QRectF(left, self._top, self._width(wide), high if high <= own * MOST_STRETCHED else own)
            self.pages[-1].append((box, block))
            left += self._width(wide) + GAP
        self._top += high + gap

    def _shrunk(self, wide: int, block: Block) -> Block:
        return block if self._height((wide, block)) <= self._room else Shrunk(block, self._room)

    def _turn(self) -> None:
        self.pages.append([])
        self._top = self._head

    @property
    def _room(self) -> float:
        return self._bottom - self._top

    def _width(self, wide: int) -> float:
        return wide * (self._wide + GAP) / COLUMNS - GAP

    def _height(self, one: Wide) -> float:
        return one[1].height(self._width(one[0]), self._look)
