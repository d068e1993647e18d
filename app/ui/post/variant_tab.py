"""The tab of one variant: whose it is, how long its text is for its network, and its state."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.domain.networks import Network
from app.domain.workflow import PostState
from app.ui import icons
from app.ui.tokens import MARK, RADIUS, SMALL, STATE_LOOK, XS, S, colors_of
from app.ui.widgets.labels import set_tip

_SIGN = 12
WIDEST_NAME = 18
"""Average characters of a handle a tab shows."""


class VariantTab(QAbstractButton):
    """`network` None: the post itself, whose text all follow."""

    def __init__(self, network: Network | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network = network
        self._name = ""
        self._below = ""
        self._over = False
        self._state: PostState | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, name: str, below: str, told: str, *, over: bool = False, state: PostState | None = None) -> None:
        """`below` is the counter, red when `over`; `told` the whole tab in one sentence."""
        self._name, self._below, self._over, self._state = name, below, over, state
        self.setAccessibleName(told)
        set_tip(self, told)
        self.updateGeometry()
        self.update()

    @property
    def below(self) -> str:
        """The counter as it is shown."""
        return self._below

    @property
    def over(self) -> bool:
        return self._over

    def sizeHint(self) -> QSize:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        widest = metrics.averageCharWidth() * WIDEST_NAME
        left = MARK + S if self._network is not None else 0
        signs = _SIGN + XS if self._state is not None else 0
        inner = max(
            min(metrics.horizontalAdvance(self._name) + 2, widest), metrics.horizontalAdvance(self._below) + signs
        )
        return QSize(left + inner + 2 * S + XS, 2 * metrics.height() + 2 * XS + 4)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = colors_of(QGuiApplication.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = colors.accentsoft if self.isChecked() else (colors.hover if self.underMouse() else None)
        painter.setPen(colors.of("accent") if self.hasFocus() or self.isChecked() else colors.of("line"))
        painter.setBrush(colors.of("accentsoft") if ground == colors.accentsoft else colors.of("surface"))
        if ground == colors.hover:
            painter.setBrush(colors.of("hover"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        if self.hasFocus():
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)
        left = float(S)
        if self._network is not None:
            drawn = icons.mark(self._network, colors, MARK, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, (self.height() - MARK) / 2), drawn)
            left += MARK + S
        self._paint_words(painter, left)
        painter.end()

    def _paint_words(self, painter: QPainter, left: float) -> None:
        colors = colors_of(QGuiApplication.palette())
        line = self.fontMetrics().height()
        top = (self.height() - 2 * line) / 2
        room = self.width() - left - S
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(colors.of("text"))
        name = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(left, top, room, line), int(Qt.AlignmentFlag.AlignVCenter), name)
        if self._state is not None:
            sign, role = STATE_LOOK[self._state]
            drawn = icons.pixmap(sign, colors.of(role), _SIGN, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, top + line + (line - _SIGN) / 2), drawn)
            left += _SIGN + XS
        font.setPointSizeF(self.font().pointSizeF() * SMALL)
        font.setWeight(QFont.Weight.DemiBold if self._over else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(colors.of("failed") if self._over else colors.of("muted"))
        painter.drawText(
            QRectF(left, top + line, self.width() - left - XS, line), int(Qt.AlignmentFlag.AlignVCenter), self._below
        )
