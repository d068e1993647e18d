"""A small rounded button that shows a choice and opens it: persona, campaign, time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from app.ui import icons
from app.ui.tokens import XS, S, colors_of
from app.ui.widgets.labels import set_tip
from app.ui.widgets.styled import set_styled

_SIGN, _ROOM = 14, 4
LONGEST = 30
"""Characters of a choice a pill shows; its tooltip has it whole."""


class Pill(QToolButton):
    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._role = "muted"
        self.setProperty("look", "pill")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._paint_anew()

    def say(self, what: str, value: str, *, role: str = "", tip: str = "") -> None:
        """`what` is chosen here ("Campaign"); without a `value` it stands alone and quiet."""
        text = value or what
        shown = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(f"{what}: {value}" if value else what)
        set_tip(self, tip or (f"{what}: {value}" if value else what))
        self._role = role or ("accent" if value else "muted")
        set_styled(self, set=bool(value))
        self._paint_anew()

    def sizeHint(self) -> QSize:
        """Its words in its own small letters: Qt measures them in the window's."""
        self.ensurePolished()
        hint, metrics = super().sizeHint(), self.fontMetrics()
        text = metrics.horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(_SIGN + _ROOM + XS + text + 2 * S + 6, hint.height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._paint_anew()

    def _paint_anew(self) -> None:
        color, made = colors_of(QGuiApplication.palette()).of(self._role), QIcon()
        for ratio in (1, 2):
            drawn = QPixmap((_SIGN + _ROOM) * ratio, _SIGN * ratio)
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(drawn)
            painter.drawPixmap(0, 0, icons.pixmap(self._icon, color, _SIGN, ratio))
            painter.end()
            made.addPixmap(drawn)
        self.setIcon(made)
        self.setIconSize(QSize(_SIGN + _ROOM, _SIGN))
