"""Draws a persona's card: a row of the rail, or a tile of the large gallery."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import icons
from app.ui.colors import Colors
from app.ui.personas.gallery_model import CARD, Card
from app.ui.personas.portraits import portrait_picture
from app.ui.tokens import HEADING, ICON, RADIUS, SMALL, XS, L, M, S, colors_of
from app.ui.widgets.broken_text import first_lines

ROW_PORTRAIT, TILE_PORTRAIT = 44, 72
_NAME_LINES, _FACT_LINES = 2, 2
_BAR = 4
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class PersonaDelegate(QStyledItemDelegate):
    def __init__(self, *, tiles: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles = tiles

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        base = QFontMetricsF(option.font).height()
        small = QFontMetricsF(_font(option.font, SMALL)).height()
        if self._tiles:
            heading = QFontMetricsF(_font(option.font, HEADING, bold=True)).height()
            high = (
                L
                + max(TILE_PORTRAIT, _NAME_LINES * heading + (_FACT_LINES + 1) * small + XS)
                + M
                + 2 * base
                + S
                + small
                + S
                + _BAR
                + small
                + L
            )
            return QSize(round(max(300.0, QFontMetricsF(option.font).averageCharWidth() * 44)), round(high))
        high = M + base + 2 * small + S + _BAR + small + M
        return QSize(200, round(max(ROW_PORTRAIT + 2 * M, high)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = index.data(CARD)
        if not isinstance(card, Card):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(QApplication.palette())
        if self._tiles:
            self._tile(painter, option, card, colors)
        else:
            self._row(painter, option, card, colors)
        painter.restore()

    def _row(self, painter: QPainter, option: QStyleOptionViewItem, card: Card, colors: Colors) -> None:
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, colors.of("accentsoft" if chosen else "hover"))
        if chosen:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colors.of("accent"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colors.of("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(4.5, 2.5, -2.5, -2.5), RADIUS, RADIUS)
        side = float(ROW_PORTRAIT)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            box.topLeft() + QPointF(L, M), portrait_picture(card.name, card.portrait, ROW_PORTRAIT, ratio)
        )
        left = box.left() + L + side + M
        inside = QRectF(left, box.top() + M, box.right() - L - left, box.height() - 2 * M)
        y = _line(painter, inside, inside.top(), card.name, _font(option.font, 1, bold=True), colors, "text")
        small = _font(option.font, SMALL)
        y = _line(painter, inside, y, card.summary or card.facts, small, colors, "muted")
        y = self._evidence(painter, inside, y + XS, card, small, colors)
        if card.due or card.archived:
            _flag(painter, QRectF(inside.left(), y, inside.width(), 0), card, small, colors)
        else:
            _line(painter, inside, y, card.facts if card.summary else "", small, colors, "muted")

    def _evidence(self, painter: QPainter, inside: QRectF, y: float, card: Card, small: QFont, colors: Colors) -> float:
        """The bar and how much of the page is measured, in words; gives where the next line may start."""
        if card.measured is None:
            return _line(painter, inside, y, card.evidence, small, colors, "muted")
        high = QFontMetricsF(small).height()
        told = QFontMetricsF(small).horizontalAdvance(card.evidence)
        bar = QRectF(inside.left(), y + (high - _BAR) / 2, max(24.0, inside.width() - told - S), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.of("line"))
        painter.drawRoundedRect(bar, 2, 2)
        if card.measured:
            painter.setBrush(colors.of("approved"))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(4.0, bar.width() * card.measured), _BAR), 2, 2)
        painter.setFont(small)
        painter.setPen(colors.of("muted"))
        painter.drawText(QRectF(bar.right() + S, y, told + S, high), _LEFT, card.evidence)
        return y + high

    def _tile(self, painter: QPainter, option: QStyleOptionViewItem, card: Card, colors: Colors) -> None:
        box = QRectF(option.rect).adjusted(XS + 0.5, XS + 0.5, -XS - 0.5, -XS - 0.5)
        over = bool(option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus))
        painter.setPen(QPen(colors.of("accent" if over else "line"), 1.5 if over else 1))
        painter.setBrush(colors.of("surface"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        side = float(TILE_PORTRAIT)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            box.topLeft() + QPointF(L, L), portrait_picture(card.name, card.portrait, TILE_PORTRAIT, ratio)
        )
        left = box.left() + L + side + M
        beside = QRectF(left, box.top() + L, box.right() - L - left, side)
        heading, small = _font(option.font, HEADING, bold=True), _font(option.font, SMALL)
        y = beside.top() + XS
        for text in first_lines(card.name, heading, beside.width(), _NAME_LINES):
            y = _line(painter, beside, y, text, heading, colors, "text")
        for text in first_lines(card.facts, small, beside.width(), _FACT_LINES):
            y = _line(painter, beside, y, text, small, colors, "muted")
        if card.due or card.archived:
            _flag(painter, QRectF(beside.left(), y + 2, beside.width(), 0), card, small, colors)
        else:
            _line(painter, beside, y + 2, card.review, small, colors, "muted")
        inside = box.adjusted(L, L + side + M, -L, -L)
        y = max(inside.top(), y + QFontMetricsF(small).height() + M)
        for text in first_lines(card.summary, option.font, inside.width(), 2):
            y = _line(painter, inside, y, text, option.font, colors, "text")
        self._evidence(painter, inside, inside.bottom() - QFontMetricsF(small).height(), card, small, colors)


def _font(base: QFont, factor: float, *, bold: bool = False) -> QFont:
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * factor)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def _line(painter: QPainter, box: QRectF, y: float, text: str, font: QFont, colors: Colors, role: str) -> float:
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(colors.of(role))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(QRectF(box.left(), y, box.width() + 2, metrics.height()), _LEFT, shown)
    return y + metrics.height()


def _flag(painter: QPainter, box: QRectF, card: Card, font: QFont, colors: Colors) -> None:
    """Icon and word: a review is due, or the persona is archived."""
    name, role, text = ("archive", "muted", card.archived) if card.archived else ("clock-alert", "warn", card.due)
    high = QFontMetricsF(font).height()
    side = ICON - 2
    drawing = icons.pixmap(name, colors.of(role), side, painter.device().devicePixelRatioF())
    painter.drawPixmap(round(box.left()), round(box.top() + (high - side) / 2), drawing)
    beside = QRectF(box.left() + side + XS, box.top(), box.width() - side - XS, high)
    _line(painter, beside, box.top(), text, font, colors, role)
