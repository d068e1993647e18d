"""The names of lines beside pieces of them, painted: on paper, and inside drawings of several plots."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from app.ui.plots.line_frame import line_width, marker_size, paint_marker
from app.ui.plots.look import PlotLook, write

SAMPLE, GAP, BETWEEN = 18.0, 6.0, 12.0
_BESIDE = SAMPLE + GAP + BETWEEN


def legend_rows(names: Sequence[str], width: float, look: PlotLook, beside: float) -> list[list[tuple[float, int]]]:
    """Left edge and place of every name, row by row. `beside`: the room its sample and the gaps take."""
    rows: list[list[tuple[float, int]]] = [[]] if names else []
    left = 0.0
    for place, name in enumerate(names):
        wide = look.metrics().horizontalAdvance(name) + beside
        if left and left + wide > width:
            rows.append([])
            left = 0.0
        rows[-1].append((left, place))
        left += wide
    return rows


def legend_height(names: Sequence[str], width: float, look: PlotLook) -> float:
    return len(legend_rows(names, width, look, _BESIDE)) * look.metrics().height()


def paint_legend(painter: QPainter, width: float, names: Sequence[str], look: PlotLook) -> None:
    """From the origin, as high as `legend_height`."""
    top, high = 0.0, look.metrics().height()
    for row in legend_rows(names, width, look, _BESIDE):
        for left, place in row:
            _paint_sample(painter, QPointF(left, top + high / 2), place, look)
            box = QRectF(left + SAMPLE + GAP, top, width - left - SAMPLE - GAP, high)
            write(painter, box, names[place], font=look.small, color=look.colors.of("muted"))
        top += high


def _paint_sample(painter: QPainter, at: QPointF, place: int, look: PlotLook) -> None:
    pen = look.pen(place)
    pen.setCosmetic(False)
    pen.setWidthF(line_width(look))
    painter.setPen(pen)
    painter.drawLine(at, at + QPointF(SAMPLE, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.series(place))
    paint_marker(painter, at + QPointF(SAMPLE / 2, 0), place, marker_size(look))
