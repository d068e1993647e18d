"""Wrapped plain text on paper: measured and written the same way."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ENDLESS = 1e6


def paragraph_height(text: str, font: QFont, width: float) -> float:
    if not text:
        return 0.0
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, _ENDLESS), _WRAPPED, text).height() + 1


def write_paragraph(
    painter: QPainter, left: float, top: float, width: float, text: str, font: QFont, color: QColor
) -> float:
    """Writes the text and gives its height."""
    high = paragraph_height(text, font, width)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(QRectF(left, top, width, high), _WRAPPED, text)
    return high
