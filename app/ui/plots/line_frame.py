"""Lines through time: their values, where everything stands, and how they are painted on paper.

In the window pyqtgraph draws the lines inside this frame (`line_plot`); on paper it would make pictures of its axes and
markers, so there they are painted here, as vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.ui.plots.drawing import Mark
from app.ui.plots.look import PlotLook, write

MARKED_UP_TO = 31
"""Points of a line that get a marker each; of more only the last one is marked."""
MARKED_FROM = 0.7
"""Of a line of text, between two points of a painted line: closer ones would lie on each other."""
ROOM, ROOM_FOR_BREAKS = 1.08, 1.3
"""How far the plot reaches over its highest value; higher where the words of a break need a place free of lines."""


@dataclass(frozen=True, slots=True)
class LineSeries:
    """None is unknown: a gap in the line."""

    name: str
    values: Sequence[float | None]

    @property
    def marked(self) -> list[int]:
        """The places that get a marker: all of a short line, else as `ends`."""
        return self._known if len(self.values) <= MARKED_UP_TO else self.ends

    @property
    def ends(self) -> list[int]:
        """The last place, and those that stand alone."""
        known = self._known
        there = set(known)
        return [place for place in known if place == known[-1] or not {place - 1, place + 1} & there]

    @property
    def _known(self) -> list[int]:
        return [place for place, value in enumerate(self.values) if value is not None]


@dataclass(frozen=True, slots=True)
class PlotBreak:
    """From this place on the network measures something else."""

    place: float
    text: str


@dataclass(frozen=True, slots=True)
class LineFrame:
    """`ticks` and `scale` are places and texts along the foot and the side; one mark for each day."""

    days: Sequence[date]
    series: Sequence[LineSeries]
    breaks: Sequence[PlotBreak]
    ticks: Sequence[tuple[float, str]]
    scale: Sequence[tuple[float, str]]
    marks: Sequence[Mark]

    @property
    def names(self) -> list[str]:
        """Of the lines, for a legend."""
        return [series.name for series in self.series]

    @property
    def bottom(self) -> float:
        return self.scale[0][0] if self.scale else 0.0

    @property
    def top(self) -> float:
        """The highest value of the scale, with room above it."""
        high = self.scale[-1][0] if self.scale else 1.0
        return self.bottom + (high - self.bottom or 1.0) * (ROOM_FOR_BREAKS if self.breaks else ROOM)

    def height(self, width: float, look: PlotLook) -> float:
        return look.metrics().height() * 13

    def inside(self, size: QSizeF, look: PlotLook) -> QRectF:
        """The box of the lines, inside the axes."""
        metrics = look.metrics()
        left = max((metrics.horizontalAdvance(text) for _, text in self.scale), default=0.0) + 10
        foot = metrics.height() + 8
        return QRectF(left, 4, max(size.width() - left - 6, 1), max(size.height() - foot - 4, 1))

    def spots(self, size: QSizeF, look: PlotLook) -> list[QRectF]:
        box = self.inside(size, look)
        step = box.width() / max(len(self.days), 1)
        return [QRectF(box.x() + place * step, 0, step, size.height()) for place in range(len(self.days))]

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook, active: int | None = None) -> None:
        box = self.inside(size, look)
        self._paint_axes(painter, box, size, look)
        for one in self.breaks:
            x = self._x(one.place, box)
            painter.setPen(QPen(look.colors.of("muted"), 0.8, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            late = one.place > len(self.days) / 2
            wide = x - box.left() if late else box.right() - x
            text = QRectF(x - wide if late else x, box.top(), wide, look.metrics().height()).adjusted(4, 0, -4, 0)
            side = Qt.AlignmentFlag.AlignRight if late else Qt.AlignmentFlag.AlignLeft
            write(painter, text, one.text, font=look.small, color=look.colors.of("muted"), align=side)
        for place, series in enumerate(self.series):
            self._paint_line(painter, box, place, series, look)

    def _paint_axes(self, painter: QPainter, box: QRectF, size: QSizeF, look: PlotLook) -> None:
        quiet, high = look.colors.of("muted"), look.metrics().height()
        for value, text in self.scale:
            y = self._y(value, box)
            painter.setPen(QPen(look.colors.of("line"), 0.8))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            side = QRectF(0, y - high / 2, box.left() - 6, high)
            write(painter, side, text, font=look.small, color=quiet, align=Qt.AlignmentFlag.AlignRight)
        for place, text in self.ticks:
            wide = look.metrics().horizontalAdvance(text) + 4
            left = min(max(self._x(place, box) - wide / 2, 0), size.width() - wide)
            foot = QRectF(left, box.bottom() + 4, wide, high)
            write(painter, foot, text, font=look.small, color=quiet, align=Qt.AlignmentFlag.AlignHCenter)

    def _paint_line(self, painter: QPainter, box: QRectF, place: int, series: LineSeries, look: PlotLook) -> None:
        pen = look.pen(place)
        pen.setCosmetic(False)
        pen.setWidthF(line_width(look))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        run: list[QPointF] = []
        for number, value in [*enumerate(series.values), (0, None)]:
            if value is not None:
                run.append(QPointF(self._x(number, box), self._y(value, box)))
            elif run:
                _paint_run(painter, run, pen)
                run = []
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.series(place))
        close = box.width() / max(len(self.days), 1) < look.metrics().height() * MARKED_FROM
        for number in series.ends if close else series.marked:
            value = series.values[number]
            if value is not None:
                paint_marker(painter, QPointF(self._x(number, box), self._y(value, box)), place, marker_size(look))

    def _x(self, place: float, box: QRectF) -> float:
        return box.x() + (place + 0.5) / max(len(self.days), 1) * box.width()

    def _y(self, value: float, box: QRectF) -> float:
        return box.bottom() - (value - self.bottom) / (self.top - self.bottom) * box.height()


def _paint_run(painter: QPainter, run: Sequence[QPointF], pen: QPen) -> None:
    """A wide line piece by piece: in one go Qt takes thirty times as long."""
    painter.setPen(pen)
    if pen.widthF() <= 1.0 or len(run) == 1:
        painter.drawPolyline(QPolygonF(run))
        return
    wide, long = QPen(pen), 0.0
    for start, end in pairwise(run):
        if wide.style() is Qt.PenStyle.CustomDashLine:
            wide.setDashOffset(long / wide.widthF())
            painter.setPen(wide)
        painter.drawLine(start, end)
        long += hypot(end.x() - start.x(), end.y() - start.y())


def line_width(look: PlotLook) -> float:
    """Over the whole screen letters are large, and so are lines."""
    return max(0.9, look.metrics().height() * 0.07)


def marker_size(look: PlotLook) -> float:
    """Half a marker's width, at least as wide as reads on paper."""
    return max(2.2, look.metrics().height() * 0.17)


def paint_marker(painter: QPainter, at: QPointF, place: int, size: float = 2.2) -> None:
    """The marker of a series: circle, square, triangle, diamond, in the order of `look.MARKERS`."""
    x, y = at.x(), at.y()
    shape = place % 4
    if shape == 0:
        painter.drawEllipse(at, size, size)
    elif shape == 1:
        painter.drawRect(QRectF(x - size, y - size, 2 * size, 2 * size))
    elif shape == 2:
        painter.drawPolygon(QPolygonF([QPointF(x - size, y - size), QPointF(x + size, y - size), QPointF(x, y + size)]))
    else:
        corners = [QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)]
        painter.drawPolygon(QPolygonF(corners))
