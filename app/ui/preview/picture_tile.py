"""One file of a post in its preview: the picture, or a ground that says what stands there instead."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.system.words import Words
from app.ui import icons
from app.ui.preview.pictures import ReadPicture
from app.ui.preview.previewed import PreviewPicture
from app.ui.tokens import FILM, ON_PICTURE, OVER_PICTURE, RADIUS, XS, M, S, colors_of
from app.ui.widgets.labels import set_tip

_SIGN = 32


class PictureTile(QWidget):
    """Shows its picture cut to its own shape. `more` is how many further ones it stands for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: PreviewPicture | None = None
        self._image: QImage | None = None
        self._text = ""
        self._badge = ""
        self._badge_warns = False
        self._problem = ""
        self.more = 0
        self.rounded = False

    @property
    def problem(self) -> str:
        """ "missing" or "unreadable", empty when the picture is shown or still being read."""
        return self._problem

    @property
    def is_shown(self) -> bool:
        return self._image is not None

    def show_picture(self, picture: PreviewPicture, words: Words, *, wants_alt: bool) -> None:
        """What stands here; the picture itself comes later."""
        if picture != self._picture:
            self._image, self._problem = None, ""
        self._picture = picture
        self._text = picture.name
        missing = picture.is_picture and wants_alt and not picture.alt_text.strip()
        self._badge_warns = missing
        self._badge = words.t("Alt text missing") if missing else ("ALT" if picture.alt_text.strip() else "")
        self._say(words)
        self.update()

    def show_read(self, read: ReadPicture, words: Words) -> None:
        """The picture, or why there is none."""
        self._image, self._problem = read.image, read.problem
        self._say(words)
        self.update()

    def _say(self, words: Words) -> None:
        picture = self._picture
        if picture is None:
            return
        told = picture.alt_text.strip() or (words.t("No alt text") if picture.is_picture else picture.name)
        if self._problem:
            told = self._told(words)
            self._text = told
        self.setAccessibleName(words.t("Picture") if picture.is_picture else words.t("Video or document"))
        self.setAccessibleDescription(told)
        set_tip(self, told)

    def _told(self, words: Words) -> str:
        name = self._picture.name if self._picture else ""
        if self._problem == "missing":
            return words.t("The file {file} is missing", file=name) if name else words.t("The file is missing")
        return words.t("The file {file} cannot be shown", file=name) if name else words.t("The file cannot be shown")

    # painting
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        if self.rounded:
            path = QPainterPath()
            path.addRoundedRect(box, RADIUS * 2, RADIUS * 2)
            painter.setClipPath(path)
        if self._image is not None:
            self._paint_image(painter, self._image, box)
        else:
            self._paint_ground(painter, box)
        if self.more:
            self._paint_more(painter, box)
        elif self._badge:
            self._paint_badge(painter)
        painter.end()

    def _paint_image(self, painter: QPainter, image: QImage, box: QRectF) -> None:
        part = QSize(self.size()).scaled(image.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (image.width() - part.width()) / 2, (image.height() - part.height()) / 2
        painter.drawImage(box, image, QRectF(left, top, part.width(), part.height()))

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        colors = colors_of(QGuiApplication.palette())
        film = self._picture is not None and not self._picture.is_picture and not self._problem
        painter.fillRect(box, FILM if film else colors.of("hover"))
        name, color = ("play", ON_PICTURE) if film else ("image", colors.of("muted"))
        if self._picture is not None and self._picture.mime == "application/pdf":
            name = "file-text"
        if self._problem:
            name = "image-off"
        sign = icons.pixmap(name, color, _SIGN, self.devicePixelRatioF())
        text = self._text if film or self._problem else ""
        room = box.adjusted(M, 0, -M, 0)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        measured = painter.boundingRect(room, int(flags), text) if text else QRectF()
        height = _SIGN + (S + measured.height() if text else 0)
        top = max(0.0, (box.height() - height) / 2)
        painter.drawPixmap(QPointF((box.width() - _SIGN) / 2, top), sign)
        if text:
            painter.setPen(color)
            room.setTop(top + _SIGN + S)
            painter.drawText(room, int(flags | Qt.TextFlag.TextWrapAnywhere), text)

    def _paint_more(self, painter: QPainter, box: QRectF) -> None:
        painter.fillRect(box, OVER_PICTURE)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.7)
        painter.setFont(font)
        painter.setPen(ON_PICTURE)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"+{self.more}")

    def _paint_badge(self, painter: QPainter) -> None:
        colors = colors_of(QGuiApplication.palette())
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setBold(True)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        sign = metrics.height() if self._badge_warns else 0
        beside, shown = 2 * S + 2 + (sign + XS if sign else 0), self._badge
        if metrics.horizontalAdvance(shown) + beside > self.width() - 2 * S:
            shown = "ALT"  # a small picture has room for the sign and this; the tooltip says it whole
        width = metrics.horizontalAdvance(shown) + beside
        box = QRectF(
            S, self.height() - metrics.height() - XS - S, min(width, self.width() - 2 * S), metrics.height() + XS
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.of("surface") if self._badge_warns else OVER_PICTURE)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        inner = box.adjusted(S, 0, -S, 0)
        if sign:
            drawn = icons.pixmap("triangle-alert", colors.of("warn"), sign - 2, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(inner.left(), inner.center().y() - (sign - 2) / 2), drawn)
            inner.setLeft(inner.left() + sign + XS)
        painter.setPen(colors.of("warn") if self._badge_warns else ON_PICTURE)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
