"""All posts of one day in a small window over the month."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.calendar.agenda import AgendaView
from app.ui.calendar.desk import Desk
from app.ui.tokens import XS, S

WIDTH, HIGHEST = 420, 480


class DayList(QFrame):
    """Esc closes it; so does opening a post from it."""

    def __init__(self, desk: Desk, day: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", True)
        name = desk.context.face.language.formats.day_full(day)
        self.setAccessibleName(name)
        self.view = AgendaView(desk)
        self.view.setAccessibleName(name)
        self.view.show_day(day)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XS, XS, XS, XS)
        whole.addWidget(self.view)
        desk.opened.connect(self.close)
        desk.created.connect(self.close)
        desk.source.changed.connect(self.view.rows.refresh)

    def open_at(self, place: QRect) -> None:
        """Opens over a place of the screen, as high as its rows."""
        rows = sum(self.view.sizeHintForRow(row) for row in range(self.view.rows.rowCount()))
        self.resize(max(WIDTH, place.width()), min(rows + S + 2 * XS + 4, HIGHEST))
        screen = self.screen().availableGeometry()
        x = max(screen.left(), min(place.left(), screen.right() - self.width()))
        y = max(screen.top(), min(place.top(), screen.bottom() - self.height()))
        self.move(QPoint(x, y))
        self.show()
        self.view.setCurrentIndex(self.view.rows.index(min(1, self.view.rows.rowCount() - 1)))
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
