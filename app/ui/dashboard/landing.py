"""Where a dragged tile would stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.tokens import RADIUS, colors_of

VEIL = 60
"""Of 255: the tiles below are still seen."""


class Landing(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = colors_of(QGuiApplication.palette()).of("accent")
        veil = QColor(accent)
        veil.setAlpha(VEIL)
        painter.setPen(QPen(accent, 2))
        painter.setBrush(veil)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), RADIUS, RADIUS)
        painter.end()
