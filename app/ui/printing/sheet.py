"""A page to draw on: sizes in points, text that a reader can select, black on white.

Fonts are laid out twenty times larger and without hinting, so that a preview and a PDF break lines at the same places,
and without ligatures, so that "fi" is found when somebody searches the PDF.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtSvg import QSvgRenderer

from app.domain.networks import Network
from app.ui import icons

FINE = 20
INK = QColor("#000000")
SOFT = QColor("#4A4A4A")
"""Lighter ink, still dark enough for small type."""
RULE = QColor("#8C8C8C")
SHADE = QColor("#EFEFEF")
PALE = QColor("#F7F7F7")
LEADING = 1.25


@cache
def _font(family: str, size: float, bold: bool) -> QFont:
    font = QFont(family)
    font.setPixelSize(round(size * FINE))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("liga"), 0)
    return font


def font_of(size: float, *, bold: bool = False) -> QFont:
    return _font(QGuiApplication.font().family(), size, bold)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """In points."""
    return QFontMetricsF(font_of(size, bold=bold)).horizontalAdvance(text) / FINE


def line_height(size: float) -> float:
    return size * LEADING


def lines_of(text: str, size: float, width: float, most: int = 0, *, bold: bool = False) -> list[str]:
    """A text broken to a width; of more than `most` lines the last ends in an ellipsis. Words too long for a line break."""
    plain = " ".join(text.split())
    font = font_of(size, bold=bold)
    layout = QTextLayout(plain, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    found: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, size) * FINE)
        start = line.textStart()
        if most and len(found) == most - 1:
            rest = plain[start:]
            found.append(QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width * FINE))
            break
        found.append(plain[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return found


def capital(text: str) -> str:
    """As the first word of a heading."""
    return text[:1].upper() + text[1:]


class Sheet:
    """Draws on a painter whose unit is the point."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._drawings: dict[str, QSvgRenderer] = {}

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        color: QColor = INK,
        width: float | None = None,
        right: bool = False,
        struck: bool = False,
    ) -> float:
        """One line whose top is `y`; with a `width` it ends in an ellipsis, `right` sets it against its right edge.

        Gives the width it took.
        """
        font = font_of(size, bold=bold)
        font.setStrikeOut(struck)
        metrics = QFontMetricsF(font)
        shown = " ".join(text.split())
        if width is not None:
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, width * FINE)
        took = metrics.horizontalAdvance(shown) / FINE
        left = x + (width or 0) - took if right else x
        painter = self._painter
        painter.save()
        painter.translate(left, y)
        painter.scale(1 / FINE, 1 / FINE)
        painter.setFont(font)
        painter.setPen(color)
        base = (line_height(size) * FINE - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(0, base), shown)
        painter.restore()
        return took

    def rule(self, x1: float, y1: float, x2: float, y2: float, *, width: float = 0.5, color: QColor = RULE) -> None:
        self._painter.setPen(QPen(color, width))
        self._painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def shade(self, rect: QRectF, color: QColor = SHADE) -> None:
        self._painter.fillRect(rect, color)

    def frame(self, rect: QRectF, *, width: float = 0.5, color: QColor = RULE) -> None:
        self._painter.setPen(QPen(color, width))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(rect)

    def icon(self, name: str, x: float, y: float, size: float) -> None:
        """A drawing of Lucide in ink."""
        self._draw(name, lambda: icons.drawing(name, INK), QRectF(x, y, size, size))

    def mark(self, network: Network, x: float, y: float, size: float) -> None:
        """A network's mark in ink."""
        self._draw(f"mark:{network}", lambda: icons.mark_drawing(network, INK), QRectF(x, y, size, size))

    def _draw(self, key: str, make: Callable[[], QSvgRenderer], rect: QRectF) -> None:
        if key not in self._drawings:
            self._drawings[key] = make()
        self._drawings[key].render(self._painter, rect)
