"""One page of a document as a picture, drawn only while somebody can see it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.tokens import colors_of

PAPER = QColor("#FFFFFF")


class PageView(QWidget):
    """White paper until its picture is there. It asks once for each picture it lacks."""

    wanted = Signal(int)
    """The number of a page that was painted without a picture of its size."""

    def __init__(self, page: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = page
        self._image: QImage | None = None
        self._asked = self._sharp = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def image(self) -> QImage | None:
        return self._image

    def show_image(self, image: QImage | None) -> None:
        """None: back to white paper."""
        self._image, self._asked, self._sharp = image, False, image is not None
        self.update()

    def let_go(self) -> None:
        """Nobody sees it any more: it asks again when somebody does."""
        self._asked = False

    def fit(self, size: QSize) -> None:
        """Another size wants a sharper picture; the old one stays until it is there."""
        if size != self.size():
            self._asked = False
            self._sharp = False
            self.setFixedSize(size)

    def sizeHint(self) -> QSize:
        return self.size()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        painter.fillRect(box, PAPER)
        if self._image is not None:
            painter.drawImage(box, self._image)
        painter.setPen(colors_of(QGuiApplication.palette()).of("line"))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
        if not self._sharp and not self._asked:
            self._asked = True
            self.wanted.emit(self.page)
