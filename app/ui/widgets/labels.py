"""Labels. Every text that comes from outside goes through here and is shown as it stands, never as HTML (SEC-14)."""

from __future__ import annotations

from html import escape
from math import floor

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def plain_label(text: str = "", look: str = "", parent: QWidget | None = None) -> QLabel:
    """A label that never reads its text as HTML. `look` is one of the style sheet's: "title", "muted", "strong"…"""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    if look:
        label.setProperty("look", look)
    return label


def wrapped_label(text: str = "", look: str = "", parent: QWidget | None = None) -> QLabel:
    """As `plain_label`, over several lines."""
    label = plain_label(text, look, parent)
    label.setWordWrap(True)
    return label


def keep_place(widget: QWidget) -> None:
    """Hidden, it keeps its place: what is under the pointer does not move when it comes."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


_HEARD = "tip_heard"
"""The tooltip that was made the description."""


def set_tip(widget: QWidget, text: str) -> None:
    """A tooltip that shows its text as it stands. Those who listen hear it as the description of a widget that has no other:
    Qt would read them the tooltip with its HTML."""
    if widget.accessibleDescription() == (widget.property(_HEARD) or ""):
        widget.setAccessibleDescription(text)
        widget.setProperty(_HEARD, text)
    widget.setToolTip(as_tip(text))


def as_tip(text: str) -> str:
    """A text as tooltips take it, so that it is shown as it stands."""
    return f"<p style='white-space:pre-wrap'>{escape(text)}</p>" if text else ""


class FigureLabel(QLabel):
    """A number, never cut: where its line is too short it is written smaller."""

    def __init__(self, text: str, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if look:
            self.setProperty("look", look)

    def shown_font(self) -> QFont:
        """The label's font, as much smaller as the width there is asks for."""
        font = QFont(self.font())
        need, room = QFontMetricsF(font).horizontalAdvance(self.text()), self.contentsRect().width()
        if need > room > 0:
            size = font.pixelSize() if font.pixelSize() > 0 else QFontInfo(font).pixelSize()
            font.setPixelSize(max(floor(size * room / need), 1))
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.shown_font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(self.contentsRect(), flags, self.text())
        painter.end()


class ElidedLabel(QLabel):
    """One line that gives way: what does not fit ends in an ellipsis, and the tooltip has it whole."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if look:
            self.setProperty("look", look)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Line breaks of the text are blanks here."""
        super().setText(" ".join(text.split()))

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 8), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics = self.fontMetrics()
        line = self.text()
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, self.width())
        tip = line if shown != line else ""
        if bool(tip) != bool(self.toolTip()):
            set_tip(self, tip)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()
