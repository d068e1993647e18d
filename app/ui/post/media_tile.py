"""One file of a post as a thumbnail that can be chosen, moved and taken out."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from app.ui.preview.picture_tile import PictureTile

SIZE = 92
KIND = "application/x-szpalta-place"


class MediaTile(QFrame):
    """Arrows with Alt move it, Delete takes it out, Enter goes to its alt text."""

    chosen = Signal(int)
    moved = Signal(int, int)
    """From which place to which."""
    removed = Signal(int)
    entered = Signal(int)

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._pressed: QPoint | None = None
        self.movable = True
        self.picture = PictureTile()
        self.picture.rounded = True
        self.picture.setFixedSize(QSize(SIZE, SIZE))
        self.setProperty("tile", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(3, 3, 3, 3)
        inside.addWidget(self.picture)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self.movable and with_alt:
            self.moved.emit(self._place, self._place + step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.movable:
            self.removed.emit(self._place)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.entered.emit(self._place)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not self.movable or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        drag, data = QDrag(self), QMimeData()
        data.setData(KIND, str(self._place).encode())
        drag.setMimeData(data)
        drag.setPixmap(self.picture.grab())
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(KIND) and self.movable:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        if not event.mimeData().hasFormat(KIND):
            event.ignore()
            return
        event.acceptProposedAction()
        self.moved.emit(int(bytes(event.mimeData().data(KIND).data()).decode()), self._place)
