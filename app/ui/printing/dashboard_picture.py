"""A dashboard as one picture, drawn at the density it is wanted in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from app.ui.printing.dashboard_pages import DashboardDocument
from app.ui.printing.paper import MARGIN_MM, MM, printable

DOTS = 2
"""Pixels of a point at 1×: 144 to the inch."""
BAND = 4000
"""Pixels drawn at a time: the painter knows no place beyond 32,767."""
METRE = 39.37 * 72


def dashboard_picture(document: DashboardDocument, scale: int, told: Callable[[float | None], None]) -> QImage:
    """`told` hears 0..1 and may raise to stop."""
    margin, wide = MARGIN_MM * MM, printable(False).width()
    high, dots = document.whole_height(wide), DOTS * scale
    size = [round((side + 2 * margin) * DOTS) * scale for side in (wide, high)]
    whole = QImage(size[0], size[1], QImage.Format.Format_RGB32)
    if whole.isNull():
        raise MemoryError
    for top in range(0, whole.height(), BAND):
        told(top / whole.height())
        band = QImage(whole.width(), min(BAND, whole.height() - top), QImage.Format.Format_RGB32)
        band.fill(Qt.GlobalColor.white)
        painter = QPainter(band)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(0, -top)
        painter.scale(dots, dots)
        painter.translate(margin, margin)
        document.paint_whole(painter, QSizeF(wide, high))
        painter.end()
        start = top * whole.bytesPerLine()
        memoryview(whole.bits())[start : start + band.sizeInBytes()] = memoryview(band.constBits())
    whole.setDotsPerMeterX(round(dots * METRE))
    whole.setDotsPerMeterY(round(dots * METRE))
    return whole


def png_of(image: QImage) -> bytes:
    """A picture as the bytes of a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(image):
        raise OSError(writer.errorString())
    buffer.close()
    return bytes(content.data())
