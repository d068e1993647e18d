"""How the figures of a dashboard are computed, in small type at the end of its pages."""

from __future__ import annotations

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QPainter

from app.domain.reports import ReportTile
from app.system.told.sentences import in_one_line
from app.ui.plots.look import PlotLook, bold
from app.ui.printing.paragraphs import paragraph_height, write_paragraph


class Heading:
    """Stands over the formulas."""

    def __init__(self, text: str) -> None:
        self._text = text

    def height(self, width: float, look: PlotLook) -> float:
        return paragraph_height(self._text, bold(look.font), width)

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        write_paragraph(painter, 0, 0, size.width(), self._text, bold(look.font), look.colors.of("text"))


class Formula:
    """What the "i" of a tile tells: formula, denominator, sample, what was left out."""

    def __init__(self, tile: ReportTile) -> None:
        self._heading = tile.heading
        self._text = " · ".join(f"{name}: {in_one_line(text.splitlines())}" for name, text in tile.about)

    @property
    def is_empty(self) -> bool:
        """Words of a person are not computed."""
        return not self._text

    def height(self, width: float, look: PlotLook) -> float:
        head = paragraph_height(self._heading, bold(look.small), width)
        return head + paragraph_height(self._text, look.small, width)

    def paint(self, painter: QPainter, size: QSizeF, look: PlotLook) -> None:
        ink: QColor = look.colors.of("text")
        top = write_paragraph(painter, 0, 0, size.width(), self._heading, bold(look.small), ink)
        write_paragraph(painter, 0, top, size.width(), self._text, look.small, look.colors.of("muted"))
