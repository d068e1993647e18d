"""A dashboard as one picture, drawn at the density it is wanted in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from app.ui.printing.dashboard_pages import DashboardDocument
from app.ui.printing.paper import MARGIN_MM, MM, printable

DOTS = 2
"""Pixels of a point at 1×: 144 to the inch."""
HIGHEST = 32_000
"""Pixels a painter can reach: what lies beyond is drawn in bands."""
ROWS = 256
"""Pixels filled or copied at a time: nothing else runs meanwhile."""
METRE = 39.37 * 72


def dashboard_picture(document: DashboardDocument, scale: int, told: Callable[[float | None], None]) -> QImage:
    """`told` hears 0..1 and may raise to stop."""
    margin, wide = MARGIN_MM * MM, printable(False).width()
    high = document.whole_height(wide)
    size = [round((side + 2 * margin) * DOTS) * scale for side in (wide, high)]
    whole = _blank(size[0], size[1])
    for top in range(0, whole.height(), HIGHEST):
        told(top / whole.height())
        fits = whole.height() <= HIGHEST
        band = whole if fits else _blank(whole.width(), min(HIGHEST, whole.height() - top))
        painter = QPainter(band)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(0, -top)
        painter.scale(DOTS * scale, DOTS * scale)
        painter.translate(margin, margin)
        document.paint_whole(painter, QSizeF(wide, high))
        painter.end()
        if not fits:
            _copy(band, whole, top, told)
    whole.setDotsPerMeterX(round(DOTS * scale * METRE))
    whole.setDotsPerMeterY(round(DOTS * scale * METRE))
    return whole


def _blank(wide: int, high: int) -> QImage:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    if image.isNull():
        raise MemoryError
    painter = QPainter(image)
    for top in range(0, high, ROWS):
        painter.fillRect(0, top, wide, ROWS, Qt.GlobalColor.white)
    painter.end()
    return image


def _copy(band: QImage, whole: QImage, top: int, told: Callable[[float | None], None]) -> None:
    """Into the whole picture, from its row `top` on."""
    line, source, target = whole.bytesPerLine(), memoryview(band.constBits()), memoryview(whole.bits())
    for row in range(0, band.height(), ROWS):
        told((top + row) / whole.height())
        end = min(row + ROWS, band.height())
        target[(top + row) * line : (top + end) * line] = source[row * line : end * line]


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
