"""A tinted icon as a label; it takes its colour anew whenever the palette changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from app.domain.networks import Network
from app.ui import icons
from app.ui.tokens import ICON, MARK, colors_of
from app.ui.widgets.labels import set_tip

_RECOLOUR = (QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange)


class IconLabel(QLabel):
    """`role` is a colour of the tokens. Decoration only: the word stands beside it."""

    def __init__(self, name: str, role: str = "muted", size: int = ICON, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role, self._size = name, role, size
        self.setFixedSize(size, size)
        self._paint_anew()

    def show_icon(self, name: str, role: str) -> None:
        self._name, self._role = name, role
        self._paint_anew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RECOLOUR:
            self._paint_anew()

    def _paint_anew(self) -> None:
        color = colors_of(QGuiApplication.palette()).of(self._role)
        self.setPixmap(icons.pixmap(self._name, color, self._size, self.devicePixelRatioF()))


class NetworkMark(QLabel):
    """The mark of a network; name or handle stands beside it."""

    def __init__(self, network: Network, size: int = MARK, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network, self._size = network, size
        self.setFixedSize(size, size)
        self._paint_anew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RECOLOUR:
            self._paint_anew()

    def _paint_anew(self) -> None:
        colors = colors_of(QGuiApplication.palette())
        self.setPixmap(icons.mark(self._network, colors, self._size, self.devicePixelRatioF()))


class IconButton(QToolButton):
    """A flat button with an icon and, when `say` is given one, a word. It always has a name for those who listen."""

    def __init__(self, name: str, role: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role = name, role
        self.setProperty("look", "flat")
        self._paint_anew()

    def say(self, name: str, shortcut: str = "") -> None:
        """Sets the accessible name and the tooltip, with the shortcut when there is one."""
        self.setAccessibleName(name)
        set_tip(self, f"{name} ({shortcut})" if shortcut else name)

    def show_icon(self, name: str, role: str) -> None:
        self._name, self._role = name, role
        self._paint_anew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (*_RECOLOUR, QEvent.Type.EnabledChange):
            self._paint_anew()

    def _paint_anew(self) -> None:
        colors = colors_of(QGuiApplication.palette())
        made = icons.icon(self._name, colors.of(self._role))
        if not self.isEnabled():
            made = QIcon(made)
            made.addPixmap(icons.pixmap(self._name, colors.of("line")), QIcon.Mode.Disabled)
        if made.cacheKey() != self.icon().cacheKey():
            self.setIcon(made)
