"""How a chip looks, the same in every view: the state's edge, the network's mark, the time, the first words, the state's icon."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPaintDevice, QPainter, QPalette

from app.domain.content import PlannedChip
from app.domain.networks import Network
from app.domain.workflow import PostState
from app.system.formats import Formats
from app.ui import icons
from app.ui.calendar.plan import Book
from app.ui.tokens import RADIUS, SMALL, STATE_LOOK, XS, Colors, colors_of

EDGE = 3
MARK = 16
ICON = 14
GAP = 5
LEAST_TEXT = 3
"""Average characters below which first words say nothing and are left out."""
_FADED = frozenset({PostState.CANCELLED, PostState.REMOVED, PostState.REJECTED})


@dataclass(frozen=True, slots=True)
class ChipLook:
    """Fonts and colours of one painting; made anew when font, palette or language changes."""

    font: QFont
    bold: QFont
    metrics: QFontMetrics
    bold_metrics: QFontMetrics
    colors: Colors
    formats: Formats
    book: Book
    ratio: float

    @property
    def height(self) -> int:
        """Of a chip with one line."""
        return max(self.metrics.height() + XS, MARK + XS)

    @property
    def tall(self) -> int:
        """Of a chip with two lines."""
        return self.height + self.metrics.height()

    def network(self, chip: PlannedChip) -> Network:
        profile = self.book.profiles.get(chip.profile_id)
        return profile.network if profile else Network.OTHER


def look_of(font: QFont, palette: QPalette, formats: Formats, book: Book, ratio: float) -> ChipLook:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * SMALL)
    bold = QFont(small)
    bold.setWeight(QFont.Weight.DemiBold)
    return ChipLook(small, bold, QFontMetrics(small), QFontMetrics(bold), colors_of(palette), formats, book, ratio)


def paint_chip(
    painter: QPainter,
    rect: QRect,
    chip: PlannedChip,
    title: str,
    look: ChipLook,
    *,
    chosen: bool = False,
    two: bool = False,
) -> None:
    """Paints a chip into its rectangle; `two` puts the words on a line of their own."""
    colors = look.colors
    icon, role = STATE_LOOK[chip.state]
    _paint_ground(painter, rect, colors, colors.of(role), chosen)
    line = QRect(rect.left(), rect.top(), rect.width(), look.height)
    left, right = rect.left() + EDGE + GAP, rect.right() - XS
    middle = line.center().y()
    right -= ICON
    painter.drawPixmap(QPoint(right, middle - ICON // 2 + 1), icons.pixmap(icon, colors.of(role), ICON, look.ratio))
    mark = icons.mark(look.network(chip), colors, MARK, look.ratio)
    painter.drawPixmap(QPoint(left, middle - MARK // 2 + 1), mark)
    left += MARK + GAP
    right -= GAP
    left = _paint_time(painter, line, left, right, look.formats.time(chip.due_at), look)
    below = QRect(rect.left() + EDGE + GAP, line.bottom(), rect.width() - EDGE - GAP - XS, look.metrics.height())
    words = below if two else QRect(left, line.top(), right - left, line.height())
    if words.width() < look.metrics.averageCharWidth() * LEAST_TEXT:
        return
    painter.setFont(look.font)
    painter.setPen(QColor(colors.muted if chip.state in _FADED else colors.text))
    shown = look.metrics.elidedText(title, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, _LEFT, shown)


def _paint_ground(painter: QPainter, rect: QRect, colors: Colors, edge: QColor, chosen: bool) -> None:
    painter.setPen(QColor(colors.accent) if chosen else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors.accentsoft if chosen else colors.hover))
    painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), RADIUS - 2, RADIUS - 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(edge)
    painter.drawRoundedRect(QRect(rect.left(), rect.top(), EDGE, rect.height() - 1), 1.5, 1.5)


def _paint_time(painter: QPainter, line: QRect, left: int, right: int, time: str, look: ChipLook) -> int:
    """Gives where the next thing may begin."""
    width = look.metrics.horizontalAdvance(time)
    if left + width > right:
        return left
    painter.setFont(look.font)
    painter.setPen(QColor(look.colors.muted))
    painter.drawText(QRect(left, line.top(), width, line.height()), _LEFT, time)
    return left + width + GAP


def ratio_of(device: QPaintDevice | None) -> float:
    """Device pixels per pixel where something is painted."""
    screen = QGuiApplication.primaryScreen()
    return device.devicePixelRatio() if device is not None else screen.devicePixelRatio()


_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextSingleLine)
