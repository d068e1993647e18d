"""What stands between the bar and the status line: one page at a time, and what stood there before goes."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget


class Front(QStackedWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addWidget(QWidget())

    def put(self, page: QWidget) -> None:
        """Shows a page instead of the one before."""
        before = self.currentWidget()
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)
        if before is not None:
            self.removeWidget(before)
            before.deleteLater()

    def discard_unshown(self, page: QWidget) -> None:
        """A page that never came to the front; one that did goes, or has gone, with what took its place there."""
        from shiboken6 import isValid

        if isValid(page) and page is not self.currentWidget():
            self.removeWidget(page)
            page.deleteLater()
