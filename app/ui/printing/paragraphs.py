"""Wrapped plain text on paper: measured and written the same way."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from app.ui.plots.look import fitted

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ENDLESS = 1e6


def paragraph_height(text: str, font: QFont, width: float) -> float:
    if not text:
        return 0.0
    return (
        QFontMetricsF(_small_enough(font, text, width))
        .boundingRect(QRectF(0, 0, width, _ENDLESS), _WRAPPED, text)
        .height()
        + 1
    )


def _small_enough(font: QFont, text: str, width: float) -> QFont:
    """The font, smaller where the longest word would not go into the width."""
    return fitted(font, max(text.split(), key=len, default=""), width)


def write_paragraph(
    painter: QPainter, left: float, top: float, width: float, text: str, font: QFont, color: QColor
) -> float:
    """Writes the text and gives its height."""
    high = paragraph_height(text, font, width)
    painter.setFont(_small_enough(font, text, width))
    painter.setPen(color)
    painter.drawText(QRectF(left, top, width, high), _WRAPPED, text)
    return high


def write_within(
    painter: QPainter, box: QRectF, text: str, font: QFont, color: QColor, align: Qt.AlignmentFlag
) -> None:
    """In the middle of a box, on as many lines as its words need; smaller only where a word is wider than the box."""
    painter.setFont(_small_enough(font, text, box.width() - 2))
    painter.setPen(color)
    painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), text)


def lines_within(text: str, font: QFont, width: float, most: int) -> list[str]:
    """A text in one piece, broken to a width; of more than `most` lines the last ends in an ellipsis."""
    layout, option, found = QTextLayout(text, font), QTextOption(), list[str]()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        start, length = line.textStart(), line.textLength()
        if len(found) == most - 1:
            units = text.encode("utf-16-le", "surrogatepass")[2 * start :]  # Qt counts as UTF-16 does
            rest = units.decode("utf-16-le", "surrogatepass")
            found.append(QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        units = text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * (start + length)]
        found.append(units.decode("utf-16-le", "surrogatepass").rstrip())
    layout.endLayout()
    return found
