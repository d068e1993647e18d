"""Messages that were shown over a page and went, to be read again: time, icon and text, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.notices import KEPT, Notice, Notices
from app.ui.tokens import XS, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label

MOST = 15


class Messages(QObject):
    """Those of the workspace that is open, also after the page they stood on was built anew for another brand."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._from: Notices | None = None
        self.kept: tuple[Notice, ...] = ()

    def follow(self, notices: Notices | None) -> None:
        """None: no workspace is open, and what was said belongs to the one before."""
        if notices is self._from:
            return
        self._from = notices
        if notices is None:
            self.kept = ()
        else:
            self.kept = (*self.kept, *notices.kept)[-KEPT:]
            notices.said.connect(self._add)
        self.changed.emit()

    def _add(self, notice: Notice) -> None:
        self.kept = (*self.kept, notice)[-KEPT:]
        self.changed.emit()


class MessageRow(QFrame):
    """Takes the focus, so that Tab and arrows come by and the message is read out. One that asks for something leads there
    by Enter or a click."""

    def __init__(self, notice: Notice, face: Face) -> None:
        super().__init__()
        words, time = face.language.words, face.language.formats.time(notice.at)
        kind = words.t("Trouble") if notice.trouble else words.t("Done")
        self.setProperty("line", True)
        self.setProperty("opens", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._notice = notice
        self.setAccessibleName(" ".join(filter(None, (f"{time}, {kind}: {notice.text}", notice.action))))
        icon, role = ("triangle-alert", "failed") if notice.trouble else ("circle-check", "approved")
        row = QHBoxLayout(self)
        row.setContentsMargins(XS, XS, S, XS)
        row.setSpacing(S)
        row.addWidget(IconLabel(icon, role), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(wrapped_label(notice.text), 1)
        if notice.do is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            row.addWidget(plain_label(notice.action, "strong"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain_label(time, "small"), 0, Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):  # else the list scrolls under the focus
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._open()

    def _open(self) -> None:
        if self._notice.do is not None:
            self.window().close()
            self._notice.do()


class RecentMessages(QWidget):
    """Hidden while there are none."""

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self._heading = plain_label("", "caption")
        self._rows: dict[int, MessageRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, S, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)

    @property
    def first(self) -> QWidget | None:
        """What takes the focus first."""
        return next(reversed(self._rows.values()), None)

    def show_all(self, kept: Iterable[Notice]) -> None:
        """Rows that stand already stay, and so does the focus."""
        wanted = {id(row): row for row in [*kept][-MOST:]}
        self._heading.setText(self._face.language.words.t("Recent messages"))
        for number in [number for number in self._rows if number not in wanted]:
            old = self._rows.pop(number)
            old.hide()
            old.deleteLater()
        for number, notice in wanted.items():
            if number not in self._rows:
                row = self._rows[number] = MessageRow(notice, self._face)
                self._column.insertWidget(1, row)
                row.show()
        for above, below in pairwise(reversed(self._rows.values())):
            QWidget.setTabOrder(above, below)
        self.setVisible(bool(self._rows))
