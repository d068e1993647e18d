"""A chip that can be on or off: a filter. On is shown by a check and a border besides the colour."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QIcon
from PySide6.QtWidgets import QToolButton, QWidget

from app.ui import icons
from app.ui.tokens import colors_of
from app.ui.widgets.labels import set_tip

LONGEST = 28
"""Characters of a name a chip shows; the tooltip has it whole."""


class CheckChip(QToolButton):
    """`picture` stands before the name, for instance the mark of a network."""

    def __init__(
        self, text: str, *, picture: QIcon | None = None, on: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(on)
        self.setProperty("look", "check-chip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._picture = picture
        self.say(text)
        self.toggled.connect(self._show_picture)
        self._show_picture()

    def say(self, text: str) -> None:
        shown = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(text)
        set_tip(self, text if shown != text else "")

    def sizeHint(self) -> QSize:
        """Room for the bold letters it has while it is on, so that it stays as wide and clips nothing."""
        hint, bold = super().sizeHint(), QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        more = max(0, more)
        if self.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
            more -= self.fontMetrics().horizontalAdvance(" ")  # Qt leaves two behind the words
        return QSize(hint.width() + more, hint.height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show_picture()

    def _show_picture(self) -> None:
        if self._picture is not None:
            self.setIcon(self._picture)
        elif self.isChecked():
            self.setIcon(icons.icon("check", colors_of(QGuiApplication.palette()).of("accent"), 14))
        else:
            self.setIcon(QIcon())
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            return
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
