"""What the "i" of a tile opens: formula, denominator, sample, what was left out and why, and the date of the data."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.tokens import XS, L, M
from app.ui.widgets.labels import plain_label, wrapped_label

WIDE = 380


class AboutPopover(QFrame):
    def __init__(self, heading: str, told: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", True)
        self.setFixedWidth(WIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(heading)
        self.setAccessibleDescription("\n".join(f"{name}: {text}" for name, text in told))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, M, L, M)
        whole.setSpacing(XS)
        whole.addWidget(wrapped_label(heading, "strong"))
        for name, text in told:
            caption = plain_label(name, "caption")
            caption.setContentsMargins(0, XS, 0, 0)
            whole.addWidget(caption)
            whole.addWidget(wrapped_label(text))

    def show_under(self, widget: QWidget) -> None:
        """Below a widget, inside the screen."""
        layout = self.layout()
        high = layout.totalHeightForWidth(WIDE) if layout is not None else self.sizeHint().height()
        self.resize(WIDE, high)
        corner = widget.mapToGlobal(QPoint(widget.width() - WIDE, widget.height()))
        screen = widget.screen().availableGeometry()
        x = min(max(corner.x(), screen.left()), screen.right() - WIDE)
        y = min(max(corner.y(), screen.top()), screen.bottom() - high)
        self.move(x, y)
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.close()
        else:
            super().keyPressEvent(event)
