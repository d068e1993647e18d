"""A small card that opens below a button and closes on Esc or a click elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.tokens import XS


class Popover(QFrame):
    gone = Signal()
    """It was closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("popover", True)

    def open_below(self, anchor: QWidget) -> None:
        """Shows it where there is room, its left edge at the anchor's."""
        self.adjustSize()
        screen = anchor.screen().availableGeometry() if anchor.screen() else QGuiApplication.primaryScreen().geometry()
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + XS))
        size = self.sizeHint().expandedTo(self.size())
        if place.y() + size.height() > screen.bottom():
            place.setY(max(screen.top(), anchor.mapToGlobal(QPoint(0, 0)).y() - size.height() - XS))
        place.setX(max(screen.left(), min(place.x(), screen.right() - size.width())))
        self.move(place)
        self.show()

    def event(self, event: QEvent) -> bool:
        """While it is open no key of the window beneath is meant: Esc closes this alone."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.gone.emit()
