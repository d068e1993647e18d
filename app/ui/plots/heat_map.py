"""Weekday × daypart: the darker a field, the higher its median. Fields with few posts are only outlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from app.ui.plots.drawing import Mark
from app.ui.plots.look import PlotLook, fitted, write

GAP = 3.0
FRAMED = 16.0
"""Height of a field that has room for a thick frame around its number."""
CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Field:
    """`share` 0..1 of the way from the lowest to the highest median; None: too few posts, or none. `text` is its number
    of posts."""

    row: int
    column: int
    share: float | None
    text: str = ""
    best: bool = False


@dataclass(frozen=True, slots=True)
class HeatMap:
    rows: Sequence[str]
    columns: Sequence[str]
    fields: Sequence[Field]
    marks: Sequence[Mark]

    def height(self, width: float, look: PlotLook) -> float:
        return (len(self.rows) + 1) * look.metrics().height() * look.pitch

    def spots(self, size: QSizeF, look: PlotLook) -> list[QRectF]:
        left, top = self._corner(look)
        wide = (size.width() - left) / max(len(self.columns), 1)
        high = (size.height() - top) / max(len(self.rows), 1)
        return [QRectF(left + one.column * wide, top + one.row * high, wide, high) for one in self.fields]

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook, active: int | None = None) -> None:
        left, top = self._corner(look)
        wide = (size.width() - left) / max(len(self.columns), 1)
        high = (size.height() - top) / max(len(self.rows), 1)
        quiet = look.colors.of("muted")
        longest = max(self.columns, key=look.metrics().horizontalAdvance, default="")
        named = fitted(look.small, longest, wide - 1)
        for number, name in enumerate(self.columns):
            write(painter, QRectF(left + number * wide, 0, wide, top), name, font=named, color=quiet, align=CENTRE)
        for number, name in enumerate(self.rows):
            write(painter, QRectF(0, top + number * high, left, high), name, font=look.small, color=quiet)
        for place, (field, spot) in enumerate(zip(self.fields, self.spots(size, look), strict=True)):
            box = spot.adjusted(GAP / 2, GAP / 2, -GAP / 2, -GAP / 2)
            self._paint_field(painter, box, field, look, place == active)

    def _paint_field(self, painter: QPainter, box: QRectF, field: Field, look: PlotLook, active: bool) -> None:
        edge = look.colors.of("text" if active or field.best else "line")
        strong = 2 if box.height() > FRAMED else 1  # on paper a thick frame would lie on the number
        painter.setPen(QPen(edge, strong if field.best or active else 1))
        if field.share is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setBrush(look.wash(field.share))
            if not (active or field.best):
                painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 3, 3)
        if field.text:
            ink = look.colors.of("muted") if field.share is None else look.on_wash(field.share)
            write(painter, box, field.text, font=look.small, color=ink, align=CENTRE)

    def _corner(self, look: PlotLook) -> tuple[float, float]:
        metrics = look.metrics()
        return max(map(metrics.horizontalAdvance, self.rows), default=0.0) + 8, metrics.height() * 1.5
