"""Lying bars made of parts. Each part has a pattern beside its colour: people who see no colours tell them, and so does print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from PySide6.QtCore import QLineF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from app.ui.plots.bars import GAP, columns_of, line_height
from app.ui.plots.drawing import Mark
from app.ui.plots.look import PlotLook, write
from app.ui.plots.painted_legend import legend_rows

UP, LEVEL, DOWN, UPRIGHT = (1, -1), (1, 0), (1, 1), (0, 1)
PATTERNS = ((), (UP,), (LEVEL,), (DOWN,), (LEVEL, UPRIGHT), (UPRIGHT,), (UP, DOWN))
"""The ways in which lines go over a part. They are drawn: those of a brush are as fine as dust on paper."""
STEP = 4.0
"""Between two lines."""
SAMPLE = 14.0


@dataclass(frozen=True, slots=True)
class Stack:
    name: str
    values: Sequence[float]
    """One for each part; 0 takes no room."""
    text: str


@dataclass(frozen=True, slots=True)
class Stacks:
    rows: Sequence[Stack]
    parts: Sequence[str]
    marks: Sequence[Mark]

    def height(self, width: float, look: PlotLook) -> float:
        return len(self.rows) * line_height(look) + len(self._legend(width, look)) * line_height(look)

    def spots(self, size: QSizeF, look: PlotLook) -> list[QRectF]:
        high = line_height(look)
        return [QRectF(0, place * high, size.width(), high) for place in range(len(self.rows))]

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook, active: int | None = None) -> None:
        columns = columns_of(look, size.width(), [row.name for row in self.rows], [row.text for row in self.rows], [""])
        most = max((sum(row.values) for row in self.rows), default=0.0)
        ink = look.colors.of("text")
        for place, (row, box) in enumerate(zip(self.rows, self.spots(size, look), strict=True)):
            if place == active:
                painter.fillRect(box, look.colors.of("hover"))
            write(painter, QRectF(0, box.y(), columns.name[1], box.height()), row.name, font=look.font, color=ink)
            text = QRectF(columns.text[0], box.y(), columns.text[1], box.height())
            write(painter, text, row.text, font=look.font, color=ink, align=Qt.AlignmentFlag.AlignRight)
            self._paint_parts(painter, QRectF(columns.plot[0], box.y(), columns.plot[1], box.height()), row, most, look)
        self._paint_legend(painter, size, look)

    def _paint_parts(self, painter: QPainter, box: QRectF, row: Stack, most: float, look: PlotLook) -> None:
        high, left = look.metrics().height() * 0.6, box.x()
        for place, value in enumerate(row.values):
            wide = box.width() * value / most if most > 0 else 0.0
            if wide > 0:
                paint_part(painter, QRectF(left, box.center().y() - high / 2, max(wide - 1, 1), high), place, look)
            left += wide

    def _legend(self, width: float, look: PlotLook) -> list[list[tuple[float, int]]]:
        return legend_rows(self.parts, width, look, SAMPLE + 6 + 2 * GAP)

    def _paint_legend(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        high, top = line_height(look), len(self.rows) * line_height(look)
        for row in self._legend(size.width(), look):
            for left, place in row:
                paint_part(painter, QRectF(left, top + (high - 10) / 2, SAMPLE, 10), place, look)
                text = QRectF(left + SAMPLE + 6, top, size.width() - left - SAMPLE - 6, high)
                write(painter, text, self.parts[place], font=look.small, color=look.colors.of("muted"))
            top += high


def paint_part(painter: QPainter, box: QRectF, place: int, look: PlotLook) -> None:
    """A piece of the part at `place`: its colour, and its pattern in the colour of the ground."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.series(place))
    painter.drawRect(box)
    ways = PATTERNS[place % len(PATTERNS)]
    if not ways:
        return
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(look.colors.of("surface"), 1.0))
    for way in ways:
        painter.drawLines(_lines(box, way))
    painter.restore()


def _lines(box: QRectF, way: tuple[int, int]) -> list[QLineF]:
    """Lines over all of a box; slanted ones as far from each other as the others."""
    right, down = way
    if not right:
        return [QLineF(x, box.top(), x, box.bottom()) for x in _places(box.left() + STEP / 2, box.right(), STEP)]
    if not down:
        return [QLineF(box.left(), y, box.right(), y) for y in _places(box.top() + STEP / 2, box.bottom(), STEP)]
    high = box.height()
    begin, end = (box.top(), box.bottom()) if down > 0 else (box.bottom(), box.top())
    return [QLineF(x, begin, x + high, end) for x in _places(box.left() - high, box.right(), STEP * sqrt(2))]


def _places(first: float, last: float, step: float) -> list[float]:
    return [first + step * number for number in range(max(0, ceil((last - first) / step)))]
