"""The drawing of a tile for a slide: as large as the slide lets it be, twice as dense as a screen."""

from __future__ import annotations

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from app.domain.dashboard_values import NumberContent, Tile
from app.domain.reports import TilePicture
from app.system.told.said import is_drawn, said_of
from app.ui.dashboard.drawings import drawing_of, trend_of
from app.ui.dashboard.telling import Telling
from app.ui.plots.drawing import Drawing
from app.ui.plots.heat_map import HeatMap
from app.ui.plots.line_frame import LineFrame
from app.ui.plots.look import PlotLook, paper_look
from app.ui.plots.panels import Panels
from app.ui.printing.dashboard_picture import png_of
from app.ui.printing.dashboard_tiles import Block, DrawingInside

WHOLE, BESIDE_WORDS = QSizeF(880, 360), QSizeF(560, 360)
"""Room for a drawing, in points of a slide of 960 × 540: alone, and with sentences beside it."""
LOW = 230.0
"""Points that leave room for sentences below."""
LEAST_WIDE = 330.0
"""Points of paper a drawing needs at least."""
LARGEST, SMALLEST, STEP = 1.7, 0.5, 0.95
"""How much larger than on paper a drawing is: one that fills any height at most, and any at least."""
DOTS = 96 / 72 * 2
READ = 24
"""Marks that are read out."""


def slide_picture(tile: Tile, tell: Telling) -> TilePicture | None:
    """None where a table or words stand instead."""
    drawing = _drawing_of(tile, tell)
    if drawing is None or not is_drawn(tile) or _is_blank(tile):
        return None
    says = [f"{tell.title(tile)}.", *(" ".join(mark.says.split()) for mark in drawing.marks[:READ])]
    size, factor, block = _fitted(
        drawing, _room(tile, drawing, tell), named=not isinstance(tile.content, NumberContent)
    )
    return TilePicture(_drawn(block, size, factor), size.width(), size.height(), " ".join(says))


def _drawing_of(tile: Tile, tell: Telling) -> Drawing | None:
    content = tile.content
    return trend_of(content, tell.title(tile), tell) if isinstance(content, NumberContent) else drawing_of(tile, tell)


def _is_blank(tile: Tile) -> bool:
    """A number of which no day is known."""
    return isinstance(tile.content, NumberContent) and all(value is None for value in tile.content.line.values)


def _room(tile: Tile, drawing: Drawing, tell: Telling) -> QSizeF:
    """Low drawings have their sentences below, others beside them."""
    if isinstance(tile.content, NumberContent):
        return BESIDE_WORDS
    if not said_of(tile, tell):
        return WHOLE
    fills = isinstance(drawing, LineFrame | Panels | HeatMap)
    return BESIDE_WORDS if fills or _fitted(drawing, WHOLE)[0].height() > LOW else WHOLE


class _Bare:
    """A drawing without what stands around it on paper; it takes all the room there is."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing

    def height(self, width: float, look: PlotLook) -> float:
        return self._drawing.height(width, look)

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        self._drawing.paint(painter, size, look)


def _fitted(drawing: Drawing, room: QSizeF, *, named: bool = True) -> tuple[QSizeF, float, Block]:
    """The size it takes, how much larger than on paper it is, and what to paint; `named`: with the names of its lines."""
    look, factor = paper_look(), room.width() / LEAST_WIDE
    block: Block = DrawingInside(drawing, "") if named and isinstance(drawing, LineFrame) else _Bare(drawing)
    while factor > SMALLEST and block.height(room.width() / factor, look) * factor > room.height():
        factor *= STEP
    high = min(block.height(room.width() / factor, look) * factor, room.height())
    if isinstance(drawing, LineFrame | Panels | HeatMap):
        return room, min(factor, LARGEST), block
    return QSizeF(room.width(), high), factor, block


def _drawn(block: Block, size: QSizeF, factor: float) -> bytes:
    image = QImage(round(size.width() * DOTS), round(size.height() * DOTS), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(DOTS * factor, DOTS * factor)
    block.paint(painter, size / factor, paper_look())
    painter.end()
    return png_of(image)
