"""No window is greater than the screen has room for, its frame included."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 40)
"""What a system's frame takes at most, usually; it is known only once a window was shown."""
USUAL = 7
"""Pixels of an average character for which the sizes of windows are meant."""
LARGEST = 1.6
_ENDLESS = QRect(0, 0, 10_000, 10_000)


def place_for(window: QWidget) -> QRect:
    """Where on its screen a window may be. Painted without a screen it may be as great as it likes."""
    if QGuiApplication.platformName() == "offscreen":
        return _ENDLESS
    return window.screen().availableGeometry()


def fit(window: QWidget, wanted: QSize) -> None:
    """Gives a window the size wanted for usual letters, more of it for larger ones, or as much as its screen has room for."""
    letters = window.fontMetrics().averageCharWidth() / USUAL
    put(window, wanted * min(max(letters, 1.0), LARGEST))


def put(window: QWidget, wanted: QSize) -> None:
    """Gives a window a size, or as much of it as its screen has room for."""
    window.resize(wanted.boundedTo(place_for(window).size() - FRAME))


def bring_inside(window: QWidget) -> None:
    """A window that stood elsewhere, on a greater screen perhaps, is wholly on the screen it has now."""
    put(window, window.size())
    place = place_for(window)
    most_x = place.right() + 1 - window.width() - FRAME.width()
    most_y = place.bottom() + 1 - window.height() - FRAME.height()
    inside = QPoint(max(place.left(), min(window.x(), most_x)), max(place.top(), min(window.y(), most_y)))
    if inside != window.pos():
        window.move(inside)
