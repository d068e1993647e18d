"""A small rounded button that shows a choice and opens it: persona, campaign, time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton, QWidget

from app.ui import icons
from app.ui.tokens import colors_of
from app.ui.widgets.labels import set_tip

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
        if self.property("set") != bool(value):
            self.setProperty("set", bool(value))
            self.style().unpolish(self)
            self.style().polish(self)
        self._paint_anew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._paint_anew()

    def _paint_anew(self) -> None:
        self.setIcon(icons.icon(self._icon, colors_of(QGuiApplication.palette()).of(self._role), 14))
