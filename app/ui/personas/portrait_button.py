"""A persona's portrait on its page: a button that changes it, and a place to drop a picture on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from app.ui.face import Face
from app.ui.personas.portraits import paint_portrait
from app.ui.tokens import colors_of
from app.ui.widgets.file_dialogs import FileDialog, Material
from app.ui.widgets.labels import set_tip

SIDE = 96
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")


class PortraitButton(QAbstractButton):
    chosen = Signal(object)
    """The `Path` of a picture."""
    removed = Signal()

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face, self._language = face, face.language
        self._name, self._has = "", False
        self._image: QImage | None = None
        self.setFixedSize(SIDE, SIDE)
        self.setAcceptDrops(True)
        self.clicked.connect(self._ask)

    def show_portrait(self, name: str, image: QImage | None, *, chosen: bool, may_edit: bool) -> None:
        """`chosen`: the persona has a picture, though it may not be readable now."""
        self._name, self._image, self._has = name, image, chosen
        self.setEnabled(may_edit)
        self.setAcceptDrops(may_edit)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if may_edit else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if may_edit else Qt.CursorShape.ArrowCursor)
        words = self._language.words
        self.setAccessibleName(words.t("Portrait: choose a picture"))
        set_tip(self, words.t("Choose a picture, or drop one here") if may_edit else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_portrait(painter, QRectF(2, 2, SIDE - 4, SIDE - 4), self._name, self._image)
        if self.hasFocus() or (self.underMouse() and self.isEnabled()):
            painter.setPen(QPen(colors_of(QApplication.palette()).of("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(1, 1, SIDE - 2, SIDE - 2), SIDE * 0.19, SIDE * 0.19)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.chosen.emit(files[0])

    def _ask(self) -> None:
        words = self._language.words
        if not self._has:
            self._choose()
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(words.t("Choose another picture…"), self._choose)
        menu.addAction(words.t("Remove the picture"), self.removed.emit)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self) -> None:
        words = self._language.words
        dialog = FileDialog(self._face, words.t("Choose a picture"), Material.PICTURES, self.window())
        pictures = " ".join(f"*{ending}" for ending in PICTURES)
        dialog.setNameFilter(f"{words.t('Pictures')} ({pictures})")
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.open()
