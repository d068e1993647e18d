"""Lines through time in the window, drawn by pyqtgraph inside a `LineFrame`.

Import this only after a worker has imported pyqtgraph: that takes a quarter of a second.
"""

from __future__ import annotations

from math import nan

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.plots.drawing import Drawing
from app.ui.plots.line_frame import LineFrame
from app.ui.plots.look import MARKERS, PlotLook
from app.ui.plots.plot_widget import PlotWidget


class LinePlot(PlotWidget):
    TURNS = 3
    """Of the event loop, in which it makes itself."""

    def __init__(self, frame: LineFrame, *, parent: QWidget | None = None) -> None:
        super().__init__(frame, least=160, parent=parent)
        self._view: pg.PlotWidget | None = None
        self._curves: list[pg.PlotCurveItem] = []
        self._breaks: list[pg.GraphicsObject] = []
        QTimer.singleShot(1, self, self._make_view)  # 0 would be this very turn

    def _make_view(self) -> None:
        """In a turn of its own, and what it shows in the next two: each takes as long as a tile."""
        self._view = pg.PlotWidget(self, background=None, enableMenu=False)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view.setMouseEnabled(False, False)
        self._view.hideButtons()
        self._view.setFrameShape(self._view.Shape.NoFrame)
        self._view.disableAutoRange()  # it would be worked out anew with each line
        self._scale, self._markers = pg.PlotCurveItem(connect="pairs"), pg.ScatterPlotItem(size=5, pen=None)
        self._cross = pg.InfiniteLine(angle=90, movable=False)
        self._markers.setZValue(1)
        for one in (self._scale, self._cross, self._markers):
            self._view.addItem(one, ignoreBounds=True)
        self._view.resize(self.size())
        self._view.show()
        QTimer.singleShot(1, self, self._begin)

    def _begin(self) -> None:
        """The curves first; the rest in the next turn."""
        if self._view is not None:
            self._draw_lines(self._view.getPlotItem(), self.look)
        QTimer.singleShot(1, self, self._draw_all)

    def show_anew(self, drawing: Drawing) -> None:
        """In the view there is: making one takes as long as two tiles."""
        super().show_anew(drawing)
        self._draw_all()

    @property
    def frame(self) -> LineFrame:
        """What is drawn."""
        return self.drawing  # type: ignore[return-value]

    def lay_out(self) -> None:
        """Gives the axes their room in the size there is now."""
        if self._view is None:
            return
        self._view.resize(self.size())
        size, look = QSizeF(self.size()), self.look
        box = self.frame.inside(size, look)
        item = self._view.getPlotItem()
        item.getAxis("left").setWidth(box.x())
        item.getAxis("bottom").setHeight(size.height() - box.bottom())
        item.layout.setContentsMargins(0, box.y(), size.width() - box.right(), 0)
        item.layout.activate()

    def read(self, place: int | None, at: QPointF | None = None) -> None:
        super().read(place, at)
        if self._view is None:
            return
        self._cross.setVisible(place is not None)
        if place is not None:
            self._cross.setValue(place)

    def paint_values(self, painter: QPainter) -> None:
        """The view inside paints itself."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw_all()

    def _draw_all(self) -> None:
        if self._view is not None:
            self._draw(self._view)
            self.lay_out()

    def _draw(self, view: pg.PlotWidget) -> None:
        item, look = view.getPlotItem(), self.look
        view.setBackground(look.colors.of("surface"))
        self._dress_axes(item, look)
        ends, scale = (-0.5, max(len(self.frame.days), 1) - 0.5), [value for value, _ in self.frame.scale]
        item.setRange(xRange=ends, yRange=(self.frame.bottom, self.frame.top), padding=0)
        self._scale.setData(np.tile(ends, len(scale)), np.repeat(scale, 2), pen=_thin(look.colors.of("line")))
        self._draw_lines(item, look)
        self._draw_markers(look)
        for one in self._breaks:
            item.removeItem(one)
        self._breaks = []
        for one in self.frame.breaks:
            self._add_break(item, one.place, one.text, look)
        self._cross.setPen(_thin(look.colors.of("muted")))
        self._cross.setVisible(self.active is not None)

    def _dress_axes(self, item: pg.PlotItem, look: PlotLook) -> None:
        for side, ticks in (("left", self.frame.scale), ("bottom", self.frame.ticks)):
            axis = item.getAxis(side)
            axis.setTicks([list(ticks)])
            axis.setStyle(
                tickLength=0, tickAlpha=0, tickFont=look.small, autoExpandTextSpace=False, hideOverlappingLabels=False
            )
            axis.setPen(QPen(Qt.PenStyle.NoPen))
            axis.setStyle(tickTextOffset=6)
            axis.setTextPen(_thin(look.colors.of("muted")))

    def _draw_lines(self, item: pg.PlotItem, look: PlotLook) -> None:
        """In the curves there are, which is quicker than in new ones."""
        lines = self.frame.series
        for curve in self._curves[len(lines) :]:
            item.removeItem(curve)
        del self._curves[len(lines) :]
        for place, series in enumerate(lines):
            if place == len(self._curves):
                self._curves.append(pg.PlotCurveItem(connect="finite", antialias=True))
                item.addItem(self._curves[place])
            known = [nan if value is None else value for value in series.values]
            self._curves[place].setData(np.arange(len(known), dtype=float), np.asarray(known), pen=look.pen(place))

    def _draw_markers(self, look: PlotLook) -> None:
        """Those of all lines in one item."""
        lines = self.frame.series
        spots = [(place, number, line.values[number]) for place, line in enumerate(lines) for number in line.marked]
        brushes = [pg.mkBrush(look.series(place)) for place in range(len(lines))]  # of each a symbol is drawn once
        self._markers.setData(
            [number for _, number, _ in spots],
            [value for _, _, value in spots],
            symbol=[MARKERS[place % len(MARKERS)] for place, _, _ in spots],
            brush=[brushes[place] for place, _, _ in spots],
        )

    def _add_break(self, item: pg.PlotItem, place: float, text: str, look: PlotLook) -> None:
        pen = QPen(look.colors.of("muted"), 1, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        line = pg.InfiniteLine(pos=place, angle=90, pen=pen)
        late = place > len(self.frame.days) / 2
        label = pg.TextItem(color=look.colors.of("muted"), anchor=(1, 0) if late else (0, 0))
        label.setPlainText(text)
        label.setFont(look.small)
        label.setPos(place, self.frame.top)
        self._breaks += [line, label]
        for one in (line, label):
            item.addItem(one, ignoreBounds=True)


def _thin(color: QColor) -> QPen:
    pen = QPen(color, 1)
    pen.setCosmetic(True)
    return pen
