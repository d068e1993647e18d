"""What the "i" of a tile opens: formula, denominator, sample, what was left out and why, and the date of the data."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.tokens import XS, L, M
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.scrolled import scrolled

WIDE = 380
CHARACTERS = 54
"""Of a line on average: large letters get a wider frame."""


class AboutPopover(QFrame):
    def __init__(self, heading: str, told: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", True)
        self.wide = max(WIDE, CHARACTERS * self.fontMetrics().averageCharWidth())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(heading)
        self.setAccessibleDescription("\n".join(f"{name}: {text}" for name, text in told))
        page = QWidget()
        page.setProperty("look", "page")
        self._rows = QVBoxLayout(page)
        self._rows.setContentsMargins(L, M, L, M)
        self._rows.setSpacing(XS)
        self._rows.addWidget(wrapped_label(heading, "strong"))
        for name, text in told:
            caption = plain_label(name, "caption")
            caption.setContentsMargins(0, XS, 0, 0)
            self._rows.addWidget(caption)
            self._rows.addWidget(wrapped_label(text))
        self._area = scrolled(page, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def show_under(self, widget: QWidget) -> None:
        """Below a widget, inside the screen; what is higher than that is scrolled."""
        self.ensurePolished()
        frame = 2 * self.frameWidth()
        screen = widget.screen().availableGeometry().adjusted(XS, XS, -XS, -XS)
        wide = min(self.wide, screen.width())
        high = min(self._rows.totalHeightForWidth(wide - frame) + frame, screen.height())
        self.setFixedSize(wide, high)
        corner = widget.mapToGlobal(QPoint(widget.width() - wide, widget.height()))
        x = min(max(corner.x(), screen.left()), screen.right() + 1 - wide)
        y = min(max(corner.y(), screen.top()), screen.bottom() + 1 - high)
        self.move(x, y)
        self.show()
        self._show_all(screen)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show_all(self, screen: QRect) -> None:
        """Measured before it was styled, it may be some pixels short."""
        more = min(self._area.verticalScrollBar().maximum(), screen.height() - self.height())
        if more > 0:
            self.setFixedHeight(self.height() + more)
            self.move(self.x(), max(min(self.y(), screen.bottom() + 1 - self.height()), screen.top()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.close()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            QCoreApplication.sendEvent(self._area.verticalScrollBar(), event)
        else:
            super().keyPressEvent(event)
