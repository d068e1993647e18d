"""Cadence: one row for each profile, one field for each week with what went out against the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from app.ui.plots.bars import line_height
from app.ui.plots.drawing import Mark
from app.ui.plots.look import PlotLook, write

GAP = 4.0
CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Week:
    """`sign` stands before the number: ▾ too few, ▴ too many; `role` is its colour."""

    row: int
    column: int
    text: str
    role: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Weeks:
    rows: Sequence[str]
    targets: Sequence[str]
    columns: Sequence[str]
    fields: Sequence[Week]
    marks: Sequence[Mark]

    def height(self, width: float, look: PlotLook) -> float:
        return (len(self.rows) + 1) * line_height(look)

    def spots(self, size: QSizeF, look: PlotLook) -> list[QRectF]:
        left, end = self._sides(size, look)
        wide = (end - left) / max(len(self.columns), 1)
        high = line_height(look)
        return [QRectF(left + one.column * wide, (one.row + 1) * high, wide, high) for one in self.fields]

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook, active: int | None = None) -> None:
        left, end = self._sides(size, look)
        high, wide = line_height(look), (end - left) / max(len(self.columns), 1)
        quiet = look.colors.of("muted")
        for number, name in enumerate(self.columns):
            box = QRectF(left + number * wide, 0, wide, high)
            write(painter, box, name, font=look.small, color=quiet, align=CENTRE)
        for number, (name, target) in enumerate(zip(self.rows, self.targets, strict=True)):
            top = (number + 1) * high
            write(painter, QRectF(0, top, left - GAP, high), name, font=look.font, color=look.colors.of("text"))
            box = QRectF(end, top, size.width() - end, high)
            write(painter, box, target, font=look.small, color=quiet, align=Qt.AlignmentFlag.AlignRight)
        for place, (field, spot) in enumerate(zip(self.fields, self.spots(size, look), strict=True)):
            box = spot.adjusted(GAP / 2, GAP / 2, -GAP / 2, -GAP / 2)
            painter.setBrush(look.colors.of("hover"))
            painter.setPen(QPen(look.colors.of("accent"), 1) if place == active else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, 3, 3)
            told = f"{field.sign} {field.text}".strip()
            write(painter, box, told, font=look.font, color=look.colors.of(field.role), align=CENTRE)

    def _sides(self, size: QSizeF, look: PlotLook) -> tuple[float, float]:
        body, small = look.metrics(small=False), look.metrics()
        name = min(max(map(body.horizontalAdvance, self.rows), default=0.0) + 12, size.width() * 0.35)
        target = max(map(small.horizontalAdvance, self.targets), default=0.0) + 12
        return name, size.width() - target
