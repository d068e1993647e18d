"""Text in lines no wider than a place, for widgets and delegates that paint their own. A word too long for a line is broken."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QTextLayout, QTextOption


def broken(text: str, font: QFont, width: float) -> QTextLayout:
    """The text laid out; `place` says where."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return layout


def place(layout: QTextLayout, left: float, top: float) -> float:
    """Puts the lines below each other; gives their height together."""
    height = 0.0
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        line.setPosition(QPointF(left, top + height))
        height += line.height()
    return height


def first_lines(text: str, font: QFont, width: float, most: int) -> list[str]:
    """At most so many lines; the last of a longer text is its whole rest, to be elided."""
    layout = broken(" ".join(text.split()), font, width)
    plain = layout.text()
    starts = [layout.lineAt(number).textStart() for number in range(min(most, layout.lineCount()))]
    return [plain[start:end].strip() for start, end in zip(starts, [*starts[1:], len(plain)], strict=True)]
