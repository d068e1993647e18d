"""Where banners that arrive while somebody works stand: above the foot, so that nothing under the pointer moves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.ui.tokens import L, S
from app.ui.widgets.scrolled import set_up_scrolling

SHARE = 0.45
"""Of the height of what it stands in, at most; the rest scrolls."""
_FIT_AFTER = frozenset({QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest})


class Shelf(QScrollArea):
    """Takes no room while none of its parts is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_up_scrolling(self)
        self._parts: list[QWidget] = []
        self._page = QWidget()
        self._page.setProperty("look", "page")
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(L, S, L, S)
        self._column.setSpacing(S)
        self.setWidget(self._page)
        self._page.installEventFilter(self)
        self.hide()

    def take(self, *parts: QWidget) -> None:
        """They stand here from now on, shown or hidden as they are."""
        for part in parts:
            shown = not part.isHidden()
            self._parts.append(part)
            self._column.addWidget(part)
            part.setVisible(shown)
            part.installEventFilter(self)
        self._fit()

    def lend(self, part: QWidget, place: QVBoxLayout) -> None:
        """A part that is shown stands in that place, a hidden one here."""
        if part.isHidden() and part not in self._parts:
            place.removeWidget(part)
            self.take(part)
        elif not part.isHidden() and part in self._parts:
            self._parts.remove(part)
            part.removeEventFilter(self)
            self._column.removeWidget(part)
            place.addWidget(part)
            part.show()
            self._fit()

    def _fit(self) -> None:
        around = self.parentWidget()
        shown = any(not part.isHidden() for part in self._parts)
        if shown and around is not None:
            wanted = self._column.totalHeightForWidth(max(around.width(), 1))
            wanted = wanted if wanted >= 0 else self._column.totalSizeHint().height()
            self.setFixedHeight(min(wanted, round(around.height() * SHARE)))
        self.setVisible(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FIT_AFTER:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
