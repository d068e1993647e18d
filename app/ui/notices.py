"""Short notices beside the tabs of a page: what was done, with an undo for ten seconds, or why something was refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.system.clock import SystemClock
from app.ui.tokens import XL, L, M, S
from app.ui.widgets.icon_label import IconButton, IconLabel
from app.ui.widgets.labels import wrapped_label

SHOWN = 10_000
"""Milliseconds a notice stays, longer while it has the focus or the pointer."""
NARROWEST = 320
"""Room beside the tabs that will do."""
KEPT = 50
"""Notices that can be read again after they went."""


@dataclass(frozen=True, slots=True)
class Notice:
    at: datetime
    text: str
    trouble: bool
    action: str = ""
    do: Callable[[], object] | None = None
    """What a notice that waits for an answer asks for; the answer may also be given later, in the list of messages."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What stands in the notice: its icon and role, text, and buttons."""

    look: tuple[str, str]
    text: str
    action: str
    do: Callable[[], object] | None
    close: str
    other: tuple[str, Callable[[], object]] | None
    stays: bool


class Notices(QFrame):
    """One notice at a time over the page it was made for; the newest replaces the one before. `kept` has them all. One that
    stays comes back after it, until it is answered.

    It stands at the top right, in the strip of the tabs where `stand_beside` gave it one: nothing to be clicked or read is
    there, while the foot of a page has buttons and the last row of a month. Two lines fit in. What is taller lies over the
    page: nothing moves away from under the pointer of somebody who is about to click.
    """

    said = Signal(object)
    """A `Notice` was shown."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setProperty("notice", True)
        self._strip: QWidget | None = None
        self._tabs: QWidget | None = None
        self._icon = IconLabel("info", "accent")
        self._text = wrapped_label()
        self._action = QPushButton()
        self._close = IconButton("x")
        self._close.clicked.connect(self._answer)
        self._action.clicked.connect(self._act)
        self._other = QPushButton()
        self._other.clicked.connect(self._act_otherwise)
        self._now: _Shown | None = None
        self._standing: _Shown | None = None
        self.kept: list[Notice] = []
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(M, 2, S, 2)
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

    def stand_beside(self, tabs: QWidget, strip: QWidget) -> None:
        """From now on right of the tabs in their strip; Tab goes from them to its buttons."""
        self._tabs, self._strip = tabs, strip

    def _follow_tabs(self, tabs: QWidget) -> None:
        before = tabs
        for button in (self._other, self._action, self._close):
            QWidget.setTabOrder(before, button)
            before = button

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
        stays: bool = False,
    ) -> None:
        """Something was done; `action` is the word of a button that calls `do`, `other` one more with what it does.
        `stays`: until one of its buttons is pressed."""
        self._tell(_Shown(("circle-check", "approved"), text, action, do, close, other, stays))

    def warn(
        self,
        text: str,
        action: str = "",
        do: Callable[[], object] | None = None,
        *,
        close: str = "×",
        stays: bool = False,
    ) -> None:
        """Something was refused or failed, with the way on. `stays` as in `say`."""
        self._tell(_Shown(("triangle-alert", "failed"), text, action, do, close, None, stays))

    def _tell(self, shown: _Shown) -> None:
        notice = Notice(SystemClock().now(), shown.text, shown.look[0] == "triangle-alert")
        if shown.stays:
            self._standing = shown
            notice = replace(notice, action=shown.action, do=lambda: self._act_on(shown))
        self._show(shown)
        self.kept = [*self.kept[-KEPT + 1 :], notice]
        self.said.emit(notice)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, shown.text))

    def _show(self, shown: _Shown) -> None:
        self._now = shown
        self._icon.show_icon(*shown.look)
        self._text.setText(shown.text)
        self._action.setText(shown.action)
        self._action.setVisible(bool(shown.action))
        self._other.setText(shown.other[0] if shown.other else "")
        self._other.setVisible(shown.other is not None)
        self._close.say(shown.close)
        self._place()
        self.show()
        if self._tabs is not None:
            self._follow_tabs(self._tabs)
        self.raise_()
        if shown.stays:
            self._timer.stop()
        else:
            self._timer.start(SHOWN)

    def _answer(self) -> None:
        """What is shown was answered; one that stays and is not comes back."""
        if self._now is self._standing:
            self._standing = None
        self._go()

    def _go(self) -> None:
        self.hide()
        if self._standing is not None:
            self._show(self._standing)

    def _act(self) -> None:
        if self._now is not None:
            self._act_on(self._now)

    def _act_on(self, shown: _Shown) -> None:
        if self._standing is shown:
            self._standing = None
        if self._now is shown:
            self._go()
        if shown.do is not None:
            shown.do()

    def _act_otherwise(self) -> None:
        other = self._now.other if self._now is not None else None
        self._answer()
        if other is not None:
            other[1]()

    def _fade(self) -> None:
        if self.underMouse() or self.isAncestorOf(self.window().focusWidget() or self.window()):
            self._timer.start(SHOWN)
        else:
            self._go()

    def _place(self) -> None:
        page = self.parentWidget()
        if page is None:
            return
        left = self._tabs.mapTo(page, QPoint(self._tabs.width(), 0)).x() + L if self._tabs is not None else XL
        beside = page.width() - left - M >= NARROWEST
        room = page.width() - (left if beside else M) - M
        width = min(room, self._whole_line())
        self.setFixedWidth(width)
        self.resize(width, self._row.heightForWidth(width))  # less than its hint: that is of a narrower text
        self.move(page.width() - width - M, self._top(page, beside=beside))

    def _whole_line(self) -> int:
        """The width that shows the text in one line."""
        parts = [part for part in (self._icon, self._other, self._action, self._close) if not part.isHidden()]
        text = self._text.fontMetrics().horizontalAdvance(self._text.text()) + M
        return text + sum(part.sizeHint().width() + M for part in parts) + 2 * M

    def _top(self, page: QWidget, *, beside: bool) -> int:
        """In the middle of the strip; what is too tall for it begins at its top, what is too wide below it."""
        if self._strip is None:
            return S
        strip = self._strip.rect().translated(self._strip.mapTo(page, QPoint()))
        return strip.top() + max((strip.height() - self.height()) // 2, 0) if beside else strip.bottom() + 1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._answer()
        else:
            super().keyPressEvent(event)
