"""A whole number to type, or to change with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}


class NumberField(QLineEdit):
    """Never outside its range: what is left unfinished goes back to the number before."""

    changed = Signal(int)

    def __init__(self, lowest: int, highest: int, parent: QWidget | None = None) -> None:
        super().__init__(str(lowest), parent)
        self._lowest, self._highest, self._number = lowest, highest, lowest
        self.setValidator(QIntValidator(lowest, highest, self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 12)
        self.textChanged.connect(self._follow)

    @property
    def number(self) -> int:
        return self._number

    def show_number(self, number: int) -> None:
        self.setText(str(min(max(number, self._lowest), self._highest)))

    def _follow(self) -> None:
        if self.hasAcceptableInput() and int(self.text()) != self._number:
            self._number = int(self.text())
            self.changed.emit(self._number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.show_number(self._number + step)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.hasAcceptableInput():
            self.show_number(self._number)
        super().focusOutEvent(event)
