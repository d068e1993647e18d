"""Lines of several networks: a small plot for each, on a scale of its own, so that a busy network does not flatten the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPen

from app.ui.plots.drawing import LateMarks, Mark
from app.ui.plots.line_frame import LineFrame
from app.ui.plots.look import PlotLook
from app.ui.plots.painted_legend import legend_height, paint_legend

CHARACTERS = 40
"""Of the width a plot needs at least."""
LINES = 9
"""Of text, of the height a plot wants to be."""
GAP = 16.0
FOOT = 6.0


@dataclass(frozen=True, slots=True)
class Panels:
    """All frames have the same days; the marks are those of the first, then those of the second…"""

    frames: Sequence[LineFrame]

    @property
    def days(self) -> int:
        return len(self.frames[0].days)

    @property
    def marks(self) -> Sequence[Mark]:
        days, frames = max(self.days, 1), self.frames
        return LateMarks(days * len(frames), lambda place: frames[place // days].marks[place % days])

    def height(self, width: float, look: PlotLook) -> float:
        columns, wide = self._columns(width, look)
        high = look.metrics().height() * LINES + self._head(wide, look)
        return ceil(len(self.frames) / columns) * (high + FOOT) - FOOT

    def spots(self, size: QSizeF, look: PlotLook) -> list[QRectF]:
        found = []
        for frame, box in zip(self.frames, self._boxes(size, look), strict=True):
            room = self._room(box, look)
            found += [spot.translated(room.topLeft()) for spot in frame.spots(room.size(), look)]
        return found

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook, active: int | None = None) -> None:
        read = None if active is None else active % self.days
        for frame, box in zip(self.frames, self._boxes(size, look), strict=True):
            room = self._room(box, look)
            painter.save()
            painter.translate(box.topLeft())
            paint_legend(painter, box.width(), frame.names, look)
            painter.restore()
            painter.save()
            painter.translate(room.topLeft())
            if read is not None:
                inside = frame.inside(room.size(), look)
                middle = inside.x() + (read + 0.5) / self.days * inside.width()
                painter.setPen(QPen(look.colors.of("muted"), 1))
                painter.drawLine(QPointF(middle, inside.top()), QPointF(middle, inside.bottom()))
            frame.paint(painter, room.size(), look)
            painter.restore()

    def _columns(self, width: float, look: PlotLook) -> tuple[int, float]:
        """How many stand beside each other, and how wide each is: rows are filled evenly."""
        least = look.metrics().averageCharWidth() * CHARACTERS
        most = max(1, min(len(self.frames), int((width + GAP) // (least + GAP))))
        columns = ceil(len(self.frames) / ceil(len(self.frames) / most))
        return columns, (width - GAP * (columns - 1)) / columns

    def _boxes(self, size: QSizeF, look: PlotLook) -> list[QRectF]:
        columns, wide = self._columns(size.width(), look)
        rows = ceil(len(self.frames) / columns)
        high = (size.height() - FOOT * (rows - 1)) / rows
        places = [divmod(number, columns) for number in range(len(self.frames))]
        return [QRectF(column * (wide + GAP), row * (high + FOOT), wide, high) for row, column in places]

    def _room(self, box: QRectF, look: PlotLook) -> QRectF:
        """Of the plot itself: under the highest legend, so that all are equally high."""
        head = self._head(box.width(), look)
        return QRectF(box.x(), box.y() + head, box.width(), max(box.height() - head, 1))

    def _head(self, width: float, look: PlotLook) -> float:
        return max(legend_height(frame.names, width, look) for frame in self.frames) + 2
