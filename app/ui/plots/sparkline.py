"""The small line beside a number: the way it went, without axes. Unknown days are gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.ui.plots.drawing import Mark
from app.ui.plots.look import PlotLook

EDGE = 4.0
LEAST = 36.0


@dataclass(frozen=True, slots=True)
class Sparkline:
    """One mark for each value, also for the unknown ones."""

    values: Sequence[float | None]
    marks: Sequence[Mark] = ()

    def height(self, width: float, look: PlotLook) -> float:
        return LEAST

    def spots(self, size: QSizeF, look: PlotLook) -> list[QRectF]:
        step = size.width() / max(len(self.values), 1)
        return [QRectF(place * step, 0, step, size.height()) for place in range(len(self.values))]

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook, active: int | None = None) -> None:
        points = self._points(size)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colors.of("accent"), 1.4))
        for part in _runs(points):
            if len(part) > 1:
                painter.drawPolyline(QPolygonF(part))
            else:
                painter.drawEllipse(part[0], 1, 1)
        last = points[-1] if points else None
        shown = points[active] if active is not None and active < len(points) else last
        if shown is not None:
            painter.setBrush(look.colors.of("accent"))
            painter.drawEllipse(shown, 2.2, 2.2)

    def _points(self, size: QSizeF) -> list[QPointF | None]:
        known = [value for value in self.values if value is not None]
        if not known:
            return [None] * len(self.values)
        low, high = min(known), max(known)
        step = (size.width() - 2 * EDGE) / max(len(self.values) - 1, 1)
        room = size.height() - 2 * EDGE

        def place(number: int, value: float) -> QPointF:
            share = (value - low) / (high - low) if high > low else 0.5
            return QPointF(EDGE + number * step, EDGE + room * (1 - share))

        return [None if value is None else place(number, value) for number, value in enumerate(self.values)]


def _runs(points: Sequence[QPointF | None]) -> list[list[QPointF]]:
    """The points between two gaps."""
    runs: list[list[QPointF]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]
