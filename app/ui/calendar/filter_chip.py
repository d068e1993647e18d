"""A filter's chip: a check chip that gives way to a narrow rail, with a picture that bears a check while it is on."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.colors import Colors
from app.ui.tokens import colors_of
from app.ui.widgets.check_chip import CheckChip
from app.ui.widgets.labels import set_tip

Drawn = Callable[[float], QPixmap]
MARK = 14
NARROWEST = 6
"""Average characters a chip keeps in the narrowest rail."""


class FilterChip(CheckChip):
    """`tip` says more than the name does; `spoken` is the name for those who listen, where it is another. `drawn` gives the
    picture before the name, `MARK` high, for a pixel ratio: a value that can be compared. It is asked again after a
    palette change."""

    def __init__(
        self,
        text: str,
        *,
        tip: str = "",
        spoken: str = "",
        drawn: Drawn | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._full, self._spoken, self._drawn = text, spoken, drawn
        super().__init__(text, parent=parent)
        self.setIconSize(QSize(MARK, MARK))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        set_tip(self, tip or text)

    def say(self, text: str) -> None:
        self._full = text
        self.setAccessibleName(self._spoken or text)
        self._fit()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        more = metrics.horizontalAdvance(_shown(self._full)) - metrics.horizontalAdvance(self.text())
        hint = super().sizeHint()
        return QSize(hint.width() + more, hint.height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * NARROWEST), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_picture(self) -> None:
        if self._drawn is not None:
            self._picture = _with_check(self._drawn, colors_of(QGuiApplication.palette()))
        super()._show_picture()

    def _fit(self) -> None:
        """As much of the name as there is room for; all of it before there is any."""
        metrics = self.fontMetrics()
        room = self.width() - (super().sizeHint().width() - metrics.horizontalAdvance(self.text()))
        whole = not self.testAttribute(Qt.WidgetAttribute.WA_Resized) or self.width() >= self.sizeHint().width()
        fitted = self._full if whole else metrics.elidedText(self._full, Qt.TextElideMode.ElideMiddle, max(room, 0))
        if self.text() != _shown(fitted):
            self.setText(_shown(fitted))


def _shown(text: str) -> str:
    """An ampersand would be read as a shortcut."""
    return text.replace("&", "&&")


@cache
def _with_check(drawn: Drawn, colors: Colors) -> QIcon:
    """The picture, with a small check in its corner while the chip is on."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        plain = drawn(ratio)
        made.addPixmap(plain, QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(_checked(plain, colors), QIcon.Mode.Normal, QIcon.State.On)
    return made


def _checked(plain: QPixmap, colors: Colors) -> QPixmap:
    made = plain.copy()
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colors.of("surface"), 1))
    painter.setBrush(colors.of("accent"))
    badge = QRectF(MARK - 9, MARK - 9, 9, 9)
    painter.drawEllipse(badge)
    painter.setPen(QPen(colors.of("surface"), 1.3))
    left, top = badge.left(), badge.top()
    painter.drawPolyline([QPointF(left + 2.4, top + 4.6), QPointF(left + 4, top + 6.2), QPointF(left + 6.7, top + 3)])
    painter.end()
    return made
