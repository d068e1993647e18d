"""A veil over a tile while its dashboard is arranged: dragged, stretched at its corner, moved and sized by keys, taken away."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from app.ui.dashboard.frame import TileFrame
from app.ui.tokens import RADIUS, XL, XS, S, colors_of
from app.ui.widgets.icon_label import IconButton

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


_LOOKED_AT = (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut)


class TileHandle(QWidget):
    dragged = Signal(QPoint)
    """On the screen: how far left the tile would stand, and how low the mouse is."""
    dropped = Signal(QPoint)
    stretched = Signal(QSize, bool)
    """The size wanted in pixels, and whether that is the last word."""
    stepped = Signal(int, int)
    """Columns and rows to move by."""
    grown = Signal(int, int)
    """Columns and steps to grow by."""
    asked = Signal(str)
    """"change", "filters", "text" or "remove"."""

    def __init__(self, frame: TileFrame, *, written: bool) -> None:
        """`written`: its text is a person's."""
        super().__init__(frame)
        self._frame = frame
        self._from: QPoint | None = None
        self._stretching = self._moving = False
        self._policies = [(one, one.focusPolicy()) for one in frame.findChildren(QWidget) if one is not self]
        for one, _ in self._policies:
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        words = frame.tell.words
        self.setAccessibleName(words.t("Arrange: {tile}", tile=frame.heading))
        self.setAccessibleDescription(words.t("Arrow keys move, with Shift they size. Delete takes the tile away."))
        self.change, self.filters = IconButton("repeat-2"), IconButton("settings")
        self.text, self.remove, self.more = IconButton("pencil"), IconButton("x"), IconButton("ellipsis")
        self.change.say(words.t("Show something else here: {tile}", tile=frame.heading))
        self.filters.say(words.t("Filters of this tile: {tile}", tile=frame.heading))
        self.text.say(words.t("Write the note"))
        self.remove.say(words.t("Take the tile away: {tile}", tile=frame.heading), words.c("key", "Delete"))
        self.more.say(words.t("More: {tile}", tile=frame.heading))
        self.more.clicked.connect(lambda: frame.show_menu(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        tools = QFrame(self)
        tools.setAutoFillBackground(True)
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        steps = {"remove": self.remove, "change": self.change, "filters": self.filters, "text": self.text}
        for what, button in steps.items():
            button.clicked.connect(lambda _=False, what=what: self.asked.emit(what))
        self._buttons = (*steps.values(), self.more)
        for button in self._buttons:
            row.addWidget(button)
            button.installEventFilter(self)
        self.text.setVisible(written)
        self.filters.setVisible(not written)
        self.change.setVisible(not written)
        self._tools = tools
        self._soon = QTimer(self)  # a focus that moves on to a tool is nowhere for a moment
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show_tools)
        frame.installEventFilter(self)
        self._cover()
        self.show()
        self._show_tools()

    def leave(self) -> None:
        """The tile is itself again."""
        self._frame.removeEventFilter(self)
        for one, policy in self._policies:
            if shiboken6.isValid(one):  # the figures of before may be gone
                one.setFocusPolicy(policy)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._frame and event.type() == QEvent.Type.Resize:
            self._cover()
        elif event.type() in _LOOKED_AT:
            self._soon.start()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() in _LOOKED_AT:
            self._soon.start()
        return super().event(event)

    def _show_tools(self) -> None:
        """Only over the tile somebody is at: they cover its heading."""
        here = self.underMouse() or self.hasFocus() or any(one.hasFocus() for one in self._buttons)
        self._tools.setVisible(here)

    def _cover(self) -> None:
        self.setGeometry(self._frame.rect())
        hint = self._tools.sizeHint()
        head = self._frame.contentsRect()  # the menu stands where the tile's own does
        self._tools.setGeometry(QRect(QPoint(head.right() + 1 - S - hint.width(), head.top() + S), hint))
        self.raise_()

    @property
    def _corner(self) -> QRect:
        return QRect(self.width() - XL, self.height() - XL, XL, XL)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.position().toPoint()
            self._stretching = self._corner.contains(self._from)
            self._moving = False
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        stretch = self._stretching or self._corner.contains(at)
        self.setCursor(Qt.CursorShape.SizeFDiagCursor if stretch else Qt.CursorShape.SizeAllCursor)
        if self._from is None:
            return
        far = (at - self._from).manhattanLength() >= QApplication.startDragDistance()
        if self._stretching:
            self.stretched.emit(QSize(at.x(), at.y()), False)
        elif far or self._moving:
            self._moving = True
            self.dragged.emit(event.globalPosition().toPoint() - QPoint(self._from.x(), 0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        begun, at = self._from, event.position().toPoint()
        self._from = None
        if begun is not None and self._stretching:
            self.stretched.emit(QSize(at.x(), at.y()), True)
        elif begun is not None and self._moving:
            self.dropped.emit(event.globalPosition().toPoint() - QPoint(begun.x(), 0))
        self._stretching = self._moving = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            across, down = _ARROWS[key]
            signal = self.grown if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self.stepped
            signal.emit(across, down)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.asked.emit("remove")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit("filters" if self.text.isHidden() else "text")
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = colors_of(QGuiApplication.palette()).of("accent")
        style = Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine
        painter.setPen(QPen(accent, 2 if self.hasFocus() else 1, style))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), RADIUS, RADIUS)
        painter.setPen(QPen(accent, 2))
        right, low = self.width() - XS - 2, self.height() - XS - 2
        for reach in (6, 11):
            painter.drawLine(right - reach, low, right, low - reach)
        painter.end()
