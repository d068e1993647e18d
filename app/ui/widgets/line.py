"""One line of a list on a page: lead text, marks, title, what is beside it, and a chip at the end. Opens on click and Enter."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.tokens import XS, S
from app.ui.widgets.labels import ElidedLabel, plain_label


class Line(QFrame):
    """`says` is the whole line as one sentence for those who listen. Without `opens` it takes no focus."""

    chosen = Signal()

    def __init__(self, says: str, *, opens: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", True)
        self._opens = opens
        if opens:
            self.setAccessibleName(says)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setProperty("opens", True)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(S, XS + 1, S, XS + 1)
        self._row.setSpacing(S)

    def lead(self, text: str, width: int, look: str = "strong") -> None:
        """The first column, as wide on every line of the list (`width` in average characters)."""
        label = plain_label(text, look)
        label.setMinimumWidth(label.fontMetrics().averageCharWidth() * width)
        self._row.addWidget(label)

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def texts(self, title: str, beside: str, look: str = "strong") -> None:
        """The title, and below it in small type what belongs to it; both give way to the width there is."""
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(ElidedLabel(title, look))
        if beside:
            column.addWidget(ElidedLabel(beside, "small"))
        self._row.addLayout(column, 1)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(hint.width(), 400), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (
            self._opens
            and event.button() is Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.chosen.emit()
            return
        super().mouseReleaseEvent(event)
