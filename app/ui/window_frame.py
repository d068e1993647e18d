"""What a window does whatever stands in it: finds its place on the screen, speaks, looks, says what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow

from app.ui.widgets.room import bring_inside, put

if TYPE_CHECKING:
    from app.ui.face import Face

FIRST_SIZE = (1280, 800)


class FramedWindow(QMainWindow):
    _face: Face

    def place(self, kept: str | None) -> None:
        """Puts the window where it stood, inside the screen; a damaged memory gives the first size."""
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            put(self, QSize(*FIRST_SIZE))
        elif not self.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
            bring_inside(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from app.ui.widgets.enter_presses import press_focused

        if not press_focused(self, event):
            super().keyPressEvent(event)

    def speak(self, language: str) -> None:
        """Polish or English, at once and from now on."""
        self._face.remembered.change(language=language)
        self._face.language.choose(language)

    def look(self, theme: str) -> None:
        """ "system", "light" or "dark", at once and from now on."""
        self._face.remembered.change(theme=theme)
        self._face.theme.choose(theme)

    def _show_error(self, error: BaseException) -> None:
        from app.ui.errors import show_error

        show_error(self, error, self._face.language)

    def _show_crash(self, error: BaseException) -> None:
        from app.ui.errors import show_crash

        show_crash(self, error, self._face.language)
