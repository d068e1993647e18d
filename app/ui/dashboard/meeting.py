"""A dashboard over the whole screen, for a meeting: title, days and tiles, nothing to set. Escape or F11 leaves it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.system.dashboard_words import dashboard_name
from app.ui.dashboard.telling import Telling
from app.ui.dashboard.tiles_page import TilesPage
from app.ui.theme import letters
from app.ui.tokens import XL, L
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.scrolled import roomy_area

CHARACTERS = 180
"""Of text that stand beside each other, on average: on a wide screen letters grow, so that they are read from the far seats."""
LARGEST = 2.0


class Meeting(QWidget):
    def __init__(self, tell: Telling, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title, self._told = wrapped_label("", "title"), wrapped_label("", "small")
        self.leave = IconButton("x", "text", self)
        self.leave.clicked.connect(self.close)
        texts, head, whole = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        texts.addWidget(self._title)
        texts.addWidget(self._told)
        head.setContentsMargins(XL, L, XL, 0)
        head.addLayout(texts, 1)
        head.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        area = roomy_area(self)
        self.tiles = TilesPage(area.viewport())
        area.setWidget(self.tiles)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(area, 1)
        self._points = 0.0
        self.setGeometry(
            parent.screen().geometry()
        )  # where no window manager does it, and before the tiles are laid out
        self._grow_letters(self.width())
        self.show_dashboard(tell)

    def show_dashboard(self, tell: Telling) -> None:
        """The figures as they are now; what stands stays until the new tiles are made."""
        words, board = tell.words, tell.dashboard
        name = dashboard_name(board.spec, words)
        self.setWindowTitle(name)
        self._title.setText(name)
        told = [board.names.get("workspace", ""), tell.days(board.period.first, board.period.last)]
        if board.data_at is not None:
            told.append(words.t("data of {when}", when=tell.formats.moment(board.data_at, board.now)))
        self._told.setText(" · ".join(filter(None, told)))
        self.leave.say(words.t("Leave the full screen"), "Esc")
        self.tiles.show_tiles(tell)

    def _grow_letters(self, width: int) -> None:
        """In quarters of the system's size, and never below it."""
        font = QApplication.font()
        beside = width / QFontMetricsF(font).averageCharWidth()
        points = font.pointSizeF() * min(max(round(4 * beside / CHARACTERS) / 4, 1.0), LARGEST)
        if points != self._points:
            self._points = points
            self.setStyleSheet(letters(points))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow_letters(event.size().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.close()
        else:
            super().keyPressEvent(event)
