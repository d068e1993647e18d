"""Reading pictures for the screen, off the main thread and at the size they are shown at.

A picture may come from anybody: only the kinds the media library takes are decoded, never more than `MOST_PIXELS`, and
Qt gives up on one that asks for more memory than `MEMORY`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

KINDS = frozenset({"png", "jpeg", "webp", "gif"})
MOST_PIXELS = 60_000_000
MEMORY = 256
"""Mebibytes one decoded picture may take."""


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """`shape` is height by width of the whole picture. `problem`: "missing" or "unreadable", then there is no image."""

    image: QImage | None
    shape: float | None = None
    problem: str = ""


def read_picture(path: Path | None, size: QSize) -> ReadPicture:
    """The picture scaled so that it fills `size` (pixels of the display); what sticks out is left out."""
    if path is None or not path.is_file():
        return ReadPicture(None, problem="missing")
    QImageReader.setAllocationLimit(MEMORY)
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    whole = reader.size() if reader.format().toStdString() in KINDS else QSize()
    if not whole.isValid() or whole.width() * whole.height() > MOST_PIXELS:
        return ReadPicture(None, problem="unreadable")
    turned = bool(reader.transformation().value & 4)
    wanted = size.transposed() if turned else size
    scaled = whole.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    if scaled.width() < whole.width():
        reader.setScaledSize(scaled)
    image = reader.read()
    if image.isNull():
        return ReadPicture(None, problem="unreadable")
    shape = image.height() / image.width()
    return ReadPicture(_cut(image, size), shape)


def _cut(image: QImage, size: QSize) -> QImage:
    """The middle of the picture in the proportions of `size`."""
    part = size.scaled(image.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return image.copy(
        QRect((image.width() - part.width()) // 2, (image.height() - part.height()) // 2, part.width(), part.height())
    )


def shape_of(path: Path | None) -> float | None:
    """Height by width as it is shown, read from the head of the file; None when it cannot be known."""
    if path is None or not path.is_file():
        return None
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    if reader.format().toStdString() not in KINDS:
        return None
    whole = reader.size()
    if whole.isEmpty():
        return None
    shape = whole.height() / whole.width()
    return 1 / shape if reader.transformation().value & 4 else shape
