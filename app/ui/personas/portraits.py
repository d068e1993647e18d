"""Portraits of personas: a picture cut to a rounded square, or initials on a calm gradient that belongs to the name."""

from __future__ import annotations

from hashlib import blake2s
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QImageReader,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPixmap,
    QPixmapCache,
)

from app.ui.icons import ON_MARK

KEPT_SIDE = 320
"""Pixels of the side of a portrait kept in memory."""
_CORNER = 0.18
_LETTERS = 0.38


def read_portrait(path: Path) -> QImage | None:
    """The picture as a small square, None when it cannot be read. On a worker's thread."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and min(size.width(), size.height()) > KEPT_SIDE:
        reader.setScaledSize(size.scaled(QSize(KEPT_SIDE, KEPT_SIDE), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return None
    side = min(image.width(), image.height())
    return image.copy((image.width() - side) // 2, (image.height() - side) // 3, side, side)


def initials(name: str) -> str:
    """First letters of the first and the last word: "Prezentowa Ewa" is PE."""
    words = [word for word in name.split() if word[0].isalnum()]
    chosen = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0] for word in chosen).upper() or "?"


def ground_of(name: str) -> tuple[QColor, QColor]:
    """Two calm colours for a name, always the same ones; white letters are readable on both."""
    digest = blake2s(name.strip().casefold().encode(), digest_size=2).digest()
    hue = digest[0] * 360 // 256
    return QColor.fromHsl(hue, 92, 104), QColor.fromHsl((hue + 36 + digest[1] % 24) % 360, 104, 72)


def portrait_picture(name: str, image: QImage | None, side: int, ratio: float) -> QPixmap:
    """As `paint_portrait`, kept for the next time the same one is shown."""
    key = f"szpalta portrait {image.cacheKey() if image is not None else name} {side} {ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_portrait(painter, QRectF(0, 0, side, side), name, image)
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def paint_portrait(painter: QPainter, box: QRectF, name: str, image: QImage | None) -> None:
    """Draws into `box`, a square."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    shape = QPainterPath()
    shape.addRoundedRect(box, box.width() * _CORNER, box.width() * _CORNER)
    if image is not None:
        painter.setClipPath(shape)
        painter.drawImage(box, image)
    else:
        first, second = ground_of(name)
        ground = QLinearGradient(QPointF(box.left(), box.top()), QPointF(box.right(), box.bottom()))
        ground.setColorAt(0, first)
        ground.setColorAt(1, second)
        painter.fillPath(shape, ground)
        font = QFont(painter.font())
        font.setPixelSize(max(1, round(box.width() * _LETTERS)))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor(ON_MARK))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), initials(name))
    painter.restore()
