"""Short notices over the foot of a page: what was done, with an undo for ten seconds, or why something was refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.system.clock import SystemClock
from app.ui.tokens import XL, L, M, S
from app.ui.widgets.icon_label import IconButton, IconLabel
from app.ui.widgets.labels import wrapped_label

SHOWN = 10_000
"""Milliseconds a notice stays, longer while it has the focus or the pointer."""
WIDEST = 640
KEPT = 50
"""Notices that can be read again after they went."""


@dataclass(frozen=True, slots=True)
class Notice:
    at: datetime
    text: str
    trouble: bool


class Notices(QFrame):
    """One notice at a time over the page it was made for; the newest replaces the one before. `kept` has them all."""

    said = Signal(object)
    """A `Notice` was shown."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setProperty("notice", True)
        self._icon = IconLabel("info", "accent")
        self._text = wrapped_label()
        self._action = QPushButton()
        self._close = IconButton("x")
        self._close.clicked.connect(self.hide)
        self._action.clicked.connect(self._act)
        self._other = QPushButton()
        self._other.clicked.connect(self._act_otherwise)
        self._do_other: Callable[[], object] | None = None
        self._do: Callable[[], object] | None = None
        self.kept: list[Notice] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(L, S, S, S)
        row.setSpacing(M)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._other)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fade)
        page.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown now, empty when nothing is."""
        return self._text.text() if self.isVisible() else ""

    def say(
        self,
        text: str,
        action: str = "",
        do: Callable[[], object] | None = None,
        *,
        close: str = "×",
        other: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Something was done; `action` is the word of a button that calls `do`, `other` one more with what it does."""
        self._show("circle-check", "approved", text, action, do, close, other)

    def warn(self, text: str, action: str = "", do: Callable[[], object] | None = None, *, close: str = "×") -> None:
        """Something was refused or failed, with the way on."""
        self._show("triangle-alert", "failed", text, action, do, close)

    def _show(
        self,
        icon: str,
        role: str,
        text: str,
        action: str,
        do: Callable[[], object] | None,
        close: str,
        other: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        self._icon.show_icon(icon, role)
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._do = do
        word, self._do_other = other if other is not None else ("", None)
        self._other.setText(word)
        self._other.setVisible(bool(word))
        self._close.say(close)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN)
        notice = Notice(SystemClock().now(), text, icon == "triangle-alert")
        self.kept = [*self.kept[-KEPT + 1 :], notice]
        self.said.emit(notice)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _act(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()

    def _act_otherwise(self) -> None:
        self.hide()
        if self._do_other is not None:
            self._do_other()

    def _fade(self) -> None:
        if self.underMouse() or self.isAncestorOf(self.window().focusWidget() or self.window()):
            self._timer.start(SHOWN)
        else:
            self.hide()

    def _place(self) -> None:
        page = self.parentWidget()
        if page is None:
            return
        width = min(WIDEST, page.width() - 2 * XL)
        self.setFixedWidth(width)
        layout = self.layout()
        height = layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        self.resize(width, max(height, self.sizeHint().height()))
        self.move((page.width() - width) // 2, page.height() - self.height() - L)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
