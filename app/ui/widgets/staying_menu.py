"""A menu of which several entries may be marked: choosing one leaves it open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class StayingMenu(QMenu):
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._choose():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _CHOOSE or not self._choose():
            super().keyPressEvent(event)

    def _choose(self) -> bool:
        """Marks the entry the pointer or the keys stand on."""
        action = self.activeAction()
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True
