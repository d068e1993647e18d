"""A plot as a control: hover and arrow keys read its values, a click or Enter asks for the posts behind one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.plots.drawing import Drawing, Mark, mark_at
from app.ui.plots.look import PlotLook, screen_look
from app.ui.tokens import RADIUS
from app.ui.widgets.labels import as_tip

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class PlotWidget(QWidget):
    """Shows one drawing. Its accessible name and description are given by whoever knows what the numbers mean."""

    chosen = Signal(object)
    """A `Pick`: the posts behind a value were asked for."""

    def __init__(self, drawing: Drawing, *, least: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing = drawing
        self._least = least
        self.active: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if drawing.marks else Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_anew(self, drawing: Drawing) -> None:
        """Another drawing in the same place."""
        self.read(None)
        self.drawing = drawing
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if drawing.marks else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()
        self.update()

    @property
    def look(self) -> PlotLook:
        return screen_look(self.font())

    @property
    def reading(self) -> Mark | None:
        """The mark that is read now."""
        return None if self.active is None else self.drawing.marks[self.active]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(round(self.drawing.height(width, self.look)), self._least)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._least or 32)

    def read(self, place: int | None, at: QPointF | None = None) -> None:
        """Makes one mark the one that is read; it is shown beside it and said to those who listen."""
        if place == self.active:
            return
        self.active = place
        self.update()
        if place is None:
            QToolTip.hideText()
            return
        says = self.drawing.marks[place].says
        spot = self.drawing.spots(self._size(), self.look)[place]
        corner = (at or spot.center()).toPoint()
        QToolTip.showText(self.mapToGlobal(corner), as_tip(says), self)
        if at is None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, says))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_values(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.look.colors.of("accent"), 1))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS, RADIUS)
        painter.end()

    def paint_values(self, painter: QPainter) -> None:
        """Everything but the focus."""
        self.drawing.paint(painter, self._size(), self.look, self.active)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.read(mark_at(self.drawing, event.position(), self._size(), self.look), event.position())
        reading = self.reading
        self.setCursor(Qt.CursorShape.PointingHandCursor if reading and reading.pick else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = mark_at(self.drawing, event.position(), self._size(), self.look)
        if event.button() is Qt.MouseButton.LeftButton and place is not None:
            self.read(place, event.position())
            self._ask()
        super().mouseReleaseEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self.read(None)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.read(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.drawing.marks) - 1
        key = Qt.Key(event.key())
        if key in _STEPS and last >= 0:
            start = self.active if self.active is not None else (-1 if _STEPS[key] > 0 else last + 1)
            self.read(max(0, min(start + _STEPS[key], last)))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and last >= 0:
            self.read(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.active is not None:
            self._ask()
        elif key == Qt.Key.Key_Escape and self.active is not None:
            self.read(None)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()

    def _ask(self) -> None:
        if (reading := self.reading) is not None and reading.pick is not None:
            self.chosen.emit(reading.pick)

    def _size(self) -> QSizeF:
        return QSizeF(self.size())
