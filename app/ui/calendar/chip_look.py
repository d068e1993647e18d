"""How a chip looks, the same in every view: the state's edge, the network's mark, the time, the first words, the state's icon.

Hundreds are painted at a time: what many chips have in common is drawn once and kept in the look.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPixmap, QStaticText

from app.domain.content import PlannedChip
from app.domain.networks import Network
from app.domain.workflow import PostState
from app.system.formats import Formats
from app.ui import icons
from app.ui.calendar.plan import Book
from app.ui.colors import Colors
from app.ui.tokens import RADIUS, SMALL, STATE_LOOK, XS, colors_of

EDGE = 3
MARK = 16
ICON = 14
GAP = 4
INDENT = EDGE + GAP + XS
"""Beside words on lines of their own."""
LONG = 60
LEAST_TEXT = 3
"""Average characters below which first words say nothing and are left out."""
ROOMY = 4
"""Average characters below which the words get a line of their own."""
_FADED = frozenset({PostState.CANCELLED, PostState.REMOVED, PostState.REJECTED})
MOST_LINES = 3
"""Lines the words of a chip take at most."""
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextSingleLine)


class _Ground(NamedTuple):
    """What chips have in common: size, state, network, and whether a person stands on it."""

    width: int
    height: int
    state: PostState
    network: Network
    chosen: bool


class _Time(NamedTuple):
    text: QStaticText
    width: int
    top: int


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
    height: int
    """Of a chip with one line."""
    letter: int
    """Width of an average character."""
    beside: int
    """What stands in a chip beside its words: edge, mark, the widest time, icon and the gaps."""
    text: QColor
    muted: QColor
    _grounds: dict[_Ground, QPixmap] = field(default_factory=dict)
    _times: dict[str, _Time] = field(default_factory=dict)
    _wrapped: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)

    @property
    def tall(self) -> int:
        """Of a chip with two lines."""
        return self.height + self.metrics.height()

    def lines(self, text: str, width: int) -> tuple[str, ...]:
        """The text in lines of words, the last one elided where there would be more than `MOST_LINES`."""
        key = (text, width)
        if key not in self._wrapped:
            self._wrapped[key] = _in_lines(text, width, self)
        return self._wrapped[key]

    def needed(self, text: str, width: int) -> int:
        """Lines under the time that a text wants in a chip `width` wide; 0: it has room beside the time."""
        if self.metrics.horizontalAdvance(text[: 4 * LONG]) <= width - self.beside:
            return 0
        return len(self.lines(text, width - INDENT))

    def network(self, chip: PlannedChip) -> Network:
        profile = self.book.profiles.get(chip.profile_id)
        return profile.network if profile else Network.OTHER

    def ground(self, rect: QRect, chip: PlannedChip, chosen: bool) -> QPixmap:
        key = _Ground(rect.width(), rect.height(), chip.state, self.network(chip), chosen)
        if key not in self._grounds:
            self._grounds[key] = _drawn(key, self)
        return self._grounds[key]

    def time(self, chip: PlannedChip) -> _Time:
        text = self.formats.time(chip.due_at)
        if text not in self._times:
            made = QStaticText(text)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.prepare(font=self.font)
            top = (self.height - round(made.size().height())) // 2
            self._times[text] = _Time(made, self.metrics.horizontalAdvance(text), top)
        return self._times[text]

    def fitting(self, text: str, width: int) -> str:
        """Elided; of a long text only as much is measured as could ever fit."""
        most = 2 * width // max(1, self.letter) + 4
        shown = text if len(text) <= most else text[:most] + "…"
        return self.metrics.elidedText(shown, Qt.TextElideMode.ElideRight, width)


def look_of(font: QFont, palette: QPalette, formats: Formats, book: Book, ratio: float) -> ChipLook:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * SMALL)
    bold = QFont(small)
    bold.setWeight(QFont.Weight.DemiBold)
    metrics, colors = QFontMetrics(small), colors_of(palette)
    return ChipLook(
        small,
        bold,
        metrics,
        QFontMetrics(bold),
        colors,
        formats,
        book,
        ratio,
        max(metrics.height() + XS, MARK + XS),
        metrics.averageCharWidth(),
        EDGE + GAP + MARK + GAP + metrics.horizontalAdvance("00:00") + GAP + GAP + ICON + XS,
        QColor(colors.text),
        QColor(colors.muted),
    )


def paint_chip(
    painter: QPainter,
    rect: QRect,
    chip: PlannedChip,
    title: str,
    look: ChipLook,
    *,
    chosen: bool = False,
    lines: int = 0,
) -> None:
    """Paints a chip into its rectangle; the words stand in so many `lines` under the time, 0: beside it."""
    painter.drawPixmap(rect.topLeft(), look.ground(rect, chip, chosen))
    left, right, top = rect.left() + EDGE + GAP + MARK + GAP, rect.right() - XS - ICON - GAP, rect.top()
    painter.setFont(look.font)
    time = look.time(chip)
    if left + time.width <= right:
        painter.setPen(look.muted)
        painter.drawStaticText(left, top + time.top, time.text)
        left += time.width + GAP
    painter.setPen(look.muted if chip.state in _FADED else look.text)
    if lines:
        _paint_lines(painter, rect, title, lines, look)
    elif right - left >= look.letter * LEAST_TEXT:
        words = QRect(left, top, right - left, look.height)
        painter.drawText(words, _LEFT, look.fitting(title, right - left))


def _paint_lines(painter: QPainter, rect: QRect, title: str, lines: int, look: ChipLook) -> None:
    left, width = rect.left() + EDGE + GAP, rect.width() - INDENT
    shown = look.lines(title, width)
    if len(shown) > lines:
        shown = (*shown[: lines - 1], look.fitting(" ".join(shown[lines - 1 :]), width))
    for number, text in enumerate(shown):
        line = look.metrics.height()
        painter.drawText(QRect(left, rect.top() + look.height - 2 + number * line, width, line), _LEFT, text)


def _in_lines(text: str, width: int, look: ChipLook) -> tuple[str, ...]:
    found: list[str] = []
    rest = text.split()
    while rest and len(found) < MOST_LINES - 1:
        count = 1
        while count < len(rest) and look.metrics.horizontalAdvance(" ".join(rest[: count + 1])) <= width:
            count += 1
        found.append(look.fitting(" ".join(rest[:count]), width))
        rest = rest[count:]
    return (*found, look.fitting(" ".join(rest), width)) if rest else tuple(found)


def is_tight(width: int, look: ChipLook) -> bool:
    """A chip of this width has no room for a few words beside all else."""
    return width - look.beside < look.letter * ROOMY


def _drawn(key: _Ground, look: ChipLook) -> QPixmap:
    """Ground, edge, mark and the state's icon of a chip."""
    colors, (icon, role) = look.colors, STATE_LOOK[key.state]
    made = QPixmap(round(key.width * look.ratio), round(key.height * look.ratio))
    made.setDevicePixelRatio(look.ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colors.accent) if key.chosen else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors.accentsoft if key.chosen else colors.hover))
    inset = 0.5 if key.chosen else 0.0
    painter.drawRoundedRect(
        QRectF(0, 0, key.width, key.height).adjusted(inset, inset, -inset, -inset), RADIUS - 2, RADIUS - 2
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.of(role))
    painter.drawRoundedRect(QRectF(0, 0, EDGE, key.height), 1.5, 1.5)
    middle = look.height // 2
    mark = icons.mark(key.network, colors, MARK, look.ratio)
    painter.drawPixmap(QPoint(EDGE + GAP, middle - MARK // 2), mark)
    state = icons.pixmap(icon, colors.of(role), ICON, look.ratio)
    painter.drawPixmap(QPoint(key.width - XS - ICON, middle - ICON // 2), state)
    painter.end()
    return made
