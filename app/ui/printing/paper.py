"""Paper: what a printed document is, its PDF, and a page of it as a picture. A4, vector, with selectable text.

QPdfWriter and not QPrinter writes the file: the latter makes a picture of each page.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from app import __version__

POINTS = 72
"""Units of a page are points, 72 to the inch."""
RESOLUTION = 1200
MARGIN_MM = 12.0
MM = POINTS / 25.4


class PrintedDocument(Protocol):
    """Something that can be drawn page by page. Sizes are points; the origin is the corner inside the margins."""

    @property
    def title(self) -> str: ...
    @property
    def landscape(self) -> bool: ...
    def page_count(self, size: QSizeF) -> int: ...
    def paint_page(self, painter: QPainter, page: int, size: QSizeF) -> None:
        """Draws page `page` (from 0) inside `size`. Black on white whatever the window looks like."""
        ...


def page_layout(landscape: bool) -> QPageLayout:
    """A4 with the margins every printer can keep."""
    turned = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, margins, QPageLayout.Unit.Millimeter)


def printable(landscape: bool) -> QSizeF:
    """The space inside the margins, in points."""
    return page_layout(landscape).paintRect(QPageLayout.Unit.Point).size()


def write_pdf(document: PrintedDocument, path: Path) -> None:
    """Writes the document as PDF, whole or not at all. Raises `OSError` when the place cannot be written."""
    half = path.with_name(f".{path.name}.part")
    try:
        half.write_bytes(pdf_of(document))
        half.replace(path)
    finally:
        with suppress(FileNotFoundError):
            half.unlink()


def pdf_of(document: PrintedDocument, told: Callable[[float | None], None] = lambda share: None) -> bytes:
    """The document as the bytes of a PDF file. `told` hears 0..1 between pages and may raise to stop."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout(document.landscape))
    writer.setTitle(document.title)
    writer.setCreator(f"Szpalta {__version__}")
    size = printable(document.landscape)
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"{document.title} cannot be drawn")
    try:
        painter.scale(RESOLUTION / POINTS, RESOLUTION / POINTS)
        count = document.page_count(size)
        for page in range(count):
            told(page / count)
            if page:
                writer.newPage()
            painter.save()
            document.paint_page(painter, page, size)
            painter.restore()
    finally:
        painter.end()
    buffer.close()
    return bytes(content.data())


def page_image(document: PrintedDocument, page: int, dots_per_inch: int = 110) -> QImage:
    """One page with its margins, for a preview or a PNG."""
    layout = page_layout(document.landscape)
    whole = layout.fullRect(QPageLayout.Unit.Point).size()
    scale = dots_per_inch / POINTS
    image = QImage(round(whole.width() * scale), round(whole.height() * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    try:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        inside = layout.paintRect(QPageLayout.Unit.Point)
        painter.translate(inside.topLeft())
        size = printable(document.landscape)
        painter.setClipRect(QRectF(-inside.x(), -inside.y(), whole.width(), whole.height()))
        document.paint_page(painter, page, size)
    finally:
        painter.end()
    return image
